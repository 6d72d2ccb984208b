"""A clause into its tree. What does not parse gives one diagnostic, and is read on with a correction if possible."""

import re

from lark import Token, Tree

from policyspec.base.diagnostics import Diagnostic
from policyspec.syntax import errors, expected, grammar, repair
from policyspec.syntax.clause import Clause, Edit
from policyspec.syntax.grammar import Failure
from policyspec.syntax.ids import is_policy_id, mended_id
from policyspec.syntax.keywords import RESERVED
from policyspec.syntax.layout import Part
from policyspec.syntax.reading import Reading

MOST_LEVELS = 64
MOST_CHARACTERS = 20_000
MOST_CORRECTED = 200  # in a text with more mistakes, corrections are not looked for
MOST_MISTAKES = 1_000  # in a text with more, what follows is not read

_NESTING = {"group", "not", "of", "arithmetic", "percent_of", "ratio_of", "time_from", "extreme_of", "collection"}
_MODAL = re.compile(r"(?<![\w-])(?:must|should)(?![\w-])")
_IF = re.compile(r"(?<![\w-])(?:if|then|unless)(?![\w-])|^when\b")
_SAYS = re.compile(r"(?<![\w-])(?:is|are|be|at least|at most|above|below|exactly|stated)(?![\w-])")
_HEAD = re.compile(r"(?:policy|rule|use|(?:tighten|relax|drop)\s+rule)(?![\w-])")
_VALUE = re.compile(r"[0-9£€$]|[A-Z]{3} ?[0-9]")
_QUOTED = re.compile(r'"[^"]*"')


def read_part(part: Part, found: list[Diagnostic]) -> tuple[Reading, Tree[Token]] | None:
    """The tree of a clause whose keyword may be misspelt."""
    clause = part.clause
    if part.slip is not None and part.keyword is not None:
        span = clause.span(part.slip.start, part.slip.end)
        written = clause.text[part.slip.start : part.slip.end]
        said = errors.misspelt(span, written, part.keyword) if written else errors.no_keyword(span, part.keyword)
        clause = _mended(clause, said, part.slip, found)
    return read(clause, found)


def read(clause: Clause, found: list[Diagnostic]) -> tuple[Reading, Tree[Token]] | None:
    """The tree of a clause, with the clause as it was read; None where it cannot be read."""
    if len(found) >= MOST_MISTAKES:
        return None
    if len(clause.text) > MOST_CHARACTERS:
        found.append(errors.too_long(clause.whole, MOST_CHARACTERS))
        return None
    clause = _balanced(clause, found)
    tree = grammar.parse(clause.text, clause.kind)
    if isinstance(tree, Failure):
        fixed = repair.correction(clause, tree) if len(found) < MOST_CORRECTED else None
        if not clause.excused:
            found.append(_explain(clause, tree, fixed))
        if fixed is None or not fixed.whole:
            return None
        clause = clause.mended(fixed.edit).excuse()
        tree = grammar.parse(clause.text, clause.kind)
    if isinstance(tree, Failure) or _too_deep(clause, tree, found):
        return None
    return Reading(clause, found), tree


def _balanced(clause: Clause, found: list[Diagnostic]) -> Clause:
    """The clause with its parentheses in pairs."""
    opened: list[int] = []
    bare = _QUOTED.sub(lambda m: " " * len(m[0]), clause.text)
    for match in re.finditer(r"[()]", bare):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            return _mended(clause, errors.extra_parenthesis(clause.span(*match.span())), Edit(*match.span(), ""), found)
    if not opened:
        return clause
    end = len(clause.text)
    diagnostic = errors.unclosed_parenthesis(clause.span(opened[-1], opened[-1] + 1))
    return _mended(clause, diagnostic, Edit(end, end, ")" * len(opened)), found)


def _mended(clause: Clause, diagnostic: Diagnostic, edit: Edit, found: list[Diagnostic]) -> Clause:
    if not clause.excused:
        found.append(diagnostic)
    return clause.mended(edit).excuse()


def _too_deep(clause: Clause, tree: Tree[Token], found: list[Diagnostic]) -> bool:
    """Counted without recursion, so that no text can exhaust the stack."""
    stack = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > MOST_LEVELS:
            found.append(errors.too_deep(clause.whole, MOST_LEVELS))
            return True
        inner = depth + (node.data in _NESTING)
        stack += [(child, inner) for child in node.children if isinstance(child, Tree)]
    return False


# --- why a clause does not parse ---------------------------------------------------------------------------------


def _explain(clause: Clause, failure: Failure, fixed: repair.Correction | None) -> Diagnostic:
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


def _corrected(clause: Clause, fixed: repair.Correction) -> Diagnostic:
    edit = fixed.edit
    span, written = clause.span(edit.start, edit.end), clause.written(edit.start, edit.end)
    match fixed.mistake:
        case "misspelt":
            return errors.misspelt(span, written, edit.text)
        case "habit":
            return errors.habit(span, written, edit.text)
        case "twice":
            return errors.twice(span, written.strip())
        case "lacking":
            rest = clause.text[edit.end :].split(maxsplit=1)[0]
            return errors.incomplete(span, rest, f"`{edit.text.strip()}`")
        case "instead":
            return errors.instead(span, written, edit.text)
        case "joined list":
            return errors.joined_list(span, written.strip(" ,"))
        case _:
            return errors.unexpected(span, written, "a clause ends with its line, without a sign")


def _habit_of_duty(clause: Clause, failure: Failure, bare: str, fixed: repair.Correction | None) -> Diagnostic | None:
    """What people write for a duty: `if … then`, duties joined by `and`, no `must`."""
    if match := _IF.search(bare):
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
        return errors.unexpected(span, word, "the clause is complete before it: begin a new one on a line of its own")
    return errors.unexpected(span, word, f"here comes {wanted}")


_DECLARING = ("parameter", "threshold", "fact", "define", "table")
