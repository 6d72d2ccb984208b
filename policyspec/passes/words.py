"""Words: the author's text at a place, plurals, keys."""

from collections.abc import Iterable, Mapping

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Source, Span


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that are being compiled, and where their comments stand."""

    sources: Mapping[str, Source]
    comments: Mapping[tuple[str, int], int]  # (file, line) → the column at which a comment begins

    def words(self, span: Span) -> str:
        """What the author wrote there, comments left out and blanks single."""
        return " ".join(" ".join(self._pieces(span)).split())

    def _pieces(self, span: Span) -> Iterable[str]:
        source = self.sources.get(span.file)
        for number in range(span.line, span.end_line + 1) if source else ():
            text = source.line(number) if source else ""
            end = span.end_column - 1 if number == span.end_line else len(text)
            comment = self.comments.get((span.file, number))
            end = min(end, comment - 1) if comment else end
            yield text[span.column - 1 if number == span.line else 0 : end]


def plural_of(phrase: str, nouns: Iterable[tuple[str, str]] = ()) -> str:
    """The plural of a phrase by rule; one that ends in a known noun takes that noun's plural."""
    for singular, plural in nouns:
        if phrase == singular or phrase.endswith(f" {singular}"):
            return phrase[: -len(singular)] + plural
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return f"{phrase[:-1]}ies"
    return f"{phrase}es" if phrase.endswith(("s", "x", "z", "ch", "sh")) else f"{phrase}s"


def key_of(phrase: str) -> str:
    """The key under which data holds a fact that a policy declares."""
    return "_".join(phrase.casefold().replace("-", " ").split())
