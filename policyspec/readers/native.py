"""The native tender format: YAML, or JSON, whose keys are the phrases of the vocabulary.

Its values are written as the language writes its literals. What may stand where is read off the vocabulary; nothing
is listed here.
"""

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Severity
from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Origin, Stated, Tender, ValueListing
from policyspec.model.spelling import with_article
from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold, is_scalar
from policyspec.readers import beside, errors, names
from policyspec.readers.called import called_in, label_of, name_of
from policyspec.readers.criteria import settled
from policyspec.readers.scalars import Reading, read_fact, read_value
from policyspec.readers.tree import Document, Entry, Mapping, Node, Scalar, Sequence, standing
from policyspec.readers.zones import zone_of

MORE_TO_COME = "more to come"
_EXPECTED = {Kind.MONEY: "an amount of money", Kind.YES_NO: "yes or no", Kind.CODE: "one phrase"}
TITLE, EXTENSIONS, EXPLANATIONS, WAIVERS = "tender", "extensions", "explanations", "waivers"


def read_native(document: Document, vocabulary: Vocabulary) -> Tender:
    """The tender of a native file, whose root is a mapping. What could not be read is in its diagnostics."""
    root = document.root
    if not isinstance(root, Mapping):
        raise TypeError("the root of a native tender is a mapping")
    zone = zone_of(_of_buyer(root, "country", vocabulary), _of_buyer(root, "time_zone", vocabulary))
    reading = Reading(document, vocabulary, zone, called=called_in(root, vocabulary))
    explanations = beside.read_explanations(root.entries.get(EXPLANATIONS), reading)
    waivers = beside.read_waivers(root.entries.get(WAIVERS), reading)
    item = settled(_item(root, "tender", "", "the tender", reading), reading)
    return Tender(document.source.name, "native", item, explanations, waivers, tuple(reading.found))


def with_stated(item: Item, info: FactInfo, node: Node, reading: Reading, *, after: int = 0) -> Item:
    """The item with one of its facts, lists or records as a node of a native file states it.

    The members of a list are numbered as those that follow `after` others.
    """
    draft = _Draft(item.entity, item.path, item.label if item.path else "")
    _read(node, info, draft, reading, after)
    return replace(
        item,
        facts={**item.facts, **draft.facts},
        lists={**item.lists, **draft.lists},
        values={**item.values, **draft.values},
        records={**item.records, **draft.records},
    )


def knows_any(root: Mapping, vocabulary: Vocabulary) -> bool:
    """Whether any key of a file is one of a tender: else it is a file of another kind."""
    beside_it = {TITLE, EXPLANATIONS, WAIVERS}
    return any(
        fold(key) in beside_it or vocabulary.fact("tender", key) or _extends(entry)
        for key, entry in root.entries.items()
    )


def _extends(entry: Entry) -> bool:
    """Whether it holds declared facts. A package of OCDS has `extensions` too, which are a list."""
    return fold(entry.key.text) == EXTENSIONS and isinstance(entry.value, Mapping)


def _of_buyer(root: Mapping, key: str, vocabulary: Vocabulary) -> str | None:
    """A word about the buyer that the reading of dates needs before the rest."""
    buyer = next((e.value for e in root.entries.values() if fold(e.key.text) == "buyer"), None)
    for entry in buyer.entries.values() if isinstance(buyer, Mapping) else ():
        info = vocabulary.fact("buyer", entry.key.text)
        if info and info.key == key and isinstance(entry.value, Scalar) and not entry.value.is_null:
            return entry.value.text
    return None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A thing while it is being read, and where each of its facts was first stated."""

    entity: str
    path: str
    label: str
    facts: dict[str, Fact] = field(default_factory=dict)
    lists: dict[str, Listing] = field(default_factory=dict)
    values: dict[str, ValueListing] = field(default_factory=dict)
    records: dict[str, Item] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)

    def below(self, info: FactInfo) -> str:
        return f"{self.path}.{info.key}".lstrip(".")

    def done(self, origin: Origin) -> Item:
        tables = (self.facts, self.lists, self.values, self.records)
        return Item(self.entity, self.path, self.label, *tables, origin)


def _item(node: Node, entity: str, path: str, label: str, reading: Reading) -> Item:
    """One thing. A scalar where a thing is expected is its name."""
    draft = _Draft(entity, path, label)
    match node:
        case Mapping():
            for entry in node.entries.values():
                _entry(entry, draft, reading)
        case Scalar():
            _name_alone(node, draft, reading)
        case Sequence():
            expected = with_article(reading.vocabulary.entities[entity].singular)
            span = reading.document.span(node)
            reading.say(errors.wrong_shape(span, label, "a list", expected, "write `key: value` lines"))
    return draft.done(reading.document.origin(node))


def _name_alone(node: Scalar, draft: _Draft, reading: Reading) -> None:
    thing = reading.vocabulary.entities[draft.entity]
    info = reading.vocabulary.facts.get((draft.entity, thing.identified_by or ""))
    if info is not None:
        draft.facts[info.key] = read_fact(node, info, reading)
    elif not node.is_null:
        span = reading.document.span(node)
        hint = "write `key: value` lines"
        reading.say(errors.wrong_shape(span, draft.label, standing(node), with_article(thing.singular), hint))


def _entry(entry: Entry, draft: _Draft, reading: Reading) -> None:
    key, entity = entry.key.text, draft.entity
    if fold(key) == EXTENSIONS:
        _extensions(entry.value, draft, reading)
        return
    info = reading.vocabulary.fact(entity, "title" if _is_title(entity, key) else key)
    if info is None or info.derived or info.own:
        if not (entity == "tender" and fold(key) in (EXPLANATIONS, WAIVERS)):
            _unknown(entry.key, entity, info, reading)
        return
    if earlier := draft.keys.get(info.key):
        spans = reading.document.span(entry.key), reading.document.span(earlier)
        reading.say(errors.stated_again(*spans, f"`{info.phrase}`", key))
        draft.facts[info.key] = Absent(Absence.UNREADABLE, reading.document.origin(entry.key), "it is stated twice")
        return
    draft.keys[info.key] = entry.key
    _read(entry.value, info, draft, reading)


def _is_title(entity: str, key: str) -> bool:
    return entity == "tender" and fold(key) == TITLE


def _read(node: Node, info: FactInfo, draft: _Draft, reading: Reading, after: int = 0) -> None:
    """Puts what a key states into the table where things of its type stand."""
    if isinstance(node, Scalar) and node.is_null:
        reading.say(errors.blank(reading.document.span(node), f"`{info.phrase}`"))
        return
    match info.type.kind:
        case Kind.LIST:
            draft.lists[info.key] = _listing(node, info, draft, reading, after)
        case Kind.VALUES:
            draft.values[info.key] = _values(node, info, reading)
        case Kind.ITEM if not info.type.reference:
            draft.records[info.key] = _item(
                node, info.type.entity or "", draft.below(info), f"the {info.phrase}", reading
            )
        case _:
            draft.facts[info.key] = _scalar(node, info.type, f"`{info.phrase}`", reading)


def _scalar(node: Node, type_: Type, name: str, reading: Reading) -> Fact:
    if not isinstance(node, Scalar):
        found = standing(node)
        expected = _EXPECTED.get(type_.kind, with_article(type_.kind)) if is_scalar(type_) else "a name"
        reading.say(errors.wrong_shape(reading.document.span(node), name, found, expected, "write one value"))
        return Absent(Absence.UNREADABLE, reading.document.origin(node), f"{found} stands where {expected} should")
    if type_.kind is Kind.ITEM:
        return names.resolve(node, type_.entity or "", name, reading)
    return read_value(node, type_, name, reading)


def _listing(node: Node, info: FactInfo, draft: _Draft, reading: Reading, after: int) -> Listing:
    """A list of things. `more to come` as its last member, or in its place, says that it is not complete."""
    if not isinstance(node, Sequence):
        return _no_list(node, info, reading)
    entity = info.type.entity or ""
    members, complete = _members(node)
    noun = reading.vocabulary.entities[entity].singular
    items = []
    for number, member in enumerate(members, after):
        name = name_of(member, entity, reading.vocabulary)
        label = label_of(noun, number, name, draft.label if draft.path else "")
        items.append(_item(member, entity, f"{draft.below(info)}[{number}]", label, reading))
    _same_names(items, noun, reading)
    return Listing(tuple(items), complete, reading.document.origin(node))


def _members(node: Sequence) -> tuple[tuple[Node, ...], bool]:
    last = node.items[-1] if node.items else None
    complete = not (isinstance(last, Scalar) and fold(last.text) == MORE_TO_COME)
    return (node.items if complete else node.items[:-1]), complete


def _no_list(node: Node, info: FactInfo, reading: Reading) -> Listing:
    """What stands where a list should: `more to come` alone, nothing, or something that is no list."""
    origin, span = reading.document.origin(node), reading.document.span(node)
    if isinstance(node, Scalar) and fold(node.text) == MORE_TO_COME:
        return Listing((), complete=False, origin=origin)
    found = "a single set of keys" if isinstance(node, Mapping) else standing(node)
    hint = "begin each member with `- `; write `[]` for none"
    reading.say(errors.wrong_shape(span, f"`{info.phrase}`", found, "a list", hint))
    return Listing((), complete=False, origin=origin, unreadable=f"{found} stands where a list should")


def _values(node: Node, info: FactInfo, reading: Reading) -> ValueListing:
    """A list of scalars; a single one stands for a list of one."""
    origin = reading.document.origin(node)
    element = info.type.element or Type(Kind.TEXT)
    if isinstance(node, Scalar) and fold(node.text) == MORE_TO_COME:
        return ValueListing((), complete=False, origin=origin)
    members, complete = _members(node) if isinstance(node, Sequence) else ((node,), True)
    name = f"`{info.singular or info.phrase}`"
    return ValueListing(tuple(_scalar(m, element, name, reading) for m in members), complete, origin)


def _same_names(items: list[Item], noun: str, reading: Reading) -> None:
    """Two things of one list with one name: references to them, and people, cannot tell them apart."""
    key = reading.vocabulary.entities[items[0].entity].identified_by if items else None
    seen: dict[str, Fact] = {}
    for item in items:
        fact = item.facts.get(key or "")
        if not isinstance(fact, Stated) or fact.origin is None:
            continue
        name = str(fact.value)
        earlier = seen.setdefault(fold(name), fact)
        if earlier is not fact and earlier.origin:
            reading.say(errors.same_name(errors.at(fact.origin), noun, name, errors.at(earlier.origin)))


def _extensions(node: Node, draft: _Draft, reading: Reading) -> None:
    if isinstance(node, Mapping):
        for entry in node.entries.values():
            _extension(entry, draft, reading)
    elif not (isinstance(node, Scalar) and node.is_null):
        span, hint = reading.document.span(node), "write `key: value` lines"
        reading.say(errors.wrong_shape(span, "`extensions`", standing(node), "the facts that policies declare", hint))


def _extension(entry: Entry, draft: _Draft, reading: Reading) -> None:
    """A fact that a policy declares. One that no policy here declares may be another's: a note, not a warning."""
    info = reading.vocabulary.fact(draft.entity, entry.key.text)
    if info is not None and info.own:
        draft.facts[info.key] = _scalar(entry.value, info.type, f"`{info.phrase}`", reading)
        return
    own = [i.phrase for i in reading.vocabulary.facts_of(draft.entity) if i.own]
    near = did_you_mean(entry.key.text, own)
    hint = near or "no policy that is used here declares it"
    if info is not None:
        hint = "it needs no `extensions`: write it one level up"
    severity = None if near or info else Severity.NOTE
    reading.say(errors.unknown_key(reading.document.span(entry.key), entry.key.text, hint, severity=severity))


def _unknown(key: Scalar, entity: str, info: FactInfo | None, reading: Reading) -> None:
    reading.say(errors.unknown_key(reading.document.span(key), key.text, _hint(key.text, entity, info, reading)))


def _hint(key: str, entity: str, info: FactInfo | None, reading: Reading) -> str | None:
    """Why a key is not read here, and what may be meant."""
    vocabulary = reading.vocabulary
    if info is not None and info.own:
        return "a policy declares it: write it under `extensions:`"
    if info is not None:
        return "it is worked out from other facts and never stated"
    beside_it = (EXPLANATIONS, WAIVERS, EXTENSIONS) if entity == "tender" else (EXTENSIONS,)
    known = [*(i.phrase for i in vocabulary.facts_of(entity) if not i.derived), *beside_it]
    if near := did_you_mean(key, known):
        return near
    owners = [vocabulary.entities[i.owner] for i in vocabulary.owners_of(key)]
    return f"it is a fact of {' or '.join(with_article(o.singular) for o in owners[:2])}" if owners else None
