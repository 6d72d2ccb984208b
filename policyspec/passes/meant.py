"""What a phrase that means nothing was most likely meant to say.

A suggestion keeps what the author did say: the relation (`at least …`) and the thing whose fact it is (`value of the
lot`). Only a slip of spelling is offered as `did you mean`; a phrase that merely shares words is named as a kin.
"""

from policyspec.base.dataclasses import replace
from policyspec.base.patterns import pattern
from policyspec.base.suggest import nearest
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, fold, is_scalar
from policyspec.passes.context import Context, entity_of
from policyspec.passes.declared import Definition, OwnFact, Parameter, Table, Threshold
from policyspec.passes.errors.common import quoted, singular
from policyspec.passes.hints import LIST, Meant, perhaps, splits, wrote
from policyspec.passes.kin import kin, slip
from policyspec.passes.picked import aggregated, counted, picked_out
from policyspec.passes.relations import said_first
from policyspec.passes.scope import owners_in_scope
from policyspec.syntax.keywords import KEYWORDS

_DECLARED = {"threshold": Threshold, "parameter": Parameter, "definition": Definition, "table": Table}
_RATIO = pattern(r"([a-z]+)[-/–]([a-z]+)(?: weight)? ratio")


def meant(words: str, at: Context, *, many: bool = False) -> Meant:
    """The likeliest reading of a phrase that stands alone; `many` where a list is asked for."""
    readings = [
        _one_declared,
        _ratio,
        counted,
        aggregated,
        _related,
        weight_meant,
        _thing_and_fact,
        _near,
        _akin_of_thing,
        akin,
    ]
    readings = [picked_out, _fact_of_every, *readings] if many else [_each, *readings, picked_out]
    return next((found for read in readings if (found := read(words, at)) is not None), Meant(LIST))


def meant_of(words: str, entity: str, at: Context, *, plural: bool = False) -> Meant:
    """The likeliest reading of a phrase as a fact of a kind of thing."""
    facts = at.vocabulary.facts_of(entity)
    known = [form for info in facts for form in _forms(info, plural=plural)]
    noun = singular(at.vocabulary, entity)
    relation = said_first(words, lambda rest: _kind_of(entity, rest, at))
    if relation is not None:
        return Meant(f"did you mean `{relation} …`?", relation)
    bare = words[len(noun) + 1 :] if fold(words).startswith(f"{fold(noun)} ") else ""
    near = bare if at.vocabulary.fact(entity, bare) else slip(words, known)
    if near is not None:
        return Meant(f"did you mean `{near}`?", near)
    return perhaps(kin(words, {form: form for form in known})) or Meant(
        f"`policyspec vocabulary {noun}` lists what it has"
    )


def turned(head: str, owner: str, at: Context) -> Meant | None:
    """`weight of quality`, `date of publication`: a fact whose words are turned round."""
    if fold(head) == "weight" and (weight := weight_meant(owner, at)) is not None:
        return weight
    phrase = f"{owner} {head}"
    return wrote(phrase) if owners_in_scope(phrase, at) or at.names.find(phrase) else None


def _one_declared(words: str, at: Context) -> Meant | None:
    """`the threshold`: which one?"""
    kind = _DECLARED.get(fold(words))
    if kind is None:
        return None
    names = list(dict.fromkeys(d.name for d in at.names.all() if isinstance(d, kind)))
    if len(names) == 1:
        return Meant(f"write its name, `{names[0]}`", names[0])
    return Meant(f"say which by its name: {quoted(names[:4])}" if names else f"none is declared: a {words} has a name")


def _ratio(words: str, at: Context) -> Meant | None:
    """`quality/cost ratio`, `price-quality ratio`: a ratio is written with a colon."""
    sides = _RATIO.fullmatch(fold(words))
    if sides is None or not all(owners_in_scope(f"{side} weight", at) for side in sides.groups()):
        return None
    return wrote(f"the {sides[1]}:{sides[2]} ratio")


def _related(words: str, at: Context) -> Meant | None:
    """`at leest cost weight`, `less than budget`: a relation, misspelt or another language's, and then a name."""

    def kind(rest: str) -> tuple[str, Kind | None] | None:
        found = owners_in_scope(rest, at)
        if found:
            return (rest, found[0][2].type.kind) if is_scalar(found[0][2].type) else None
        for declared in at.names.find(rest):
            return rest, declared.const.type.kind if isinstance(declared, Parameter) and declared.const else None
        near = _near(rest, at)
        return None if near is None or near.text is None else kind(near.text) if near.text != rest else None

    relation = said_first(words, kind)
    return None if relation is None else wrote(relation)


def _kind_of(entity: str, rest: str, at: Context) -> tuple[str, Kind | None] | None:
    info = at.vocabulary.fact(entity, rest)
    return None if info is None else (rest, info.type.kind)


def weight_meant(words: str, at: Context) -> Meant | None:
    """`quality`, `price`, `social value`: the kind of a criterion where its weight is meant."""
    if fold(words) == "price" and owners_in_scope("price weight", at):
        return Meant("did you mean `cost weight` (price and other costs) or `price weight` (the price alone)?")
    phrase = f"{fold(words)} weight"
    return wrote(phrase) if owners_in_scope(phrase, at) else None


def _thing_and_fact(words: str, at: Context) -> Meant | None:
    """`lot value`: the words of a thing and of its fact side by side."""
    for noun, phrase in splits(words):
        entity = at.vocabulary.entity_called(noun.removesuffix("'s").removesuffix("’s"))
        info = at.vocabulary.fact(entity.key, phrase) if entity is not None else None
        if info is not None and info.type.kind is not Kind.YES_NO:
            said = info.phrase if is_scalar(info.type) and phrase not in info.aliases else phrase
            return _with_its_thing(replace(info, phrase=said), at, "write")
    return None


def _fact_of_every(words: str, at: Context) -> Meant | None:
    """`every criterion weight`, and `each criterion weight`: the quantifier is said of the thing."""
    for noun, phrase in splits(words):
        entity = at.vocabulary.entity_called(noun)
        info = at.vocabulary.fact(entity.key, phrase) if entity is not None else None
        if entity is not None and info is not None and is_scalar(info.type):
            return Meant(f"write `{info.phrase} of every {entity.singular}`")
    return None


def _each(words: str, at: Context) -> Meant | None:
    first, _, rest = words.partition(" ")
    return _fact_of_every(rest, at) if first.casefold() in ("each", "all", "any") else None


def _with_its_thing(info: FactInfo, at: Context, ask: str) -> Meant:
    """`value of the lot`, and what the rule lacks for it."""
    noun = singular(at.vocabulary, info.owner)
    text = f"{info.phrase} of the {noun}"
    facts = at.vocabulary.facts_of("tender")
    record = any(f.type.kind is Kind.ITEM and f.type.entity == info.owner for f in facts)
    if record or any(noun.casefold() in bound.nouns for bound in at.scope):
        return Meant(f"{ask} `{text}`" + ("" if ask == "write" else "?"), text)
    return Meant(f"{ask} `{text}`, below `for each {noun}`" + ("" if ask == "write" else "?"), text)


def _forms(info: FactInfo, *, plural: bool = False) -> tuple[str, ...]:
    """The spellings of a fact to suggest: of one value never the plural, unless it is asked of many."""
    if plural and info.plural:
        return (info.plural,)
    return (info.phrase, *info.aliases) if is_scalar(info.type) else info.phrases


def _near(words: str, at: Context) -> Meant | None:
    """A slip of spelling: in a name that may stand here, a fact of a thing that is not in scope, or a keyword."""
    near = slip(words, _names_here(at))
    if near is not None:
        return wrote(near)
    elsewhere = {form: info for info in at.vocabulary.facts.values() for form in _forms(info)}
    near = slip(words, elsewhere)
    if near is not None:
        return _with_its_thing(replace(elsewhere[near], phrase=near), at, "did you mean")
    near = nearest(words, [k for k in KEYWORDS if len(k) > 2 and fold(k) != fold(words)], cutoff=0.75)
    return None if near is None else wrote(near)


def _owners(at: Context) -> list[str]:
    """The kinds of the things in scope."""
    return [entity_of(bound.item) for bound in at.scope if bound.item is not None]


def _names_here(at: Context) -> list[str]:
    """What policies declare, the facts of the things in scope, and the nouns."""
    declared = [d.name for d in at.names.all()]
    plurals = [d.plural for d in at.names.all() if isinstance(d, Definition | OwnFact)]
    facts = [form for owner in _owners(at) for info in at.vocabulary.facts_of(owner) for form in _forms(info)]
    nouns = [noun for entity in at.vocabulary.entities.values() for noun in (entity.singular, entity.plural)]
    return [*declared, *plurals, *facts, *nouns]


def akin(words: str, at: Context) -> Meant | None:
    """Facts of the things in scope, and names, that share a telling word."""
    return perhaps(kin(words, _spellings(at)))


def _spellings(at: Context) -> dict[str, str]:
    """Every name that may stand here, with the one under which it is suggested."""
    facts = [info for owner in _owners(at) for info in at.vocabulary.facts_of(owner)]
    names = {form: info.phrase for info in facts for form in info.phrases}
    return {**{name: name for name in _names_here(at)}, **names}


def _akin_of_thing(words: str, at: Context) -> Meant | None:
    """`KPI review period`: a thing, and words that one of its facts shares."""
    for noun, phrase in splits(words):
        entity = at.vocabulary.entity_called(noun)
        known = [info.phrase for info in at.vocabulary.facts_of(entity.key)] if entity is not None else []
        near = kin(phrase, {name: name for name in known}) if entity is not None and entity.key != "tender" else []
        if entity is not None and near:
            return perhaps(f"{name} of the {entity.singular}" for name in near)
    return None
