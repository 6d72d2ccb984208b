"""docs/formatting.md does what it shows, and every policy that a page shows is laid out as it says."""

import re
import shlex
from pathlib import Path

import pytest

from policyspec.base.source import Source
from policyspec.cli.main import run
from policyspec.syntax.format import format_policy
from tests.docs.blocks import FENCE

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "formatting.md").read_text(encoding="utf-8")
BLOCKS = [(match["info"].strip(), match["body"]) for match in FENCE.finditer(PAGE)]
BEFORE = [body for info, body in BLOCKS if info == "policy before"]
AFTER = [body for info, body in BLOCKS if info == "policy after"]
HEADER = 'policy docs/example "Example"\n\n'
NOT_CANONICAL = {"wrong", "before", "everyday"}


def shown() -> list[tuple[str, str]]:
    """Each policy block that a page shows as it should be: where it stands, and the block."""
    pages = [
        ROOT / "README.md",
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / "policies").rglob("README.md")),
    ]
    return [
        (f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}", match["body"])
        for page in pages
        for text in [page.read_text(encoding="utf-8")]
        for match in FENCE.finditer(text)
        if match["info"].split()[:1] == ["policy"] and not NOT_CANONICAL & set(match["info"].split())
    ]


@pytest.mark.parametrize(("before", "after"), list(zip(BEFORE, AFTER, strict=True)))
def test_what_is_shown_before_becomes_what_is_shown_after(before: str, after: str) -> None:
    assert before != after
    assert format_policy(Source("before.policy", HEADER + before)) == HEADER + after
    assert format_policy(Source("after.policy", HEADER + after)) == HEADER + after


@pytest.mark.parametrize("body", [block[1] for block in shown()], ids=[block[0] for block in shown()])
def test_every_policy_on_a_page_is_laid_out(body: str) -> None:
    text = body if re.search("^policy ", body, re.MULTILINE) else HEADER + body
    assert format_policy(Source("page.policy", text)) == text


def test_there_are_blocks() -> None:
    assert len(BEFORE) == 6
    assert len(shown()) > 30


def test_the_commands_do_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies").mkdir()
    policy = tmp_path / "policies" / "a.policy"
    policy.write_text(HEADER + BEFORE[0], encoding="utf-8")
    [laying, checking] = [body for info, body in BLOCKS if info.startswith("sh exits")]
    assert [run(shlex.split(line)[1:]) for line in checking.splitlines()] == [1, 1]
    assert policy.read_text(encoding="utf-8") == HEADER + BEFORE[0]
    assert [run(shlex.split(line)[1:]) for line in laying.splitlines()] == [0]
    assert policy.read_text(encoding="utf-8") == HEADER + AFTER[0]
    assert [run(shlex.split(line)[1:]) for line in checking.splitlines()] == [0, 0]


def test_the_shipped_policies_are_laid_out() -> None:
    assert run(["fmt", "--check", str(ROOT / "policies")]) == 0
    shown = [path for path in (ROOT / "examples").rglob("*") if path.name.endswith((".policy", ".policy.md"))]
    assert not shown or run(["fmt", "--check", *map(str, shown)]) == 0
