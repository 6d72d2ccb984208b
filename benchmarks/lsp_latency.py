"""How soon an editor is answered: `python -m benchmarks.lsp_latency [EDITS]`.

A server of its own is spoken to as an editor speaks to it: a policy of 500 lines is opened, words are typed into it one
sign after another, and after each sign it is asked for diagnostics, a completion or a hover. The pause for which the
server waits for more edits is left out of the times. Beside them stands that of a bare parse of the same text, measured
in between, so that a machine that is busy is so for both, and that of a question without an answer: what the way there
and back takes.
"""

import asyncio
import random
import re
import sys
import time
from collections.abc import Awaitable
from pathlib import Path
from statistics import median, quantiles

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from policyspec.base.source import Source
from policyspec.syntax import grammar
from policyspec.syntax import parse as parse_module
from policyspec.syntax import text as plain
from policyspec.syntax.parse import parse

ROOT = Path(__file__).parents[1]
POLICY = ROOT / "policies" / "commissioning" / "five-principles.policy"
NAME = ROOT / "policies" / "commissioning" / "latency.policy"  # of no file: only the editor has it
LINES = 500
PARSE, NOTHING = "bare parse", "an empty answer"
TYPED = "\n  quality weight of the lot must be at least minimum quality weight"
BETWEEN = 0.02  # seconds between an answer and the next sign
#: What reading keeps from one text for the next.
_KNOWN = (grammar.parse, parse_module._read_once, plain._pieces, plain._seen, plain._unclosed)  # noqa: SLF001
PARSED = 10  # signs after which the text is parsed for comparison


def policy() -> str:
    """The five principles with their rules again under other ids, cut to 500 lines at the end of a rule."""
    text = POLICY.read_text(encoding="utf-8")
    rules = text[text.index("\nrule ") :]
    again = re.sub(r"^rule (\S+)", r"rule \1-again", rules, flags=re.MULTILINE)
    again = re.sub(r"^(?:define|parameter|threshold|fact) .*(?:\n  .*)*", "", again, flags=re.MULTILINE)
    lines = f"{text}\n{again}".split("\n")
    return "\n".join(lines[:LINES])


def bare(text: str) -> float:
    """The time of a parse of which nothing is known beforehand."""
    for known in _KNOWN:
        known.cache_clear()
    start = time.perf_counter()
    parse(Source("bare", text))
    return time.perf_counter() - start


class Editor:
    """A client with one open file, which counts what it waits for."""

    def __init__(self) -> None:
        self.client = LanguageClient("benchmark", "1")
        self.published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.published.put_nowait(params)

        self.document = lsp.TextDocumentIdentifier(NAME.as_uri())
        self.version = 1
        self.times: dict[str, list[float]] = {"diagnostics": [], "completion": [], "hover": [], NOTHING: []}

    async def open(self, text: str, pause: int) -> None:
        await self.client.start_io(sys.executable, "-m", "policyspec.cli.main", "lsp", cwd=ROOT)
        options = {"pause": pause}
        await self.client.initialize_async(
            lsp.InitializeParams(
                lsp.ClientCapabilities(), root_uri=NAME.parent.as_uri(), initialization_options=options
            )
        )
        self.client.initialized(lsp.InitializedParams())
        item = lsp.TextDocumentItem(self.document.uri, "policyspec", self.version, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        if pause == 0:
            await self.published.get()

    def type(self, at: lsp.Position, sign: str) -> None:
        self.version += 1
        change = lsp.TextDocumentContentChangePartial(lsp.Range(at, at), sign)
        document = lsp.VersionedTextDocumentIdentifier(self.version, self.document.uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    async def timed(self, what: str, answer: Awaitable[object]) -> None:
        start = time.perf_counter()
        await answer
        self.times[what].append(time.perf_counter() - start)

    async def diagnosed(self) -> None:
        while (await self.published.get()).version != self.version:
            pass

    async def edit(self, at: lsp.Position, sign: str, ask: str) -> None:
        """One sign typed, and one question after it."""
        self.type(at, sign)
        if ask == "diagnostics":
            await self.timed(ask, self.diagnosed())
        elif ask == "completion":
            after = lsp.Position(at.line + 1, 0) if sign == "\n" else lsp.Position(at.line, at.character + 1)
            params = lsp.CompletionParams(self.document, after)
            await self.timed(ask, self.client.text_document_completion_async(params))
        elif ask == NOTHING:
            elsewhere = lsp.HoverParams(lsp.TextDocumentIdentifier("file:///elsewhere"), at)
            await self.timed(ask, self.client.text_document_hover_async(elsewhere))
        else:
            params_ = lsp.HoverParams(self.document, lsp.Position(max(at.line - 1, 0), 12))
            await self.timed(ask, self.client.text_document_hover_async(params_))

    async def close(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


async def conversation(text: str, edits: int, asked: tuple[str, ...], pause: int) -> dict[str, list[float]]:
    """The times of questions after edits, asked in turn, and those of bare parses between them.

    `pause`: for how long the server waits for more edits.
    """
    parses: list[float] = []
    chosen = random.Random(1)
    editor = Editor()
    await editor.open(text, pause)
    count = 0
    while count < edits:
        lines = text.split("\n")
        number = chosen.choice([n for n, line in enumerate(lines) if line.startswith("  for each ")])
        line, column = number, len(lines[number])
        for sign in TYPED:
            await editor.edit(lsp.Position(line, column), sign, asked[count % len(asked)])
            line, column = (line + 1, 0) if sign == "\n" else (line, column + 1)
            count += 1
            if count % PARSED == 0:
                parses.append(bare(text))
            await asyncio.sleep(BETWEEN)
        text = "\n".join([*lines[: number + 1], TYPED[1:], *lines[number + 1 :]])
    await editor.close()
    return {PARSE: parses, **{what: editor.times[what] for what in asked}}


def main() -> None:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    text = policy()
    bare(text)  # the first loads the parser's tables
    times = asyncio.run(conversation(text, edits // 2, ("diagnostics",), 0))
    others = asyncio.run(conversation(text, edits // 2, ("completion", "hover", NOTHING), 10_000))
    times = {PARSE: times.pop(PARSE) + others.pop(PARSE), **times, **others}
    print(f"An editor's questions on a policy of {text.count(chr(10)) + 1} lines, each after an edit; {edits} edits")
    print(f"{'':18}{'median':>10}{'95 in 100':>12}{'of a bare parse':>18}")
    for name, taken in times.items():
        most = quantiles(taken, n=20)[-1]
        print(f"{name:18}{median(taken) * 1000:>7.0f} ms{most * 1000:>9.0f} ms{most / median(times[PARSE]):>18.2f}")


if __name__ == "__main__":
    main()
