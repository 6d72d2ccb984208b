"""Lines into clauses, clauses into declarations: what belongs together, before any of it is parsed.

A declaration begins at its keyword at the start of a line. A line end ends a clause, unless the next line cannot begin
one: it starts with a connective, a quoted text or a sign, or stands inside open parentheses.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span
from policyspec.base.suggest import nearest
from policyspec.syntax.clause import Clause, Edit
from policyspec.syntax.keywords import (
    CLAUSES,
    CONNECTIVES,
    DECLARATIONS,
    LOCATORS,
    OPENINGS,
    UNFINISHED,
    DeclarationKind,
    spelt,
)
from policyspec.syntax.text import LEADING, Plain

_LINE = pattern(r"[^\n]+")
_MODAL = pattern(r"(?<![\w-])(?:must|should)(?![\w-])")
_FIRST = pattern(r"[^\s\"<>|(),]+")
_ANY_OPENING = "|".join(opening.replace(" ", r"\s+") for opening in OPENINGS)
_OPENING = pattern(rf"({_ANY_OPENING})(?![\w-])", re.IGNORECASE)
_HEADS = {
    "rule": pattern(r'[a-z0-9]+(?:-[a-z0-9]+)+\s+"[^"]*"'),
    "table": pattern(r"[^|\"]+\sdecides\s[^|\"]+"),
    "define": pattern(r"an?\s[^|\"]+\sas\s+an?\s[^|\"]+\swhere\s[^|]+"),
}  # what can only be the head of a declaration whose keyword is left out
_SLUG = r"(?<![\w/#-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w/#-])"
_TITLED = pattern(rf'(?P<word>[a-z]+)\s+{_SLUG}\s+"[^"]*"')  # `yule small-lots "…"`
_RULE_HEAD = pattern(rf'(?=.*(?<![\w-])rule(?![\w-]))(?=.*{_SLUG})[^"]*"[^"]*"[^"]*')
_MOST_IN_EACH = 6  # words of `for each criterion of each lot`
_MOST_IN_HEAD = 4  # words of such a line outside its title, with one too many
_QUOTED = pattern(r'"[^"]*"')
#: What is found after a word too many; others (`owner`, `in force`) may be names of facts.
_AFTER_A_STRAY = frozenset(
    {*DECLARATIONS, "for each", "applies when", "except when", "flag when", "under", "because", "suggest", "judged on"}
) - {"policy"}
_TOLD_BY_SHAPE = frozenset({"define", "parameter", "table", "threshold"})
_EXPLAIN = pattern(r"or\s+(?P<word>[a-z]+)(?:\s+in\s.+)?")
_BEGINS_NONE = tuple('"<>=≥≤≠!,()%')  # no clause begins with one of these signs
_MOST_LINES = 200  # of a clause whose parenthesis stays open: the file is not read as one clause

#: Words that go on with a clause of one kind only.
_GOES_ON = {"under": {*LOCATORS, "checked"}, "policy": {"version"}, "use": {"version"}}


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it. `keyword` begins it, perhaps misspelt (then `slip` puts it right)."""

    start: int
    end: int
    bare: str
    keyword: str | None = None
    slip: Edit | None = None

    @property
    def has_modal(self) -> bool:
        return _MODAL.search(self.bare) is not None

    @property
    def first(self) -> str:
        match = _FIRST.match(self.bare)
        return match[0] if match else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A clause with the keyword that begins it (None: a duty, an entry, a row) and what was misspelt in that."""

    keyword: str | None
    clause: Clause
    slip: Edit | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A declaration: its head and its clauses, not yet parsed."""

    kind: DeclarationKind
    head: Part
    parts: tuple[Part, ...]

    @property
    def span(self) -> Span:
        last = self.parts[-1] if self.parts else self.head
        return self.head.clause.whole.to(last.clause.whole)


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's declarations, and the stretches of text before the first."""

    before: tuple[Clause, ...]
    blocks: tuple[Block, ...]


def lay_out(source: Source, plain: Plain) -> Layout:
    """Group the lines of a file into declarations and their clauses."""
    blocks: list[list[list[Line]]] = []
    before: list[Line] = []
    kind: DeclarationKind | None = None
    lines = list(_lines(plain))
    for number, raw in enumerate(lines):
        closes = bool(blocks) and _closes(raw, blocks[-1][-1])
        line = raw if closes else _with_keyword(raw, kind)
        if line.slip is not None and kind is not None:
            unfinished = _is_open(blocks[-1][-1])  # then what looks like a keyword misspelt is none
            line = raw if unfinished or _is_begun(raw, lines[number + 1 : number + 7], kind) else line
        if line.keyword in DECLARATIONS:
            kind = DECLARATIONS[line.keyword]
            blocks.append([[line]])
        elif kind is None:
            before.append(line)
        elif closes or _goes_on(line, blocks[-1][-1], kind):
            blocks[-1][-1].append(line)
        else:
            blocks[-1].append([line])
    return Layout(
        tuple(_clause(source, plain, [line], "before") for line in before),
        tuple(_block(source, plain, clauses) for clauses in blocks),
    )


def _lines(plain: Plain) -> Iterator[Line]:
    for match in _LINE.finditer(plain.bare):
        bare = match[0].strip()
        if bare:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Line(start, start + len(bare), bare)


# --- which keyword begins a line --------------------------------------------------------------------------------


def _with_keyword(line: Line, kind: DeclarationKind | None) -> Line:
    exact = LEADING.match(line.bare)
    stray = _after_a_stray(line, exact)
    if stray is not None:
        return stray
    if exact:
        keyword = spelt(exact[1])
        # `policy area must be stated` is a duty about a fact, and `owner of the risk must …` in a rule another.
        named = keyword in DECLARATIONS or keyword in ("owner", "in force")
        return line if named and line.has_modal else replace(line, keyword=keyword)
    if kind == "rule" and _is_each(line):
        return replace(line, keyword="for each")
    if line.has_modal or line.bare.startswith("|") or line.first in CONNECTIVES:
        return _explained(line, kind)
    return _misspelt(line, kind)


def _explained(line: Line, kind: DeclarationKind | None) -> Line:
    """`or explian`, which is no alternative: those are duties."""
    said = _EXPLAIN.fullmatch(line.bare) if kind in ("rule", "change") else None
    if said is None or not nearest(said["word"], ["explain"], cutoff=0.75):
        return line
    return replace(line, keyword="or explain", slip=Edit(0, said.end("word"), "or explain"))


def _is_each(line: Line) -> bool:
    """`for should each lot`: a broken `for each`, and no duty."""
    words = line.bare.split()
    begins = not line.has_modal or line.first in ("for", "each")
    return begins and len(words) <= _MOST_IN_EACH and {"for", "each"} <= set(words)


def _after_a_stray(line: Line, exact: re.Match[str] | None) -> Line | None:
    """`the for each lot`, `policy under "…"`: a word too many before the one that begins the line."""
    first = spelt(exact[1]) if exact else None
    if exact and first and _has_its_shape(first, line.bare[exact.end() :]):
        return None
    word = re.match(r'(?:"\s*"|<\s*>|\S+)\s+', line.bare)
    inner = LEADING.match(line.bare[word.end() :]) if word else None
    if word is None or inner is None:
        return _broken_head(line)
    keyword, end = spelt(inner[1]), word.end() + inner.end()
    named = keyword in DECLARATIONS and line.first in CONNECTIVES  # `and fact sheet is stated` goes on
    is_one = keyword in _AFTER_A_STRAY and not named and not line.has_modal
    is_one = is_one and _has_its_shape(keyword, line.bare[end:])
    return replace(line, keyword=keyword, slip=Edit(0, end, keyword)) if is_one else _broken_head(line)


def _broken_head(line: Line) -> Line | None:
    """A rule's first line with a word too many: what follows is not of the rule above."""
    words = _QUOTED.sub("", line.bare).split()
    is_head = len(words) <= _MOST_IN_HEAD and _RULE_HEAD.fullmatch(line.bare)
    return replace(line, keyword="rule") if is_head else None


def _misspelt(line: Line, kind: DeclarationKind | None) -> Line:
    """`aplies when …` and `rul x` are read as what they are near to, and `unless …` as what it means."""
    keyword = next((k for k, shape in _HEADS.items() if shape.fullmatch(line.bare)), None)
    if keyword:
        return replace(line, keyword=keyword, slip=Edit(0, 0, f"{keyword} "))
    titled = _TITLED.fullmatch(line.bare)
    if titled:
        return replace(line, keyword="rule", slip=Edit(0, titled.end("word"), "rule"))
    opening = _OPENING.match(line.bare) if kind in ("rule", "change", "policy") else None
    if opening:
        meant = OPENINGS[" ".join(opening[1].lower().split())]
        both = re.match(r"\S+\s+\S+", line.bare)  # `applies wehn`: the slip is in the second word
        end = both.end() if both and nearest(both[0], [meant], cutoff=0.75) else opening.end()
        if kind in CLAUSES[meant][1] and _has_its_shape(meant, line.bare[end:]):
            return replace(line, keyword=meant, slip=Edit(0, end, meant))
    words = list(re.finditer(r"\S+", line.bare))[:2]
    for count in (2, 1):
        if len(words) < count:
            continue
        written = " ".join(word[0] for word in words[:count])
        candidates = [k for k in _candidates(kind) if len(k.split()) == count]
        if count == 1:  # too short to be told by all their letters, save those that begin a shape of their own
            candidates = [k for k in candidates if k[0] == written[0].lower() or k in _TOLD_BY_SHAPE]
        keyword = nearest(written, candidates, cutoff=0.75)
        if keyword and _has_its_shape(keyword, line.bare[words[count - 1].end() :]):
            return replace(line, keyword=keyword, slip=Edit(0, words[count - 1].end(), keyword))
    return line


def _candidates(kind: DeclarationKind | None) -> Iterable[str]:
    clauses = (keyword for keyword, (_, takes) in CLAUSES.items() if kind in takes)
    return (*DECLARATIONS, *clauses)


def _has_its_shape(keyword: str, rest: str) -> bool:
    """Whether what follows could follow the keyword, so that a name that only looks like it is left alone."""
    match keyword:
        case "because" | "suggest" | "owner" | "under":
            return rest.lstrip().startswith('"')
        case "rule" | "policy" | "use":
            shape = re.fullmatch(r"\s+[^\s\"]+(?:\s+\".*|\s+version.*|\s+with.*)?", rest)
            return shape is not None and not LEADING.match(rest)
        case "table":
            return " decides " in f"{rest} "
        case "fact" | "threshold" | "parameter":
            return " is" in rest
        case "define":
            return " as " in rest
        case "for each":  # `each of measure, baseline …` is the subject of a duty
            return re.match(r"\s+of(?![\w-])", rest) is None
        case _:
            return True


def _is_begun(line: Line, following: list[Line], kind: DeclarationKind) -> bool:
    """Whether a line without a modal is the beginning of a duty that says `must` or `should` on a line below."""
    above = [line]
    for below in following:
        if LEADING.match(below.bare) or not _goes_on(below, above, kind):
            return False
        if below.has_modal:
            return True
        above.append(below)
    return False


# --- which lines make one clause --------------------------------------------------------------------------------


def _goes_on(line: Line, above: list[Line], kind: DeclarationKind) -> bool:
    """Whether a line continues the clause above it."""
    if line.keyword is not None or _is_row(line, kind) or _is_row(above[0], kind):
        return False
    if line.has_modal:
        return _continues_a_duty(line, above)
    if line.first == "when" and not any(part.has_modal for part in above):
        return False
    if line.bare.startswith(_BEGINS_NONE) or line.first in CONNECTIVES:
        return True
    head = above[0].keyword or kind
    return line.first in _GOES_ON.get(head, ()) or _is_open(above)


def _is_row(line: Line, kind: DeclarationKind) -> bool:
    return line.keyword is None and (line.bare.startswith("|") or (kind == "table" and "|" in line.bare))


def _continues_a_duty(line: Line, above: list[Line]) -> bool:
    """`must …` goes on with a subject; a line with its own subject is a clause, `or X must …` among them."""
    if line.first in ("must", "should"):
        return above[0].keyword is None and not any(part.has_modal for part in above)
    unfinished = above[-1].bare.endswith(",") and not any(part.has_modal for part in above)
    return unfinished or (line.first in CONNECTIVES and line.first not in ("or", "when"))


def _is_open(above: list[Line]) -> bool:
    """Whether the clause has an open parenthesis, or ends in a comma or a word that cannot end it."""
    if len(above) > _MOST_LINES:
        return False
    text = " ".join(line.bare for line in above)
    last = re.search(r"(?<![\w-])([a-z]+)$", text)
    return _opened(above) > 0 or text.endswith(",") or (last is not None and last[1] in UNFINISHED)


def _closes(line: Line, above: list[Line]) -> bool:
    """Whether a line closes a parenthesis of the clause above it: then it is no clause of its own."""
    return len(above) <= _MOST_LINES and _opened([line]) < 0 < _opened(above)


def _opened(lines: list[Line]) -> int:
    """How many parentheses some lines open and do not close."""
    return sum(line.bare.count("(") - line.bare.count(")") for line in lines)


# --- lines become clauses ----------------------------------------------------------------------------------------


def _block(source: Source, plain: Plain, clauses: list[list[Line]]) -> Block:
    keyword = clauses[0][0].keyword
    kind = DECLARATIONS[keyword or ""]
    head = Part(keyword, _clause(source, plain, clauses[0], kind), clauses[0][0].slip)
    parts = (
        Part(lines[0].keyword, _clause(source, plain, lines, _rule_of(lines[0], kind)), lines[0].slip)
        for lines in clauses[1:]
    )
    return Block(kind, head, tuple(parts))


def _rule_of(line: Line, kind: DeclarationKind) -> str:
    """The grammar's rule for a clause of a declaration, from the line that begins it."""
    if line.keyword is not None:
        return CLAUSES[line.keyword][0]
    if _is_row(line, kind):
        return "row"
    match kind:
        case "rule" | "change" | "policy":
            return "alternative" if line.first == "or" else "duty"
        case "threshold":
            return "entry_line"
        case "table":
            return "selects"
        case _:
            return "duty"


def _clause(source: Source, plain: Plain, lines: list[Line], kind: str) -> Clause:
    start, end = lines[0].start, lines[-1].end
    text = plain.text[start : end + (plain.text[end : end + 1] == '"')]
    excused = bisect_left(plain.unclosed, start) < bisect_left(plain.unclosed, end)
    return Clause(kind, source, text, start, excused)
