"""Tenders near that of a case: one fact set to a value at which a rule may come to something else.

What is tried are the rule's own figures, days and codes, the values that its facts have, each with a step to either
side, and shorter and longer lists. Each comes with the line of a case that makes it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import zip_longest

from policyspec.analysis.authored import inner
from policyspec.base.dataclasses import replace
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.facts import Fact, Item, Listing, Origin, Stated, items
from policyspec.model.literals import format_value
from policyspec.model.steps import Way, has_value, stepped
from policyspec.model.types import ORDERED, Kind
from policyspec.model.values import Between, Classification, Ratio, Value
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.readers.testing.places import with_item
from policyspec.readers.testing.scaling import brought_to

_MOST_ITEMS = 2  # things of a kind of which a fact is set
_WAYS: tuple[Way, Way] = (-1, 1)
#: What ends a text in braces or brackets of YAML, or begins something else there.
_MARKS = frozenset(",:[]{}#&*!|>'@`")
#: Places of the CPV: construction work, and health and social work.
_PLACES = (Classification("CPV", "45000000"), Classification("CPV", "85000000"))
_WORDS = "It is so."
_HERE = Origin("", 1, 1)


Near = tuple[Item, str]


def near(rule: ir.Rule, part: object, root: Item, vocabulary: Vocabulary) -> Iterator[Near]:
    """The tender with what one part of the rule looks at set otherwise, and how a case says that.

    Of each fact and list one way comes after another, so that the first few are of all of them.
    """
    things = list(items(root))
    facts = [(info, item) for info in dict.fromkeys(_facts(part)) for item in _of_kind(info, things)]
    lists = [(info, item) for info in dict.fromkeys(_lists(part)) for item in _of_kind(info, things)]
    groups = [_set_otherwise(rule, root, info, item, things, vocabulary) for info, item in facts]
    groups.append(_weights(part, root, things))
    groups += [_lengths(root, item, info) for info, item in lists if info.key in item.lists]
    yield from _in_turn(groups)
    for info, item in facts:  # last, for what is open tells less than what is breached
        if info.key in item.facts:
            yield with_item(root, _without(item, info.key)), f"remove: [{_quoted(_name(info, item))}]"


def _in_turn(groups: list[Iterator[Near]]) -> Iterator[Near]:
    return (one for row in zip_longest(*groups) for one in row if one is not None)


def _set_otherwise(
    rule: ir.Rule, root: Item, info: FactInfo, item: Item, things: list[Item], vocabulary: Vocabulary
) -> Iterator[Near]:
    for value in (*_another(rule, info, vocabulary), *_values(rule, info, item, things)):
        yield with_item(root, _with_fact(item, info.key, Stated(value, _HERE))), _set(info, item, value)


def _of_kind(info: FactInfo, things: list[Item]) -> list[Item]:
    return [thing for thing in things if thing.entity == info.owner][:_MOST_ITEMS]


def _set(info: FactInfo, item: Item, value: Value) -> str:
    return _change(_name(info, item), format_value(value, info.type.kind))


def _change(name: str, value: str) -> str:
    return f"change: {{{_quoted(name)}: {_quoted(value)}}}"


def _quoted(text: str) -> str:
    """A text as it stands in braces or brackets of YAML."""
    return f'"{text}"' if set(text) & _MARKS else text


def _name(info: FactInfo, item: Item) -> str:
    return f"{info.phrase} of {item.label}" if item.path else info.phrase


def _with_fact(item: Item, key: str, fact: Fact) -> Item:
    return replace(item, facts={**item.facts, key: fact})


def _without(item: Item, key: str) -> Item:
    return replace(item, facts={k: v for k, v in item.facts.items() if k != key})


def _facts(part: object) -> Iterator[FactInfo]:
    """The facts that a part of a rule looks at, those that are stated and have one value."""
    for node in walk(part):
        if isinstance(node, ir.Fact) and not node.info.derived and node.type.kind is not Kind.ITEM:
            yield node.info


def _values(rule: ir.Rule, info: FactInfo, item: Item, things: list[Item]) -> list[Value]:
    """Values at which something may change: the rule's own of that kind, and those that facts of that kind have."""
    kind = info.type.kind
    own = [node.value for node in _constants(rule) if node.type.kind is kind]
    own += [period.value for node in _thresholds(rule) if node.type.kind is kind for period in node.periods]
    if kind is Kind.YES_NO:
        near: list[Value] = [True, False]
    elif kind in ORDERED:
        near = [value for middle in (*own, *_stated(rule, kind, things)) for value in (middle, *_stepped(middle, kind))]
    else:
        near = [*own, _WORDS] if kind is Kind.TEXT else own
    fact = item.facts.get(info.key)
    now = fact.value if isinstance(fact, Stated) else None
    fitting = (value for value in dict.fromkeys(near) if not isinstance(value, Between) and has_value(info.type, value))
    return [value for value in fitting if value != now]


def _stated(rule: ir.Rule, kind: Kind, things: list[Item]) -> list[Value]:
    """What the facts of that kind have by now that the rule looks at."""
    infos = dict.fromkeys(info for info in _facts(rule) if info.type.kind is kind)
    facts = [thing.facts.get(info.key) for info in infos for thing in things if thing.entity == info.owner]
    return [fact.value for fact in facts if isinstance(fact, Stated)]


def _another(rule: ir.Rule, info: FactInfo, vocabulary: Vocabulary) -> list[Value]:
    """A code, or a place in a classification, of which the rule does not speak."""
    own = {node.value for node in _constants(rule)}
    codes = vocabulary.codes.get(info.type.codes or "", ()) if info.type.kind is Kind.CODE else ()
    places = _PLACES if info.type.kind is Kind.CLASSIFICATION else ()
    spoken = [value for value in own if isinstance(value, Classification)]
    return [
        *[code for code in codes if code not in own][:1],
        *[place for place in places if not any(place.within(value) for value in spoken)][:1],
    ]


def _stepped(middle: Value, kind: Kind) -> Iterator[Value]:
    for way in _WAYS:
        value = stepped(middle, kind, way)
        if value is not None:
            yield value
            yield from [further for further in [stepped(value, kind, way)] if further is not None]


def _constants(part: object) -> Iterator[ir.Const]:
    return (node for node in walk(part) if isinstance(node, ir.Const))


def _thresholds(rule: ir.Rule) -> Iterator[ir.Threshold]:
    return (node for node in walk(rule) if isinstance(node, ir.Threshold))


# --- weights of classes of criteria, lists and days ---------------------------------------------------------------


def _weights(part: object, root: Item, things: list[Item]) -> Iterator[Near]:
    """The criteria brought to a quality weight at which a ratio or a weight of the rule may part."""
    if not any(inner(node) == () or _is_criteria(node) for node in walk(part)):
        return
    targets = [target for node in _constants(part) for target in _targets(node)]
    for item in [thing for thing in things if "criteria" in thing.lists][:_MOST_ITEMS]:
        for target in dict.fromkeys(targets):
            made = brought_to(item.lists["criteria"], "quality_weight", target, _HERE)
            if isinstance(made, Listing):
                name = f"quality weight of {item.label}" if item.path else "quality weight"
                lists = {**item.lists, "criteria": made}
                words = _change(name, format_value(target, Kind.PERCENTAGE))
                yield with_item(root, replace(item, lists=lists)), words


def _is_criteria(node: object) -> bool:
    return isinstance(node, ir.Members) and node.info.key == "criteria"


def _targets(node: ir.Const) -> Iterator[Fraction]:
    for value in (node.value, *_stepped(node.value, node.type.kind)) if node.type.kind in ORDERED else ():
        match value:
            case Ratio(left, right):
                yield left / (left + right)
            case Fraction() if node.type.kind is Kind.PERCENTAGE and 0 <= value <= 1:
                yield value
            case _:
                pass


def _lists(part: object) -> Iterator[FactInfo]:
    return (node.info for node in walk(part) if isinstance(node, ir.Members))


def _lengths(root: Item, item: Item, info: FactInfo) -> Iterator[Near]:
    """The list with fewer members, and with its last one twice."""
    listing = item.lists[info.key]
    for length in range(len(listing.items)):
        made = replace(listing, items=listing.items[:length])
        gone = ", ".join(_quoted(member.label) for member in listing.items[length:])
        words = f"remove: [{gone}]" if length else f"change: {{{_quoted(_name(info, item))}: []}}"
        yield _with_list(root, item, info, made), words
    if listing.items:
        last = listing.items[-1]
        path = f"{last.path.rpartition('[')[0]}[{len(listing.items)}]"
        twice = replace(listing, items=(*listing.items, replace(last, path=path)))
        yield _with_list(root, item, info, twice), f"{last.label} twice"


def _with_list(root: Item, item: Item, info: FactInfo, listing: Listing) -> Item:
    return with_item(root, replace(item, lists={**item.lists, info.key: listing}))


def days(rule: ir.Rule) -> Iterator[date]:
    """Each day on which something of the rule begins or ends, with the days around it."""
    spans: list[ir.InForce | ir.Period] = [*rule.in_force, *(p for node in _thresholds(rule) for p in node.periods)]
    for day in (day for span in spans for day in (span.start, span.end) if day is not None):
        yield from (day + timedelta(days=by) for by in (-1, 0, 1))
