"""The Python face: what its docstring promises, and what is raised."""

import datetime
from pathlib import Path

import pytest

import policyspec
from tests.cli.conftest import BREACHING, GOOD, ONE_LOT, OPEN, POLICY

ROOT = Path(__file__).parents[2]


@pytest.fixture
def policies(tmp_path: Path) -> policyspec.Policies:
    (tmp_path / "p.policy").write_text(POLICY, encoding="utf-8")
    return policyspec.load_policies(tmp_path / "p.policy")


def test_the_lines_of_the_docstring_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    doc = policyspec.__doc__
    assert doc is not None
    lines = doc[doc.index("import policyspec") :].splitlines()
    assert len(lines) == 5
    exec("\n".join(lines), {})  # noqa: S102 – the docstring is ours
    said = capsys.readouterr().out.splitlines()
    assert len(said) > 50
    assert any(line.startswith("met the quality:cost ratio of lot 1") for line in said)


def test_what_a_check_returns(policies: policyspec.Policies) -> None:
    found = policyspec.check(policies, policyspec.read_tender(BREACHING.encode(), policies))
    assert found.blocks
    assert found.applied
    breached = [o for o in found.outcomes if o.verdict is policyspec.Verdict.BREACHED]
    assert [o.rule for o in breached] == ["council/standards#quality"]
    assert {r.rule: str(r.verdict) for r in found.rules}["council/standards#lots"] == "met"


def test_gate_and_date(policies: policyspec.Policies) -> None:
    tender = policyspec.read_tender(OPEN.encode(), policies)
    day = datetime.date(2026, 4, 1)
    assert policyspec.check(policies, tender, gate="publish").result.gate is policyspec.Gate.PUBLISH
    assert policyspec.check(policies, tender, on=day).result.judged_on == "2026-04-01"
    with pytest.raises(ValueError, match="drafty"):
        policyspec.check(policies, tender, gate="drafty")


def test_a_setting(tmp_path: Path) -> None:
    (tmp_path / "p.policy").write_text(POLICY, encoding="utf-8")
    policies = policyspec.load_policies(tmp_path, settings={"wanted number": "1"})
    found = policyspec.check(policies, policyspec.read_tender(ONE_LOT.encode(), policies))
    assert all(rule.verdict is not policyspec.Verdict.BREACHED for rule in found.rules)


def test_a_policy_with_an_error_is_raised(tmp_path: Path) -> None:
    (tmp_path / "p.policy").write_text(POLICY.replace("GBP 10,000", "EUR 10,000"), encoding="utf-8")
    with pytest.raises(policyspec.PolicyError) as raised:
        policyspec.load_policies(tmp_path / "p.policy")
    (found,) = raised.value.diagnostics
    assert found.is_error
    assert found.span is not None
    assert f"p.policy:{found.span.line}:{found.span.column}: error[{found.code}]" in str(raised.value)


@pytest.mark.parametrize("source", [b"", b"tender: [", "no-such-file.yaml"])
def test_an_input_that_cannot_be_read_is_raised(source: bytes | str) -> None:
    with pytest.raises(policyspec.TenderError) as raised:
        policyspec.read_tender(source)
    assert raised.value.diagnostics


def test_the_same_error_may_be_caught_for_both() -> None:
    with pytest.raises(policyspec.PolicyspecError):
        policyspec.load_policies("no-such-file.policy")


def test_a_tender_is_read_without_policies() -> None:
    assert policyspec.read_tender(GOOD.encode()).name == "Day care"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="chekc"):
        policyspec.chekc  # noqa: B018 – the access is what is tried


# --- records ------------------------------------------------------------------------------------------------------

EXPLAINABLE = 'rule care "Two lots"\n  there must be at least 2 lots\n  or explain\n'
RECORD = "explanations:\n  - {rule: council/standards#care, tender: TENDER, reason: one building, author: A, date: 1 March 2026}\n"


@pytest.fixture
def explained(tmp_path: Path) -> policyspec.Policies:
    (tmp_path / "p.policy").write_text(f"{POLICY}\n{EXPLAINABLE}", encoding="utf-8")
    (tmp_path / "own.yaml").write_text(RECORD.replace("TENDER", "Day care"), encoding="utf-8")
    (tmp_path / "other.yaml").write_text(RECORD.replace("TENDER", "Roads"), encoding="utf-8")
    return policyspec.load_policies(tmp_path / "p.policy")


def verdict(found: policyspec.Judged) -> str:
    return next(str(outcome.verdict) for outcome in found.outcomes if outcome.rule.endswith("#care"))


def test_records_are_taken_from_one_file_or_several(explained: policyspec.Policies, tmp_path: Path) -> None:
    tender = policyspec.read_tender(ONE_LOT.encode(), explained)
    assert verdict(policyspec.check(explained, tender)) == "breached"
    one = policyspec.check(explained, tender, records=tmp_path / "own.yaml")
    assert (verdict(one), one.diagnostics) == ("explained", ())
    assert verdict(policyspec.check(explained, tender, records=str(tmp_path / "own.yaml"))) == "explained"
    two = policyspec.check(explained, tender, records=[tmp_path / "other.yaml", tmp_path / "own.yaml"])
    assert verdict(two) == "explained"
    assert [found.code for found in two.diagnostics] == ["PS641"]


def test_what_is_amiss_with_records_is_told_as_in_a_run(explained: policyspec.Policies, tmp_path: Path) -> None:
    tender = policyspec.read_tender(GOOD.encode(), explained)
    found = policyspec.check(explained, tender, records=tmp_path / "own.yaml")
    assert [one.code for one in found.diagnostics] == ["PS605"]


@pytest.mark.parametrize("text", ["rules: []\n", "explanations: [", None])
def test_a_file_that_holds_no_records_is_raised(
    explained: policyspec.Policies, tmp_path: Path, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "none.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(policyspec.RecordsError) as raised:
        policyspec.check(explained, policyspec.read_tender(GOOD.encode()), records=tmp_path / "none.yaml")
    assert all(found.is_error for found in raised.value.diagnostics)
