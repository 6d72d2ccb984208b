"""The page of a diagnostic's code, from its Markdown to lines of text."""

from collections.abc import Iterator

from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped


def render(markdown: str, width: int) -> Iterator[Line]:
    """Headings stand out, examples are set in, paragraphs are wrapped; anything else stays as written."""
    for block in _blocks(markdown):
        match block[0]:
            case first if first.startswith("```"):
                yield from (line("    ", row) for row in block[1:-1])
            case first if first.startswith("#"):
                yield from (line(Piece(row.lstrip("# "), Style.TITLE)) for row in block)
            case first if first.startswith(("- ", "* ", "|", "  ")) or first[:1].isdigit():
                yield from (line(row) for row in block)
            case _:
                yield from wrapped(" ".join(block), width)
        yield BLANK


def _blocks(markdown: str) -> Iterator[list[str]]:
    """Runs of lines between blank ones; a fenced example is one, blank lines and all."""
    block: list[str] = []
    fenced = False
    for row in markdown.splitlines():
        fence = row.startswith("```")
        if block and not fenced and (fence or not row.strip()):
            yield block
            block = []
        if fenced or row.strip():
            block.append(row)
        if fence and fenced:
            yield block
            block = []
        fenced ^= fence
    if block:
        yield block
