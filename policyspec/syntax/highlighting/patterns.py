"""What each stretch of a policy looks like, as regular expressions that Python and Oniguruma read alike.

One line is looked at by itself; the first pattern that fits at a place counts. That is less than the parser knows, and
what an editor can do before it is asked: a soft keyword is shown as one wherever it stands.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from policyspec.base.dataclasses import dataclass
from policyspec.syntax.grammar import grammar_text
from policyspec.syntax.keywords import CLAUSES, DECLARATIONS, EXPRESSIONS, LOCATORS, MODALS, OTHERS


class Role(StrEnum):
    """What a stretch of text is to the reader."""

    COMMENT = "comment"
    TEXT = "text"
    ADDRESS = "address"
    DECLARATION = "declaration"
    CLAUSE = "clause"
    MODAL = "modal"
    WORD = "word"  # a keyword within a clause
    ANSWER = "answer"  # yes, no
    AMOUNT = "amount"
    DECLARED = "declared"  # a name or an id where it is declared
    REFERENCE = "reference"  # the full id of a rule
    NAME = "name"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, and the role of each of its groups, outside which it takes but blanks; or of the whole."""

    regex: str
    roles: tuple[Role, ...]

    @property
    def grouped(self) -> bool:
        return re.compile(self.regex).groups > 0


#: The terminals of values, in the order in which the grammar tries them.
VALUES = ("CPV", "DATE", "MONEY", "DURATION", "POINTS", "RATIO", "PERCENT", "NUMBER")

#: Words of tables that are names elsewhere more often than not. The line of a table that they stand in counts whole.
_OF_TABLES = frozenset(("in", "on", "any", "one", "row", "applies", "first", "matching", "value"))
_ANSWERS = ("yes", "no limit")

_BEGIN = r"^[ \t]*"
_ID = r"[a-z0-9][a-z0-9/#-]*"
_PLAIN_NAME = r"[^\W\d_][\w '’-]*?"


def patterns() -> tuple[Pattern, ...]:
    """Every pattern, in the order in which they are tried."""
    return tuple(_all())


def _all() -> Iterator[Pattern]:
    yield Pattern(r"(?<!\S)#.*$", (Role.COMMENT,))
    yield Pattern(r"[\"“„][^\"“”\n]*[\"”]?", (Role.TEXT,))
    yield Pattern(r"<[^<>\s]+>", (Role.ADDRESS,))
    yield from _declarations()
    yield Pattern(rf"{_BEGIN}({_any(CLAUSES)})", (Role.CLAUSE,))
    yield Pattern(rf"{_BEGIN}(exactly one row applies|the .*?(?:row|value).*? applies)(?=\s*$)", (Role.CLAUSE,))
    yield Pattern(rf"{_any(LOCATORS)}(?=\s*[\"“])", (Role.WORD,))
    terminals = _terminals()
    yield from (Pattern(rf"(?<![\w-]){terminals[name]}(?![\w-])", (Role.AMOUNT,)) for name in ("CPV", "DATE"))
    yield from (Pattern(terminals[name], (Role.AMOUNT,)) for name in VALUES[2:])
    yield Pattern(_any(_ANSWERS), (Role.ANSWER,))
    yield Pattern(_any(MODALS), (Role.MODAL,))
    yield Pattern(rf"[a-z0-9]+(?:[/-][a-z0-9]+)*#{_ID}", (Role.REFERENCE,))
    yield Pattern(_any({*EXPRESSIONS, *OTHERS} - _OF_TABLES - {*_ANSWERS, *MODALS}), (Role.WORD,))
    yield Pattern(r"[^\W\d_](?:[\w'’-]|/(?=[^\W\d_]))*", (Role.NAME,))
    yield Pattern(terminals["OPERATOR"], (Role.SIGN,))
    yield Pattern(r"[(),:|.;/%£€$¥~-]", (Role.SIGN,))


def _declarations() -> Iterator[Pattern]:
    """The keyword of a declaration with what it declares."""
    by_id = [word for word in DECLARATIONS if word.endswith(("rule", "policy", "use"))]
    yield Pattern(rf"{_BEGIN}({_any(by_id)})\s+({_ID})", (Role.DECLARATION, Role.DECLARED))
    defined = rf"{_BEGIN}(define)(?:\s+(an?|the))?\s+({_PLAIN_NAME})(?=\s+as(?![\w-]))"
    yield Pattern(defined, (Role.DECLARATION, Role.WORD, Role.DECLARED))
    named = [word for word in DECLARATIONS if word not in {*by_id, "define"}]
    yield Pattern(
        rf"{_BEGIN}({_any(named)})\s+({_PLAIN_NAME})(?=\s+(?:is|of|decides)(?![\w-])|\s*\(|\s*$)",
        (Role.DECLARATION, Role.DECLARED),
    )
    yield Pattern(rf"{_BEGIN}({_any(DECLARATIONS)})", (Role.DECLARATION,))


def _any(phrases: Iterable[str]) -> str:
    """Any of some phrases, as whole words: the longest that fits, with any blanks between its words."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
    return rf"(?<![\w'’-])(?:{words})(?![\w'’-])"


def _terminals() -> dict[str, str]:
    """The regular expression of each terminal of the grammar that is written as one."""
    found = re.finditer(r"^(?P<name>[A-Z_]+)(?:\.\d+)?: /(?P<regex>.*)/$", grammar_text(), re.MULTILINE)
    return {match["name"]: match["regex"].replace(r"\/", "/") for match in found}
