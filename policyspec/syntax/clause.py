"""One clause as text, and where each of its characters stands in the file."""

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span

_QUOTED = pattern(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Edit:
    """Text to put in place of a stretch of a clause; offsets count from the clause's start."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of plain text that is parsed by itself, from the grammar's rule `kind`.

    `excused`: a mistake in it is reported already, so nothing more is said of it. `edits` are the corrections that
    were made to read on after a mistake; places are those of the file all the same.
    """

    kind: str
    source: Source
    text: str
    start: int
    excused: bool = False
    edits: tuple[Edit, ...] = ()

    def place(self, offset: int) -> int:
        """The offset in the file of an offset in this text."""
        for edit in reversed(self.edits):
            grown = len(edit.text) - (edit.end - edit.start)
            if offset >= edit.start + len(edit.text):
                offset -= grown
            elif offset > edit.start:
                offset = min(offset, edit.end)
        return self.start + offset

    def span(self, start: int, end: int) -> Span:
        return self.source.span(self.place(start), self.place(end))

    def written(self, start: int, end: int) -> str:
        """What the author wrote there."""
        return self.source.text[self.place(start) : self.place(end)]

    @property
    def bare(self) -> str:
        """The text with quotation marks in place of all that is quoted, character for character."""
        return _QUOTED.sub(lambda m: '"' * len(m[0]), self.text)

    @property
    def whole(self) -> Span:
        return self.span(0, len(self.text))

    def mended(self, edit: Edit) -> "Clause":
        text = self.text[: edit.start] + edit.text + self.text[edit.end :]
        return replace(self, text=text, edits=(*self.edits, edit))

    def of_kind(self, kind: str) -> "Clause":
        """The same text, parsed from another rule of the grammar."""
        return replace(self, kind=kind)

    def excuse(self) -> "Clause":
        """The same, of which nothing more is said."""
        return replace(self, excused=True)
