"""A thousand edits, and what the server holds of the text is what somebody would who sees it for the first time."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from policyspec.base.source import Source
from policyspec.lsp import answers
from policyspec.lsp.desk import Desk
from policyspec.lsp.looked_at import looked_at
from policyspec.lsp.page import Page
from policyspec.lsp.text import Text
from policyspec.syntax.parse import _read_once, parse
from tests.lsp.talk import ROOT, Talk, talking

POLICY = ROOT / "policies" / "commissioning" / "five-principles.policy"
TENDER = ROOT / "examples" / "homelessness-service.yaml"
LOOKED_AT = 100  # edits after which the two are compared
TYPED = [
    *'ab\n\n "#(),|£',
    "\r\n",
    "😀",
    "\n  ",
    "rule ",
    "\nrule a-b\n",
    " at least ",
    "GBP 5",
    "every lot",
    "é",
    "\t",
]


def codes(text: str) -> list[str]:
    """The text in UTF-16 code units, each its own element: a client's own way to count."""
    data = text.encode("utf-16-le", "surrogatepass")
    return [data[n : n + 2].decode("utf-16-le", "surrogatepass") for n in range(0, len(data), 2)]


def edits(text: str, chosen: random.Random) -> Iterator[tuple[lsp.TextDocumentContentChangePartial, str]]:
    """Edits at random places, each with the text that it makes. Half of them undo the one before."""
    before = None
    while True:
        if before is not None and chosen.random() < 0.5:
            whole = lsp.Range(lsp.Position(0, 0), lsp.Position(10**6, 0))
            yield lsp.TextDocumentContentChangePartial(whole, before), before
            text, before = before, None
            continue
        lines = text.replace("\r\n", "\n").split("\n")
        number = chosen.randrange(len(lines))
        units = codes(lines[number])
        start = chosen.randint(0, len(units))
        end = min(len(units), start + chosen.choice([0, 0, 0, 1, 2, 9]))
        new = chosen.choice(TYPED) if chosen.random() < 0.8 else ""
        range_ = lsp.Range(lsp.Position(number, start), lsp.Position(number, end))
        before, text = text, edited(text, number, start, end, new)
        yield lsp.TextDocumentContentChangePartial(range_, new), text


def edited(text: str, number: int, start: int, end: int, new: str) -> str:
    """By code units, line by line. One that would be cut in two is left out, as the protocol's places lie before it."""
    lines = text.split("\n")
    units = codes(lines[number])
    start, end = (at - (0 < at < len(units) and "\ud800" <= units[at - 1] <= "\udbff") for at in (start, end))
    lines[number] = joined(units[:start]) + new + joined(units[end:])
    return "\n".join(lines)


def joined(units: list[str]) -> str:
    return "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def afresh(path: Path, text: str) -> tuple[list[tuple[object, ...]], list[str], list[int]]:
    """What is said of a text that nothing was known of before."""
    desk = Desk(roots=(str(path.parent),))
    page = Page(str(path), Text(text), path.as_uri())
    desk.put(page)
    return told(looked_at(page, desk)), [s.name for s in answers.symbols(page, desk)], answers.tokens(page, desk)


def told(found: list[lsp.Diagnostic]) -> list[tuple[object, ...]]:
    return [(one.code, str(one.range), one.severity, one.message) for one in found]


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """A conversation in which nothing is looked at before a run of edits is over."""
    with talking(tmp_path_factory.mktemp("edited"), pause=200) as one:
        yield one


@pytest.mark.parametrize(("name", "count"), [("edited.policy", 1_000), ("edited.policy.md", 200), ("edited.yaml", 200)])
def test_edits_leave_what_a_fresh_look_finds(quick: Talk, name: str, count: int) -> None:
    text = (TENDER if name.endswith("yaml") else POLICY).read_text(encoding="utf-8")
    if name.endswith(".md"):
        text = f"# Standards 😀\n\n```policy\n{text}```\n\nThe end.\n"
    quick.open(name, text)
    made = edits(text, random.Random(name))  # noqa: S311 – the same edits every time
    for number, (change, after) in zip(range(1, count + 1), made, strict=False):
        quick.change(name, change)
        text = after
        if number % LOOKED_AT == 0:
            document = quick.document(name)
            symbols = quick.ask("textDocument/documentSymbol", lsp.DocumentSymbolParams(document))
            tokens = quick.ask("textDocument/semanticTokens/full", lsp.SemanticTokensParams(document))
            held = told(quick.said(name)), [s.name for s in symbols], list(tokens.data)
            assert held == afresh(quick.folder / name, text), number
    quick.client.text_document_did_close(lsp.DidCloseTextDocumentParams(quick.document(name)))


def test_what_is_kept_of_a_text_changes_nothing_in_the_next() -> None:
    """A declaration that is read once is what it would be if it were read again, with the same mistakes in it."""
    text = POLICY.read_text(encoding="utf-8")
    for _, (_, after) in zip(range(60), edits(text, random.Random(5)), strict=False):  # noqa: S311 – as above
        kept = parse(Source("kept.policy", after))
        _read_once.cache_clear()
        assert parse(Source("kept.policy", after)) == kept
