"""`policyspec convert`."""

import json

import pytest

from tests.cli.conftest import GOOD, POLICY, Shop
from tests.readers.reading import tender_of
from tests.writers.same import said

TENDER = """\
tender: Day care
buyer: {name: Wenborough, country: GB}
estimated value: GBP 500,000 excluding VAT, GBP 600,000 including VAT
submission deadline: 1 May 2026 12:00
living wage: required
lots:
  - {title: North, identifier: "1", suitable for SMEs: yes}
criteria:
  - {name: Care, kind: quality, weight: 70%}
  - {name: Price, kind: price, weight: 30%}
"""


def test_to_a_release_and_back(shop: Shop) -> None:
    shop.write("t.yaml", TENDER)
    ran = shop.run("convert", "t.yaml", "--to", "r.json")
    assert ran.code == 0
    assert ran.out == ""
    assert "warning[PS581]: OCDS cannot say all of `Day care`; left out are" in ran.err
    assert "no place in OCDS: living wage" in ran.err
    (release,) = json.loads((shop.folder / "r.json").read_text())["releases"]
    assert release["tender"]["value"] == {"amount": 500000, "amountGross": 600000, "currency": "GBP"}
    assert release["tender"]["tenderPeriod"] == {"endDate": "2026-05-01T12:00:00+01:00"}
    back = shop.run("convert", "r.json", "--format", "native")
    assert (back.code, back.err) == (0, "")
    before, after = said(tender_of(TENDER).root), said(tender_of(back.out).root)
    assert {place for place in before if before[place] != after.get(place)} == {"living_wage"}


def test_to_a_workbook(shop: Shop) -> None:
    pytest.importorskip("xlsxwriter")
    shop.write("t.yaml", TENDER)
    assert shop.run("convert", "t.yaml", "--to", "t.xlsx").code == 0
    assert (shop.folder / "t.xlsx").read_bytes().startswith(b"PK")


def test_the_name_or_the_format_says_what_to_write(shop: Shop) -> None:
    shop.write("t.yaml", TENDER)
    ran = shop.run("convert", "t.yaml")
    assert ran.code == 2
    assert "nothing says what to convert to" in ran.err
    ran = shop.run("convert", "t.yaml", "--to", "t.doc")
    assert ran.code == 2
    assert "the name `t.doc` does not say in which format" in ran.err
    assert shop.run("convert", "t.yaml", "--to", "t.doc", "--format", "native").code == 0


@pytest.mark.parametrize(
    ("file", "said"), [("t.yaml", "is what is to be read"), ("no/t.json", "there is no folder `no`")]
)
def test_a_file_that_cannot_be_written_to(shop: Shop, file: str, said: str) -> None:
    shop.write("t.yaml", TENDER)
    ran = shop.run("convert", "t.yaml", "--to", file)
    assert ran.code == 2
    assert "option `--to`" in ran.err
    assert said in ran.err
    assert (shop.folder / "t.yaml").read_text() == TENDER


def test_an_input_that_cannot_be_read(shop: Shop) -> None:
    shop.write("t.yaml", "a: [")
    ran = shop.run("convert", "t.yaml", "--to", "r.json")
    assert ran.code == 3
    assert "error[PS502]" in ran.err
    assert not (shop.folder / "r.json").exists()


def test_several_tenders_in_one_file(shop: Shop) -> None:
    releases = [{"ocid": f"ocds-xxxxxx-{n}", "tender": {"title": f"Tender {n}"}} for n in (1, 2)]
    shop.write("p.json", json.dumps({"releases": releases}))
    ran = shop.run("convert", "p.json", "--format", "native")
    assert (ran.code, ran.out) == (3, "")
    assert "error[PS580]: this file holds 2 tenders, and one is converted at a time" in ran.err
    assert "`Tender 1`, `Tender 2`" in ran.err


def test_what_could_not_be_read_is_said(shop: Shop) -> None:
    shop.write("t.yaml", TENDER.replace("GBP 500,000 excluding VAT, GBP 600,000 including VAT", "c. £2m"))
    ran = shop.run("convert", "t.yaml", "--format", "native")
    assert ran.code == 0
    assert "# estimated value: unreadable" in ran.out
    assert "warning[PS511]" in ran.err


def test_facts_of_a_policy(shop: Shop) -> None:
    shop.write("own.policy", 'policy a/b "B"\n\nfact carbon budget of tender is a number "How much."\n')
    shop.write("t.yaml", TENDER + "extensions: {carbon budget: 3}\n")
    with_policy = shop.run("convert", "t.yaml", "--format", "native", "--policy", "own.policy")
    if "PS" in with_policy.err:
        pytest.fail(with_policy.err)
    assert "extensions:\n  carbon budget: 3\n" in with_policy.out


@pytest.mark.parametrize("command", [["check", "--policy", "p.policy"], ["convert", "--format", "native"]])
@pytest.mark.parametrize("language", ["english", "en,english", "en-GB"])
def test_a_language_that_no_notice_could_have_is_refused(command: list[str], language: str, shop: Shop) -> None:
    """It would be passed over in silence, as one is that the notice does not have."""
    shop.write("p.policy", POLICY)
    shop.write("t.yaml", GOOD)
    ran = shop.run(*command, "t.yaml", "--language", language)
    assert (ran.code, ran.out) == (2, "")
    assert f"`{language.removeprefix('en,')}` is not the code of a language" in ran.err
    assert shop.run(*command, "t.yaml", "--language", "en, DEU").code == 0


@pytest.mark.parametrize("command", [["convert", "--format", "native"], ["report", "--format", "text"]])
def test_a_message_has_no_blank_line_after_it(command: list[str], shop: Shop) -> None:
    err = shop.run(*command, "gone.yaml").err
    assert err.endswith("no such file\n")
