"""A tender that tells a rule from a mutant of it: one fact of a case's tender, set to where the two part.

What is tried are the rule's own figures, days and codes, the values that its facts have, each with a step to either
side, and shorter and longer lists. That none is found does not show that the two mean the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, islice

from policyspec.analysis.authored import inner
from policyspec.engines.interpret import evaluate
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.facts import Fact, Item, Listing, Origin, Stated, Tender, items
from policyspec.model.literals import format_value
from policyspec.model.outcomes import Gate, Outcome, Verdict
from policyspec.model.steps import Way, has_value, stepped
from policyspec.model.types import ORDERED, Kind
from policyspec.model.values import Between, Moment, Ratio, Value
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.readers.testing.places import with_item
from policyspec.readers.testing.scaling import brought_to

_MOST = 160  # tenders that are tried for one mutant
_MOST_ITEMS = 2  # things of a kind of which a fact is set
_WAYS: tuple[Way, Way] = (-1, 1)
#: What ends a text in braces or brackets of YAML, or begins something else there.
_MARKS = frozenset(",:[]{}#&*!|>'@`")
_HERE = Origin("", 1, 1)


@dataclass(frozen=True, slots=True)
class Trial:
    """A tender as a case judges it."""

    case: str
    tender: Tender
    gate: Gate
    on: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """Where two rules part: what is set in the tender of a case, and what a limb then comes to under each."""

    case: str
    change: str  # as a case says it: `change: {quality weight of lot 1 (Hill): 61%}`; empty: the case as it is
    of: str  # the limb and the item, in words; empty: the rule
    before: str
    after: str


def told_apart(
    before: ir.Rulebook, after: ir.Rulebook, rule: str, trials: Sequence[Trial], vocabulary: Vocabulary
) -> Told | None:
    """The first tender near those of some cases on which a rule and its mutant come to something else.

    The cases come first as they are: one may only say too little. Then what the change itself looks at is set in the
    tender of each case, and last what else the rule looks at.
    """
    own, changed = (next(each for each in rules.rules if each.id == rule) for rules in (before, after))
    parts = (_focus(own, changed), own)
    near = (pair for part in parts for trial in trials for pair in _near(own, part, trial))
    for change, one in chain((("", trial) for trial in trials), islice(near, _MOST)):
        parted = _parted(_outcomes(before, rule, one, vocabulary), _outcomes(after, rule, one, vocabulary))
        if parted is not None:
            outcome, other = parted
            return Told(one.case, change, _of(outcome, own), _said(outcome), _said(other))
    return None


def _outcomes(rulebook: ir.Rulebook, rule: str, trial: Trial, vocabulary: Vocabulary) -> list[Outcome]:
    result, _ = evaluate(rulebook, trial.tender, vocabulary, gate=trial.gate, on=trial.on)
    return [outcome for outcome in result.outcomes if outcome.rule == rule]


def _parted(before: list[Outcome], after: list[Outcome]) -> tuple[Outcome, Outcome] | None:
    """The first outcomes of one limb for one item of which a case can say something that is true of one of them."""
    now = {(outcome.limb, outcome.item): outcome for outcome in after}
    there = [(outcome, now[outcome.limb, outcome.item]) for outcome in before if (outcome.limb, outcome.item) in now]
    return next((pair for pair in there if _telling(pair[0]) != _telling(pair[1])), None)


def _telling(outcome: Outcome) -> tuple[object, ...]:
    return outcome.verdict, outcome.blocks, outcome.possible


def _of(outcome: Outcome, rule: ir.Rule) -> str:
    """`limb b, lot 2 (South)`."""
    limb = [f"limb {outcome.limb}"] if len(rule.limbs) > 1 else []
    return ", ".join([*limb, *([outcome.item_label] if outcome.item else [])])


def _said(outcome: Outcome) -> str:
    """`breached, which blocks`; `undetermined, breached or met`."""
    words = [str(outcome.verdict)]
    if outcome.verdict is Verdict.UNDETERMINED:
        words.append(f"{' or '.join(outcome.possible)} in the end")
    return ", ".join([*words, *(["which blocks"] if outcome.blocks else [])])


def _focus(before: ir.Rule, after: ir.Rule) -> object:
    """The smallest node that is not in both and looks at the tender."""
    there = set(walk(after))
    differing = [node for node in walk(before) if node not in there]
    looking = (node for node in reversed(differing) if any(isinstance(n, ir.Fact | ir.Members) for n in walk(node)))
    return next(looking, before)


# --- tenders near that of a case ----------------------------------------------------------------------------------


def _near(rule: ir.Rule, part: object, trial: Trial) -> Iterator[tuple[str, Trial]]:
    """The trial with what one part of the rule looks at set otherwise."""
    for root, words in _changed(rule, part, trial.tender.root):
        yield words, replace(trial, tender=replace(trial.tender, root=root))
    for day in sorted(set(_days(rule))):
        yield f"judged on: {format_value(Moment(day), Kind.DATE)}", replace(trial, on=day)


def _changed(rule: ir.Rule, part: object, root: Item) -> Iterator[tuple[Item, str]]:
    things = list(items(root))
    for info in dict.fromkeys(_facts(part)):
        for item in [thing for thing in things if thing.entity == info.owner][:_MOST_ITEMS]:
            for value in _values(rule, info, item, things):
                yield with_item(root, _with_fact(item, info.key, Stated(value, _HERE))), _set(info, item, value)
            if info.key in item.facts:
                yield with_item(root, _without(item, info.key)), f"remove: [{_quoted(_name(info, item))}]"
    yield from _weights(part, root, things)
    for info in dict.fromkeys(_lists(part)):
        for item in [thing for thing in things if thing.entity == info.owner and info.key in thing.lists][:_MOST_ITEMS]:
            yield from _lengths(root, item, info)


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
        if isinstance(node, ir.Fact) and not node.info.derived and node.type.kind not in (Kind.ITEM, Kind.TEXT):
            yield node.info


def _values(rule: ir.Rule, info: FactInfo, item: Item, things: list[Item]) -> list[Value]:
    """Values at which something may change: the rule's own of that kind, and those that facts of that kind have."""
    kind = info.type.kind
    if kind is Kind.YES_NO:
        return [True, False]
    own = [node.value for node in _constants(rule) if node.type.kind is kind]
    own += [period.value for node in _thresholds(rule) if node.type.kind is kind for period in node.periods]
    if kind not in ORDERED:
        return list(dict.fromkeys(own))
    keys = {(each.owner, each.key) for each in _facts(rule) if each.type.kind is kind}
    stated = [fact.value for thing in things for key in keys if key[0] == thing.entity
              for fact in [thing.facts.get(key[1])] if isinstance(fact, Stated)]  # fmt: skip
    near = [value for middle in (*own, *stated) for value in (middle, *_stepped(middle, kind))]
    fact = item.facts.get(info.key)
    now = fact.value if isinstance(fact, Stated) else None
    fitting = (value for value in dict.fromkeys(near) if not isinstance(value, Between) and has_value(info.type, value))
    return [value for value in fitting if value != now]


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


def _weights(part: object, root: Item, things: list[Item]) -> Iterator[tuple[Item, str]]:
    """The criteria brought to a quality weight at which a ratio or a weight of the rule may part."""
    if not any(inner(node) == () for node in walk(part)):
        return  # it asks for no weights that are worked out
    targets = [target for node in _constants(part) for target in _targets(node)]
    for item in [thing for thing in things if "criteria" in thing.lists][:_MOST_ITEMS]:
        for target in dict.fromkeys(targets):
            made = brought_to(item.lists["criteria"], "quality_weight", target, _HERE)
            if isinstance(made, Listing):
                name = f"quality weight of {item.label}" if item.path else "quality weight"
                lists = {**item.lists, "criteria": made}
                words = _change(name, format_value(target, Kind.PERCENTAGE))
                yield with_item(root, replace(item, lists=lists)), words


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


def _lengths(root: Item, item: Item, info: FactInfo) -> Iterator[tuple[Item, str]]:
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


def _days(rule: ir.Rule) -> Iterator[date]:
    spans: list[ir.InForce | ir.Period] = [*rule.in_force, *(p for node in _thresholds(rule) for p in node.periods)]
    for day in (day for span in spans for day in (span.start, span.end) if day is not None):
        yield from (day + timedelta(days=by) for by in (-1, 0, 1))
