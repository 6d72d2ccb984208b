"""A policy's text made plain, character for character: every place stays where it was.

Quotes become straight and blanks plain, comments are taken out, and reserved words lose their capitals.
"""

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.encoding import NotText, text_of
from policyspec.base.patterns import pattern
from policyspec.base.source import Source
from policyspec.syntax import errors
from policyspec.syntax.ast import Comment
from policyspec.syntax.keywords import CLAUSES, DECLARATIONS, EXPRESSIONS, KEYWORDS, RESERVED, spelt

MOST_BYTES = 1_048_576

_QUOTES = dict.fromkeys("“”„‟", '"') | dict.fromkeys("‘’", "'")
_PLAIN = str.maketrans(_QUOTES | dict.fromkeys("\t\r\f\v\u00a0\u2007\u2028\u2029\u202f", " "))
_UNSEEN = pattern("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe]")
_PHRASES = "|".join(k.replace(" ", r"\s+") for k in EXPRESSIONS if " " in k) + (
    r"|(?<=\b[Bb][Ee]\s)(?:above|below|exactly|between|before|after|within|stated)"
    r"|(?<=\b[Ii][Ss]\s)(?:above|below|exactly|between|before|after|within|stated)"
)
_PIECE = pattern(
    r"""(?P<text>"[^"]*"?)|(?P<url><[^<>\s"]+>)|(?P<comment>(?<!\S)\#.*)"""
    rf"""|(?P<phrase>(?<![\w-])(?i:{_PHRASES})(?![\w-]))|(?P<word>[A-Za-z']+)"""
)
_OPENS = pattern(r'(?<!\S)"\w')

_LEADERS = "|".join(k.replace(" ", r"\s+") for k in (*DECLARATIONS, *CLAUSES))

#: The keyword that begins a declaration or a clause, at the start of a line.
LEADING = pattern(rf"\s*({_LEADERS})(?![\w-])", re.IGNORECASE)
_LEADING_WORDS = {word for keyword in KEYWORDS for word in keyword.split()}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text made plain. `bare` is the text without what stands in quotes, which is what layout looks at.

    A quoted text that runs over a line end has no line end in either. `unclosed` are the offsets of quotes that
    nothing closes; what was found wrong is in `found`.
    """

    text: str
    bare: str
    comments: tuple[Comment, ...]
    unclosed: tuple[int, ...]
    found: tuple[Diagnostic, ...]


def read_text(data: bytes, name: str) -> Source | Diagnostic:
    """The text of a policy file. A byte order mark, CRLF and tabs are fine; anything but UTF-8 is refused."""
    if len(data) > MOST_BYTES:
        return errors.too_large(name, len(data), MOST_BYTES)
    text = text_of(data)
    if isinstance(text, NotText):
        return errors.not_text(name, text)
    source = Source(name, re.sub("\r(?!\n)", "\n", text))
    return next(unseen_characters(source), source)


def unseen_characters(source: Source) -> Iterator[Diagnostic]:
    """A diagnostic for each control character and each mark that changes the order in which a text is shown."""
    for match in _UNSEEN.finditer(source.text):
        yield errors.unseen_character(source.span(match.start(), match.end()), match[0])


def plain(source: Source) -> Plain:
    """The text made plain; never raises."""
    found = list(unseen_characters(source))
    lines = deque(map(_seen, source.text.split("\n")))
    texts, bares, comments, unclosed = [], [], [], []
    start = 0
    while lines:
        line, end = lines.popleft(), "\n"
        opening = _unclosed(line)
        if opening is not None:
            found.append(errors.unclosed_text(source.span(start + opening, start + len(line.rstrip()))))
            rest = _run_on(lines)
            line = " ".join((line, *(lines.popleft() for _ in range(rest))))
            if not rest:
                unclosed.append(start + opening)
                end = '"'
        text, bare, comment = _pieces(line)
        texts.append(text + end)
        bares.append(bare + "\n")
        if comment is not None:
            span = source.span(start + comment, start + len(line.rstrip()))
            comments.append(Comment(line[comment:].rstrip(), not line[:comment].strip(), span))
        start += len(line) + 1
    return Plain("".join(texts), "".join(bares), tuple(comments), tuple(unclosed), tuple(found))


@lru_cache(maxsize=4096)
def _seen(line: str) -> str:
    """The line without signs that cannot be seen, its quotes straight and its blanks plain."""
    return _UNSEEN.sub(" ", line).translate(_PLAIN)


@lru_cache(maxsize=4096)
def _unclosed(line: str) -> int | None:
    """The offset of a quote that nothing on its line closes.

    In `under "Act section "18"` it is the first that is not closed: what looks like its end opens another text.
    """
    texts = [m for m in _PIECE.finditer(line) if m.lastgroup == "text"]
    if not texts or (len(texts[-1][0]) > 1 and texts[-1][0].endswith('"')):
        return None
    early = (m.start() for m in texts if _OPENS.match(line, m.end() - 1))
    return next(early, texts[-1].start())


def _run_on(lines: deque[str]) -> int:
    """How many of the lines that follow an unclosed quote belong to its text: 0 where none of them closes it."""
    for number, line in enumerate(islice(lines, 30), 1):
        if not line.strip() or LEADING.match(line) or line.lstrip().startswith("|"):
            return 0
        if '"' in line:
            return number if line.count('"') % 2 else 0
    return 0


@lru_cache(maxsize=4096)
def _pieces(line: str) -> tuple[str, str, int | None]:
    """The line made plain, the same bare, and where its comment starts."""
    text, bare, comment = list(line), list(line), None
    leading, indent = LEADING.match(line), len(line) - len(line.lstrip())
    for match in _PIECE.finditer(line):
        start, end = match.span()
        match match.lastgroup:
            case "text" | "url" if end - start > 1:
                bare[start + 1 : end] = " " * (end - start - 2) + match[0][0].replace("<", ">")
            case "comment":
                comment = start
                text[start:] = bare[start:] = " " * (len(line) - start)
            case "phrase":
                text[start:end] = bare[start:end] = match[0].lower()
            case "word" if _is_keyword(spelt(match[0]), first=start == indent, leading=leading, end=end):
                text[start:end] = bare[start:end] = spelt(match[0])
    return "".join(text), "".join(bare), comment


def _is_keyword(word: str, *, first: bool, leading: re.Match[str] | None, end: int) -> bool:
    """Whether a word is a keyword that may have been written with a capital."""
    return word in RESERVED or (first and word in _LEADING_WORDS) or (leading is not None and end <= leading.end())
