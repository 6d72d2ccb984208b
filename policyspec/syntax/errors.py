"""The wording of what can be wrong with a text as policy text: PS002, PS003 and PS1xx.

What stands where a sentence breaks off is worded in `syntax.expected`.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.encoding import NotText
from policyspec.base.source import Span
from policyspec.model.dates import spell_day
from policyspec.model.literals import LiteralError
from policyspec.model.types import Kind

_MOST_SHOWN = 60


def diagnostic(
    code: str,
    span: Span,
    message: str,
    hint: str | None = None,
    *,
    related: tuple[Related, ...] = (),
    replacement: str | None = None,
) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, span, hint, related, replacement)


def shown(text: str) -> str:
    """The author's words on one line, cut where they are long."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}…"


# --- files -------------------------------------------------------------------------------------------------------


def too_large(file: str, size: int, most: int) -> Diagnostic:
    message = f"the file has {size:,} bytes: a policy has at most {most:,}"
    return diagnostic(
        "PS003", Span(file, 1, 1, 1, 1), message, "split it into several policies, and `use` one in another"
    )


def not_text(file: str, why: NotText) -> Diagnostic:
    return diagnostic("PS002", Span(file, why.line, why.column, why.line, why.column + 1), why.message, why.hint)


def unseen_character(span: Span, character: str) -> Diagnostic:
    name = unicodedata.name(character, "a control character").lower()
    message = f"a character that cannot be seen stands here: U+{ord(character):04X}, {name}"
    return diagnostic("PS101", span, message, "delete it", replacement="")


# --- the file as a whole -----------------------------------------------------------------------------------------

_HEADER = '`policy council/commissioning "Commissioning standards" version 1.0.0`'


def no_header(span: Span, *, empty: bool) -> Diagnostic:
    message = "the file is empty" if empty else "the file does not begin with a policy header"
    return diagnostic("PS102", span, message, f"begin it with a line like {_HEADER}")


def no_block(span: Span) -> Diagnostic:
    hint = "put the policy between lines of three backticks, the first with `policy` after them"
    return diagnostic("PS102", span, "the document has no `policy` block", hint)


def block_set_in(span: Span) -> Diagnostic:
    hint = "begin its lines at the margin, in no list and no quotation; for an example that is no rule write `text`"
    return diagnostic("PS125", span, "the policy block is set in, so it is not read", hint)


def before_header(span: Span, written: str) -> Diagnostic:
    message = f"`{shown(written)}` stands before the policy header"
    return diagnostic("PS102", span, message, f"begin the file with a line like {_HEADER}, and notes with `#`")


def header_not_first(span: Span, first: Span) -> Diagnostic:
    related = (Related(first, "this declaration stands before it"),)
    return diagnostic(
        "PS102", span, "the policy header is not first", "move it to the top of the file", related=related
    )


def second_header(span: Span, first: Span) -> Diagnostic:
    related = (Related(first, "the first header"),)
    hint = "put each policy into a file of its own"
    return diagnostic("PS103", span, "the file has a second policy header", hint, related=related)


# --- clauses -----------------------------------------------------------------------------------------------------


def misspelt(span: Span, written: str, keyword: str) -> Diagnostic:
    message = f"`{shown(written)}` is not a word of the language"
    return diagnostic("PS104", span, message, f"did you mean `{keyword}`?", replacement=keyword)


def no_keyword(span: Span, keyword: str) -> Diagnostic:
    message = f"a {keyword} begins here without the word `{keyword}`"
    return diagnostic("PS104", span, message, f"write `{keyword}` before it", replacement=f"{keyword} ")


def unknown_clause(span: Span, written: str, place: str) -> Diagnostic:
    message = f"`{shown(written)}` is not a clause of {place}"
    hint = "move it to where it belongs, or begin it with `#` as a note"
    return diagnostic("PS104", span, message, _CLAUSES_OF.get(place, hint))


_CLAUSES_OF = {
    "a policy header": "a header has clauses like `judged on`, `in force`, `under`, `applies when`, and no duty",
    "a rule": "a duty has `must` or `should`; other clauses begin with words like `applies when` or `because`",
    "a table": "a table has rows between `|` signs, and one last line that says which row applies",
}


def no_modal(span: Span, written: str, near: str | None = None) -> Diagnostic:
    message = f"`{shown(written)}` has neither `must` nor `should`"
    hint = "a duty says what `must be` or `should be` so; a condition begins with `applies when` or `except when`"
    return diagnostic("PS105", span, message, f"did you mean `{near}`?" if near else hint)


def misplaced(span: Span, written: str, hint: str) -> Diagnostic:
    return diagnostic("PS106", span, f"`{shown(written)}` does not belong here", hint)


def second(span: Span, what: str, first: Span) -> Diagnostic:
    related = (Related(first, "the first one"),)
    return diagnostic("PS107", span, f"a second {what} stands here", "leave one of them out", related=related)


def nothing_said(span: Span, what: str, hint: str) -> Diagnostic:
    return diagnostic("PS108", span, f"the {what} says nothing", hint)


# --- what is not closed ------------------------------------------------------------------------------------------


def unclosed_text(span: Span) -> Diagnostic:
    hint = 'close it with `"` on its line; a long text goes on in quotes of its own on the next line'
    return diagnostic("PS109", span, "the text that opens here is not closed on its line", hint)


def unclosed_parenthesis(span: Span) -> Diagnostic:
    return diagnostic("PS110", span, "the parenthesis that opens here is not closed", "close it with `)`")


def extra_parenthesis(span: Span) -> Diagnostic:
    hint = "leave it out, or open it with `(`"
    return diagnostic("PS110", span, "the parenthesis that closes here was not opened", hint, replacement="")


def too_deep(span: Span, most: int) -> Diagnostic:
    message = f"the clause nests more than {most} levels"
    return diagnostic("PS111", span, message, "split it: give a part of it a name with `define`")


def too_long(span: Span, most: int) -> Diagnostic:
    message = f"the clause has more than {most:,} characters"
    return diagnostic("PS111", span, message, "split it into several clauses")


# --- sentences ---------------------------------------------------------------------------------------------------


def mixed_and_or(span: Span, joins: Sequence[str], parts: Sequence[str]) -> Diagnostic:
    """Both readings of the mixture, each as text to paste."""
    readings = [_joined(joins, parts, tighter) for tighter in ("and", "or")]
    message = "`and` and `or` are mixed, which can be read in two ways"
    return diagnostic("PS112", span, message, f"write `{readings[0]}` or `{readings[1]}`")


def _joined(joins: Sequence[str], parts: Sequence[str], tighter: str) -> str:
    """The parts joined again, with parentheses around those that `tighter` joins."""
    groups = [[parts[0]]]
    for join, part in zip(joins, parts[1:], strict=True):
        if join == tighter:
            groups[-1].append(part)
        else:
            groups.append([part])
    looser = "or" if tighter == "and" else "and"
    return f" {looser} ".join(g[0] if len(g) == 1 else f"({f' {tighter} '.join(g)})" for g in groups)


def habit(span: Span, written: str, keyword: str) -> Diagnostic:
    return diagnostic(
        "PS113", span, f"`{shown(written)}` is not a word of the language", f"write `{keyword}`", replacement=keyword
    )


def instead(span: Span, written: str, keyword: str) -> Diagnostic:
    return diagnostic("PS115", span, f"`{written}` cannot stand here", f"write `{keyword}`", replacement=keyword)


def joined_list(span: Span, join: str) -> Diagnostic:
    hint = f"write a comma for `{join}`: `one of a, b, c`"
    return diagnostic("PS113", span, f"`{join}` does not join a list", hint, replacement=",")


def reworded(span: Span, written: str, said: str, hint: str | None) -> Diagnostic:
    """`said` is the language's way; an exception has none in the same place, only a `hint`."""
    message = f"`{shown(written)}` is not how the language says it"
    return diagnostic("PS113", span, message, hint or f"write `{said}`", replacement=said or None)


def unless(span: Span) -> Diagnostic:
    hint = "put the exception on a line of its own that begins with `except when`"
    return diagnostic("PS113", span, "a rule has no `unless`", hint)


def if_then(span: Span, written: str) -> Diagnostic:
    hint = "put the condition on a line of its own that begins with `applies when`, and the duty on the next"
    return diagnostic("PS113", span, f"a rule has no `{written}`", hint)


def and_joins_duties(span: Span) -> Diagnostic:
    hint = "put each duty on a line of its own, without `and`: all of them hold"
    return diagnostic("PS113", span, "`and` does not join duties", hint)


def missing(span: Span, written: str) -> Diagnostic:
    return diagnostic(
        "PS113", span, f"`{written}` is not how the language says it", "write `is not stated`", replacement="not stated"
    )


def incomplete(span: Span, before: str, wanted: str) -> Diagnostic:
    message = f"something is missing before `{shown(before)}`" if before else "the clause breaks off here"
    return diagnostic("PS114", span, message, f"write {wanted} {'before it' if before else 'next'}")


def unexpected(span: Span, written: str, hint: str) -> Diagnostic:
    return diagnostic("PS115", span, f"`{shown(written)}` cannot stand here", hint)


def twice(span: Span, written: str) -> Diagnostic:
    return diagnostic("PS115", span, f"`{shown(written)}` stands here twice", "leave one of them out", replacement="")


def quantified_value(span: Span, written: str) -> Diagnostic:
    hint = "begin the sentence with it: `every lot is …`; for an amount write `at most` or `at least`"
    return diagnostic("PS115", span, f"`{shown(written)}` cannot be compared with", hint)


def ratio_word(span: Span, written: str) -> Diagnostic:
    hint = "a ratio of two weights is written like `the quality:cost ratio`"
    return diagnostic("PS115", span, f"`{shown(written)}` does not end in the word `ratio`", hint)


def explain_above(span: Span) -> Diagnostic:
    message = "`or explain` stands above the duties, and so every duty of the rule may be explained"
    return diagnostic("PS124", span, message, "move it to the line below the duty that it belongs to")


def two_modals(span: Span, first: str, second_: str) -> Diagnostic:
    message = f"one alternative says `{first}` and the other `{second_}`"
    return diagnostic("PS116", span, message, "write the same word in all, or make two duties of them")


def when_not_last(span: Span) -> Diagnostic:
    hint = "move `when …` to the end of the last alternative: it covers them all"
    return diagnostic("PS106", span, "an alternative stands after `when`", hint)


# --- values and names --------------------------------------------------------------------------------------------


def bad_literal(span: Span, kind: Kind, error: LiteralError) -> Diagnostic:
    return diagnostic("PS118" if kind is Kind.DATE else "PS117", span, error.message, error.hint)


def time_of_day(span: Span, written: str) -> Diagnostic:
    return diagnostic(
        "PS118", span, f"`{written}` has a time of day, and a policy counts in days", "write the day only"
    )


def ends_before_start(span: Span, start: date, end: date) -> Diagnostic:
    message = f"this ends on {spell_day(end)}, before it starts on {spell_day(start)}"
    return diagnostic("PS118", span, message, "write the earlier day after `from`")


def bad_id(span: Span, written: str, what: str, mended: str) -> Diagnostic:
    message = f"`{shown(written)}` is not an id of a {what}"
    hint = "ids have lower-case letters, digits and hyphens" + (f": write `{mended}`" if mended else "")
    return diagnostic("PS119", span, message, hint, replacement=mended or None)


def title_for_id(span: Span, title: str, what: str, mended: str) -> Diagnostic:
    said = f'{mended} "{title}"'
    message = f"`{shown(title)}` is not an id of a {what}"
    return diagnostic("PS119", span, message, f"write an id, and the title in quotes: `{said}`", replacement=said)


def no_id(span: Span, what: str) -> Diagnostic:
    example = (
        'rule time-to-bid "Enough time to bid"' if what == "rule" else 'policy council/commissioning "Commissioning"'
    )
    return diagnostic("PS119", span, f"the {what} has no id", f"write one before the title: `{example}`")


def reserved_in_name(span: Span, word: str) -> Diagnostic:
    message = f"`{word}` cannot stand in a name: it is a word of the language"
    return diagnostic("PS120", span, message, "put the name in other words")


def name_begins(span: Span, word: str, name: str) -> Diagnostic:
    message = f"the name `{shown(name)}` begins with `{word}`, which begins something else in a sentence"
    return diagnostic("PS120", span, message, "put the name in other words")


def fact_kind(span: Span, written: str, near: str | None, kinds: Iterable[str]) -> Diagnostic:
    message = f"`{shown(written)}` is not what a fact may be"
    hint = f"did you mean `{near}`?" if near else f"write {', '.join(f'`{k}`' for k in kinds)} or `one of …`"
    return diagnostic("PS121", span, message, hint)


# --- tables ------------------------------------------------------------------------------------------------------


def wrong_cells(span: Span, found: int, wanted: int, header: Span) -> Diagnostic:
    cells = "1 cell" if found == 1 else f"{found} cells"
    related = (Related(header, f"the table has {wanted} columns"),)
    hint = "write one cell for each column, and `any` where it does not matter"
    return diagnostic("PS122", span, f"the row has {cells} for {wanted} columns", hint, related=related)


def wrong_header(span: Span, found: int, rows: int) -> Diagnostic:
    hint = "name each column: what decides, and last what is decided"
    return diagnostic("PS122", span, f"the table names {found} columns, and its rows have {rows} cells", hint)


def empty_cell(span: Span) -> Diagnostic:
    return diagnostic("PS122", span, "the cell is empty", "write `any` where it does not matter, or `not stated`")


def few_columns(span: Span) -> Diagnostic:
    hint = "write a column for each thing that decides, and a last one for what is decided"
    return diagnostic("PS122", span, "the table has fewer than two columns", hint)


_SELECTS = (
    "end it with `the first matching row applies`, `exactly one row applies`, or `the highest matching value applies`"
)


def no_selection(span: Span) -> Diagnostic:
    return diagnostic("PS123", span, "the table does not say which row applies", _SELECTS)


def bad_selection(span: Span, written: str) -> Diagnostic:
    return diagnostic("PS123", span, f"`{shown(written)}` does not say which row applies", _SELECTS)


def selects_other(span: Span, written: str, decides: str) -> Diagnostic:
    message = f"`{shown(written)}` is not what the table decides"
    return diagnostic("PS123", span, message, f"write `{decides}`", replacement=decides)


def not_laid_out(span: Span) -> Diagnostic:
    """The formatter's result would not have said the same."""
    hint = "this is a fault in policyspec, not in your policy; report it with the policy"
    return diagnostic("PS190", span, "the policy cannot be laid out without changing what it says: left as it is", hint)
