"""All the figures of an audit put together: those counted from outcomes, the wants, the rules, what was not read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from policyspec.audit.chunks import PYTHON
from policyspec.audit.counting import KINDS, counted
from policyspec.audit.dataset import Dataset
from policyspec.audit.duck import Connection, quoted
from policyspec.audit.reading import Said
from policyspec.base.version import __version__
from policyspec.ir.nodes import Rule
from policyspec.model.outcomes import Verdict
from policyspec.model.vocabulary import Vocabulary
from policyspec.report.english import in_words
from policyspec.report.summary import (
    VERSION,
    Figures,
    PolicyNamed,
    RuleFigures,
    Summary,
    UnreadInput,
    Want,
)
from policyspec.workspace.policies import Policies

_REASONS = 3  # of an input that was not read


def summary(
    duck: Connection,
    policies: Policies,
    dataset: Dataset,
    plan: Mapping[str, Any],
    chunks: Sequence[tuple[Path, Path]],
    answers: Sequence[Path],
    left: Mapping[str, str],
) -> Summary:
    """The summary. `chunks`: files of tenders and of their outcomes. `answers`: those of `asking`.

    `left`: the rules that the query cannot say, with the reasons.
    """
    rules = policies.rulebook.rules
    found = counted(duck, chunks, [rule.id for rule in rules])
    wanting = _Wants(duck, answers, policies.vocabulary, [rule.id for rule in rules])
    of_rules = tuple(_rule(rule, found.rules.get(rule.id), found.whole, wanting, left, plan) for rule in rules)
    beside, faults = _beside(duck, chunks)
    return Summary(
        version=VERSION,
        tool=__version__,
        gate=plan["gate"],
        on=plan["on"],
        assumptions=plan["assumptions"],
        engine=plan["engine"],
        digests=dict(plan["digests"]),
        policies=_named(policies),
        inputs=len(dataset.inputs),
        unread=tuple(_unread(dataset)),
        beside=beside,
        figures=found.whole,
        rules=of_rules,
        **{kind: found.groups[kind] for kind in KINDS},
        cells=found.cells,
        undetermined=found.whole.outcomes[Verdict.UNDETERMINED],
        asked=sum(rule.asked for rule in of_rules),
        wants=wanting.of(None),
        left_out=dict(found.left_out),
        faults=faults,
    )


def _named(policies: Policies) -> tuple[PolicyNamed, ...]:
    headers = [(file.policy, file.file) for file in policies.files if file.policy is not None]
    return tuple(PolicyNamed(one.id, one.title or "", one.version, Path(file).name) for one, file in headers)


def _rule(
    rule: Rule,
    figures: Figures | None,
    whole: Figures,
    wanting: "_Wants",
    left: Mapping[str, str],
    plan: Mapping[str, Any],
) -> RuleFigures:
    asked, unsettled = wanting.asked[rule.id]
    by_query = plan["engine"] != PYTHON and rule.id not in left
    counts = figures or _none(whole)
    return RuleFigures(
        rule=rule.id,
        title=rule.title,
        policy=rule.id.partition("#")[0],
        strengths=tuple(dict.fromkeys(str(limb.strength) for limb in rule.limbs)),
        engine=plan["engine"] if by_query else PYTHON,
        reason=left.get(rule.id, ""),
        figures=counts,
        undetermined=counts.outcomes[Verdict.UNDETERMINED],
        asked=asked,
        unsettled=unsettled,
        wants=wanting.of(rule.id),
        says=in_words(rule, wanting.vocabulary).summary,
    )


def _none(whole: Figures) -> Figures:
    """The figures of a rule that no tender has an outcome of."""
    zero = dict.fromkeys(Verdict, 0)
    rules = {**zero, Verdict.NOT_APPLICABLE: whole.tenders}
    return Figures(whole.tenders, 0, 0, rules, zero, whole.value, (), (), whole.without_value)


def _beside(duck: Connection, chunks: Sequence[tuple[Path, Path]]) -> tuple[dict[str, int], int]:
    """The tenders that the query does not hold, by reason, and how many policyspec failed on."""
    reasons: Counter[str] = Counter()
    faults = 0
    for tenders, outcomes in chunks:
        of_tenders, of_outcomes = (f"read_parquet({quoted(str(file))})" for file in (tenders, outcomes))
        told = duck.execute(f"SELECT beside, count(*) FROM {of_tenders} WHERE beside IS NOT NULL GROUP BY 1").fetchall()
        reasons.update(dict(told))
        failed = f"SELECT count(DISTINCT source) FROM {of_outcomes} WHERE verdict = '{Verdict.FAILED}'"
        faults += duck.execute(failed).fetchone()[0]
    return dict(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))), faults


# --- what was not read ------------------------------------------------------------------------------------------


def _unread(dataset: Dataset) -> Iterable[UnreadInput]:
    said: dict[str, list[Said]] = defaultdict(list)
    tenders: Counter[str] = Counter()
    for one in dataset.said:
        if one.severity == "error":
            said[one.input].append(one)
    for part in dataset.parts:
        if len(part.inputs) == 1:
            tenders[part.inputs[0].name] += part.tenders
    for name, found in said.items():
        reasons = dict.fromkeys(f"{one.code}: {one.message}" for one in found)
        yield UnreadInput(name, tenders[name], tuple(reasons)[:_REASONS])


# --- what is wanting --------------------------------------------------------------------------------------------


class _Wants:
    """The facts that the outcomes that were looked at wait for, of all rules or of one."""

    def __init__(self, duck: Connection, answers: Sequence[Path], vocabulary: Vocabulary, rules: Sequence[str]) -> None:
        self.vocabulary = vocabulary
        self._rules = rules
        self.asked = dict.fromkeys(rules, (0, 0))
        self._rows: list[tuple[str, str, str, str, int, int, int]] = []
        self._whole: list[tuple[str, str, str, int, int, int]] = []
        if not answers:
            return
        files = ", ".join(quoted(str(file)) for file in answers)
        duck.execute(f"CREATE OR REPLACE TEMP VIEW asked AS FROM read_parquet([{files}], filename = true)")
        duck.execute(
            "CREATE OR REPLACE TEMP TABLE wants AS SELECT DISTINCT filename, outcome, source, rule, entity, fact, why, "
            "count(DISTINCT (entity, fact)) OVER (PARTITION BY filename, outcome) AS others FROM asked"
        )
        for rule, number, bare in duck.execute(
            "SELECT rule, count(DISTINCT (filename, outcome)), count(DISTINCT (filename, outcome)) "
            "FILTER (fact IS NULL) FROM wants GROUP BY rule"
        ).fetchall():
            self.asked[rule] = number, bare
        numbers = (
            "count(DISTINCT (filename, outcome)), count(DISTINCT (filename, outcome)) FILTER (others = 1), "
            "count(DISTINCT source) FROM wants WHERE fact IS NOT NULL GROUP BY ALL ORDER BY ALL"
        )
        self._rows = duck.execute(f"SELECT rule, entity, fact, why, {numbers}").fetchall()
        self._whole = duck.execute(f"SELECT entity, fact, why, {numbers}").fetchall()

    def of(self, rule: str | None) -> tuple[Want, ...]:
        """The wants of one rule, or of all together, the most wanted first."""
        rows = self._whole if rule is None else [row[1:] for row in self._rows if row[0] == rule]
        wants = [self._want(*row, rule=rule) for row in rows]
        return tuple(sorted(wants, key=lambda want: (-want.outcomes, -want.alone, want.entity, want.fact, want.why)))

    def _want(
        self, entity: str, fact: str, why: str, outcomes: int, alone: int, tenders: int, *, rule: str | None
    ) -> Want:
        info = self.vocabulary.fact(entity, fact)
        waiting = {row[0] for row in self._rows if row[1:4] == (entity, fact, why)} if rule is None else {rule}
        ordered = tuple(one for one in self._rules if one in waiting)
        ocds, eforms = (info.ocds, info.eforms) if info is not None else ("", "")
        return Want(entity, fact, ocds, eforms, why, outcomes, alone, tenders, ordered)
