"""`policyspec docs`: what it writes, what it leaves alone, and what it does when it cannot."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from policyspec.base.data import data_file
from policyspec.base.extras import ExtraMissing
from policyspec.cli import docs
from policyspec.report.handbook import prose
from tests.cli.conftest import Shop

PAPER = """\
# Lots

```policy
policy council/lots "Lots"
  under "Lots paper" not checked

rule two "Two lots"
  there must be at least 2 lots
```
"""


def made(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_it_makes_the_folder_and_says_where_to_begin(shop: Shop) -> None:
    ran = shop.run("docs", "p.policy", "--to", "site/handbook")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "9 pages in site/handbook: open site/handbook/index.html\n"
    assert made(shop.folder / "site/handbook") == {
        "facts.html",
        "handbook.txt",
        "index.html",
        "policies/council/standards.html",
        "rules/council/standards/lots.html",
        "rules/council/standards/near.html",
        "rules/council/standards/quality.html",
        "sources.html",
        "timeline.html",
        "whole.html",
    }


def test_without_a_policy_it_takes_those_of_the_configuration(shop: Shop) -> None:
    shop.write("policyspec.toml", 'policy = ["p.policy"]\n')
    ran = shop.run("docs", "--to", "site")
    assert (ran.code, ran.err) == (0, "")
    assert "rules/council/standards/lots.html" in made(shop.folder / "site")


def test_without_either_it_takes_those_that_ship_with_their_tests(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def none(names: Sequence[str], *_: object, **__: object) -> tuple[()]:
        asked.extend(names)
        return ()

    monkeypatch.setattr(docs, "load_suites", none)  # there are many, and they are run elsewhere
    assert shop.run("docs", "--to", "site").code == 0
    assert asked == [str(data_file("policies"))]
    page = shop.folder / "site/rules/commissioning/five-principles/small-lots.html"
    assert "policies/commissioning/five-principles.policy, line" in page.read_text(encoding="utf-8")
    assert str(data_file("policies")) not in page.read_text(encoding="utf-8")


def test_made_again_it_replaces_its_pages_and_leaves_other_files(shop: Shop) -> None:
    shop.run("docs", "p.policy", "--to", "site")
    site = shop.folder / "site"
    (site / "notes.txt").write_text("ours", encoding="utf-8")
    (site / "rules/council/standards/minutes.html").write_text("ours as well", encoding="utf-8")
    (site / "index.html").write_text("torn", encoding="utf-8")
    text = (shop.folder / "p.policy").read_text(encoding="utf-8")
    (shop.folder / "p.policy").write_text(text.partition("rule near")[0], encoding="utf-8")
    assert shop.run("docs", "p.policy", "--to", "site").code == 0
    assert not (site / "rules/council/standards/near.html").exists()
    assert (site / "notes.txt").read_text(encoding="utf-8") == "ours"
    assert (site / "rules/council/standards/minutes.html").read_text(encoding="utf-8") == "ours as well"
    assert "Quality outweighs cost" in (site / "index.html").read_text(encoding="utf-8")


def test_folders_that_are_left_empty_go(shop: Shop) -> None:
    shop.run("docs", "p.policy", "--to", "site")
    (shop.folder / "lots.policy.md").write_text(PAPER, encoding="utf-8")
    assert shop.run("docs", "lots.policy.md", "--to", "site").code == 0
    assert not (shop.folder / "site/rules/council/standards").exists()
    assert (shop.folder / "site/rules/council/lots/two.html").is_file()


def test_a_page_that_it_did_not_make_is_never_written_over(shop: Shop) -> None:
    site = shop.folder / "site"
    site.mkdir()
    (site / "index.html").write_text("a page of ours", encoding="utf-8")
    ran = shop.run("docs", "p.policy", "--to", "site")
    assert ran.code == 2
    assert "`site/index.html` is no page of a handbook that policyspec made" in ran.err
    assert made(site) == {"index.html"}
    assert (site / "index.html").read_text(encoding="utf-8") == "a page of ours"


@pytest.mark.parametrize("entry", ["../precious.html", "/etc/hosts", "rules/../../precious.html", "notes.txt"])
def test_a_list_cannot_have_it_take_away_a_file_elsewhere(shop: Shop, entry: str) -> None:
    shop.run("docs", "p.policy", "--to", "site")
    for name in ("precious.html", "site/notes.txt"):
        (shop.folder / name).write_text("precious", encoding="utf-8")
    with (shop.folder / "site" / docs.LIST).open("a", encoding="utf-8") as file:
        file.write(f"{entry}\n")
    assert shop.run("docs", "p.policy", "--to", "site").code == 0
    assert (shop.folder / "precious.html").is_file()
    assert (shop.folder / "site/notes.txt").is_file()


def test_a_link_cannot_have_it_write_elsewhere(shop: Shop) -> None:
    for name in ("site", "elsewhere"):
        (shop.folder / name).mkdir()
    (shop.folder / "site/rules").symlink_to(shop.folder / "elsewhere")
    ran = shop.run("docs", "p.policy", "--to", "site")
    assert ran.code == 2
    assert "leads out of the folder" in ran.err
    assert made(shop.folder / "elsewhere") == set()


def test_a_link_to_the_folder_is_followed(shop: Shop) -> None:
    (shop.folder / "site").mkdir()
    (shop.folder / "link").symlink_to(shop.folder / "site")
    assert shop.run("docs", "p.policy", "--to", "link").code == 0
    assert "index.html" in made(shop.folder / "site")


def test_with_a_mistake_in_a_policy_nothing_is_changed(shop: Shop) -> None:
    shop.run("docs", "p.policy", "--to", "site")
    before = {name: (shop.folder / "site" / name).read_bytes() for name in made(shop.folder / "site")}
    policy = shop.folder / "p.policy"
    policy.write_text(policy.read_text(encoding="utf-8") + "\nrule x\n  there must be 2 owls\n", encoding="utf-8")
    ran = shop.run("docs", "p.policy", "--to", "site")
    assert ran.code == 2
    assert {name: (shop.folder / "site" / name).read_bytes() for name in made(shop.folder / "site")} == before


def test_where_writing_fails_no_page_is_left_half_written(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.run("docs", "p.policy", "--to", "site")
    before = {name: (shop.folder / "site" / name).read_bytes() for name in made(shop.folder / "site")}
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "sources.html":
            raise OSError(28, "No space left on device")
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = shop.run("docs", "p.policy", "--to", "site")
    assert ran.code == 2
    assert "could not be written to `site`: no space left on device" in ran.err
    assert {name: (shop.folder / "site" / name).read_bytes() for name in made(shop.folder / "site")} == before


def test_a_file_is_no_folder(shop: Shop) -> None:
    ran = shop.run("docs", "p.policy", "--to", "p.policy")
    assert ran.code == 2
    assert "option `--to`: `p.policy` is a file" in ran.err


def test_a_paper_needs_the_library_and_says_which_extra_brings_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str, *, what: str, extra: str) -> object:
        raise ExtraMissing(what, extra)

    monkeypatch.setattr(prose, "library", missing)
    (shop.folder / "lots.policy.md").write_text(PAPER, encoding="utf-8")
    ran = shop.run("docs", "lots.policy.md", "--to", "site")
    assert ran.code == 2
    assert "PS017" in ran.err
    assert 'pip install "policyspec[docs]"' in ran.err
    assert not (shop.folder / "site").exists()


def test_tests_with_a_mistake_are_told_and_are_no_examples(shop: Shop) -> None:
    (shop.folder / "p.tests.yaml").write_text("cases:\n  - case: x\n    expect: {lotz: met}\n", encoding="utf-8")
    ran = shop.run("docs", "p.policy", "--to", "site")
    assert ran.code == 0
    assert "made without the examples of these tests" in ran.err
    page = (shop.folder / "site/rules/council/standards/lots.html").read_text(encoding="utf-8")
    assert "The policy has no tests of this rule." in page
