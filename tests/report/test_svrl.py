"""SVRL: against the content model of ISO/IEC 19757-3, and never silent where a rule did not hold."""

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from policyspec.model.facts import Origin
from policyspec.model.outcomes import Gate, Outcome, Role, UsedFact, Verdict
from policyspec.report import svrl
from policyspec.report.formats import View
from policyspec.report.page import visible
from policyspec.report.run import Judged, Run
from tests.cli.samples import BREACHED, EXPLAINED, FAILED, FLAGGED, MET, NOT_APPLICABLE, OPEN, SHOULD, WAIVED, result
from tests.report.payloads import PAYLOADS, RUN, poisoned

VIEW = View(lambda _: None)
NAMESPACE = "{http://purl.oclc.org/dsdl/svrl}"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")

TOKEN = re.compile(r"[\w.:-]+")
TOKENS = {"role", "flag", "prefix", "phase", "diagnostic"}

#: Of each element: its children as a pattern over their names, the attributes that it needs, those that it may have.
MODEL: dict[str, tuple[str, set[str], set[str]]] = {
    "schematron-output": (
        "(text )*(ns-prefix-in-attribute-values )*(active-pattern (fired-rule (failed-assert |successful-report )*)+)+",
        set(),
        {"title", "phase", "schemaVersion"},
    ),
    "ns-prefix-in-attribute-values": ("", {"prefix", "uri"}, set()),
    "active-pattern": ("", set(), {"id", "documents", "name", "role"}),
    "fired-rule": ("", {"context"}, {"id", "name", "role", "flag", "document"}),
    "failed-assert": ("(diagnostic-reference )*text ", {"location", "test"}, {"id", "role", "flag"}),
    "successful-report": ("(diagnostic-reference )*text ", {"location", "test"}, {"id", "role", "flag"}),
    "diagnostic-reference": ("text ", {"diagnostic"}, set()),
    "text": ("", set(), set()),
}


def faults(root: Any) -> list[str]:
    """Where a document leaves the content model."""
    found = []
    for element in root.iter():
        name = local(element)
        if name not in MODEL:
            found.append(f"unknown {element.tag}")
            continue
        children, needed, allowed = MODEL[name]
        if not re.fullmatch(children, "".join(f"{local(child)} " for child in element)):
            found.append(f"children of {name}")
        if not needed <= set(element.attrib) <= needed | allowed:
            found.append(f"attributes of {name}")
        if not all(TOKEN.fullmatch(element.attrib[key]) for key in TOKENS & set(element.attrib)):
            found.append(f"token of {name}")
        if "id" in element.attrib and not NAME.fullmatch(element.attrib["id"]):
            found.append(f"id of {name}")
        if name != "text" and (element.text or "").strip():
            found.append(f"text in {name}")
    return found


def local(element: Any) -> str:
    return str(element.tag).removeprefix(NAMESPACE)


def output(run: Run) -> Any:
    root = etree.fromstring(svrl.render(run, VIEW).encode())
    assert faults(root) == []
    return root


def of(*outcomes: Outcome, gate: Gate = Gate.DRAFT) -> Any:
    return output(Run((Judged(result(*outcomes, gate=gate)),)))


def said(root: Any) -> list[tuple[str, str, str]]:
    """Each assertion after the pattern about reading: its element, role and flag."""
    names = ("failed-assert", "successful-report")
    return [(local(e), e.get("role"), e.get("flag")) for e in root if local(e) in names]


def test_the_model_finds_mistakes() -> None:
    for spoil in ('<svrl:text xmlns:svrl="http://purl.oclc.org/dsdl/svrl"/>', "<other/>"):
        root = output(RUN)
        root.append(etree.fromstring(spoil))
        assert faults(root)


@pytest.mark.parametrize(
    ("one", "gate", "expected"),
    [
        (BREACHED, Gate.DRAFT, ("failed-assert", "ERROR", "breached")),
        (SHOULD, Gate.DRAFT, ("failed-assert", "WARN", "breached")),
        (OPEN, Gate.DRAFT, ("failed-assert", "WARN", "undetermined")),
        (OPEN, Gate.PUBLISH, ("failed-assert", "ERROR", "undetermined")),
        (EXPLAINED, Gate.PUBLISH, ("failed-assert", "INFO", "explained")),
        (WAIVED, Gate.PUBLISH, ("failed-assert", "INFO", "waived")),
        (FAILED, Gate.DRAFT, ("failed-assert", "ERROR", "failed")),
        (FLAGGED, Gate.DRAFT, ("successful-report", "INFO", "flagged")),
    ],
    ids=lambda value: f"{value.verdict} {value.strength}" if isinstance(value, Outcome) else str(value),
)
def test_a_rule_that_did_not_hold_is_asserted(one: Outcome, gate: Gate, expected: tuple[str, str, str]) -> None:
    assert said(of(one, gate=gate)) == [expected]


def test_what_is_met_is_fired_and_what_does_not_apply_is_not() -> None:
    root = of(MET, NOT_APPLICABLE)
    assert said(root) == []
    assert [e.get("flag") for e in root if local(e) == "fired-rule" and e.get("id")] == ["met"]


NOTICE = """<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cac:ProcurementProject><cbc:Name>Day care</cbc:Name></cac:ProcurementProject>
</ContractNotice>"""


def test_the_location_finds_the_fact_in_its_notice() -> None:
    at = Origin("n.xml", 4, 1, "/*/cac:ProcurementProject/cbc:Name")
    root = of(replace(BREACHED, facts=(UsedFact("title", "Day care", None, at, Role.DUTY),)))
    [failed] = root.iter(f"{NAMESPACE}failed-assert")
    declared = {e.get("prefix"): e.get("uri") for e in root.iter(f"{NAMESPACE}ns-prefix-in-attribute-values")}
    [found] = etree.fromstring(NOTICE).xpath(failed.get("location"), namespaces=declared)
    assert found.text == "Day care"


def test_an_xpath_is_the_location_and_its_prefixes_are_declared() -> None:
    xpath = "/*/cac:ProcurementProjectLot[1]/cac:TenderingTerms/efac:X/@listName"
    fact = UsedFact("weight", "10%", None, Origin("n.xml", 9, 1, xpath), Role.DUTY)
    root = of(replace(BREACHED, facts=(fact,)))
    [failed] = root.iter(f"{NAMESPACE}failed-assert")
    assert failed.get("location") == "/*/cac:ProcurementProjectLot[1]/cac:TenderingTerms/efac:X/@listName"
    assert [e.get("prefix") for e in root.iter(f"{NAMESPACE}ns-prefix-in-attribute-values")] == ["cac", "efac"]


def test_reasons_and_ways_out_are_diagnostics() -> None:
    def told(one: Outcome) -> dict[str, str]:
        references = of(one).iter(f"{NAMESPACE}diagnostic-reference")
        return {reference.get("diagnostic"): reference[0].text for reference in references}

    assert set(told(BREACHED)) == {"because", "suggest", "citation"}
    assert "waits for publication date" in told(OPEN)["standing"]
    assert "Agreed by the board" in " ".join(told(WAIVED).values()) or "Given" in told(WAIVED)["standing"]
    assumed = told(replace(BREACHED, assumptions=("the weights are percentages",)))
    assert assumed["standing"] == "Taken for granted: The weights are percentages."


def test_an_assumption_under_a_met_rule_is_said_of_the_tender() -> None:
    root = of(replace(MET, assumptions=("the weights are percentages",)))
    assert any("The weights are percentages." in (e.text or "") for e in root if local(e) == "text")


def test_what_was_not_checked_is_a_failed_assertion() -> None:
    root = output(Run((Judged(result(NOT_APPLICABLE)),), unread=("lost.yaml",)))
    assert said(root) == [("failed-assert", "ERROR", "unread"), ("failed-assert", "ERROR", "unchecked")]
    assert [e.get("document") for e in root.iter(f"{NAMESPACE}fired-rule")] == ["lost.yaml", "t.yaml"]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_is_only_text(payload: str) -> None:
    root = output(poisoned(payload))
    expected = [e.tag for e in output(RUN).iter() if local(e) != "active-pattern"]
    assert [
        e.tag for e in root.iter() if local(e) not in {"active-pattern", "ns-prefix-in-attribute-values"}
    ] == expected
    texts = [text for e in root.iter() for text in ((e.text or "").strip(), *e.attrib.values())]
    assert all(visible(text) == text for text in texts)


def test_every_verdict_but_met_and_not_applicable_shows() -> None:
    flags = {flag for _, _, flag in said(output(RUN))}
    assert {verdict.value for verdict in Verdict} - flags == {"met", "not applicable"}
