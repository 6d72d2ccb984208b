"""Tenders counted by conditions on their states, with their values: many conditions in one query."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from policyspec.audit.duck import Connection
from policyspec.audit.impact.states import certain, possible, undetermined
from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Verdict
from policyspec.report.impact.figures import Band, Effect, OfBuyer, Tally
from policyspec.report.summary import Amount

_HIT = (Verdict.BREACHED, Verdict.FLAGGED)
_APPLIES = tuple(verdict for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE)
_AT_ONCE = 300  # conditions of one query


class Counts:
    """Conditions, each counted once however often it is asked for; `run` counts them, `tally` tells."""

    def __init__(self, duck: Connection) -> None:
        self.duck = duck
        self.wanted: dict[str, Tally | None] = {}

    def want(self, *conditions: str) -> None:
        for condition in conditions:
            self.wanted.setdefault(condition, None)

    def run(self) -> None:
        waiting = [condition for condition, tally in self.wanted.items() if tally is None]
        for start in range(0, len(waiting), _AT_ONCE):
            some = waiting[start : start + _AT_ONCE]
            self.wanted |= zip(some, tallied(self.duck, some), strict=True)

    def tally(self, condition: str) -> Tally:
        found = self.wanted[condition]
        assert found is not None
        return found


def tallied(duck: Connection, conditions: Sequence[str]) -> list[Tally]:
    """How many tenders of `states` meet each condition, and their values."""
    asked = ", ".join(f"{_sum(c)}, {_sum(c, 'valued')}, sum(value) FILTER ({c})" for c in conditions)
    found = duck.execute(
        f"SELECT currency, vat, {asked} FROM states GROUP BY currency, vat ORDER BY currency, vat"
    ).fetchall()
    return [_tally(found, 2 + 3 * number) for number in range(len(conditions))]


def _sum(condition: str, column: str = "tenders") -> str:
    return f"CAST(coalesce(sum({column}) FILTER ({condition}), 0) AS BIGINT)"


def _tally(groups: Sequence[Sequence[object]], at: int) -> Tally:
    tenders = sum(int(str(group[at])) for group in groups)
    value = tuple(
        Amount(str(group[0]), str(group[1]), Decimal(str(group[at + 2])), int(str(group[at + 1])))
        for group in groups
        if group[at + 1]
    )
    return Tally(tenders, value, tenders - sum(one.tenders for one in value))


# --- effects ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Against:
    """The same duties in the baseline. `covered`: columns of either side that hit nothing which the other does not."""

    columns: Sequence[str]
    covered: AbstractSet[str]


class Asked:
    """The conditions of an effect of some columns."""

    def __init__(self, own: Sequence[str], against: Against | None) -> None:
        self.judged = possible(own, *_APPLIES)
        self.hit = (certain(own, *_HIT), possible(own, *_HIT))
        self.undetermined = undetermined(own)
        self.newly = None if against is None else _difference(own, against.columns, against.covered)
        self.no_longer = None if against is None else _difference(against.columns, own, against.covered)

    @property
    def conditions(self) -> tuple[str, ...]:
        return (self.judged, *self.hit, self.undetermined, *(self.newly or ()), *(self.no_longer or ()))

    def effect(self, counts: Counts) -> Effect:
        def band(conditions: tuple[str, str]) -> Band:
            return Band(*map(counts.tally, conditions))

        return Effect(
            counts.tally(self.judged).tenders,
            band(self.hit),
            counts.tally(self.undetermined).tenders,
            self.newly and band(self.newly),
            self.no_longer and band(self.no_longer),
        )


def _difference(own: Sequence[str], their: Sequence[str], covered: AbstractSet[str]) -> tuple[str, str]:
    """Tenders that `own` hits and `their` does not: for certain, and possibly.

    What hits them stands not in both, and is not covered by what stands there in its place.
    """
    different = [name for name in own if name not in their and name not in covered]
    least = f"{certain(different, *_HIT)} AND NOT {possible(their, *_HIT)}"
    most = f"{possible(different, *_HIT)} AND NOT {certain(their, *_HIT)}"
    return least, most


# --- buyers -----------------------------------------------------------------------------------------------------


def buyers(duck: Connection, asked_of: Sequence[Asked]) -> tuple[OfBuyer, ...]:
    """Each buyer with a tender that may be hit, under any book: how many of its tenders are, under each.

    Against a baseline: that may newly be hit. The most tenders under the last book first.
    """
    bands = [one.newly or one.hit for one in asked_of]
    asked = ", ".join(f"{_sum(least)}, {_sum(most)}" for least, most in bands)
    found = duck.execute(f"SELECT buyer, {_sum('TRUE')}, {asked} FROM states GROUP BY buyer").fetchall()
    read = [OfBuyer(row[0], row[1], tuple(row[2::2]), tuple(row[3::2])) for row in found if any(row[3::2])]
    return tuple(sorted(read, key=_rank))


def _rank(buyer: OfBuyer) -> tuple[object, ...]:
    return (-buyer.least[-1], -buyer.most[-1], -buyer.tenders, buyer.name is None, buyer.name or "")
