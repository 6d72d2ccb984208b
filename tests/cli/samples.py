"""Results made by hand, for reports to be made from without a policy or an engine."""

from datetime import date

from policyspec.base.source import Source, Span
from policyspec.model.facts import Explanation, Origin, Waiver
from policyspec.model.outcomes import (
    Citation,
    Gate,
    Outcome,
    Role,
    RuleResult,
    Strength,
    TenderResult,
    UsedFact,
    Verdict,
    rule_verdict,
)
from policyspec.model.values import Moment

TENDER = """\
tender: Supported living
lots:
  - title: North
    criteria:
      - {name: Quality of care, kind: quality, weight: 10%}
      - {name: Price, kind: price, weight: 90%}
"""
SOURCE = Source("t.yaml", TENDER)
POLICY = Span("council.policy", 7, 3, 7, 40)
PRINCIPLE = Citation("Five principles", (("principle", "5"),), None, "checked on 21 November 2026")


def origin(text: str) -> Origin:
    """Where a text stands in the sample tender."""
    line, column = SOURCE.position(TENDER.index(text))
    return Origin("t.yaml", line, column, raw=text)


def outcome(verdict: Verdict, **changes: object) -> Outcome:
    """An outcome with that verdict, of rule `council/x#r` unless told otherwise."""
    fields: dict[str, object] = {
        "rule": "council/x#r",
        "title": "A rule",
        "limb": "a",
        "item": "",
        "item_label": "the tender",
        "verdict": verdict,
        "strength": Strength.MUST,
        "message": "the number of lots is 1; it must be at least 2",
        "policy": POLICY,
        "possible": (verdict,),
    }
    return Outcome(**(fields | changes))  # type: ignore[arg-type]


def result(*outcomes: Outcome, gate: Gate = Gate.DRAFT, source: str = "t.yaml") -> TenderResult:
    """The outcomes as a tender's result, with the verdict of each rule."""
    rules: dict[str, list[Outcome]] = {}
    for one in outcomes:
        rules.setdefault(one.rule, []).append(one)
    made = tuple(RuleResult(r, os[0].title, rule_verdict({o.verdict for o in os})) for r, os in rules.items())
    return TenderResult(source, "Supported living", gate, "2026-03-02", outcomes, made)


BREACHED = outcome(
    Verdict.BREACHED,
    rule="council/x#quality",
    title="Quality outweighs cost",
    item="lots[0]",
    item_label="lot 1 (North)",
    message="the quality:cost ratio of lot 1 (North) is 10:90; it must be at least 60:40",
    facts=(
        UsedFact("weight of criterion 1", "10%", None, origin("10%"), Role.DUTY),
        UsedFact("weight of criterion 2", "90%", None, origin("90%"), Role.DUTY),
        UsedFact("title of lot 1", "North", None, origin("North"), Role.SCOPE),
    ),
    citations=(PRINCIPLE,),
    because="At 90:10 the cheapest bid all but always wins.",
    suggest="Raise the quality weight to 60% or more.",
)
OPEN = outcome(
    Verdict.UNDETERMINED,
    rule="council/x#time",
    title="Enough time to bid",
    possible=(Verdict.MET, Verdict.BREACHED),
    missing=(UsedFact("publication date", None, "not stated"), UsedFact("submission deadline", None, "not stated")),
)
MET = outcome(Verdict.MET, rule="council/x#met", title="Lots, or reasons")
NOT_APPLICABLE = outcome(
    Verdict.NOT_APPLICABLE, rule="council/x#na", title="Pain and gain", message="contract form is not alliance"
)
EXPLAINED = outcome(
    Verdict.EXPLAINED,
    rule="council/x#small",
    title="Small lots",
    explanation="One provider holds the keys",
    record=Explanation("council/x#small", "One provider holds the keys", "Head of care", Moment(date(2026, 2, 20))),
    explainable=True,
)
WAIVED = outcome(
    Verdict.WAIVED,
    rule="council/x#kpi",
    title="Measures",
    explanation="Agreed by the board",
    record=Waiver(
        "council/x#kpi",
        "Agreed by the board",
        "Head of care",
        "Chief executive",
        Moment(date(2026, 2, 20)),
        Moment(date(2026, 6, 1)),
    ),
)
FLAGGED = outcome(Verdict.FLAGGED, rule="council/x#split", title="Split purchase", strength=Strength.FLAG)
SHOULD = outcome(
    Verdict.BREACHED, rule="council/x#should", title="Small is good", strength=Strength.SHOULD, explainable=True
)
FAILED = outcome(Verdict.FAILED, rule="council/x#fault", title="Broken", message="could not be evaluated")
