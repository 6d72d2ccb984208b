"""Quick fixes: of every diagnostic that knows what to write in place of what is there."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lsprotocol import types as lsp

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.lsp.diagnostics import shown
from policyspec.lsp.page import Page

#: A hint that is nothing but what to write: "did you mean `lot` or `lots`?".
_INSTEAD = re.compile(r"(?:did you mean|write) `[^`…]+`(?:(?:,| or|, or) `[^`…]+`)*\??")
_QUOTED = re.compile(r"`([^`]+)`")


class Fix(NamedTuple):
    """A diagnostic, and an edit that mends it. `alone`: there is no other for it."""

    mends: Diagnostic
    edit: lsp.TextEdit
    alone: bool


def fixes(found: Iterable[Diagnostic], page: Page, start: int, end: int) -> Iterator[Fix]:
    """The mendings of each diagnostic that touches the stretch between two offsets."""
    for one in found:
        if one.span is None or one.span.file != page.name:
            continue
        first, last = page.text.offsets(one.span)
        if first <= end and last >= start:
            edits = list(mendings(one, one.span, page))
            yield from (Fix(one, edit, len(edits) == 1) for edit in edits)


def mendings(one: Diagnostic, span: Span, page: Page) -> Iterator[lsp.TextEdit]:
    """What to write where: the replacement, else what the hint asks for in place of the words that are quoted."""
    start, end = page.text.offsets(span)
    if one.replacement is not None:
        yield lsp.TextEdit(page.text.range(start, end), one.replacement)
        return
    if not _INSTEAD.fullmatch(one.hint or ""):
        return
    written = page.text.content[start:end]
    wrong = next((words for words in _QUOTED.findall(one.message) if words in written), None)
    if wrong is None:
        return
    at = start + written.index(wrong)
    for instead in _QUOTED.findall(one.hint or ""):
        if instead != wrong:
            yield lsp.TextEdit(page.text.range(at, at + len(wrong)), instead)


def actions(found: Iterable[Diagnostic], page: Page, start: int, end: int) -> list[lsp.CodeAction]:
    """The fixes as a client shows them; the only one of a diagnostic is preferred."""
    return [
        lsp.CodeAction(
            title=f"write `{fix.edit.new_text}`" if fix.edit.new_text else "take this out",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[
                lsp.Diagnostic(
                    shown(fix.mends.span, page.text), fix.mends.message, code=fix.mends.code, source="policyspec"
                )
            ],
            is_preferred=fix.alone,
            edit=lsp.WorkspaceEdit(changes={page.uri: [fix.edit]}),
        )
        for fix in fixes(found, page, start, end)
    ]
