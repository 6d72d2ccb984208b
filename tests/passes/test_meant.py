"""Following a suggestion gives the rule that was meant: the relation stays, and so does the thing."""

import pytest

from policyspec.base.diagnostics import Diagnostic
from tests.passes.compiling import HEADER, compiled, mistake, sound

DECLARED = "parameter small firm share is 25%\n"


def said_of(rule: str) -> tuple[str, Diagnostic]:
    """A policy with one rule, and the one thing said of it."""
    text = f'{HEADER}{DECLARED}rule r "R"\n{rule}\n  except when quality weight is below small firm share\n'
    _, said = compiled(text)
    assert len(said) == 1, [(d.code, d.message) for d in said]
    return text, said[0]


def mended(rule: str) -> str:
    """The rule with the one suggestion put in its place."""
    text, found = said_of(rule)
    assert found.span is not None
    assert found.replacement is not None, found.hint
    lines = text.split("\n")
    at = found.span.line - 1
    lines[at] = lines[at][: found.span.column - 1] + found.replacement + lines[at][found.span.end_column - 1 :]
    sound("\n".join(lines))
    return "\n".join(lines).split('rule r "R"\n')[1].split("\n  except")[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cost weight must be at leest small firm share", "cost weight must be at least small firm share"),
        ("cost weight must be at mots small firm share", "cost weight must be at most small firm share"),
        ("cost weight must be more than small firm share", "cost weight must be above small firm share"),
        ("estimated value must be less than budget", "estimated value must be below budget"),
        ("submission deadline must be later than award date", "submission deadline must be after award date"),
        ("award date must be less than approval date", "award date must be before approval date"),
        ("estimated value must be minimum of budget", "estimated value must be at least budget"),
        ("quality must be at least 60%", "quality weight must be at least 60%"),
        ("weight of quality must be at least 60%", "quality weight must be at least 60%"),
        ("weight of social value must be at least 10%", "social value weight must be at least 10%"),
        ("date of publication must be stated", "publication date must be stated"),
        ("the quality/cost ratio must be at least 60:40", "the quality:cost ratio must be at least 60:40"),
        ("the ratio of quality to price must be at least 60:40", "the quality:cost ratio must be at least 60:40"),
        ("for each lot\nlot value must be at most GBP 5", "for each lot\nvalue of the lot must be at most GBP 5"),
        ("for each lot\nlot's value must be at most GBP 5", "for each lot\nvalue of the lot must be at most GBP 5"),
        (
            "for each outcome\noutcome measures must be stated",
            "for each outcome\nmeasure of the outcome must be stated",
        ),
        ("for each risk\nrisk owner must be stated", "for each risk\nowner of the risk must be stated"),
        ("buyer type must be local authority", "type of the buyer must be local authority"),
        ("the highest lot value must be at most budget", "highest value of lots must be at most budget"),
        ("turnover required must be at most twice budget", "turnover required must be at most 2 times budget"),
        ("procedure must be open", "procedure must be open procedure"),
        ("main CPV code must be within 85", "main CPV code must be within CPV 85000000"),
        ("payment period must be within 30 days", "payment period must be at most 30 days"),
        ("every lot must be suitable for SME", "every lot must be suitable for SMEs"),
        (
            "number of quality criteria must be at least 2",
            "number of criteria where kind of the criterion is quality must be at least 2",
        ),
        (
            "number of lots suitable for SMEs must be at least 2",
            "number of lots where the lot is suitable for SMEs must be at least 2",
        ),
        (
            "there must be a criterion on social value",
            "there must be a criterion where theme of the criterion is social value",
        ),
    ],
)
def test_what_is_suggested_is_what_was_meant(written: str, meant: str) -> None:
    assert mended(written) == meant


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("price must be at most 40%", "`cost weight` (price and other costs) or `price weight` (the price alone)"),
        ("payment terms must be at most 30 days", "`payment period`"),
        ("insurance must be at most GBP 5", "`insurance required`"),
        ("for each KPI\nKPI review period must be at most 3 months", "perhaps `review interval of the KPI`"),
        ("payment period of subcontracts must be at most 30 days", "`payment period of every subcontract`"),
        ("every criterion weight must be at least 5%", "write `weight of every criterion`"),
        ("each criterion weight must be stated", "write `weight of every criterion`"),
        ("the number of criteria in each lot must be at least 2", "`criteria of the lot`, below `for each lot`"),
        ("measure of outcomes must be stated", "`measure of every outcome`"),
        ("suppliers must be at least 3", "compare `number of suppliers`"),
        ("contract length must be at most 48", "`48 months`"),
        ("warranty must be stated", "`policyspec vocabulary` lists the facts"),
        ("every outcome must be measurable", "a criterion, a requirement"),
        ("every lot must be SME suitable", "perhaps `suitable for SMEs`"),
        ("there must be at least 2 small lots", "`define`"),
        ("number of carers must be at least 2", "`policyspec vocabulary` lists the facts"),
        ("minimum turnover must be at most GBP 5", "`turnover required`"),
        ("number of lots for SMEs must be at least 2", "`lots where reservation of the lot is SMEs`"),
    ],
)
def test_where_more_than_one_thing_may_be_meant_nothing_is_put_in_place(written: str, hint: str) -> None:
    _, found = said_of(written)
    assert hint in (found.hint or "")
    assert found.replacement is None


def test_a_fact_of_a_thing_not_in_scope_says_what_the_rule_lacks() -> None:
    _, found = said_of("the engagement date must be before award date")
    assert found.hint == "write `date of the engagement`, below `for each engagement`"


def test_a_relation_is_kept_where_the_fact_is_of_a_thing() -> None:
    _, found = said_of(
        "for each criterion\nminimum score of the criterion must be at leest full marks of the criterion"
    )
    assert found.hint == "did you mean `at least full marks …`?"


@pytest.mark.parametrize("slip", ["qualty:cost", "quality:cst", "qualty:cst"])
def test_a_slip_in_a_ratio_is_mended_to_a_ratio(slip: str) -> None:
    """What is put in place of the words reads on: it is no weight, of which the ratio is."""
    found = mistake(f'rule r "R"\n  the «{slip} ratio» must be at least 60:40\n')
    assert (found.code, found.message) == ("PS201", f"nothing is called `{slip} ratio`")
    assert found.replacement == "quality:cost ratio"
    assert found.hint == "did you mean `quality:cost ratio`?"
