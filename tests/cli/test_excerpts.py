"""Which of the tender's lines a breach shows: those of the duty, and how many are left out."""

import json

from tests.cli.conftest import BREACHING, Shop

MANY = "tender: Day care\nmain CPV code: 85312100\npublication date: 2 March 2026\ncriteria:\n" + "".join(
    f"  - {{name: Part {n}, kind: {'quality' if n < 1 else 'price'}, weight: {100 if n < 0 else 10}%}}\n"
    for n in range(10)
)


def breached(out: str) -> str:
    """The report from the first breach to the next section."""
    return out[out.index("Breached:") : out.index("Counts")]


def test_what_only_made_the_rule_apply_is_not_marked(shop: Shop) -> None:
    out = breached(shop.check(BREACHING).out)
    assert "weight: 10%}\n" in out
    assert "85312100\n" not in out


def test_the_role_of_each_fact_is_in_the_report_for_programs(shop: Shop) -> None:
    report = json.loads(shop.check(BREACHING, "--format", "json").out)
    facts = report["tenders"][0]["outcomes"][0]["facts"]
    assert {f["name"]: f["role"] for f in facts}["main CPV code"] == "scope"
    assert {f["role"] for f in facts if "weight" in f["name"]} == {"duty"}


def test_where_the_duty_has_no_line_what_made_the_rule_apply_is_shown(shop: Shop) -> None:
    shop.write("p.policy", 'policy a/b "B"\n  judged on publication date\n  under "Act" section "1" not checked\n\n'
               'rule r "R"\n  applies when main CPV code is within CPV 85000000\n  reason for procedure must be stated\n')  # fmt: skip
    out = breached(shop.check(BREACHING, "--gate", "publish").out)
    assert "main CPV code: 85312100\n" in out


def test_lines_that_are_left_out_are_counted(shop: Shop) -> None:
    out = breached(shop.check(MANY).out)
    assert out.count("kind: price") + out.count("kind: quality") == 5
    assert "      and 5 more lines\n" in out


def test_nothing_is_said_where_no_line_is_left_out(shop: Shop) -> None:
    assert "more line" not in breached(shop.check(BREACHING).out)


def test_the_headline_says_how_much_of_the_file_could_not_be_read(shop: Shop) -> None:
    out = shop.check(BREACHING.replace("GBP 500,000", "about half a million") + "no such fact: 3\n").out
    head = " ".join(out[: out.index("Breached:")].split())
    assert (
        "2 things in the tender's file could not be read, and so were not judged: see the remarks on the file." in head
    )


def test_the_headline_says_nothing_of_a_file_that_could_be_read(shop: Shop) -> None:
    assert "could not be read" not in shop.check(BREACHING).out


def test_of_several_tenders_the_short_of_it_comes_first(shop: Shop) -> None:
    shop.write("u.yaml", BREACHING)
    out = shop.check(BREACHING, "u.yaml").out
    assert out.startswith("Together: 2 tenders\n")
