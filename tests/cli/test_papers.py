"""Policy papers: whatever takes a policy takes one, and says of it what it says of the same policy without the prose."""

import json
import re
from collections.abc import Iterator

import pytest

from policyspec.base.source import Source
from policyspec.syntax.literate import policy_of
from tests.cli.conftest import BREACHING, GOOD, ONE_LOT, POLICY, Shop

HEAD, PARAMETER, *RULES = POLICY.split("\n\n")
PAPER = f"""\
# Standards for day care

This paper says what the council asks of day care. Its boxes are the rules.

```policy
{HEAD}
```

## What we ask

More than one lot, so that small providers can bid:

```yaml
lots: [{{title: North}}, {{title: South}}]
```

~~~policy
{PARAMETER}

{RULES[1]}
~~~

And quality before cost:

```policy
{RULES[0]}
```

## What we look at

```policy
{RULES[2].strip()}
```
"""
BARE = policy_of(Source("paper.policy.md", PAPER)).text
TESTS = """\
policy: NAME
tenders: {base: good.yaml}
cases:
  - case: a lot is lost
    change: {lots: []}
    expect: {lots: met}
"""


@pytest.fixture
def desk(shop: Shop) -> Shop:
    """A folder with a paper and, of a name as long, the same policy on the same lines without the prose."""
    shop.write("paper.policy.md", PAPER)
    shop.write("paper-md.policy", BARE)
    for name, text in (("good", GOOD), ("breaching", BREACHING), ("one-lot", ONE_LOT)):
        shop.write(f"{name}.yaml", text)
    shop.write("md.tests.yaml", TESTS.replace("NAME", "paper.policy.md"))
    shop.write("no.tests.yaml", TESTS.replace("NAME", "paper-md.policy"))
    return shop


def line_of(text: str) -> int:
    return PAPER[: PAPER.index(text)].count("\n") + 1


def formats() -> Iterator[str]:
    yield from ("text", "plain", "concise", "json", "jsonl", "sarif", "junit", "github", "github-summary", "gitlab")
    yield from ("markdown", "csv", "svrl", "html")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check", "breaching.yaml", "one-lot.yaml", "--policy", "POLICY", "--format", name] for name in formats()),
        *(["lint", "POLICY", "--format", name] for name in ("text", "json", "sarif", "junit")),
        ["rules", "--policy", "POLICY"],
        ["rules", "--policy", "POLICY", "--format", "json"],
        ["explain", "lots", "--policy", "POLICY"],
        ["test", "TESTS"],
        ["test", "TESTS", "--format", "json"],
    ],
    ids=" ".join,
)
def test_a_report_is_that_of_the_policy_without_the_prose(desk: Shop, arguments: list[str]) -> None:
    def said(policy: str, tests: str) -> tuple[int, str]:
        ran = desk.run(*(policy if a == "POLICY" else tests if a == "TESTS" else a for a in arguments))
        out = re.sub("[0-9a-f]{64}", "HASH", ran.out)
        return ran.code, out.replace(policy, "POLICY").replace(tests, "TESTS")

    code, out = said("paper.policy.md", "md.tests.yaml")
    assert (code, out) == said("paper-md.policy", "no.tests.yaml")
    assert out


# --- places and quotes are those of the Markdown ---------------------------------------------------------------------


def test_a_mistake_is_shown_on_its_line_of_the_document(desk: Shop) -> None:
    desk.write("wrong.policy.md", PAPER.replace("number of lots should", "number of lotz should"))
    place = f"wrong.policy.md:{line_of('number of lots should')}:13"
    text = desk.run("lint", "wrong.policy.md").out
    assert place in text
    assert f"{line_of('number of lots should')} |   number of lotz should be at least wanted number" in text
    assert place in desk.run("lint", "wrong.policy.md", "--format", "concise").out
    sarif = json.loads(desk.run("lint", "wrong.policy.md", "--format", "sarif").out)
    [one] = sarif["runs"][0]["results"]
    region = one["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (line_of("number of lots should"), 13)


def test_a_mistake_in_the_prose_is_none(desk: Shop) -> None:
    desk.write("prose.policy.md", PAPER.replace("so that small", 'rule x "so that'))
    assert desk.run("lint", "prose.policy.md").code == 0


def test_an_outcome_names_the_line_of_its_rule(desk: Shop) -> None:
    found = json.loads(desk.run("check", "breaching.yaml", "--policy", "paper.policy.md", "--format", "json").out)
    places = {o["rule"].split("#")[1]: o["policy"] for o in found["tenders"][0]["outcomes"]}
    assert {place["file"] for place in places.values()} == {"paper.policy.md"}
    assert places["quality"]["line"] == line_of("the quality:cost ratio")
    assert places["lots"]["line"] == line_of("number of lots should")


def test_a_rule_is_quoted_from_the_document(desk: Shop) -> None:
    out = desk.run("explain", "lots", "--policy", "paper.policy.md").out
    assert f"paper.policy.md:{line_of('rule lots')}" in out
    assert "number of lots should be at least wanted number" in out
    assert "so that small providers" not in out


# --- use, fmt --------------------------------------------------------------------------------------------------------


def test_a_policy_uses_a_paper_and_tightens_its_rule(desk: Shop) -> None:
    desk.write("council/standards.policy.md", PAPER)
    text = """\
policy district/standards "District standards" version 1.0.0
  under "District paper" page "1" checked on 21 November 2026

use council/standards version 1.0.0

tighten rule council/standards#quality
  the quality:cost ratio must be at least 80:20
"""
    desk.write("district.policy", text)
    assert desk.run("lint", "district.policy", "--library", ".").code == 0
    ran = desk.run("check", "good.yaml", "--policy", "district.policy", "--library", ".")
    assert "it must be at least 80:20" in ran.out
    desk.write("council/standards.policy.md", PAPER.replace("number of lots should", "number of lotz should"))
    out = desk.run("lint", "district.policy", "--library", ".").out
    line = line_of("number of lots should")
    assert f"council/standards.policy.md:{line}:13" in out
    assert f"{line} |   number of lotz should be" in out


def test_only_the_boxes_are_laid_out_and_a_difference_has_the_lines_of_the_document(desk: Shop) -> None:
    typed = PAPER.replace("\n  number of lots", "\nnumber of   lots").replace("This paper says", "This  paper   says ")
    desk.write("typed.policy.md", typed)
    assert desk.run("fmt", "--check", "typed.policy.md").code == 1
    out = desk.run("fmt", "--diff", "typed.policy.md").out
    assert re.findall("^@@ -(\\d+)", out, re.MULTILINE) == [str(line_of("number of lots should") - 3)]
    assert "+  number of lots should be at least wanted number" in out
    assert desk.run("fmt", "typed.policy.md").code == 0
    laid = (desk.folder / "typed.policy.md").read_text(encoding="utf-8")
    assert laid == PAPER.replace("This paper says", "This  paper   says ")
    assert desk.run("fmt", "--check", "typed.policy.md", "paper.policy.md").code == 0


def test_a_paper_with_a_mistake_is_left_as_it_is(desk: Shop) -> None:
    wrong = PAPER.replace("number of lots should", "number   of lots shold")
    desk.write("wrong.policy.md", wrong)
    ran = desk.run("fmt", "wrong.policy.md")
    assert ran.code == 2
    assert f"wrong.policy.md:{line_of('number of lots should')}:" in ran.err
    assert (desk.folder / "wrong.policy.md").read_text(encoding="utf-8") == wrong


def test_a_folder_stands_for_its_papers_too(desk: Shop) -> None:
    desk.write("folder/a.policy.md", PAPER)
    desk.write("folder/readme.md", "# None\n\n```policy\nrule\n```\n")
    assert desk.run("lint", "folder").code == 0
    assert desk.run("fmt", "--check", "folder").code == 0
    assert "quality" in desk.run("rules", "--policy", "folder").out
