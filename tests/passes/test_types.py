"""What may be compared, added up and asked of what: each mistake once, at its place, with what to write."""

import pytest

from policyspec.base.diagnostics import Severity
from tests.passes.compiling import meant, mistake

GBP = "threshold works threshold is GBP 5 including VAT\n"


@pytest.mark.parametrize(
    ("sentence", "code", "hint"),
    [
        ("quality weight is at least «60»", "PS302", "write `60%`"),
        ("quality weight is at least «0.6»", "PS302", "write `60%`"),
        ("quality weight is at least «60:40»", "PS301", "write `60%`"),
        ("the quality:cost ratio is at least «60%»", "PS301", "write `60:40`"),
        ("the quality:cost ratio is at least «60»", "PS301", "`60:40`"),
        ("estimated value is at least «10000»", "PS301", "`GBP 10000`"),
        ("estimated value is at least «10%»", "PS301", "`10% of estimated value`"),
        ("number of lots is at least «50%»", "PS301", "write `50`"),
        ("contract length is at least «4»", "PS301", "`4 days`"),
        ("contract length is at least «1 April 2026»", "PS301", "a length of time"),
        ("publication date is on or after «25 days»", "PS301", "the time from"),
        ("title is «price»", "PS201", '`"price"`'),
        ('procedure is «"open procedure"»', "PS301", "write `open procedure`"),
        ("procedure is «regime»", "PS301", ""),
        ("electronic is «GBP 5»", "PS301", "`electronic is yes`"),
        ("electronic is «at least GBP 5»", "PS306", "`electronic is yes`"),
        ("procedure is «above open procedure»", "PS306", "`is one of`"),
        ('title is «above "A"»', "PS306", "mentions"),
        ("main CPV code is «above CPV 85000000»", "PS306", "`is within CPV …`"),
        ("estimated value is «before GBP 5»", "PS306", "`below`"),
        ("publication date is «above 1 April 2026»", "PS306", "`after`"),
        ("publication date is «below 1 April 2026»", "PS306", "`before`"),
        ("«procedure» is within CPV 85000000", "PS301", "CPV"),
        ("main CPV code is within one of CPV 85000000, «30 days»", "PS301", "CPV"),
        ('«estimated value mentions "care"»', "PS306", "text"),
        ("«lots» are at least 2", "PS305", "number of lots"),
        ("«lots» are suitable for SMEs", "PS305", "`every lot`"),
        ("«CPV codes» are within CPV 85000000", "PS305", "`some cpv code`"),
        ("number of lots is above «lots»", "PS305", "number of lots"),
        ("«estimated value» includes GBP 5", "PS309", "lists"),
        ("kinds of outcomes include «GBP 5»", "PS301", ""),
        ("number of «estimated value» is above 2", "PS309", "lists"),
        ("total «kind» of criteria is above 5", "PS308", "count with"),
        ("highest «name» of lots is above 5", "PS203", ""),
        ("highest «title» of lots is above 5", "PS308", "count with"),
        ("«share of lots» is above 33%", "PS308", "share of lots where"),
        ("«quality weight» is stated", "PS323", "worked out"),
        ("estimated value is at most «budget plus 20%»", "PS307", "`120% of budget`"),
        ("estimated value is at most «budget minus 20%»", "PS307", "`80% of budget`"),
        ("estimated value is at most «budget plus contract length»", "PS307", ""),
        ("estimated value is at most «budget times budget»", "PS307", "a number or a percentage"),
        ("contract length is at most «award date minus publication date»", "PS307", "`the time from publication"),
        ("estimated value is at most «60% of procedure»", "PS307", ""),
        ("estimated value is at most «the lower of budget and 5%»", "PS307", "one type"),
        ("«the ratio of budget to procedure» is at most 60:40", "PS307", "two numbers"),
        ("the time from «budget» to award date is at least 5 days", "PS301", ""),
        ("quality weight is exactly 60%, give or take «1»", "PS301", "percentage point"),
        ("publication date is exactly 1 April 2026 give or take «1%»", "PS301", "days"),
        ("quality weight is «between 60% and 40%»", "PS312", "`between 40% and 60%`"),
        ("estimated value is «between GBP 5 and EUR 6»", "PS303", "one currency"),
        ("estimated value is «between GBP 5 excluding VAT and GBP 6 including VAT»", "PS304", "both"),
        ("estimated value is at most «GBP 5 plus EUR 6»", "PS303", "exchange rates"),
        ('buyer is «"Example Council"»', "PS301", "`name of buyer is …`"),
        ("owner of «the risk» is provider", "PS204", "for each risk"),
    ],
)  # fmt: skip
def test_a_comparison_that_means_nothing(sentence: str, code: str, hint: str) -> None:
    found = mistake(f'rule r "R"\n  flag when {sentence}\n')
    assert found.code == code
    assert hint in (found.hint or "")


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("works threshold is «above EUR 5»", "PS303"),
        ("works threshold is «above GBP 5 excluding VAT»", "PS304"),
        ("2 times works threshold is «above EUR 5»", "PS303"),
    ],
)
def test_a_threshold_keeps_its_currency_and_basis(sentence: str, code: str) -> None:
    assert mistake(f'{GBP}rule r "R"\n  flag when {sentence}\n').code == code


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("quality weight is «at least 160%»", "never"),
        ("quality weight is «at least 0%»", "always"),
        ("quality weight is «above 100%»", "never"),
        ("quality weight is «at most 100%»", "always"),
        ("estimated value is «below GBP 0»", "never"),
        ("number of lots is «at least 0»", "always"),
    ],
)
def test_a_comparison_that_no_tender_decides_is_warned_of(sentence: str, told: str) -> None:
    found = mistake(f'rule r "R"\n  flag when {sentence}\n')
    assert (found.code, found.severity) == ("PS311", Severity.WARNING)
    assert told in found.message


@pytest.mark.parametrize(
    "sentence",
    [
        "estimated value is at most 120% of budget",
        "social value weight is at least 10% of quality weight",
        "social value weight is at least quality weight minus 5%",
        "estimated value is at most budget plus GBP 5",
        "publication date is before award date plus 10 working days",
        "publication date is before award date minus 2 weeks",
        "contract length is at most 2 times cost horizon",
        "estimated value is above GBP 5 excluding VAT and budget is above GBP 5 including VAT",
        "budget change is below 0%",
        "quality weight is exactly 60%, give or take 1 percentage point",
        "total contract length of lots is above 5 years",
        "highest contract start date of lots is after 1 April 2026",
    ],
)
def test_what_fits_is_let_through(sentence: str) -> None:
    assert meant(sentence)


def test_a_parameter_of_the_wrong_type_is_mended_where_it_is_declared() -> None:
    found = mistake('parameter least part is 60\nrule r "R"\n  flag when quality weight is above «least part»\n')
    assert found.hint == "make it a percentage where `least part` is declared"
