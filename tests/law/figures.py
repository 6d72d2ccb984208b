"""What a run of the law tests was made of: counted as it goes, printed at its end, and held to floors.

Counts are kept with the test as properties of its report, so that they reach the terminal from a worker as well.
"""

from collections import Counter
from collections.abc import Iterable

from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Outcome, Verdict
from tests.law.tenders import walk

HEADING = "law"
EXCEPTED = ("excepted", "prevails over it")


def mix(outcomes: Iterable[Outcome]) -> Counter[str]:
    """Outcomes by verdict; and how many are decided, judged (met or breached in some way) and hit by an exception."""
    found: Counter[str] = Counter()
    for outcome in outcomes:
        found["all"] += 1
        found[outcome.verdict] += 1
        found["decided"] += outcome.verdict is not Verdict.UNDETERMINED
        found["judged"] += outcome.verdict not in (Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE)
        found["excepted"] += outcome.verdict is Verdict.NOT_APPLICABLE and any(e in outcome.message for e in EXCEPTED)
    return found


def share(counts: Counter[str], what: str) -> float:
    return counts[what] / counts["all"]


def spelled(counts: Counter[str], *names: str) -> str:
    return ", ".join(f"{name} {100 * share(counts, name):.1f}%" for name in names)


def node_kinds(rulebook: ir.Rulebook) -> Counter[str]:
    """The Core IR nodes of a rulebook by kind: class, and what an aggregate, table or quantifier does."""
    found: Counter[str] = Counter()
    for node in walk(rulebook.rules):
        if type(node).__module__ != ir.__name__:
            continue
        variant = next(
            (
                v
                for a in ("function", "selects", "quantifier", "mode", "which", "operator")
                if (v := getattr(node, a, None))
            ),
            "",
        )
        found[f"{type(node).__name__} {variant}".strip()] += 1
    return found
