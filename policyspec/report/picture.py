"""The lots of a tender and the weights of their criteria: what a picture of it, and the table beside it, show."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.ir.nodes import Rulebook
from policyspec.model.facts import Absence, Absent, Fact, Item, Stated, Tender
from policyspec.model.inherit import inherited
from policyspec.model.literals import format_value
from policyspec.model.outcomes import Outcome, TenderResult, Verdict
from policyspec.model.types import Kind
from policyspec.model.vocabulary import Vocabulary
from policyspec.report.bounds import Bound, bounds

_MISSED = frozenset((Verdict.BREACHED, Verdict.WAIVED, Verdict.EXPLAINED, Verdict.FLAGGED))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion. `weight`: part of one; None: not known. `words`: the weight as the tender states it, or why not.

    One that is only passed or failed has the weight 0.
    """

    name: str
    kind: str | None  # `quality`, `price`, `cost`; None: not known
    weight: Fraction | None
    words: str


@dataclass(frozen=True, slots=True)
class Floor:
    """A bound that a rule sets on the weight of some kinds of criteria, together, in one lot. `at`: part of one.

    `strict`: at the number itself it is not kept.
    """

    rule: str
    title: str
    kinds: tuple[str, ...]  # whose weights: of `quality`, `price`, `cost`
    least: bool  # a floor; False: a cap
    strict: bool
    at: Fraction
    words: str  # `the quality:cost ratio must be at least 60:40`
    verdict: Verdict

    @property
    def missed(self) -> bool:
        """Whether the lot does not keep it, be that explained or waived."""
        return self.verdict in _MISSED


@dataclass(frozen=True, slots=True)
class LotPicture:
    """One lot, or the tender where it has none. `complete`: False where more criteria may come."""

    path: str
    label: str
    value: str | None  # its estimated value, in words
    criteria: tuple[Weighed, ...]
    complete: bool = True
    floors: tuple[Floor, ...] = ()

    @property
    def missed(self) -> bool:
        """Whether it misses any floor or cap."""
        return any(floor.missed for floor in self.floors)


@dataclass(frozen=True, slots=True)
class Picture:
    """The tender as a picture shows it. `complete`: False where more lots may come."""

    value: str | None
    lots: tuple[LotPicture, ...]
    complete: bool = True


def picture_of(tender: Tender, rulebook: Rulebook, result: TenderResult, vocabulary: Vocabulary) -> Picture:
    """The lots with their own criteria or the tender's, and the bounds on weights that rules hold them to."""
    own = tender.root.lists.get("lots")
    value = _value(tender.root.fact("estimated_value"))
    found = bounds(rulebook, result.judged_on)
    if own is None or not own.items:
        whole = _lot(tender.root, "the tender as one lot", value, result.outcomes, found)
        return Picture(value, (whole,), own is None or own.complete)
    said: dict[str, list[Outcome]] = {}
    for outcome in result.outcomes:
        said.setdefault(outcome.item, []).append(outcome)
    pictured = []
    for lot, stated in zip(inherited(tender, vocabulary).root.lists["lots"].items, own.items, strict=True):
        # What is said of the tender's criteria is said of the lot's, where the lot has none of its own.
        shared = said.get("", []) if "criteria" not in stated.lists else []
        pictured.append(_lot(lot, lot.label, _value(lot.fact("value")), [*shared, *said.get(lot.path, [])], found))
    return Picture(value, tuple(pictured), own.complete)


def _lot(
    item: Item, label: str, value: str | None, outcomes: Iterable[Outcome], found: Sequence[tuple[str, str, Bound]]
) -> LotPicture:
    criteria = item.lists.get("criteria")
    return LotPicture(
        item.path,
        label,
        value,
        tuple(_weighed(criterion, n) for n, criterion in enumerate(criteria.items, 1)) if criteria else (),
        criteria is not None and criteria.complete and criteria.unreadable is None,
        _floors(outcomes, found),
    )


def _floors(outcomes: Iterable[Outcome], found: Sequence[tuple[str, str, Bound]]) -> tuple[Floor, ...]:
    """The bounds of the limbs that apply, each with its verdict."""
    said = {(outcome.rule, outcome.limb): outcome for outcome in outcomes}
    return tuple(
        _floor(said[rule, limb], bound)
        for rule, limb, bound in found
        if (rule, limb) in said and said[rule, limb].verdict is not Verdict.NOT_APPLICABLE
    )


def _floor(outcome: Outcome, bound: Bound) -> Floor:
    return Floor(
        outcome.rule,
        outcome.title,
        bound.kinds,
        bound.least,
        bound.strict,
        bound.at,
        bound.words,
        outcome.verdict,
    )


def _weighed(criterion: Item, number: int) -> Weighed:
    name, kind = criterion.fact("name"), criterion.fact("kind")
    weight, words = _weight(criterion.fact("weight"))
    return Weighed(
        str(name.value) if isinstance(name, Stated) else f"criterion {number}",
        str(kind.value) if isinstance(kind, Stated) else None,
        weight,
        words,
    )


def _weight(fact: Fact) -> tuple[Fraction | None, str]:
    match fact:
        case Stated(value=Fraction() as weight):
            return weight, format_value(weight, Kind.PERCENTAGE)
        case Stated(value=value):
            return None, format_value(value, Kind.PERCENTAGE)
        case Absent(why=Absence.NOT_APPLICABLE):
            return Fraction(0), "pass or fail"
        case Absent(why=why):
            return None, why.value


def _value(fact: Fact) -> str | None:
    return format_value(fact.value, Kind.MONEY) if isinstance(fact, Stated) else None
