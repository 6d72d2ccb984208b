"""Where two engines differ, case by case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyspec.model.outcomes import Verdict
from policyspec.model.verdicts import Row
from tests.differential.cases import Case
from tests.differential.engines import Engine, Rows, interpreted


@dataclass(frozen=True)
class Difference:
    """What the interpreter and an engine make of one case, where that is not the same."""

    case: Case
    expected: Rows | str
    found: Rows | str  # or the fault that it ended in

    def __str__(self) -> str:
        return "\n".join((f"case {self.case.name}, {self.case.how}", *self._lines()))

    def _lines(self) -> Iterator[str]:
        if isinstance(self.found, str):
            yield f"  the engine failed: {self.found}"
            return
        assert not isinstance(self.expected, str)
        if len(self.found) != len(self.expected):
            yield f"  {len(self.expected)} rows expected, {len(self.found)} found"
        for expected, found in zip(self.expected, self.found, strict=False):
            if expected != found:
                yield f"  expected {told(expected)}; found {told(found)}"


def told(row: Row) -> str:
    return f"{row.rule} ({row.limb}) at `{row.item}`: {'/'.join(v for v in Verdict if v in row.possible) or 'nothing'}"


def differences(engine: Engine, cases: Sequence[Case], expected: Sequence[Rows] | None = None) -> list[Difference]:
    """The cases, all of one rulebook, of which an engine does not say what the interpreter says."""
    said = interpreted(cases) if expected is None else expected
    found = answers(engine, cases)
    return [
        Difference(case, ours, theirs)
        for case, ours, theirs in zip(cases, map(in_order, said), map(in_order, found), strict=True)
        if ours != theirs
    ]


def in_order(rows: Rows | str) -> Rows | str:
    """Rows by rule, limb and item: a query gives them in an order of its own."""
    if isinstance(rows, str):
        return rows
    return tuple(sorted(rows, key=lambda row: (row.rule, row.limb, row.item, sorted(row.possible))))


def answers(engine: Engine, cases: Sequence[Case]) -> Sequence[Rows | str]:
    """What an engine says of each case; where it fails on all together, of each by itself."""
    try:
        return engine(cases)
    except Exception as error:  # noqa: BLE001 - a fault of any kind is a difference
        if len(cases) == 1:
            return [f"{type(error).__name__}: {error}"]
        return [one for case in cases for one in answers(engine, [case])]
