"""Tenders counted by conditions on their states, with their values: many conditions in one query."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from policyspec.audit.duck import Connection
from policyspec.audit.impact.plan import Plan
from policyspec.audit.impact.states import certain, possible, undetermined
from policyspec.model.outcomes import Strength, Verdict
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
    asked = ", ".join(f"count(*) FILTER ({c}), count(value) FILTER ({c}), sum(value) FILTER ({c})" for c in conditions)
    found = duck.execute(
        f"SELECT currency, vat, {asked} FROM states GROUP BY currency, vat ORDER BY currency, vat"
    ).fetchall()
    return [_tally(found, 2 + 3 * number) for number in range(len(conditions))]


def _tally(groups: Sequence[Sequence[object]], at: int) -> Tally:
    tenders = sum(int(str(group[at])) for group in groups)
    value = tuple(
        Amount(str(group[0]), str(group[1]), Decimal(str(group[at + 2])), int(str(group[at + 1])))
        for group in groups
        if group[at + 1]
    )
    return Tally(tenders, value, tenders - sum(one.tenders for one in value))


# --- effects ----------------------------------------------------------------------------------------------------


class Asked:
    """The conditions of an effect. `own` and `their` are the columns of the same duties here and in the baseline.

    What stands in both cannot make a difference, so that only what does not (`changed`) may newly be hit.
    """

    def __init__(self, own: Sequence[str], their: Sequence[str] | None) -> None:
        self.judged = possible(own, *_APPLIES)
        self.hit = (certain(own, *_HIT), possible(own, *_HIT))
        self.undetermined = undetermined(own)
        self.newly = None if their is None else _difference(own, their)
        self.no_longer = None if their is None else _difference(their, own)

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


def _difference(own: Sequence[str], their: Sequence[str]) -> tuple[str, str]:
    """Tenders that `own` hits and `their` does not: for certain, and possibly."""
    different = [name for name in own if name not in their]
    least = f"{certain(different, *_HIT)} AND NOT {possible(their, *_HIT)}"
    most = f"{possible(different, *_HIT)} AND NOT {certain(their, *_HIT)}"
    return least, most


# --- buyers -----------------------------------------------------------------------------------------------------


def buyers(duck: Connection, columns: Sequence[Sequence[str]]) -> tuple[OfBuyer, ...]:
    """Each buyer with a tender that may be hit, under any book: how many of its tenders are, under each.

    `columns`: those of each book. The most tenders under the last book first.
    """
    bands = [(certain(some, *_HIT), possible(some, *_HIT)) for some in columns]
    asked = ", ".join(f"count(*) FILTER ({least}), count(*) FILTER ({most})" for least, most in bands)
    found = duck.execute(f"SELECT buyer, count(*), {asked} FROM states GROUP BY buyer").fetchall()
    read = [OfBuyer(row[0], row[1], tuple(row[2::2]), tuple(row[3::2])) for row in found if any(row[3::2])]
    return tuple(sorted(read, key=_rank))


def _rank(buyer: OfBuyer) -> tuple[object, ...]:
    return (-buyer.least[-1], -buyer.most[-1], -buyer.tenders, buyer.name is None, buyer.name or "")


def strengths_of(plan: Plan, book: int) -> Mapping[Strength, list[str]]:
    """The columns of a rulebook by the strength of its duties, strongest first."""
    found = {strength: plan.columns(book, (strength,)) for strength in Strength}
    return {strength: columns for strength, columns in found.items() if columns}
