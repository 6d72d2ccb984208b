"""Which points of a rule some evaluations exercised."""

from collections.abc import Iterable
from typing import assert_never

from policyspec.analysis.points import Alone, Answered, JudgedOn, Point, Reached, Stood, Want
from policyspec.engines.interpret.seen import Seen
from policyspec.model.outcomes import Outcome, Verdict


def exercised(points: Iterable[Point], seen: Seen, outcomes: Iterable[Outcome]) -> set[tuple[object, ...]]:
    """The keys of the points that evaluations came to. `outcomes`: those of the rule that the points are of."""
    reached: set[tuple[str | None, Verdict]] = set()
    for outcome in outcomes:
        reached.add((None, outcome.verdict))
        if outcome.clear or outcome.verdict is not Verdict.NOT_APPLICABLE:
            reached.add((outcome.limb, outcome.verdict))
    return {point.key for point in points if _came_to(point.want, seen, reached)}


def _came_to(want: Want, seen: Seen, reached: set[tuple[str | None, Verdict]]) -> bool:
    match want:
        case Reached(verdict, limb):
            return (limb, verdict) in reached
        case Answered(node, holds):
            return holds in seen.answers.get(node, ())
        case Alone(node):
            return node in seen.alone
        case Stood(node, bound, position):
            return position in seen.positions.get((node, bound), ())
        case JudgedOn(day):
            return day in seen.days
        case _:
            assert_never(want)
