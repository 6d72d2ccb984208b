"""The law: however missing facts are filled in, the verdict that results is among those that were possible.

Outcomes are matched by rule, limb and the path of their item. An item that only the completed tender has is covered by
the undetermined outcome of the nearest thing that holds it. An item that has gone out of scope is not applicable.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from policyspec.engines.interpret import evaluate
from policyspec.ir import nodes as ir
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Outcome, Verdict
from tests.law.domain import VOCABULARY

#: Rule, limb, path of the item.
Key = tuple[str, str, str]
Outcomes = dict[Key, list[Outcome]]

GONE = frozenset((Verdict.NOT_APPLICABLE,))
#: What an undetermined duty may become whose missing facts a waiver names: the waiver stands for them.
STOOD_FOR = frozenset((Verdict.WAIVED, Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.EXPLAINED))


@dataclass(frozen=True)
class Broken:
    """A verdict that the less complete tender did not foresee."""

    key: Key
    before: frozenset[Verdict]
    after: frozenset[Verdict]

    def __str__(self) -> str:
        return f"{self.key}: possible {words(self.before)}, became {words(self.after)}"


def words(verdicts: frozenset[Verdict]) -> str:
    return "/".join(v for v in Verdict if v in verdicts) or "nothing"


def outcomes(rulebook: ir.Rulebook, tender: Tender) -> Outcomes:
    """The outcomes of a draft, nothing assumed."""
    result, _ = evaluate(rulebook, tender, VOCABULARY, assumptions=False)
    found: Outcomes = {}
    for outcome in result.outcomes:
        found.setdefault((outcome.rule, outcome.limb, outcome.item), []).append(outcome)
    return found


def possible(of: list[Outcome]) -> frozenset[Verdict]:
    """Every verdict that some outcomes may become."""
    return frozenset().union(*(STOOD_FOR if o.verdict is Verdict.WAIVED and o.missing else o.possible for o in of))


def broken(rulebook: ir.Rulebook, before: Outcomes, after: Outcomes) -> Iterator[Broken]:
    """Where the outcomes of a tender did not foresee those of the same tender with more filled in."""
    for key, found in after.items():
        foreseen = _foreseen(before, key)
        became = frozenset().union(*(o.possible for o in found))
        if not became <= foreseen:
            yield Broken(key, foreseen, became)
    depth = {rule.id: len(rule.scope) for rule in rulebook.rules}
    for key, found in before.items():
        if key not in after and _is_of_scope(key, depth) and not possible(found) >= GONE:
            yield Broken(key, possible(found), GONE)


def _foreseen(before: Outcomes, key: Key) -> frozenset[Verdict]:
    rule, limb, path = key
    for nearest in _upwards(path):
        if (rule, limb, nearest) in before:
            return possible(before[rule, limb, nearest])
    # Nothing was said of it or of what holds it: nothing to check, if all that is in it may go out of scope.
    inside = [possible(o) for (r, n, p), o in before.items() if (r, n) == (rule, limb) and within(p, path)]
    return frozenset.intersection(*inside) & GONE if inside else frozenset()


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition(".")[0]
    yield ""


def within(path: str, whole: str) -> bool:
    return not whole or path.startswith(f"{whole}.")


def _is_of_scope(key: Key, depth: dict[str, int]) -> bool:
    """Whether an outcome is about an item of its rule's scope, and not about unknown ones at what holds them."""
    return len([part for part in key[2].split(".") if part]) == depth[key[0]]
