"""The names that each policy declares, gathered before any rule is looked at."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.passes import timelines
from policyspec.passes.declared import Declared, Definition, Names, OwnFact, Table
from policyspec.passes.errors import names as errors
from policyspec.passes.words import plural_of
from policyspec.syntax import ast
from policyspec.syntax.keywords import RESERVED

Settings = Mapping[tuple[str, str], ast.Setting]  # (policy, folded parameter) → the value that a `use` sets


def policy_id(file: ast.PolicyFile) -> str:
    """The id of a file's policy; one without a header goes by the name of its file."""
    return file.policy.id if file.policy is not None else file.file


def names_of(
    file: ast.PolicyFile,
    vocabulary: Vocabulary,
    settings: Settings,
    used: Mapping[str, Names],
    found: list[Diagnostic],
) -> Names:
    """What a policy can see. `used` has the names of the policies that it uses, as far as they were found."""
    policy = policy_id(file)
    uses = [d.policy for d in file.declarations if isinstance(d, ast.Use)]
    imported = _imported([used[u] for u in dict.fromkeys(uses) if u in used])
    own: dict[str, Declared] = {}
    for node in file.declarations:
        declared = _declared(node, policy, settings, vocabulary, found)
        if declared is not None:
            _take(declared, own, vocabulary, found)
    own = _with_bases(own, imported, vocabulary, found)
    complete = not file.broken and all(u in used and used[u].complete for u in uses)
    singular = [phrase.words for phrase in file.broken_names]
    lost = frozenset(fold(name) for one in singular for name in (one, plural_of(one, _nouns(vocabulary))))
    lost = lost.union(*(used[u].lost for u in uses if u in used))
    rules = {u: used[u].rules[u] for u in uses if u in used}
    rules[policy] = tuple(d.id for d in file.declarations if isinstance(d, ast.Rule))
    vat = _highest_rate(file, [used[u] for u in uses if u in used])
    return Names(policy, vocabulary, own, imported, rules, lost, vat, complete)


def _highest_rate(file: ast.PolicyFile, used: Sequence[Names]) -> Fraction | None:
    """The highest rate of VAT that a policy knows of. Of those of several policies none can be ruled out."""
    if file.policy is not None and file.policy.vat is not None:
        return file.policy.vat.rate
    return max((names.vat_at_most for names in used if names.vat_at_most is not None), default=None)


def _declared(
    node: ast.Declaration, policy: str, settings: Settings, vocabulary: Vocabulary, found: list[Diagnostic]
) -> Declared | None:
    match node:
        case ast.Parameter(name=name):
            return timelines.parameter(node, policy, settings.get((policy, fold(name.words))), found)
        case ast.Threshold():
            return timelines.threshold(node, policy, found)
        case ast.Define(name=name):
            plural = node.plural or plural_of(name.words, _nouns(vocabulary))
            return Definition(policy, name.words, plural, name.span, None, None, node)
        case ast.Table(decides=decides):
            return Table(policy, decides.words, decides.span, node)
        case ast.FactDecl(name=name):
            return OwnFact(policy, name.words, name.span, node.plural or plural_of(name.words))
        case _:
            return None


def _nouns(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    return [(entity.singular, entity.plural) for entity in vocabulary.entities.values()]


def _take(declared: Declared, own: dict[str, Declared], vocabulary: Vocabulary, found: list[Diagnostic]) -> None:
    """Enters a declaration under its name and plural, unless the name is taken."""
    name = fold(declared.name)
    if name in own:
        found.append(errors.declared_twice(declared.name, declared.span, own[name].span))
        return
    if not isinstance(declared, OwnFact) and (of := in_vocabulary(name, vocabulary)):
        found.append(errors.name_of_the_vocabulary(declared.name, declared.span, of))
    own[name] = declared
    if isinstance(declared, Table):
        own.setdefault(fold(declared.node.name.words), declared)
    if isinstance(declared, Definition | OwnFact):
        word = next((w for w in declared.plural.casefold().split() if w in RESERVED), None)
        if word is not None:
            found.append(errors.reserved_word(declared.plural, word, declared.span))
        own.setdefault(fold(declared.plural), declared)


def in_vocabulary(name: str, vocabulary: Vocabulary) -> str | None:
    """What the vocabulary means by a name, if it has it."""
    entity = vocabulary.entity_called(name)
    if entity is not None:
        return entity.definition.rstrip(".")
    info = next(iter(vocabulary.owners_of(name)), None)
    return f"{info.phrase} of the {vocabulary.entities[info.owner].singular}" if info is not None else None


def _imported(used: Sequence[Names]) -> dict[str, tuple[Declared, ...]]:
    found: dict[str, tuple[Declared, ...]] = {}
    for names in used:
        for phrase, declared in names.own.items():
            found[phrase] = (*found.get(phrase, ()), declared)
    return found


def _with_bases(
    own: Mapping[str, Declared],
    imported: Mapping[str, tuple[Declared, ...]],
    vocabulary: Vocabulary,
    found: list[Diagnostic],
) -> dict[str, Declared]:
    """The definitions with the kind of thing that each is of: its base's, which may be another definition."""
    known = {**{k: v[0] for k, v in imported.items() if len(v) == 1}, **own}
    settled = dict(own)
    for phrase, declared in own.items():
        if isinstance(declared, Definition):
            base = declared.node.base.words
            entity = _kind(base, known, vocabulary, ())
            narrowed = known.get(fold(base)) if vocabulary.entity_called(base) is None else None
            spoken_of = any(d.span == declared.span for d in found)
            if entity is None and phrase == fold(declared.name) and not spoken_of:
                _say_why(declared, narrowed, known, vocabulary, found)
            settled[phrase] = replace(declared, entity=entity, base=narrowed.name if entity and narrowed else None)
    return settled


def _kind(base: str, known: Mapping[str, Declared], vocabulary: Vocabulary, seen: tuple[str, ...]) -> str | None:
    """The kind of thing that a base is, through the definitions between."""
    entity = vocabulary.entity_called(base)
    if entity is not None:
        return entity.key
    wider = known.get(fold(base))
    if not isinstance(wider, Definition) or fold(base) in seen:
        return None
    return _kind(wider.node.base.words, known, vocabulary, (*seen, fold(base)))


def _say_why(
    definition: Definition,
    base: Declared | None,
    known: Mapping[str, Declared],
    vocabulary: Vocabulary,
    found: list[Diagnostic],
) -> None:
    """Says why a definition is of no kind of thing: its base is not known, or it goes round in a circle."""
    if not isinstance(base, Definition):
        nouns = [e.singular for e in vocabulary.entities.values()]
        classes = [d.name for d in known.values() if isinstance(d, Definition) and d is not definition]
        found.append(errors.no_such_thing(definition.node.base.words, definition.node.base.span, [*nouns, *classes]))
        return
    circle = [definition]
    while isinstance(base, Definition) and base not in circle:
        circle.append(base)
        base = known.get(fold(base.node.base.words))
    first = min(circle, key=lambda d: (d.span.line, d.span.column))
    if base is definition and first is definition:
        found.append(errors.through_itself(definition.name, definition.span))
