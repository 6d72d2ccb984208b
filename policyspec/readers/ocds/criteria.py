"""Award criteria of a lot or tender, with their weights."""

from fractions import Fraction

from policyspec.model.crosswalk import SOLE_CRITERIA
from policyspec.model.facts import Fact, Item, Listing, Stated
from policyspec.readers.ocds import codes, values, weights
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.weights import Draft, with_weights

_KIND = codes.OneOf(codes.CRITERION_KINDS)


def criteria(owner: Spot, path: str, label: str) -> Listing | None:
    """The criteria under `awardCriteria` of a lot or tender: None where it states none."""
    home = owner.at("awardCriteria")
    if not isinstance(home, Spot):
        return None
    if code := owner.word("awardCriteria"):
        return _sole(home, code.strip(), path)
    found = home.at("criteria")
    if not isinstance(found, Spot):
        return None
    whose = f" of {label}" if path else ""
    drafts = [_draft(spot, number, whose) for number, spot in enumerate(home.things("criteria"))]
    facts = with_weights(drafts, lambda: home.span, label, home.reading.say)
    items = (
        Item("criterion", _below(path, number), draft.label, facts[number], origin=draft.origin)
        for number, draft in enumerate(drafts)
    )
    return Listing(tuple(items), origin=found.origin)


def _below(path: str, number: int) -> str:
    return f"{path}.criteria[{number}]".lstrip(".")


def _sole(spot: Spot, code: str, path: str) -> Listing | None:
    """The one criterion that a code such as `priceOnly` stands for."""
    kind = SOLE_CRITERIA.get(code)
    if kind is None:
        return None
    note = f"the award criteria are said to be `{code}`: one {kind} criterion of 100%"
    facts: dict[str, Fact] = {
        "kind": Stated(kind, spot.origin, note),
        "weight": Stated(Fraction(1), spot.origin, note),
    }
    return Listing((Item("criterion", _below(path, 0), "criterion 1", facts, origin=spot.origin),), origin=spot.origin)


def _draft(spot: Spot, number: int, whose: str) -> Draft:
    stating = weights.stated(spot)
    facts: dict[str, Fact] = {}
    _put(facts, spot, "name", values.text)
    _put(facts, spot, "type", _KIND, key="kind")
    if weights.described(spot) is None:
        _put(facts, spot, "description", values.text)
    for entry in spot.things("numbers"):
        if entry.word("threshold") == "minimumScore":
            _put(facts, entry, "number", values.number, key="minimum_score")
    name = spot.word("name")
    label = f"criterion {number + 1} ({name.strip()})" if name else f"criterion {number + 1}"
    return Draft(label + whose, stating, facts, spot.origin)


def _put(facts: dict[str, Fact], spot: Spot, path: str, read: values.Reader, *, key: str | None = None) -> None:
    found, key = spot.at(path), key or path
    fact = read(found, spot.reading.vocabulary.facts["criterion", key]) if isinstance(found, Spot) else found
    if fact is not None:
        facts[key] = fact
