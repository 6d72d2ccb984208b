"""Whatever a tests file says, nothing raises, and what was not understood is no pass."""

from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import has_errors
from policyspec.report.testing.results import Status, SuiteResult
from policyspec.workspace.disk import Disk
from policyspec.workspace.testing import load_suites
from policyspec.workspace.testing_run import run_suite
from tests.workspace.suites import POLICY, TENDERS

WHOLE = f"""\
{TENDERS}judged on: 1 April 2026
cases:
  - case: one
    tender: base
    change: {{quality weight of lot 2: 10%, value of South: GBP 7, criteria: [{{name: A, kind: price, weight: 5%}}]}}
    remove: [publication date, value of lot 1, lot 2 (South)]
    add: {{explanations: [{{rule: lots, reason: x, author: y, date: 1 March 2026, item: North}}]}}
    gate: publish
    set: {{least lots: 3}}
    expect:
      quality: [{{verdict: breached, limb: a, item: lot 1}}, {{verdict: undetermined, limb: b, missing: [value of lot 1]}}]
      lots: {{verdict: breached, blocks: no}}
  - case: two
    change: {{cost weight: 30%}}
    remove: [lots]
    others: any
    expect: {{council/care#lots: undetermined, later: met}}
survivors:
  - {{rule: lots, change: a, because: b}}
"""
PIECES = (
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    ",",
    "\n",
    "\n  ",
    "lot 9",
    "101%",
    "of",
    "a of b of c",
    "''",
    "null",
    "&a",
    "~",
)


def ran(text: str) -> SuiteResult:
    disk = Disk({"care.policy": POLICY.encode(), "care.tests.yaml": text.encode("utf-8", "surrogatepass")})
    (suite,) = load_suites(["care.tests.yaml"], disk)
    return run_suite(suite, debug=True)


def hold(text: str) -> None:
    result = ran(text)
    for case in result.cases:
        assert (case.status is Status.PASSED) == (not case.differences and not has_errors(case.diagnostics))
    for found in (*result.diagnostics, *(d for case in result.cases for d in case.diagnostics)):
        assert found.code in CODES
        assert found.span is not None
        assert "\n" not in found.message
    assert result.cases or result.diagnostics


@given(st.text(max_size=100))
@settings(max_examples=40)
def test_any_text(text: str) -> None:
    hold(text)


@given(st.data())
@settings(max_examples=60)
def test_a_piece_cut_out_or_put_in(data: st.DataObject) -> None:
    text = WHOLE
    for _ in range(data.draw(st.integers(1, 2))):
        start = data.draw(st.integers(len(TENDERS), len(text) - 1))
        end = data.draw(st.integers(start, min(start + 20, len(text))))
        text = text[:start] + data.draw(st.sampled_from(("", *PIECES))) + text[end:]
    hold(text)


def test_the_whole_is_understood() -> None:
    result = ran(WHOLE)
    assert result.diagnostics == ()
    assert [case.diagnostics for case in result.cases] == [(), ()]
