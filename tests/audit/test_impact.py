"""What policies would have done to a few tenders, counted by hand."""

import csv
import io
import json
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from policyspec.audit.dataset import Dataset, ingest
from policyspec.audit.duck import connection
from policyspec.audit.impact.parameter import Curve, Steps, curve
from policyspec.audit.impact.plan import Book, planned
from policyspec.audit.impact.run import Question, impact
from policyspec.audit.impact.states import tabulate
from policyspec.audit.impact.stricter import covered
from policyspec.audit.judge import How
from policyspec.audit.whole import from_json
from policyspec.base.diagnostics import Diagnostic
from policyspec.cli.main import run
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, Strength
from policyspec.model.vocabulary import standard
from policyspec.report.impact import page, tables, text
from policyspec.report.impact.figures import Impact, OfBook, to_json
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load

pytest.importorskip("duckdb")

POLICY = """policy council/quality "Quality" version {version}
  under "Standing orders" not checked

parameter quality floor is 50% between 30% and 90%
  "the least weight of quality"

parameter lot cap is GBP 300,000
  "the most that a lot is worth"

rule quality "Quality has its floor"
  for each lot
  quality weight must be at least quality floor

rule small "Lots are small"
  for each lot
  value of the lot should be at most lot cap

rule dear "Dear"
  flag when estimated value is above GBP 900,000
"""
#: The old policy: another cap, a rule that is gone from the new one, and none on dear tenders.
OLD = POLICY.format(version="1.0.0").split("rule dear")[0].replace("300,000", "500,000") + (
    'rule divided "Divided"\n  there must be at least 2 lots\n'
)

# Quality weights of the lots: A 40% and 70%, B 60%, C not known of one lot and 80% of the other, D 90%.
TENDERS = {
    "a": """tender: A
buyer: {name: North}
estimated value: GBP 1,000,000 excluding VAT
lots:
  - value: GBP 400,000 excluding VAT
    criteria: [{name: Care, kind: quality, weight: 40%}, {name: Price, kind: price, weight: 60%}]
  - value: GBP 600,000 excluding VAT
    criteria: [{name: Care, kind: quality, weight: 70%}, {name: Price, kind: price, weight: 30%}]
""",
    "b": """tender: B
buyer: {name: North}
estimated value: GBP 200,000.50 including VAT
lots:
  - value: GBP 200,000 including VAT
    criteria: [{name: Care, kind: quality, weight: 60%}, {name: Price, kind: price, weight: 40%}]
""",
    "c": """tender: C
buyer: {name: South}
estimated value: EUR 500,000 excluding VAT
lots:
  - value: GBP 200,000 excluding VAT
    criteria: [{name: Care, kind: quality, weight: 80%}, {name: Price, kind: price, weight: 20%}]
  - value: GBP 250,000 excluding VAT
    criteria: [{name: Care, kind: quality}, {name: Price, kind: price, weight: 20%}]
""",
    # An explanation is recorded: the columns do not hold that, and the Python engine judges it.
    "d": """tender: D
buyer: {name: South}
lots:
  - value: GBP 1,000 excluding VAT
    criteria: [{name: Care, kind: quality, weight: 90%}, {name: Price, kind: price, weight: 10%}]
explanations:
  - {rule: council/quality#small, reason: "It is small.", author: Head, date: 1 May 2026}
""",
}
VALUES = ("40%", "60%", "80%")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("impact")
    (folder / "tenders").mkdir()
    for name, tender in TENDERS.items():
        (folder / "tenders" / f"{name}.yaml").write_text(tender, encoding="utf-8")
    (folder / "new.policy").write_text(POLICY.format(version="2.0.0"), encoding="utf-8")
    (folder / "old.policy").write_text(OLD, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def dataset(shop: Path) -> Dataset:
    return ingest([str(shop / "tenders")], shop / "dataset", Disk(), standard()).dataset


def policies(shop: Path, name: str = "new", settings: Sequence[str] = ()) -> Policies:
    found = load([str(shop / f"{name}.policy")], Disk(), parameters=settings)
    assert found.usable, found.diagnostics
    return found


def of(shop: Path, dataset: Dataset, question: Question | None = None, how: How | None = None) -> Impact:
    return impact(question or Question(policies(shop)), dataset, "dataset", how or How(threads=1))


def quality_curve(shop: Path, wanted: Steps | Sequence[str] = VALUES) -> Curve:
    found = curve(policies(shop), "quality floor", wanted)
    assert isinstance(found, Curve)
    return found


def bands(book: OfBook) -> dict[str, tuple[int, int, int, int]]:
    """Of each rule: judged, at least, at most, undetermined."""
    return {
        rule.rule.partition("#")[2]: (
            rule.effect.judged,
            rule.effect.hit.least.tenders,
            rule.effect.hit.most.tenders,
            rule.effect.undetermined,
        )
        for rule in book.rules
    }


# --- a policy as it is ------------------------------------------------------------------------------------------


def test_the_dataset_has_tenders_of_both_kinds(dataset: Dataset) -> None:
    assert (dataset.tenders, dataset.unfit) == (4, 1)


def test_by_rule(shop: Path, dataset: Dataset) -> None:
    [book] = of(shop, dataset).books
    assert bands(book) == {
        "quality": (4, 1, 2, 1),  # A for certain, C perhaps: of its second lot the weight is not known
        "small": (4, 1, 1, 0),  # A has lots of 400,000 and 600,000
        "dear": (3, 1, 3, 2),  # A is; C is in euros and D has no value; of B there is nothing to flag
    }


def test_in_all_by_strength(shop: Path, dataset: Dataset) -> None:
    strengths = dict(of(shop, dataset).books[0].strengths)
    musts = strengths[Strength.MUST].hit
    assert (musts.least.tenders, musts.most.tenders) == (1, 2)
    assert strengths[Strength.SHOULD].hit.most.tenders == 1


def test_values_are_exact_and_never_added_across_currencies_or_bases(shop: Path, dataset: Dataset) -> None:
    found = of(shop, dataset)
    assert [(a.currency, a.vat, a.amount, a.tenders) for a in found.value.value] == [
        ("EUR", "excluding VAT", Decimal(500_000), 1),
        ("GBP", "excluding VAT", Decimal(1_000_000), 1),
        ("GBP", "including VAT", Decimal("200000.50"), 1),
    ]
    assert found.value.without_value == 1
    quality = found.books[0].rules[0].effect.hit
    assert [a.currency for a in quality.least.value] == ["GBP"]
    assert [a.currency for a in quality.most.value] == ["EUR", "GBP"]


def test_buyers_with_most_tenders_hit_come_first(shop: Path, dataset: Dataset) -> None:
    north, south = of(shop, dataset).buyers
    assert (north.name, north.tenders, north.least, north.most) == ("North", 2, (1,), (1,))
    assert (south.name, south.tenders, south.least) == ("South", 2, (0,))


def test_at_the_gate_what_is_missing_is_judged(shop: Path, dataset: Dataset) -> None:
    drafting, publishing = (of(shop, dataset, how=How(gate, threads=1)).books[0] for gate in Gate)
    assert bands(publishing)["quality"] == bands(drafting)["quality"], "a weight that is not stated stays unknown"


# --- a curve ----------------------------------------------------------------------------------------------------


def test_a_curve_counted_by_hand(shop: Path, dataset: Dataset) -> None:
    found = of(shop, dataset, Question(policies(shop), quality_curve(shop)))
    assert [(book.value, *bands(book)["quality"]) for book in found.books] == [
        ("40%", 4, 0, 1, 1),  # C may
        ("60%", 4, 1, 2, 1),  # A
        ("80%", 4, 2, 3, 1),  # A and B
    ]
    assert found.parameter is not None
    assert found.parameter.touches == ("council/quality#quality",)
    assert (found.parameter.declared, found.parameter.low, found.parameter.high) == ("50%", "30%", "90%")


@pytest.mark.parametrize("gate", Gate)
def test_a_curve_is_what_separate_runs_give(shop: Path, dataset: Dataset, gate: Gate) -> None:
    how = How(gate, threads=1)
    found = of(shop, dataset, Question(policies(shop), quality_curve(shop)), how)
    for book, value in zip(found.books, VALUES, strict=True):
        alone = of(shop, dataset, Question(policies(shop, settings=[f"quality floor={value}"])), how).books[0]
        assert book.strengths == alone.strengths
        assert book.rules[0] == alone.rules[0]


def test_a_parameter_of_money_goes_in_steps(shop: Path, dataset: Dataset) -> None:
    made = curve(policies(shop), "lot cap", Steps("GBP 250,000", "GBP 650,000", "GBP 200,000"))
    assert isinstance(made, Curve)
    found = of(shop, dataset, Question(policies(shop), made))
    assert [(book.value, *bands(book)["small"][1:3]) for book in found.books] == [
        ("GBP 250,000", 1, 1),
        ("GBP 450,000", 1, 1),
        ("GBP 650,000", 0, 0),
    ]


def test_a_rule_that_a_parameter_does_not_touch_is_judged_once(shop: Path) -> None:
    plan = planned([Book(each.rulebook, each.vocabulary) for each in quality_curve(shop).policies])
    assert [version.rule.id.partition("#")[2] for version in plan.versions] == ["quality", "small", "dear"] + [
        "quality"
    ] * 2
    assert plan.changing(range(3)) == ["council/quality#quality"]


def test_a_rule_that_yields_to_one_that_is_touched_is_touched(shop: Path) -> None:
    first = POLICY.format(version="2.0.0") + (
        'rule other "Other"\n  for each lot\n  subject to quality\n  value of the lot must be stated\n'
    )
    first = first.replace(
        "quality weight must be", "applies when quality weight is above quality floor\n  quality weight must be"
    )
    (shop / "yields.policy").write_text(first, encoding="utf-8")
    found = curve(policies(shop, "yields"), "quality floor", VALUES)
    assert isinstance(found, Curve)
    plan = planned([Book(each.rulebook, each.vocabulary) for each in found.policies])
    assert plan.changing(range(3)) == ["council/quality#quality", "council/quality#other"]


def test_each_tender_is_read_once_for_all_values(shop: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str) -> Tender:
        tender = from_json(text)
        read.append(tender.source)
        return tender

    monkeypatch.setattr("policyspec.audit.impact.states.from_json", counted)
    plan = planned([Book(each.rulebook, each.vocabulary) for each in quality_curve(shop).policies])
    with connection() as duck:
        tabulate(duck, dataset, plan, How(threads=1))
        assert duck.execute("SELECT sum(tenders), sum(valued) FROM states").fetchone() == (4, 3)
    assert [Path(name).stem for name in read] == ["d"], "the query judges the others"


def test_tenders_of_one_source_are_counted_each(shop: Path, dataset: Dataset, tmp_path: Path) -> None:
    """Two datasets put together, as Parquet, may have the same tender twice."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for file in dataset.files:
            shutil.copy(file, tmp_path / name / file.name)
    both = ingest([str(tmp_path / "one"), str(tmp_path / "two")], tmp_path / "both", Disk(), standard()).dataset
    assert both.tenders == 8
    once, twice = (of(shop, held).books[0] for held in (dataset, both))
    assert {name: tuple(2 * n for n in band) for name, band in bands(once).items()} == bands(twice)


def test_facts_that_a_policy_declares_and_the_dataset_does_not_have(shop: Path, dataset: Dataset) -> None:
    own = POLICY.format(version="2.0.0") + (
        'fact carbon plan of the tender is yes or no\n  "whether there is one"\n'
        'rule carbon "Carbon"\n  carbon plan must be stated\n'
    )
    (shop / "own.policy").write_text(own, encoding="utf-8")
    found = of(shop, dataset, Question(policies(shop, "own")))
    [note] = found.notes
    assert "`carbon plan`" in note
    assert bands(found.books[0])["carbon"] == (4, 0, 4, 4)


# --- a baseline -------------------------------------------------------------------------------------------------


def test_against_a_baseline(shop: Path, dataset: Dataset) -> None:
    [book] = of(shop, dataset, Question(policies(shop), baseline=policies(shop, "old"))).books
    told = {rule.rule.partition("#")[2]: rule for rule in book.rules}
    assert {name: rule.change for name, rule in told.items()} == {
        "quality": "same",
        "small": "changed",
        "dear": "added",
        "divided": "dropped",
    }
    change = {name: (rule.effect.newly, rule.effect.no_longer) for name, rule in told.items()}
    assert {name: tuple(b and (b.least.tenders, b.most.tenders) for b in both) for name, both in change.items()} == {
        "quality": ((0, 0), (0, 0)),  # what is undetermined in both is no change
        "small": ((0, 0), (0, 0)),  # A has a lot of 600,000, which breaches either cap
        "dear": ((1, 3), (0, 0)),
        "divided": ((0, 0), (2, 2)),  # B and D have one lot
    }
    musts = dict(book.strengths)[Strength.MUST]
    assert musts.no_longer is not None
    # Under the old policy B and D breached `divided`; under the new one neither breaches a must.
    assert (musts.no_longer.least.tenders, musts.no_longer.most.tenders) == (2, 2)


def test_a_curve_against_a_baseline(shop: Path, dataset: Dataset) -> None:
    question = Question(policies(shop), quality_curve(shop), policies(shop, "old"))
    together = [book.together for book in of(shop, dataset, question).books]
    newly = [(e.newly.least.tenders, e.newly.most.tenders) for e in together if e.newly]
    # The old floor is 50%, which A breaches and C may. At 80% B does too; C, open under both, is perhaps new.
    assert newly == [(0, 0), (0, 1), (1, 2)]


#: What a rule says of one parameter, and whether at 60% it hits all that it hits at 40%, or the reverse.
FORMS = (
    ("quality weight must be at least quality floor", True, False),
    ("quality weight must be above quality floor", True, False),
    ("cost weight of the lot should be at most quality floor", False, True),
    ("cost weight of the lot must not be above quality floor", False, True),
    ("flag when quality weight is below quality floor", True, False),
    ("quality weight must be between quality floor and 90%", True, False),
    ("quality weight must be exactly quality floor", False, False),
    (
        "there must be at least 1 criterion of the lot where weight of the criterion is at least quality floor",
        False,
        False,
    ),
    ("except when quality weight is above quality floor\n  value of the lot must be stated", False, False),
)


@pytest.mark.parametrize(("says", "more", "less"), FORMS, ids=[says[:40] for says, _, _ in FORMS])
def test_which_of_two_versions_hits_more(tmp_path: Path, says: str, more: bool, less: bool) -> None:
    start = POLICY.format(version="1.0.0").split("rule quality")[0]
    (tmp_path / "one.policy").write_text(f'{start}rule one "One"\n  for each lot\n  {says}\n', encoding="utf-8")
    held = load([str(tmp_path / "one.policy")], Disk())
    found = curve(held, "quality floor", ["40%,60%"])
    assert isinstance(found, Curve), found
    plan = planned([Book(each.rulebook, each.vocabulary) for each in found.policies])
    # A column of the first is covered where the second hits all that it hits.
    assert (bool(covered(plan, 0, 1)), bool(covered(plan, 1, 0))) == (more, less)


def test_a_floor_that_is_raised_lets_nobody_off(shop: Path, dataset: Dataset) -> None:
    raised = Question(policies(shop, settings=["quality floor=80%"]), baseline=policies(shop))
    quality = of(shop, dataset, raised).books[0].rules[0].effect
    assert quality.newly is not None
    assert quality.no_longer is not None
    assert (quality.newly.least.tenders, quality.newly.most.tenders) == (1, 2)  # B; C perhaps
    assert quality.no_longer.most.tenders == 0, "C is open under both, and cannot breach the lower floor alone"


def test_with_a_baseline_buyers_are_those_of_what_is_new(shop: Path, dataset: Dataset) -> None:
    raised = Question(policies(shop, settings=["quality floor=80%"]), baseline=policies(shop))
    assert [(b.name, b.least, b.most) for b in of(shop, dataset, raised).buyers] == [
        ("North", (1,), (1,)),
        ("South", (0,), (1,)),
    ]


# --- what it looks like -----------------------------------------------------------------------------------------


def test_reports_tell_the_same_figures(shop: Path, dataset: Dataset) -> None:
    found = of(shop, dataset, Question(policies(shop), quality_curve(shop)))
    shown = "\n".join("".join(piece.text for piece in row) for row in text.render(found, 100))
    assert [row.split()[:5] for row in shown.splitlines() if row.startswith(("40%", "60%", "80%"))] == [
        ["40%", "4", "0", "1", "1"],
        ["60%", "4", "1", "2", "1"],
        ["80%", "4", "2", "3", "1"],
    ]
    written = tables.files(found)
    rows = list(csv.reader(io.StringIO(written["curve.csv"].lstrip("\ufeff"))))
    assert [row[:6] for row in rows[1:]] == [
        ["40%", "no", "4", "0", "1", "1"],
        ["60%", "no", "4", "1", "2", "1"],
        ["80%", "no", "4", "2", "3", "1"],
    ]
    assert json.loads(to_json(found))["books"][2]["together"]["hit"]["least"]["tenders"] == 2
    html = page.render(found)
    assert html.count("<svg") >= 2
    assert "<script" not in html
    assert 'href="http' not in html


def test_a_buyer_cannot_forge_anything(shop: Path, tmp_path: Path) -> None:
    bad = TENDERS["a"].replace("name: North", 'name: "=1+1<script>\\u001b[31m"')
    (tmp_path / "bad.yaml").write_text(bad, encoding="utf-8")
    held = ingest([str(tmp_path / "bad.yaml")], tmp_path / "dataset", Disk(), standard()).dataset
    found = of(shop, held)
    assert "<script" not in page.render(found)
    assert "\x1b" not in page.render(found) + "".join(tables.files(found).values())
    assert "\"'=1+1" in tables.files(found)["buyers.csv"]


# --- the command ------------------------------------------------------------------------------------------------


def test_the_command_writes_page_tables_and_json(
    shop: Path, dataset: Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shop / "out"
    given = ["impact", str(shop / "new.policy"), "--against", str(dataset.folder), "--out", str(out)]
    assert run([*given, "--parameter", "quality floor", "--from", "40%", "--to", "80%", "--step", "20%"]) == 0
    assert "quality floor from 40% to 80%" in capsys.readouterr().out.lower()
    names = {"impact.html", "impact.json", "curve.csv", "rules.csv", "buyers.csv", "values.csv"}
    assert {path.name for path in out.iterdir()} == names
    first = {name: (out / name).read_bytes() for name in names}
    assert run([*given, "--parameter", "quality floor", "--values", "40%,60%,80%", "--workers", "2"]) == 0
    assert {name: (out / name).read_bytes() for name in names} == first


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["--parameter", "quality flour", "--from", "40%", "--to", "80%"], "PS012"),
        (["--parameter", "quality floor", "--from", "20%", "--to", "80%"], "PS316"),
        (["--parameter", "quality floor", "--values", "40%,95%"], "PS316"),
        (["--parameter", "quality floor", "--values", "40%,lots"], "PS014"),
        (["--parameter", "quality floor", "--values", "40%"], "PS047"),
        (["--parameter", "quality floor", "--from", "40%", "--to", "40%"], "PS047"),
        (["--parameter", "quality floor", "--from", "40%", "--to", "80%", "--step", "0%"], "PS047"),
        (["--parameter", "quality floor", "--from", "40%", "--to", "80%", "--step", "0.01%"], "PS047"),
        (["--parameter", "lot cap", "--from", "GBP 1,000", "--to", "GBP 2,000 excluding VAT"], "PS047"),
    ],
)
def test_a_mistake_is_said_once(
    shop: Path, dataset: Dataset, given: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["impact", str(shop / "new.policy"), "--against", str(dataset.folder), *given]) == 2
    said = capsys.readouterr().err
    assert said.count("error[") == 1
    assert f"error[{code}]" in said


def test_a_parameter_that_does_not_go_in_steps(shop: Path) -> None:
    ratio = POLICY.format(version="2.0.0") + (
        'parameter least ratio is 50:50\n  "the least ratio"\n'
        'rule ratio "Ratio"\n  for each lot\n  the quality:cost ratio must be at least least ratio\n'
    )
    (shop / "ratio.policy").write_text(ratio, encoding="utf-8")
    held = policies(shop, "ratio")
    found = curve(held, "least ratio", Steps("50:50", "80:20", None))
    assert isinstance(found, Diagnostic)
    assert found.code == "PS047"
    listed = curve(held, "least ratio", ["50:50,60:40"])
    assert isinstance(listed, Curve)
    assert listed.values == ("50:50", "60:40")


def test_there_is_no_dataset(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["impact", str(shop / "new.policy"), "--against", str(shop / "tenders")]) == 2
    assert "error[PS046]" in capsys.readouterr().err


def test_the_dataset_of_an_audit_by_other_words_is_left_as_it_is(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be brought up to date, unless an audit rests on it."""
    (tmp_path / "own.policy").write_text(
        'policy council/own "Own"\n\nfact river of the tender is yes or no\n  "Whether a river runs through it."\n\n'
        'rule dry "Dry"\n  the tender must not be river\n',
        encoding="utf-8",
    )
    given = [str(shop / "tenders"), "--policy", str(tmp_path / "own.policy"), "-j", "1"]
    assert run(["audit", *given, "--out", str(tmp_path / "audit")]) in (0, 3)
    assert run(["ingest", *given, "--out", str(tmp_path / "alone")]) == 0
    capsys.readouterr()
    for dataset, hint in (("audit/dataset", "leave it as it is: make another"), ("alone", "bring it up to date")):
        assert run(["impact", str(shop / "new.policy"), "--against", str(tmp_path / dataset)]) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert "error[PS045]" in said
        assert hint in said


def test_options_of_a_curve_go_with_a_parameter(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["impact", str(shop / "new.policy"), "--against", "d", "--from", "40%"]) == 2
    assert "option `--from` is for a parameter" in capsys.readouterr().err


def test_memory_is_an_amount(shop: Path, dataset: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["impact", str(shop / "new.policy"), "--against", str(dataset.folder), "--memory"]
    assert run([*given, "plenty"]) == 2
    assert "`plenty` is no amount of memory" in capsys.readouterr().err
    assert run([*given, "500MB"]) == 0


def test_steps(shop: Path) -> None:
    assert quality_curve(shop, Steps("40%", "50%", "4%")).values == ("40%", "44%", "48%", "50%")
    assert quality_curve(shop, Steps("80%", "60%", "10%")).values == ("80%", "70%", "60%")
    assert len(quality_curve(shop, Steps("40%", "80%", None)).values) == 11
    made = curve(policies(shop), "lot cap", ["GBP 1,000,GBP 20,000"])
    assert isinstance(made, Curve)
    assert made.values == ("GBP 1,000", "GBP 20,000")
