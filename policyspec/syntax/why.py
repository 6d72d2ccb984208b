"""Why a clause does not parse: from where it fails, the correction that was found, and what people often write."""

import re

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.syntax import errors, expected
from policyspec.syntax.clause import Clause
from policyspec.syntax.grammar import Failure
from policyspec.syntax.ids import is_policy_id, mended_id, slug
from policyspec.syntax.keywords import RESERVED
from policyspec.syntax.repair import Correction

_DECLARING = ("parameter", "threshold", "fact", "define", "table")
_MODAL = pattern(r"(?<![\w-])(?:must|should)(?![\w-])")
_IF = pattern(r"(?<![\w-])(?:if|then|unless)(?![\w-])|^when\b")
_SAYS = pattern(r"(?<![\w-])(?:is|are|be|at least|at most|above|below|exactly|stated)(?![\w-])")
_HEAD = pattern(r"(?:policy|rule|use|(?:tighten|relax|drop)\s+rule)(?![\w-])")
_VALUE = pattern(r"[0-9£€$]|[A-Z]{3} ?[0-9]")
_QUOTED = pattern(r'"[^"]*"')


def explain(clause: Clause, failure: Failure, fixed: Correction | None) -> Diagnostic:
    """The one diagnostic of a clause that does not parse. `fixed` is the correction with which it reads on."""
    bare = _QUOTED.sub(lambda m: " " * len(m[0]), clause.text)
    if fixed is not None and fixed.mistake != "no modal":
        return _corrected(clause, fixed)
    if clause.kind in ("duty", "alternative"):
        known = _habit_of_duty(clause, failure, bare, fixed)
        if known is not None:
            return known
    if clause.kind in ("policy", "rule", "use", "change") and (bad := _bad_id(clause)) is not None:
        return bad
    if clause.kind == "selects":
        return errors.bad_selection(clause.whole, clause.text)
    return _unexpected(clause, failure)


def _corrected(clause: Clause, fixed: Correction) -> Diagnostic:
    edit = fixed.edit
    span, written = clause.span(edit.start, edit.end), clause.written(edit.start, edit.end)
    match fixed.mistake:
        case "misspelt":
            return errors.misspelt(span, written, edit.text)
        case "habit":
            return errors.habit(span, written, edit.text)
        case "reworded":
            return errors.reworded(span, written.strip(), edit.text.strip(), fixed.hint)
        case "twice":
            return errors.twice(span, written.strip())
        case "lacking":
            rest = clause.text[edit.end :].split(maxsplit=1)[0]
            return errors.incomplete(span, rest, f"`{edit.text.strip()}`")
        case "instead":
            return errors.instead(span, written, edit.text)
        case "joined list":
            join = written.strip(" ,\n")
            on_the_next = edit.end - len(join) if "\n" in written else edit.start
            return errors.joined_list(clause.span(on_the_next, edit.end), join)
        case _:
            return errors.unexpected(span, written, "a clause ends with its line, without a sign")


def _habit_of_duty(clause: Clause, failure: Failure, bare: str, fixed: Correction | None) -> Diagnostic | None:
    """What people write for a duty: `if … then`, duties joined by `and`, no `must`."""
    if match := _IF.search(bare):
        if match[0] == "unless":
            return errors.unless(clause.span(*match.span()))
        return errors.if_then(clause.span(*match.span()), match[0])
    if failure.word == "and" and _MODAL.search(bare, failure.end):
        return errors.and_joins_duties(clause.span(failure.start, failure.end))
    if _MODAL.search(bare):
        return None
    if fixed is not None:
        return errors.no_modal(clause.span(fixed.edit.start, fixed.edit.end), clause.text, fixed.edit.text.strip())
    if _SAYS.search(bare):
        return errors.no_modal(clause.whole, clause.text)
    return errors.unknown_clause(clause.whole, clause.text, "a rule")


def _bad_id(clause: Clause) -> Diagnostic | None:
    """`rule Quality outweighs "…"` and `rule "…"`: the id has blanks, or is not there."""
    head = _HEAD.match(clause.text)
    start = head.end() if head else 0
    rest = re.split(r'"|\bversion\b|\bwith\b', clause.text[start:], maxsplit=1)[0]
    written = rest.strip()
    if head is None or is_policy_id(written.split(" ")[0]):
        return None
    start += len(rest) - len(rest.lstrip())
    what = "policy" if clause.kind in ("policy", "use") else "rule"
    span = clause.span(start, start + len(written))
    title = written.strip("' ")
    if clause.kind in ("policy", "rule") and '"' not in clause.text and " " in title:
        return errors.title_for_id(span, title, what, slug(" ".join(title.split()[:4])))
    return errors.bad_id(span, written, what, mended_id(written)) if written else errors.no_id(span, what)


def _unexpected(clause: Clause, failure: Failure) -> Diagnostic:
    span, word = clause.span(failure.start, failure.end), clause.written(failure.start, failure.end)
    wanted = expected.wanted(failure.accepts)
    if clause.kind in _DECLARING and failure.word in RESERVED and failure.accepts & {"IS", "AS", "DECIDES"}:
        return errors.reserved_in_name(span, word)
    if not failure.word:
        return errors.incomplete(span, "", wanted)
    if (failure.word in RESERVED or failure.word == ")") and not expected.is_complete(failure.accepts):
        return errors.incomplete(span, word, wanted)
    if "MONEY" in failure.accepts and word in ("from", "until"):
        return errors.incomplete(span, word, wanted)
    if expected.is_complete(failure.accepts) and "WORD" in failure.accepts and _VALUE.match(word):
        return errors.unexpected(span, word, "say before it how it compares: `at least`, `at most`, `above`, `below`")
    if expected.is_complete(failure.accepts) and "SECTION" not in failure.accepts:
        return errors.unexpected(
            span, word, "the clause is complete before it: leave it out, or put it on a line of its own"
        )
    if any(char.isdigit() and not char.isascii() for char in word):
        return errors.unexpected(span, word, "write numbers with the digits 0 to 9")
    return errors.unexpected(span, word, f"here comes {wanted}")
