"""`policyspec report`: the reports of a run, made again from what it stored."""

import json

import pytest

from tests.cli.conftest import BREACHING, GOOD, OPEN, POLICY, Shop

FORMATS = ["text", "plain", "concise", "json", "jsonl", "markdown", "csv"]


def stored(shop: Shop, tender: str = BREACHING, *arguments: str) -> str:
    shop.check(tender, "--format", "json=result.json", *arguments)
    return "result.json"


@pytest.mark.parametrize("format_", FORMATS)
def test_it_is_the_report_of_the_run(shop: Shop, format_: str) -> None:
    for tender in (BREACHING, OPEN, "a: ["):
        direct = shop.check(tender, "--format", format_)
        again = shop.run("report", stored(shop, tender), "--format", format_)
        assert (again.code, again.err) == (0, "")
        if format_ != "json":
            assert again.out == direct.out


def test_several_formats_at_once(shop: Shop) -> None:
    ran = shop.run("report", stored(shop), "--format", "csv=r.csv", "--format", "markdown=r.md")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (shop.folder / "r.csv").exists()
    assert (shop.folder / "r.md").exists()


@pytest.mark.parametrize("changed", [GOOD, None])
def test_a_line_is_quoted_only_from_the_file_that_was_read(shop: Shop, changed: str | None) -> None:
    name = stored(shop)
    assert "6 |   - {name: Care, kind: quality, weight: 10%}" in shop.run("report", name).out
    if changed is None:
        (shop.folder / "t.yaml").unlink()
    else:
        shop.write("t.yaml", changed)
    ran = shop.run("report", name)
    assert ran.code == 0
    assert "t.yaml:6:" in ran.out
    assert "6 |" not in ran.out
    assert "`t.yaml` is not what the run read, or not there" in ran.err


def test_the_stored_report_says_what_it_was_made_from(shop: Shop) -> None:
    found = json.loads((shop.folder / stored(shop)).read_bytes())
    assert found["policies"] == [
        {"policy": "council/standards", "title": "Standards", "version": "1.0.0", "file": "p.policy"}
    ]
    assert [file["name"] for file in found["files"]] == ["p.policy", "t.yaml"]


def test_a_stored_report_on_standard_input(shop: Shop) -> None:
    given = (shop.folder / stored(shop)).read_bytes()
    ran = shop.spawn("report", "-", "--format", "concise", given=given)
    assert ran.returncode == 0
    assert b"council/standards#quality" in ran.stdout


def test_what_is_no_report_is_told(shop: Shop) -> None:
    shop.write("t.yaml", GOOD)
    ran = shop.run("report", "t.yaml", "--format", "csv=r.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "error[PS020]: `t.yaml` is no JSON" in ran.err
    assert not (shop.folder / "r.csv").exists()
    assert "PS001" in shop.run("report", "lost.json").err


@pytest.mark.parametrize("file", ["result.json", "t.yaml", "p.policy"])
def test_what_the_report_is_about_is_not_overwritten(shop: Shop, file: str) -> None:
    before = {
        "result.json": (shop.folder / stored(shop)).read_bytes(),
        "t.yaml": BREACHING.encode(),
        "p.policy": POLICY.encode(),
    }
    ran = shop.run("report", "result.json", "--output", file)
    assert ran.code == 2
    assert (shop.folder / file).read_bytes() == before[file]
