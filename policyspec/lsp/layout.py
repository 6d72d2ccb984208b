"""The canonical layout as edits of the lines that change, so that the cursor stays where it is."""

import re
from difflib import SequenceMatcher

from lsprotocol import types as lsp

from policyspec.lsp.page import Page
from policyspec.syntax.format import format_policy

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def laid_out(page: Page) -> list[lsp.TextEdit]:
    """The edits that lay a policy out; none where it has a mistake, or is laid out already."""
    made = format_policy(page.source)
    if not isinstance(made, str):
        return []
    before, after = (_LINE.findall(text.replace("\r\n", "\n")) for text in (page.source.text, made))
    ends = "\r\n" if "\r\n" in page.text.content else "\n"
    edits = []
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            text = "".join(after[start:end]).replace("\n", ends)
            edits.append(lsp.TextEdit(page.text.range(page.text.start(first), page.text.start(last)), text))
    return edits
