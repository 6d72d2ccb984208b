"""Decision tables: their shape, and the cases that their rows take, leave out or share."""

import pytest

from tests.passes.compiling import compiled, mistake, rule_of, sound

USE = 'rule r "R"\n  quality weight must be at least least weight\n'


def table(rows: str, selects: str = "the first matching row applies", name: str = "weights") -> str:
    lines = "\n".join(f"  | {row.strip()} |" for row in rows.strip().split("\n"))
    return f"table {name} decides least weight\n{lines}\n  {selects}\n"


def codes(text: str) -> list[str]:
    return [d.code for d in compiled(text + USE)[1]]


def gap(text: str) -> str:
    """The case for which there is no row."""
    (found,) = compiled(text + USE)[1]
    assert found.code == "PS405"
    return found.message.partition(" where ")[2]


@pytest.mark.parametrize(
    ("rows", "missed"),
    [
        ("regime | least weight\nlight touch | 50%\nany | 60%", None),
        ("estimated value | least weight\nat least GBP 5 | 50%\nbelow GBP 5 | 60%", None),
        ("estimated value | least weight\nabove GBP 5 | 50%\nbelow GBP 5 | 60%", "`estimated value` is GBP 5"),
        ("estimated value | least weight\nat least GBP 5 | 50%", "`estimated value` is below GBP 5"),
        (
            "estimated value | least weight\nbelow GBP 1 | 5%\nbetween GBP 1 and GBP 9 | 5%",
            "`estimated value` is above GBP 9",
        ),
        ("estimated value | least weight\nbelow GBP 5 | 50%\nabove GBP 9 | 60%", "`estimated value` is GBP 5"),
        ("electronic | least weight\nyes | 50%", "`electronic` is no"),
        ("electronic | least weight\nyes | 50%\nno | 60%", None),
        ("category | least weight\none of goods, works | 50%", "`category` is services"),
        ("category | least weight\none of goods, works | 50%\nservices | 60%", None),
        ("number of lots | least weight\nat most 2 | 50%\nat least 3 | 60%", None),
        ("number of lots | least weight\nat most 2 | 50%\nat least 4 | 60%", "`number of lots` is between 2 and 4"),
        ("social value weight | least weight\nbelow 100% | 50%\nexactly 100% | 60%", None),
        ("publication date | least weight\nbefore 1 May 2026 | 50%\non or after 1 May 2026 | 60%", None),
        ("contract length | least weight\nat most 2 years | 50%\nabove 24 months | 60%", None),
        ("title | least weight\nstated | 50%", "`title` is not stated"),
        ("title | least weight\nstated | 50%\nnot stated | 60%", None),
        ("budget | least weight\nbelow GBP 5 | 50%\nat least GBP 5 | 60%\nnot stated | 60%", None),
        (
            "category | estimated value | least weight\nservices | at least GBP 5 | 5%\none of goods, works | any | 6%",
            "`category` is services and `estimated value` is below GBP 5",
        ),
    ],
)
def test_a_case_without_a_row(rows: str, missed: str | None) -> None:
    text = table(rows)
    if missed is None:
        sound(text + USE)
    else:
        assert gap(text) == missed


@pytest.mark.parametrize(
    "rows",
    [
        "any | 50%\nlight touch | 60%",
        "one of standard, light touch | 50%\nlight touch | 60%\nany | 70%",
    ],
)
def test_a_row_that_never_applies(rows: str) -> None:
    assert codes(table(f"regime | least weight\n{rows}")) == ["PS406"]


def test_rows_that_together_take_all_of_a_later_one() -> None:
    rows = "estimated value | least weight\nat least GBP 5 | 50%\nat most GBP 5 | 60%\nany | 70%"
    assert codes(table(rows)) == ["PS406"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("estimated value | least weight\nat least GBP 5 | 50%\nat most GBP 5 | 60%", ["PS318"]),
        ("estimated value | least weight\nat least GBP 5 | 50%\nbelow GBP 5 | 60%", []),
        (
            "regime | electronic | least weight\nlight touch | any | 50%\nany | yes | 60%\nany | no | 70%",
            ["PS318", "PS318"],
        ),
    ],
)
def test_two_rows_for_one_case(rows: str, expected: list[str]) -> None:
    assert codes(table(rows, "exactly one row applies")) == expected
    assert "PS318" not in codes(table(rows, "the row with the highest least weight applies"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (table("regime | «weight»\nany | 50%"), "PS317"),
        (table("regime | least weight\nlight touch | 50%\nany | «GBP 5»"), "PS317"),
        (table("regime | least weight\n«light tuch» | 50%\nany | 60%"), "PS202"),
        (table("«regim» | least weight\nany | 50%"), "PS201"),
        (table("estimated value | least weight\nat least «5» | 50%\nany | 60%"), "PS301"),
    ],
)
def test_a_table_that_does_not_fit_together(text: str, code: str) -> None:
    assert mistake(text + USE).code == code


def test_results_need_an_order_where_the_highest_applies() -> None:
    rows = table("regime | least weight\nlight touch | yes\nany | no", "the highest matching value applies")
    assert [d.code for d in compiled(rows + 'rule r "R"\n  flag when least weight is yes\n')[1]] == ["PS317"]


def test_a_table_speaks_of_the_things_in_scope() -> None:
    rows = table("category | least weight\nservices | 50%\nany | 60%")
    (_, duty) = rule_of("for each lot\nquality weight must be at least least weight", declarations=rows)
    assert "lot.category equal services" in duty


def test_a_table_goes_by_its_own_name_too() -> None:
    rows = table("category | least weight\nservices | 50%\nany | 60%")
    assert rule_of("quality weight must be at least weights", declarations=rows)


def test_a_table_that_goes_by_its_own_result_is_refused() -> None:
    rows = table(
        "«least weight» | least weight\nat least 5% | 50%\nany | 60%".replace("«least weight»", "least weight")
    )
    assert codes(rows) == ["PS213"]


def test_a_result_may_be_a_fact_or_a_threshold() -> None:
    rows = """table caps decides most
  | regime      | most   |
  | light touch | budget |
  | any         | GBP 5  |
  the first matching row applies
"""
    (duty,) = rule_of("estimated value must be at most most", declarations=rows)
    assert "tender.regime equal light touch → tender.budget; any → GBP 5" in duty


def test_nothing_is_said_of_cases_where_a_cell_is_not_plain() -> None:
    rows = table("estimated value | least weight\nat least budget | 50%")
    sound(rows + USE)


def test_an_unused_table_is_looked_at_all_the_same() -> None:
    text = table("«regim» | least weight\nany | 50%") + 'rule r "R"\n  flag when electronic is yes\n'
    assert mistake(text).code == "PS201"
