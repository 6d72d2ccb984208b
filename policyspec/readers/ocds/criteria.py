"""Award criteria of a lot or tender, with their weights."""

from dataclasses import dataclass
from fractions import Fraction

from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Origin, Stated
from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo
from policyspec.readers import errors
from policyspec.readers.ocds import codes, values, weights
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.ocds.weights import Stating, Unit

#: Codes of `tender.awardCriteria` that say that one thing alone decides (`lowestCost` is the older name of the first).
SOLE = {"priceOnly": "price", "lowestCost": "price", "costOnly": "cost", "qualityOnly": "quality"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A criterion while its weight is being settled."""

    spot: Spot
    label: str
    stating: Stating | Absent | None
    facts: dict[str, Fact]

    @property
    def kind(self) -> str | None:
        kind = self.facts.get("kind")
        return str(kind.value) if isinstance(kind, Stated) else None


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
    facts = _with_weights(drafts, home, label)
    items = (
        Item("criterion", _below(path, number), draft.label, facts[number], origin=draft.spot.origin)
        for number, draft in enumerate(drafts)
    )
    return Listing(tuple(items), origin=found.origin)


def _below(path: str, number: int) -> str:
    return f"{path}.criteria[{number}]".lstrip(".")


def _sole(spot: Spot, code: str, path: str) -> Listing | None:
    """The one criterion that a code such as `priceOnly` stands for."""
    kind = SOLE.get(code)
    if kind is None:
        return None
    note = f"the award criteria are said to be `{code}`: one {kind} criterion of 100%"
    facts: dict[str, Fact] = {
        "kind": Stated(kind, spot.origin, note),
        "weight": Stated(Fraction(1), spot.origin, note),
    }
    return Listing((Item("criterion", _below(path, 0), "criterion 1", facts, origin=spot.origin),), origin=spot.origin)


def _draft(spot: Spot, number: int, whose: str) -> Draft:
    info = {i.key: i for i in spot.reading.vocabulary.facts_of("criterion")}
    stating = weights.stated(spot)
    facts: dict[str, Fact] = {}
    _put(facts, spot, "name", values.text, info)
    _put(facts, spot, "type", codes.one_of(codes.CRITERION_KINDS), info, key="kind")
    if weights.described(spot) is None:
        _put(facts, spot, "description", values.text, info)
    for entry in spot.things("numbers"):
        if entry.word("threshold") == "minimumScore":
            _put(facts, entry, "number", values.number, info, key="minimum_score")
    name = spot.word("name")
    label = f"criterion {number + 1} ({name.strip()})" if name else f"criterion {number + 1}"
    return Draft(spot, label + whose, stating, facts)


def _put(
    facts: dict[str, Fact],
    spot: Spot,
    path: str,
    read: values.Reader,
    info: dict[str, FactInfo],
    *,
    key: str | None = None,
) -> None:
    found = spot.at(path)
    fact = read(found, info[key or path]) if isinstance(found, Spot) else found
    if fact is not None:
        facts[key or path] = fact


def _with_weights(drafts: list[Draft], home: Spot, label: str) -> list[dict[str, Fact]]:
    """The facts of each criterion with what its stating comes to."""
    statings = [d.stating for d in drafts if isinstance(d.stating, Stating) and d.stating.unit is not Unit.GATE]
    settled = weights.in_one_unit(statings) if statings else []
    reason: str | None
    if settled is None:
        units = " and ".join(sorted({str(s.unit) for s in statings}))
        home.reading.say(errors.mixed_weights(home.span, label, units))
        reason = f"the criteria of {label} are stated in {units}"
    else:
        reason = _nested(drafts, settled, home, label) or _overfull(statings, home, label)
    by_origin: dict[Origin, Stating] = {s.origin: s for s in settled or ()}
    return [{**d.facts, **_weight(d, by_origin, reason)} for d in drafts]


def _nested(drafts: list[Draft], settled: list[Stating], home: Spot, label: str) -> str | None:
    """Says why the weights are unknown where those of one kind make 100% beside others, or all make more than 100%."""
    if not settled or settled[0].unit is not Unit.PERCENT:
        return None
    kinds: dict[str | None, list[Stating]] = {}
    by_origin = {s.origin: s for s in settled}
    for draft in drafts:
        if isinstance(draft.stating, Stating) and draft.stating.origin in by_origin:
            kinds.setdefault(draft.kind, []).append(by_origin[draft.stating.origin])
    total = sum((s.low for s in settled), Fraction(0))
    shown = format_value(total / 100, Kind.PERCENTAGE)
    for kind, members in kinds.items():
        if len(members) > 1 and total > 100 and sum(s.low for s in members) == 100 == sum(s.high for s in members):
            home.reading.say(errors.nested_weights(home.span, label, kind or "untyped", shown))
            return f"the {kind or 'untyped'} criteria of {label} make 100% by themselves, and all make {shown}"
    return None


def _overfull(statings: list[Stating], home: Spot, label: str) -> str | None:
    """Numbers without a unit that make more than 100 (thirds rounded up let through) may be points or percentages."""
    total = sum((s.low for s in statings), Fraction(0))
    bare = bool(statings) and all(s.unit is Unit.BARE for s in statings)
    if not bare or total <= 100 + len(statings) or any(s.high > 100 for s in statings):
        return None
    units = f"numbers without a unit that make {format_value(total, Kind.NUMBER)}"
    home.reading.say(errors.mixed_weights(home.span, label, units))
    return f"the criteria of {label} are stated in {units}"


def _weight(draft: Draft, settled: dict[Origin, Stating], reason: str | None) -> dict[str, Fact]:
    match draft.stating:
        case None:
            return {}
        case Absent() as absent:
            draft.spot.reading.say(errors.unreadable_at(absent, f"`weight` of {draft.label}"))
            return {"weight": absent}
        case Stating(unit=Unit.GATE, origin=origin):
            return {"pass_fail": Stated(value=True, origin=origin)}
        case Stating(origin=origin):
            if reason is not None:
                return {"weight": Absent(Absence.UNREADABLE, origin, reason)}
            return _in_its_unit(settled[origin], draft)


def _in_its_unit(stating: Stating, draft: Draft) -> dict[str, Fact]:
    note = f"{stating.note} (`{stating.origin.raw}`, {draft.label})" if stating.note else None
    match stating.unit:
        case Unit.POINTS:
            return {"points": Stated(stating.value, stating.origin, note)}
        case Unit.ORDER:
            return {"rank": Stated(stating.value, stating.origin, note)}
        case _ if stating.high > 100:
            reason = f"`{stating.origin.raw}` is above 100%"
            absent = Absent(Absence.UNREADABLE, stating.origin, reason)
            draft.spot.reading.say(errors.unreadable_at(absent, f"`weight` of {draft.label}"))
            return {"weight": absent}
        case _:
            part = weights.scaled(stating)
            return {"weight": Stated(part.value, stating.origin, note)}
