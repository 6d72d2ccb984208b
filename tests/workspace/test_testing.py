"""Tests of policies: what passes, what fails and why, and what is no test at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from policyspec.engines.interpret import evaluate
from policyspec.model.facts import Stated
from policyspec.model.outcomes import Gate, Verdict
from policyspec.report.testing.results import CaseResult, Status
from policyspec.report.testing.words import told
from policyspec.workspace import testing_run
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from policyspec.workspace.tenders import How, check
from policyspec.workspace.testing import load_suites
from policyspec.workspace.testing_run import narrowed, run_case, run_suite
from tests.workspace.suites import POLICY, TENDERS, codes, files, one, results

ROOT = Path(__file__).parents[2]


def said(case: CaseResult) -> list[str]:
    return [told(difference) for difference in case.differences]


def test_a_case_passes_where_all_is_as_expected() -> None:
    case = one("expect: {quality: met, lots: met, later: met}")
    assert case.status is Status.PASSED
    assert {o.verdict for o in case.outcomes} == {Verdict.MET}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("expect: {quality: breached}", ["quality: expected breached, got met"]),
        (
            "change: {quality weight: 59%}\nexpect: {quality: met}",
            ["quality: expected met, got breached"],
        ),
        (
            "change: {quality weight: 59%}\nexpect: {lots: met}",
            [
                "quality, limb a, lot 1 (North): breached, and the case does not expect it",
                "quality, limb a, lot 2 (South): breached, and the case does not expect it",
            ],
        ),
        (
            "change: {quality weight of lot 2: 59%}\nexpect: {quality: {verdict: breached, item: lot 1}}",
            [
                "quality, lot 1: expected breached, got met",
                "quality, limb a, lot 2 (South): breached, and the case does not expect it",
            ],
        ),
        (
            'change: {value of South: "GBP 700,000"}\nexpect: {quality: {verdict: met, limb: b}}',
            ["quality, limb b: expected met, got breached"],
        ),
        (
            'change: {value of South: "GBP 700,000"}\nexpect: {quality: {verdict: met, limb: a}}',
            ["quality, limb b, lot 2 (South): breached, and the case does not expect it"],
        ),
        (
            "remove: [value of South]\nexpect: {quality: breached}",
            ["quality: expected breached, got undetermined, waiting for `value of lot 2`"],
        ),
        (
            "remove: [value of South]\nexpect: {quality: {verdict: undetermined, missing: [value of lot 1]}}",
            [
                "quality: expected undetermined, waiting for `value of lot 1`, got undetermined, waiting for `value of lot 2`"
            ],
        ),
        (
            "remove: [value of South]\nexpect: {quality: {verdict: undetermined, missing: [estimated value]}}",
            [
                "quality: expected undetermined, waiting for `estimated value`, got undetermined, waiting for `value of lot 2`"
            ],
        ),
        (
            "remove: [value of South]\nexpect: {quality: {verdict: undetermined, missing: []}}",
            ["quality: expected undetermined, waiting for nothing, got undetermined, waiting for `value of lot 2`"],
        ),
        (
            "remove: [value of South]\nexpect: {quality: {verdict: undetermined, item: South, possible: [breached]}}",
            [
                "quality, South: expected undetermined, which may be breached, got undetermined, which may be breached or met"
            ],
        ),
        (
            "remove: [South]\nexpect: {lots: {verdict: breached, blocks: yes}}",
            [
                "lots: expected breached, which holds back publication, got breached, which does not hold back publication"
            ],
        ),
        (
            "expect: {later: {verdict: met, item: South}}",
            ["later, South: expected met, and the rule came to nothing here"],
        ),
    ],
)
def test_a_case_fails_and_says_how(body: str, expected: list[str]) -> None:
    case = one(body)
    assert case.status is Status.FAILED
    assert said(case) == expected


@pytest.mark.parametrize(
    "body",
    [
        "change: {quality weight: 59%}\nexpect: {quality: breached}",
        (
            "change: {quality weight of lot 2: 59%}\nexpect: {quality: [{verdict: met, item: lot 1}, "
            "{verdict: breached, limb: a, item: lot 2 (South)}, {verdict: met, limb: b, item: South}]}"
        ),
        "change: {quality weight: 59%}\nothers: any\nexpect: {lots: met}",
        "remove: [value of South]\nexpect: {quality: {verdict: undetermined, missing: [value of lot 2]}}",
        "remove: [value of South]\nexpect: {quality: {verdict: undetermined, missing: value of lot 2 (South)}}",
        "remove: [value of South]\nexpect: {quality: {verdict: undetermined, item: South, possible: [met, breached]}}",
        "judged on: 31 December 2025\nremove: [procedure]\nexpect: {later: not applicable}",
        "judged on: 1 January 2026\nremove: [procedure]\nexpect: {later: undetermined}",
        "gate: publish\nremove: [procedure]\nexpect: {later: {verdict: breached, blocks: yes}}",
        "set: {least lots: 3}\nexpect: {lots: {verdict: breached, blocks: no}}",
        "set: {least lots: 3}\nadd: {lots: [{title: West}]}\nexpect: {lots: met, quality: undetermined}",
        (
            "set: {least lots: 3}\nadd: {explanations: [{rule: lots, reason: two halls, author: A. Head, "
            "date: 1 March 2026}]}\nexpect: {lots: explained}"
        ),
        "change: {main CPV code: 45000000, quality weight: 0%}\nexpect: {quality: not applicable}",
        "tender: {tender: Night care, publication date: 2 March 2026}\nexpect: {lots: undetermined}",
        "expect: {council/care#lots: met}",
        "expect: {lots: Met}",
    ],
)
def test_a_case_passes(body: str) -> None:
    case = one(body)
    assert (case.status, said(case), case.diagnostics) == (Status.PASSED, [], ())


@pytest.mark.parametrize("named", ["suitable for SMEs of South", "whether lot 2 is suitable for SMEs"])
def test_what_is_yes_or_no_is_waited_for_by_either_name(named: str) -> None:
    """A change names it one way, and a report another."""
    policy = POLICY + '\nrule small "Small firms can do it"\n  for each lot\n  the lot should be suitable for SMEs\n'
    body = (
        "cases:\n  - case: it\n    change: {suitable for SMEs of North: yes}\n    expect:\n"
        f"      small: {{verdict: undetermined, item: South, missing: [{named}]}}\n"
    )
    (case,) = run_suite(files(body, policy=policy).suite()).cases
    assert (case.status, said(case), case.diagnostics) == (Status.PASSED, [], ())


def test_the_head_of_a_file_holds_for_its_cases_and_a_case_may_say_otherwise() -> None:
    head = "judged on: 31 December 2025\nset: {least lots: 3}\nothers: any\n"
    suite = results(
        f"{head}cases:\n  - case: as at the head\n    expect: {{later: not applicable, lots: breached}}\n"
        "  - case: otherwise\n    judged on: 1 January 2026\n    set: {least lots: 1}\n    others: none\n"
        "    expect: {later: met, lots: met}\n"
        "  - case: others are no matter\n    expect: {later: not applicable}\n"
    )
    assert [case.status for case in suite.cases] == [Status.PASSED] * 3


def test_what_a_case_states_stands_in_the_tests_file_and_the_rest_where_it_was() -> None:
    made = files(
        "cases:\n  - case: it\n    tender: t.yaml\n    change: {value of South: 'GBP 5'}\n    expect: {lots: met}\n",
        tenders="",
        **{"t.yaml": "tender: T\nlots: [{title: North, value: GBP 4}, {title: South, value: GBP 4}]\n"},
    )
    (ready,) = made.suite().cases
    assert ready.tender
    north, south = ready.tender.root.lists["lots"].items
    places = [fact.origin for fact in (north.fact("value"), south.fact("value"), south.fact("title"))]
    assert [(p.file, p.line) for p in places if p] == [("t.yaml", 2), ("care.tests.yaml", 4), ("t.yaml", 2)]


# --- passing is impossible for what never ran ---------------------------------------------------------------------


@pytest.mark.parametrize("verdict", [v.value for v in Verdict if v is not Verdict.FAILED])
def test_no_expectation_holds_of_a_rule_that_never_ran(verdict: str) -> None:
    (ready,) = files(f"cases:\n  - case: it\n    expect: {{lots: {verdict}}}\n").suite().cases
    rulebook = ready.policies.rulebook
    without = replace(rulebook, rules=tuple(rule for rule in rulebook.rules if not rule.id.endswith("#lots")))
    case = run_case(ready, without)
    assert case.status is Status.FAILED
    assert said(case) == [f"lots: expected {verdict}, and the rule came to nothing here"]


def test_a_fault_of_ours_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    (ready,) = files("cases:\n  - case: it\n    expect: {lots: met}\n").suite().cases
    monkeypatch.setattr(testing_run, "evaluate", falls)
    case = run_case(ready)
    assert case.status is Status.BROKEN
    assert [found.code for found in case.diagnostics] == ["PS901"]
    with pytest.raises(ZeroDivisionError):
        run_case(ready, debug=True)


def test_a_rule_that_failed_is_not_what_any_case_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*given: object, **more: object) -> object:
        result, found = evaluate(*given, **more)  # type: ignore[arg-type]
        outcomes = tuple(replace(o, verdict=Verdict.FAILED) if o.rule.endswith("#lots") else o for o in result.outcomes)
        return replace(result, outcomes=outcomes), found

    (ready,) = files("cases:\n  - case: it\n    expect: {later: met}\n").suite().cases
    monkeypatch.setattr(testing_run, "evaluate", failing)
    assert said(run_case(ready)) == ["lots: failed, and the case does not expect it"]


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ("cases: []\n", ["PS053"]),
        ("cases:\n", ["PS052"]),
        ("cases:\n  - case: it\n    expect: {}\n", ["PS053"]),
        ("cases:\n  - case: it\n    expect: {lots: []}\n", ["PS053"]),
        ("cases:\n  - case: it\n    expect: {lots: {limb: a}}\n", ["PS053"]),
        ("cases:\n  - expect: {lots: met}\n", ["PS053"]),
    ],
)
def test_what_expects_nothing_is_no_test(cases: str, expected: list[str]) -> None:
    assert codes(results(cases)) == expected


# --- mistakes -----------------------------------------------------------------------------------------------------

MISTAKES = [
    # (lines of the case, code, the words at its place, a part of the hint)
    ("chnage: {procedure: call-off}\nexpect: {lots: met}", "PS051", "chnage", "did you mean `change`"),
    ("expect: {lots: {verdict: met, lim: a}}", "PS051", "lim", "did you mean `limb`"),
    ("change: procedure\nexpect: {lots: met}", "PS052", "procedure", "`key: value`"),
    ("gate: publication\nexpect: {lots: met}", "PS052", "publication", "one of these"),
    ("others: none at all\nexpect: {lots: met}", "PS052", "none at all", "one of these"),
    ("expect: {lots: {verdict: met, blocks: maybe}}", "PS052", "maybe", "one of these"),
    ("tender: bsae\nexpect: {lots: met}", "PS055", "bsae", "did you mean `base`"),
    ("tender: other.yaml\nexpect: {lots: met}", "PS055", "other.yaml", "a file is named with its ending"),
    ("change: {vale of South: 'GBP 5'}\nexpect: {lots: met}", "PS056", "vale of South", "did you mean `value`"),
    ("change: {value of Suoth: 'GBP 5'}\nexpect: {lots: met}", "PS056", "value of Suoth", "did you mean `South`"),
    ("change: {weight: 5%}\nexpect: {lots: met}", "PS056", "weight", "it is a fact of a criterion: write `weight of"),
    ("change: {South: 'GBP 5'}\nexpect: {lots: met}", "PS056", "South", "name a fact of it"),
    (
        "change: {area of Care: East}\nexpect: {lots: met}",
        "PS056",
        "area of Care",
        "`area` is a fact of a tender or a lot, and not of a criterion",
    ),
    ("remove: [estimated value]\nexpect: {lots: met}", "PS056", "estimated value", "leave the line out"),
    ("remove: [West]\nexpect: {lots: met}", "PS056", "West", "lists the facts"),
    ("add: {procedure: call-off}\nexpect: {lots: met}", "PS056", "procedure", "state it under `change:`"),
    ("change: {price weight: 5%}\nexpect: {lots: met}", "PS057", "price weight", "`cost weight`"),
    ("change: {divided into lots: no}\nexpect: {lots: met}", "PS057", "divided into lots", "add or remove lots"),
    ("remove: [quality weight]\nexpect: {lots: met}", "PS057", "quality weight", "remove the facts"),
    ("set: {least lost: 3}\nexpect: {lots: met}", "PS012", "least lost", "did you mean `least lots`"),
    ("set: {least lots: 6}\nexpect: {lots: met}", "PS316", "6", "between 1 and 5"),
    ("expect: {lost: met}", "PS059", "lost", "did you mean `lots`"),
    ("expect: {lots: meet}", "PS060", "meet", "did you mean `met`"),
    ("expect: {lots: failed}", "PS060", "failed", "the verdicts are breached"),
    ("expect: {lots: {verdict: met, limb: b}}", "PS061", "b", "its limbs are `a`"),
    ("expect: {quality: {verdict: met, item: Nroth}}", "PS062", "Nroth", "North"),
    (
        "remove: [value of South]\nexpect: {quality: {verdict: undetermined, missing: [vale of lot 2]}}",
        "PS063",
        "vale of lot 2",
        "did you mean `value of lot 2`",
    ),
    ("change: {publication date: 31 February 2026}\nexpect: {lots: met}", "PS511", "31 February 2026", "28 days"),
    ("judged on: 31 February 2026\nexpect: {lots: met}", "PS511", "31 February 2026", "28 days"),
    ("change: {procedure: opne procedure}\nexpect: {lots: met}", "PS512", "opne procedure", "`open procedure`"),
    ("change: {value of South: 'GBP five'}\nexpect: {lots: met}", "PS511", "GBP five", "GBP"),
    ("add: {lots: [{tilte: West}]}\nexpect: {lots: met}", "PS510", "tilte", "did you mean `title`"),
    ("tender: {tendr: Other}\nexpect: {lots: met}", "PS510", "tendr", ""),
    (
        "add: {explanations: [{rule: lost, reason: x, author: y, date: 1 March 2026}]}\nexpect: {lots: met}",
        "PS601",
        "{rule",
        "lots",
    ),
]


@pytest.mark.parametrize(("body", "code", "word", "hint"), MISTAKES, ids=[f"{m[1]} {m[2]}" for m in MISTAKES])
def test_a_mistake_is_told_once_at_its_place_with_what_to_do(body: str, code: str, word: str, hint: str) -> None:
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    text = f"cases:\n  - case: it\n{indented}"
    suite = results(text)
    found = [d for d in (*suite.diagnostics, *(d for c in suite.cases for d in c.diagnostics)) if d.is_error]
    assert [d.code for d in found] == [code]
    (mistake,) = found
    assert mistake.span
    line = f"{TENDERS}{text}".splitlines()[mistake.span.line - 1]
    assert line[mistake.span.column - 1 :].strip("'\"").startswith(word)
    assert hint in (mistake.hint or "")
    assert all(case.status is Status.BROKEN for case in suite.cases)


def test_two_cases_of_one_title() -> None:
    assert codes(results("cases:\n  - {case: it, expect: {lots: met}}\n  - {case: It, expect: {lots: met}}\n")) == [
        "PS054"
    ]


def test_a_case_must_say_which_of_several_tenders_it_means() -> None:
    tenders = "tenders: {one: {tender: One}, two: {tender: Two}}\n"
    assert codes(results("cases:\n  - {case: it, expect: {lots: met}}\n", tenders)) == ["PS055"]


def test_a_tender_whose_criteria_stand_in_its_lots_is_scaled_by_lot() -> None:
    tenders = (
        "tenders: {base: {tender: T, lots: [{title: N}, {title: S, criteria: [{name: P, kind: price, weight: 9%}]}]}}\n"
    )
    case = one("change: {quality weight: 5%}\nexpect: {lots: met}", tenders)
    assert [found.hint for found in case.diagnostics] == ["write of which lot: `quality weight of lot 2`"]


@pytest.mark.parametrize("criteria", ["[]", "[{name: Price, kind: price, weight: 100%}]", "[{name: Care, weight: 9%}]"])
def test_weights_that_cannot_be_scaled(criteria: str) -> None:
    case = one(f"change: {{criteria: {criteria}, quality weight: 50%}}\nexpect: {{lots: met}}")
    assert [found.code for found in case.diagnostics] == ["PS058"]


def test_a_policy_with_a_mistake_is_told_and_nothing_is_run() -> None:
    suite = files("cases:\n  - {case: it, expect: {lots: met}}\n", policy=POLICY.replace("number of", "nubmer of"))
    broken = testing_run.run_suite(suite.suite())
    assert broken.cases == ()
    assert broken.broken


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- case: it\n", "PS050"),
        ("rules: []\n", "PS050"),
        ("cases: [\n", "PS502"),
        ("policy: other.policy\ncases: [{case: it, expect: {lots: met}}]\n", "PS064"),
        ("cases: [{case: it, expect: &all {lots: met}}]\n", "PS503"),
    ],
)
def test_a_file_that_is_no_set_of_tests(text: str, code: str) -> None:
    (suite,) = load_suites(
        ["care.tests.yaml"], Disk({"care.policy": POLICY.encode(), "care.tests.yaml": text.encode()})
    )
    assert code in [found.code for found in suite.diagnostics]


def test_tests_without_a_policy_beside_them() -> None:
    (suite,) = load_suites(["other.tests.yaml"], Disk({"other.tests.yaml": b"cases: []\n"}))
    (found,) = [found for found in suite.diagnostics if found.code == "PS064"]
    assert "`other.policy` and `other.policy.md`" in (found.hint or "")


# --- of which files the tests are ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["care.policy", "care.policy.md"])
def test_the_policy_beside_the_tests_is_found_in_either_form(name: str) -> None:
    text = POLICY if name == "care.policy" else f"# Paper\n\n```policy\n{POLICY}```\n"
    texts = {name: text, "care.tests.yaml": f"{TENDERS}cases: [{{case: it, expect: {{lots: met}}}}]\n"}
    disk = Disk({name: text.encode() for name, text in texts.items()})
    for path in ("care.tests.yaml", name):
        (suite,) = load_suites([path], disk)
        assert [case.status for case in testing_run.run_suite(suite).cases] == [Status.PASSED]
        assert set(suite.files) == set(texts)


def test_only_the_rules_that_are_asked_for_are_run_with_those_that_prevail_over_them() -> None:
    policy = POLICY.replace('rule lots "More than one lot"\n', 'rule lots "More than one lot"\n  subject to later\n')
    suite = files("cases:\n  - {case: it, expect: {lots: not applicable, later: met}}\n", policy=policy).suite()
    (ready,) = suite.cases
    book = ready.policies.rulebook
    assert [rule.id for rule in narrowed(book, ["council/care#lots"]).rules] == [
        "council/care#lots",
        "council/care#later",
    ]
    case = run_case(ready, only=["council/care#lots"])
    assert case.status is Status.PASSED
    assert {o.rule for o in case.outcomes} == {"council/care#lots"}
    assert suite.expecting("council/care#lots") == (ready,)
    assert suite.expecting("council/care#quality") == ()


def test_survivors_are_kept_for_mutation() -> None:
    suite = files(
        "cases:\n  - {case: it, expect: {lots: met}}\nsurvivors:\n"
        "  - {rule: lots, change: a sentence, because: it is the same}\n  - {rule: lots, because: it is}\n"
    ).suite()
    assert [(s.rule.text, s.change.text, s.because.text) for s in suite.survivors] == [
        ("lots", "a sentence", "it is the same")
    ]
    assert [found.code for found in suite.diagnostics] == ["PS053"]


def test_a_fact_has_its_value_where_the_case_states_it() -> None:
    (ready,) = files("cases:\n  - {case: it, change: {title: Other}, expect: {lots: met}}\n").suite().cases
    assert ready.tender
    title = ready.tender.root.fact("title")
    assert isinstance(title, Stated)
    assert title.value == "Other"


# --- a case against a check ---------------------------------------------------------------------------------------

PACK = "policies/commissioning/five-principles.policy"
EXAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("gate", list(Gate))
@pytest.mark.parametrize("tender", EXAMPLES)
def test_a_case_without_changes_comes_to_what_a_check_comes_to(
    tender: str, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = f"policy: {PACK}\ngate: {gate}\nothers: any\ncases:\n  - case: it\n    tender: {tender}\n"
    (suite,) = load_suites(
        ["x.tests.yaml"], Disk({"x.tests.yaml": f"{text}    expect: {{small-lots: met}}\n".encode()})
    )
    (ready,) = suite.cases
    checked = check([tender], load([PACK], Disk()), Disk(), How(gate=gate))
    assert run_case(ready).outcomes == checked.tenders[0].result.outcomes
