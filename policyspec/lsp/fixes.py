"""Quick fixes: of every diagnostic that knows what to write in place of what is there."""

import re

from lsprotocol import types as lsp

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.lsp.diagnostics import shown
from policyspec.lsp.page import Page

_INSTEAD = re.compile(r"(?:did you mean|write) `([^`…]+)`\??")
_QUOTED = re.compile(r"`([^`]+)`")


def fixes(found: list[Diagnostic], page: Page, start: int, end: int) -> list[tuple[Diagnostic, lsp.TextEdit]]:
    """The mending of each diagnostic that touches the stretch between two offsets."""
    edits = []
    for one in found:
        if one.span is None:
            continue
        first, last = page.text.offsets(one.span)
        if first > end or last < start:
            continue
        edit = mending(one, one.span, page)
        if edit is not None:
            edits.append((one, edit))
    return edits


def mending(one: Diagnostic, span: Span, page: Page) -> lsp.TextEdit | None:
    """What to write where: the replacement, else what the hint asks for in place of the words that are quoted."""
    start, end = page.text.offsets(span)
    if one.replacement is not None:
        return lsp.TextEdit(page.text.range(start, end), one.replacement)
    instead = _INSTEAD.match(one.hint or "")
    wrong = _QUOTED.search(one.message)
    if instead is None or wrong is None:
        return None
    at = page.text.content[start:end].find(wrong[1])
    if at < 0 or instead[1] == wrong[1]:
        return None
    return lsp.TextEdit(page.text.range(start + at, start + at + len(wrong[1])), instead[1])


def actions(found: list[Diagnostic], page: Page, start: int, end: int) -> list[lsp.CodeAction]:
    """The fixes as a client shows them; one that is alone is preferred."""
    edits = fixes(found, page, start, end)
    return [
        lsp.CodeAction(
            title=f"write `{edit.new_text}`" if edit.new_text else "take this out",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[lsp.Diagnostic(shown(one.span, page.text), one.message, code=one.code, source="policyspec")]
            if one.span
            else None,
            is_preferred=len(edits) == 1,
            edit=lsp.WorkspaceEdit(changes={page.uri: [edit]}),
        )
        for one, edit in edits
    ]
