"""The matter of a handbook: policies, with the cases of their tests as worked examples of each rule."""

from collections.abc import Iterable, Iterator, Sequence

from policyspec.model.dates import spell_day
from policyspec.model.outcomes import Gate, Outcome
from policyspec.readers.testing.written import Expected, Word
from policyspec.readers.tree import Entry, Mapping, Node, Scalar
from policyspec.report.handbook import Example, Handbook
from policyspec.report.testing.results import CaseResult, Status
from policyspec.workspace.policies import Policies
from policyspec.workspace.testing import Aim, Ready, Suite, is_limb
from policyspec.workspace.testing_run import run_case


def handbook_of(policies: Policies, suites: Iterable[Suite], within: str = "") -> Handbook:
    """The handbook of policies without errors. The cases of the suites are run.

    `within`: the folder that is left out where a file is named, such as that of the policies that ship.
    """
    examples = examples_of(policies, suites)
    return Handbook(policies.rulebook, policies.files, policies.sources, policies.vocabulary, examples, within)


def examples_of(policies: Policies, suites: Iterable[Suite]) -> dict[str, tuple[Example, ...]]:
    """The cases that name a rule, by its full id. A case that cannot be run is no example."""
    known = {rule.id for rule in policies.rulebook.rules}
    found: dict[str, list[Example]] = {}
    for suite in suites:
        for ready in suite.cases:
            result = run_case(ready)
            if result.status is Status.BROKEN:
                continue
            for rule in dict.fromkeys(aim.rule for aim in ready.aims if aim.rule in known):
                found.setdefault(rule, []).append(_example(rule, ready, result))
    return {rule: tuple(examples) for rule, examples in found.items()}


def _example(rule: str, ready: Ready, result: CaseResult) -> Example:
    case = ready.case
    aims = [aim for aim in ready.aims if aim.rule == rule]
    meant = [outcome for outcome in result.outcomes if outcome.rule == rule and _meant(outcome, aims)]
    outcomes = tuple((outcome.verdict, outcome.message) for outcome in meant)
    missing = tuple(dict.fromkeys(used.name for outcome in meant for used in outcome.missing))
    return Example(case.title, case.span, tuple(_differs(ready)), outcomes, result.status is Status.PASSED, missing)


def _meant(outcome: Outcome, aims: Sequence[Aim]) -> bool:
    """Whether a case expects this of the rule: the verdict that it names, of the limb that it names."""
    return any(_fits(outcome, aim.expected) for aim in aims)


def _fits(outcome: Outcome, expected: Expected) -> bool:
    limb = expected.limb is None or is_limb(outcome.limb, expected.limb.text)
    return limb and outcome.verdict is expected.verdict


# --- what differs, in words ---------------------------------------------------------------------------------------


def _differs(ready: Ready) -> Iterator[str]:
    case = ready.case
    if isinstance(case.tender, Word) and case.tender.text != "base":
        yield f"begins as {case.tender.text}"
    for entry in case.change:
        yield f"{entry.key.text}: {_said(entry.value)}"
    for entry in case.add:
        yield f"{entry.key.text}, and also: {_said(entry.value)}"
    for name in case.remove:
        yield f"{name.text}: not stated"
    for setting in case.settings:
        yield f"with {setting.name.text} set to {setting.value.text}"
    if case.judged_on is not None:
        yield f"judged on {spell_day(case.judged_on)}"
    if case.gate is not Gate.DRAFT:
        yield "judged as it goes to publication"


def _said(node: Node) -> str:
    """A value of a tests file on one line."""
    match node:
        case Scalar():
            return node.text if not node.is_null else "nothing"
        case Mapping():
            return ", ".join(map(_entry, node.entries.values()))
        case _:
            return "; ".join(map(_said, node.items)) or "none"


def _entry(entry: Entry) -> str:
    return f"{entry.key.text} {_said(entry.value)}"
