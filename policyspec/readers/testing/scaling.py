"""A weight of a kind of criteria, set: those criteria are scaled to it, and the others to the rest of the whole mark.

`quality weight` and `cost weight` are worked out from criteria, so a case that sets one has said of the criteria what
it means: their proportions stay, and the whole mark is 100%.
"""

from fractions import Fraction

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import has_errors
from policyspec.model.facts import Fact, Item, Listing, Origin, Stated
from policyspec.model.vocabulary import FactInfo
from policyspec.readers.called import Called
from policyspec.readers.criteria import is_gate, settle
from policyspec.readers.scalars import read_fact
from policyspec.readers.testing import errors
from policyspec.readers.testing.work import Work, own_list
from policyspec.readers.tree import Entry, Scalar

#: Of each weight that can be set: the kinds of criteria that make it up, and whether it is those or all others.
SCALED = {"quality_weight": (("price", "cost"), False), "cost_weight": (("price", "cost"), True)}

#: Of the derived facts that cannot be set: what to change in their place.
INSTEAD = {
    "price_weight": "change the weight of each price criterion, or `cost weight`, which holds price and cost together",
    "social_value_weight": "change the weight of each criterion on social value",
    "divided_into_lots": "add or remove lots",
}


def scaled(item: Item, info: FactInfo, entry: Entry, root: Item, work: Work) -> Item | None:
    """The thing with its criteria brought to a weight that is worked out from them, or nothing: that is said then."""
    span, written = work.document.span(entry.key), entry.key.text
    if info.key not in SCALED or not isinstance(entry.value, Scalar):
        work.say(errors.derived(span, written, INSTEAD.get(info.key, "change the facts that it is worked out from")))
        return None
    reading = work.reading(Called())
    target = read_fact(entry.value, info, reading)
    work.found.extend(map(errors.as_error, reading.found))
    listing = own_list(item, "criteria", root, work)
    if not isinstance(target, Stated) or not isinstance(target.value, Fraction) or target.origin is None:
        if not has_errors(reading.found):
            work.say(errors.cannot_scale(span, written, "it takes one percentage"))
        return None
    if listing is None:
        work.say(errors.no_criteria(span, written, _first_with_criteria(root)))
        return None
    # Points count as the weights that follow from them.
    made = brought_to(settle(listing, item.label, work.reading(Called())), info.key, target.value, target.origin)
    if isinstance(made, str):
        work.say(errors.cannot_scale(span, written, made))
        return None
    return replace(item, lists={**item.lists, "criteria": made})


def _first_with_criteria(root: Item) -> str | None:
    """What the first lot is called that has criteria of its own."""
    lots = root.lists["lots"].items if "lots" in root.lists else ()
    return next((f"lot {number}" for number, lot in enumerate(lots, start=1) if "criteria" in lot.lists), None)


def brought_to(listing: Listing, key: str, target: Fraction, origin: Origin) -> Listing | str:
    """The criteria with that quality or cost weight, or why they cannot be brought to it."""
    scored = [item for item in listing.items if not is_gate(item)]
    if not listing.complete or listing.unreadable:
        return "the list of criteria is not complete"
    weights = {item.path: _exact(item.fact("weight")) for item in scored}
    if lacking := next((i for i in scored if weights[i.path] is None or not isinstance(i.fact("kind"), Stated)), None):
        what = "weight" if weights[lacking.path] is None else "kind"
        return f"{lacking.label} has no {what} that is exact"
    of_it = {item.path for item in scored if _is_of(item, key)}
    factors: dict[bool, Fraction] = {}
    for inside, wanted in ((True, target), (False, 1 - target)):
        total = sum((w for path, w in weights.items() if w is not None and (path in of_it) is inside), Fraction(0))
        if total == 0 and wanted != 0:
            return _none_to_scale(key, inside=inside)
        factors[inside] = wanted / total if total else Fraction(0)

    def put(item: Item) -> Item:
        weight = weights.get(item.path)
        if weight is None:
            return item
        fact = Stated(weight * factors[item.path in of_it], origin)
        return replace(item, facts={**item.facts, "weight": fact})

    return replace(listing, items=tuple(put(item) for item in listing.items))


def _exact(fact: Fact) -> Fraction | None:
    return fact.value if isinstance(fact, Stated) and isinstance(fact.value, Fraction) else None


def _is_of(item: Item, key: str) -> bool:
    kinds, among = SCALED[key]
    kind = item.fact("kind")
    return isinstance(kind, Stated) and (kind.value in kinds) is among


def _none_to_scale(key: str, *, inside: bool) -> str:
    quality = (key == "quality_weight") is inside
    return f"no {'quality' if quality else 'price or cost'} criterion has a weight that could be scaled"
