"""What could stand where a sentence breaks off, in words: from the terminals that the grammar would take there."""

from collections.abc import Callable

from policyspec.syntax.keywords import KEYWORDS, LOCATORS

Terminals = frozenset[str]

_AFTER_MUST = frozenset({"BE", "INCLUDE", "MENTION"})

_BEGIN_A_NAME = frozenset(
    {"WORD", "A", "AN", "THE", "THIS", "EVERY", "SOME", "NO", "TOTAL", "HIGHEST", "LOWEST", "NUMBER_OF", "SHARE_OF"}
    | {"RATIO_OF", "TIME_FROM", "LOWER_OF", "HIGHER_OF"}
)

#: Whether these terminals are wanted, and the words for them; the first that fits says it.
_WANTED: tuple[tuple[Callable[[Terminals], bool], str], ...] = (
    (lambda t: {"APPLIES", "WORD"} == t - {"$END"}, "`applies`"),
    (lambda t: "ANY" in t, "what the cell asks for, like `at least 60%`, `care`, `not stated` or `any`"),
    (
        lambda t: "SECTION" in t,
        f"{', '.join(f'`{w}`' for w in LOCATORS)} and a text in quotes, or `checked on` and a date",
    ),
    (lambda t: t >= _AFTER_MUST, "`be`, as in `must be at least 60%`"),
    (lambda t: t >= {"AT_LEAST", "STATED"}, "what is said of it, like `at least 60%`, `one of …`, `stated` or a value"),
    (lambda t: t >= {"AT_LEAST", "EXACTLY"}, "how many: `at least 2`, `exactly 2`, `no` or `a`"),
    (lambda t: t >= {"MUST", "SHOULD"}, "`must` or `should`"),
    (lambda t: t >= {"IS", "OPERATOR"}, "`is`, as in `is at least 60%`"),
    (lambda t: t >= {"IS", "ARE"}, "`is` or `are`"),
    (lambda t: t >= {"THERE", "NUMBER_OF"}, "a condition, like `estimated value is above GBP 10,000`"),
    (lambda t: t >= {"NUMBER_OF", "MONEY"}, "a fact or a value"),
    (lambda t: t >= {"MONEY", "STRING"}, "a value, like `60%` or `GBP 10,000`"),
    (lambda t: "MONEY" in t, "an amount, like `GBP 10,000`"),
    (lambda t: "$END" not in t and "DATE" in t, "a date, like `1 April 2026`"),
    (lambda t: "$END" not in t and "FROM" in t, "`from` and a date"),
    (lambda t: "$END" not in t and "STRING" in t, "a text in quotes"),
    (lambda t: "$END" not in t and "ID" in t, "an id, like `time-to-bid`"),
    (lambda t: "VERSION_NUMBER" in t and "$END" not in t, "a version, like `1.0.0`"),
    (lambda t: "NUMBER" in t, "a number"),
    (lambda t: "WORD" in t and t <= _BEGIN_A_NAME, "a name"),
)


def wanted(terminals: Terminals) -> str:
    """What the grammar would take, as the object of `write …`."""
    for fits, words in _WANTED:
        if fits(terminals):
            return words
    return _keywords(terminals) or "a name"


def is_complete(terminals: Terminals) -> bool:
    """Whether the clause could end here."""
    return "$END" in terminals


#: What could nearly always stand there, and is seldom what is missing.
_SELDOM = {f"`{w}`" for w in ("(", ":", "of", "plus", "minus", "times", "where", ",")}


def _keywords(terminals: Terminals) -> str:
    """The keywords among the terminals: `as` or `where`."""
    spelt = {"COMMA": ",", "LPAR": "(", "RPAR": ")", "COLON": ":"}
    words = [spelt.get(t, t.lower().replace("_", " ")) for t in sorted(terminals)]
    known = [f"`{w}`" for w in words if w in KEYWORDS or w in spelt.values()]
    known = [w for w in known if w not in _SELDOM] or known
    return " or ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)
