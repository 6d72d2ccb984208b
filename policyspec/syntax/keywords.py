"""The words of the language, in one table that the grammar's tests, the diagnostics and the highlighters read."""

from typing import Literal

DeclarationKind = Literal["policy", "use", "parameter", "threshold", "fact", "define", "rule", "change", "table"]


def _phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list with commas."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


#: The words that begin a declaration at the start of a line, and the declaration that each begins.
DECLARATIONS: dict[str, DeclarationKind] = {
    "policy": "policy",
    "use": "use",
    "parameter": "parameter",
    "threshold": "threshold",
    "fact": "fact",
    "define": "define",
    "rule": "rule",
    "tighten rule": "change",
    "relax rule": "change",
    "drop rule": "change",
    "table": "table",
}

#: The words that begin a clause at the start of a line: the grammar's rule for it, and the declarations that take it.
CLAUSES: dict[str, tuple[str, frozenset[DeclarationKind]]] = {
    "owner": ("owner", frozenset({"policy"})),
    "VAT is at most": ("vat_at_most", frozenset({"policy"})),
    "judged on": ("judged_on", frozenset({"policy", "rule"})),
    "in force": ("in_force", frozenset({"policy", "rule"})),
    "applies when": ("applies_when", frozenset({"policy", "rule"})),
    "except when": ("except_when", frozenset({"rule"})),
    "subject to": ("subject_to", frozenset({"rule"})),
    "despite": ("despite", frozenset({"rule"})),
    "for each": ("for_each", frozenset({"rule"})),
    "flag when": ("flag_when", frozenset({"rule"})),
    "or explain": ("or_explain", frozenset({"rule", "change"})),
    "under": ("under", frozenset({"policy", "threshold", "rule", "change"})),
    "because": ("because", frozenset({"rule", "change"})),
    "suggest": ("suggest", frozenset({"rule", "change"})),
}

MODALS = ("must", "should")

#: Words that stand in no name, wherever they are. The grammar's WORD leaves the same ones out.
RESERVED = frozenset(
    _phrases(
        """
        of, by, to, and, or, is, are, be, must, should, with, where, when, if, then, unless, plus, minus, times, among,
        include, includes, mention, mentions, does, do, every, some, this, yes
        """
    )
)

#: Words that no name begins with, because they begin something else there.
NOT_FIRST = frozenset(_phrases("the, a, an, no, not, there, each"))

#: A line that begins with one of these goes on with the clause above it.
CONNECTIVES = (RESERVED - frozenset(_phrases("must, should, every, some, this, yes, if, unless"))) | frozenset(
    _phrases("not, from, until, including, excluding, give, as, decides")
)

#: A line that ends in one of these is not the end of its clause.
UNFINISHED = CONNECTIVES | frozenset(_phrases("least, most, above, below, exactly, between, before, after, within"))

LOCATORS = _phrases("section, article, regulation, paragraph, principle, page, schedule, annex")

#: Words of conditions, duties and operands, reserved or soft: keywords only where a sentence may take one.
EXPRESSIONS = _phrases(
    """
    must, should, not, be, is, are, there, and, or, when, where,
    at least, at most, above, below, exactly, give or take, between, within, among, before, after,
    on or before, on or after, one of, each of, stated, mentions, mention, includes, include, does, do,
    every, some, no, this, the, a, an, number of, total, highest, lowest, share of, by, ratio of, time from, to, of,
    lower of, higher of, plus, minus, times, yes, no limit
    """
)

#: Words of the other clauses.
OTHERS = _phrases(
    "version, with, from, until, as, plural, decides, checked, on, in, any, one, row, applies, first, matching, value"
)

#: Every keyword, a phrase of several words as one.
KEYWORDS: tuple[str, ...] = tuple(dict.fromkeys((*DECLARATIONS, *CLAUSES, *EXPRESSIONS, *LOCATORS, *OTHERS)))


def spelt(written: str) -> str:
    """A keyword as this table has it: its blanks single, its letters small but for those of VAT."""
    return " ".join(written.split()).lower().replace("vat", "VAT")


#: What people write by habit, and the language's word for it. Longer ones come first.
HABITS: dict[str, str] = {
    "greater than or equal to": "at least",
    "more than or equal to": "at least",
    "equal to or greater than": "at least",
    "equal to or more than": "at least",
    "less than or equal to": "at most",
    "fewer than or equal to": "at most",
    "equal to or less than": "at most",
    "no more than": "at most",
    "not more than": "at most",
    "a maximum of": "at most",
    "no less than": "at least",
    "not less than": "at least",
    "no fewer than": "at least",
    "not fewer than": "at least",
    "a minimum of": "at least",
    "up to": "at most",
    "more than": "above",
    "greater than": "above",
    "higher than": "above",
    "larger than": "above",
    "bigger than": "above",
    "over": "above",
    "less than": "below",
    "fewer than": "below",
    "lower than": "below",
    "smaller than": "below",
    "under": "below",
    "earlier than": "before",
    "later than": "after",
    "exceeds": "is above",
    "equal to": "exactly",
    "equals": "is",
    "shall": "must",
    "has to": "must",
    "have to": "must",
    "needs to": "must",
    "need to": "must",
    "ought to": "should",
    "contains": "includes",
    "contain": "include",
    "all of": "each of",
    "any of": "one of",
    "either of": "one of",
    "isn't": "is not",
    "aren't": "are not",
    "mustn't": "must not",
    "shouldn't": "should not",
    "and/or": "or",
}

#: What people begin a line with, and the language's word for it.
OPENINGS: dict[str, str] = {
    "applies if": "applies when",
    "applies where": "applies when",
    "applies": "applies when",
    "provided that": "applies when",
    "if": "applies when",
    "except if": "except when",
    "except where": "except when",
    "except": "except when",
    "unless": "except when",
    "flag if": "flag when",
    "flag where": "flag when",
    "flag": "flag when",
    "for every": "for each",
    "for all": "for each",
    "for any": "for each",
    "for": "for each",
    "each": "for each",
    "explain": "or explain",
    "notwithstanding": "despite",
    "in accordance with": "under",
    "pursuant to": "under",
    "source": "under",
    "reason": "because",
}

#: What people write for `not stated`.
MISSING = frozenset(_phrases("missing, absent, blank, empty, unstated, not given, not known"))
