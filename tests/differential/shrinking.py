"""A case on which engines differ, made small: parts are taken away for as long as they still differ."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any, get_args

from policyspec.ir import nodes as ir
from policyspec.model.facts import Item, Stated, Tender, ValueListing, items
from policyspec.model.outcomes import Gate
from policyspec.model.values import Between, ItemRef
from tests.differential.cases import Case, How

Differs = Callable[[Case], bool]
CONDITIONS, EXPRESSIONS = get_args(ir.Condition), get_args(ir.Expr)
#: Fields in which no smaller thing is looked for, and lists of which one part must stay.
LEAVES = ("words", "span", "type", "predicate", "info", "value_type", "citations", "owner", "periods")
NEVER_EMPTY = ("limbs", "rules", "options", "rows")


def shrunk(case: Case, differs: Differs, tries: int = 4_000) -> Case:
    """The smallest case that was found, on which it still differs. Candidates that engines cannot take are passed over."""
    tried = count()
    while found := next((one for one in smaller(case) if next(tried) >= tries or differs(one)), None):
        if next(tried) >= tries:
            break
        case = found
    return case


def smaller(case: Case) -> Iterator[Case]:
    """The case with something taken away, the largest parts first."""
    for rules in _fewer(case.book.rulebook.rules):
        yield _with_rules(case, rules)
    for tender in tenders(case.tender):
        yield replace(case, tender=tender)
    for how in (How(), replace(case.how, on=None), replace(case.how, gate=Gate.DRAFT)):
        if how != case.how:
            yield replace(case, how=how)
    for rules in simpler(case.book.rulebook.rules):
        yield _with_rules(case, rules)


def _with_rules(case: Case, rules: tuple[ir.Rule, ...]) -> Case:
    rulebook = replace(case.book.rulebook, rules=rules)
    return replace(case, book=replace(case.book, rulebook=rulebook))


def _fewer(parts: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if len(parts) > 1:
        yield from (parts[:at] + parts[at + 1 :] for at in range(len(parts)))


# --- policies ---------------------------------------------------------------------------------------------------


def simpler(node: Any) -> Iterator[Any]:
    """A node, or a tuple of them, with one thing in it replaced by a part of itself, or taken away."""
    if isinstance(node, tuple):
        for at, part in enumerate(node):
            yield from ((*node[:at], new, *node[at + 1 :]) for new in simpler(part))
        return
    if not is_dataclass(node) or type(node).__module__ != ir.__name__:
        return
    yield from _lifted(node)
    for field in fields(node):
        if field.name in LEAVES:
            continue
        value = getattr(node, field.name)
        yield from (replace(node, **{field.name: new}) for new in _less(node, field.name, value))  # type: ignore[type-var]


def _less(node: Any, name: str, value: Any) -> Iterator[Any]:
    if isinstance(value, tuple) and value and (len(value) > 1 or name not in NEVER_EMPTY):
        yield from (value[:at] + value[at + 1 :] for at in range(len(value)))
    if (
        value is not None
        and name in ("when", "explain", "where", "tolerance", "fact", "judged_on")
        and not isinstance(node, ir.Const)
    ):
        yield None
    yield from simpler(value)


def _lifted(node: Any) -> Iterator[Any]:
    """What could stand in place of a node: something of the same sort inside it."""
    for inside in _inside(node):
        same = isinstance(node, CONDITIONS) and isinstance(inside, CONDITIONS)
        alike = isinstance(node, EXPRESSIONS) and isinstance(inside, EXPRESSIONS) and inside.type.kind is node.type.kind
        if same or alike or (isinstance(node, ir.Filtered) and inside is node.over):
            yield inside


def _inside(node: Any) -> Iterator[Any]:
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part) and type(part).__module__ == ir.__name__:
                yield part
                yield from _inside(part)


# --- tenders ----------------------------------------------------------------------------------------------------


def tenders(tender: Tender) -> Iterator[Tender]:
    """The tender with something taken away."""
    if tender.explanations or tender.waivers:
        yield replace(tender, explanations=(), waivers=())
    for at in range(len(tender.explanations)):
        yield replace(tender, explanations=tender.explanations[:at] + tender.explanations[at + 1 :])
    for at in range(len(tender.waivers)):
        yield replace(tender, waivers=tender.waivers[:at] + tender.waivers[at + 1 :])
    for root in less(tender.root):
        yield renumbered(replace(tender, root=root))


def less(item: Item) -> Iterator[Item]:
    """A thing with less in it."""
    for key, listing in item.lists.items():
        for members in _without_one(listing.items):
            yield replace(item, lists={**item.lists, key: replace(listing, items=members)})
        if not listing.complete:
            yield replace(item, lists={**item.lists, key: replace(listing, complete=True)})
    for name in ("lists", "records", "values", "facts"):
        held = getattr(item, name)
        for key in held:
            yield replace(item, **{name: {k: v for k, v in held.items() if k != key}})  # type: ignore[arg-type]
    yield from _plainer(item)
    for key, record in item.records.items():
        yield from (replace(item, records={**item.records, key: new}) for new in less(record))
    for key, listing in item.lists.items():
        for at, member in enumerate(listing.items):
            for new in less(member):
                members = (*listing.items[:at], new, *listing.items[at + 1 :])
                yield replace(item, lists={**item.lists, key: replace(listing, items=members)})


def _without_one(parts: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield from (parts[:at] + parts[at + 1 :] for at in range(len(parts)))


def _plainer(item: Item) -> Iterator[Item]:
    for key, fact in item.facts.items():
        if isinstance(fact, Stated) and isinstance(fact.value, Between):
            for end in (fact.value.low, fact.value.high):
                yield replace(item, facts={**item.facts, key: Stated(end)})
        elif isinstance(fact, Stated) and fact.assumption:
            yield replace(item, facts={**item.facts, key: Stated(fact.value)})
    for key, values in item.values.items():
        for fewer in _without_one(values.values):
            yield replace(item, values={**item.values, key: ValueListing(fewer, values.complete)})


def renumbered(tender: Tender) -> Tender:
    """The tender with its members numbered as they stand; what referred to a thing that is gone is gone too."""
    moved: dict[str, str] = {}
    root = _numbered(tender.root, "", moved)
    for item in items(root):
        for key, fact in list(item.facts.items()):
            if isinstance(fact, Stated) and isinstance(fact.value, ItemRef):
                item.facts.pop(key) if fact.value.path not in moved else item.facts.update({key: _to(fact, moved)})
        for key, listing in list(item.values.items()):
            there = tuple(f for f in listing.values if not _gone(f, moved))
            item.values[key] = replace(listing, values=tuple(_to(f, moved) for f in there))
    explanations = tuple(replace(e, item=moved.get(e.item or "", e.item)) for e in tender.explanations)
    waivers = tuple(replace(w, item=moved.get(w.item or "", w.item)) for w in tender.waivers)
    return replace(tender, root=root, explanations=explanations, waivers=waivers)


def _to(fact: Any, moved: dict[str, str]) -> Any:
    refers = isinstance(fact, Stated) and isinstance(fact.value, ItemRef)
    return Stated(ItemRef(moved[fact.value.path])) if refers else fact


def _gone(fact: Any, moved: dict[str, str]) -> bool:
    return isinstance(fact, Stated) and isinstance(fact.value, ItemRef) and fact.value.path not in moved


def _numbered(item: Item, path: str, moved: dict[str, str]) -> Item:
    moved[item.path] = path
    start = f"{path}." if path else ""
    lists = {
        key: replace(
            listing, items=tuple(_numbered(one, f"{start}{key}[{n}]", moved) for n, one in enumerate(listing.items))
        )
        for key, listing in item.lists.items()
    }
    records = {key: _numbered(record, f"{start}{key}", moved) for key, record in item.records.items()}
    return replace(item, path=path, facts=dict(item.facts), values=dict(item.values), lists=lists, records=records)
