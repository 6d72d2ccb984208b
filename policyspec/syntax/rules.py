"""Rules, changes of rules and policy headers: their clauses put together."""

from collections.abc import Sequence
from typing import TypeVar

from lark import Token, Tree

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.base.source import Span
from policyspec.syntax import ast, clauses, errors, ids
from policyspec.syntax.clauses import Alternative, Said
from policyspec.syntax.declarations import version
from policyspec.syntax.keywords import CLAUSES, DeclarationKind
from policyspec.syntax.layout import Block, Part
from policyspec.syntax.read import read_part
from policyspec.syntax.reading import Reading, text, tokens, trees

T = TypeVar("T")
_EACH = pattern(r"\b(?:each|for)\b")

PLACES: dict[DeclarationKind, str] = {
    "policy": "a policy header",
    "use": "a `use`",
    "parameter": "a parameter",
    "threshold": "a threshold",
    "fact": "a fact",
    "define": "a definition",
    "rule": "a rule",
    "change": "a change to a rule",
    "table": "a table",
}


@dataclass(frozen=True, slots=True)
class Unread:
    """A clause that could not be read, or stands where it does not belong."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What a clause says, and where it stands."""

    said: Said | Unread
    span: Span


@dataclass(frozen=True, slots=True)
class Limbs:
    """The limbs of a rule, each with what follows it; and what stands before the first."""

    limbs: tuple[ast.Duty | ast.FlagWhen | Unread, ...]
    cites: tuple[ast.Cite, ...]
    explain: ast.OrExplain | None

    @property
    def duties(self) -> tuple[ast.Duty, ...]:
        duties = (limb for limb in self.limbs if isinstance(limb, ast.Duty))
        return tuple(replace(duty, explain=duty.explain or self.explain) for duty in duties)

    @property
    def flags(self) -> tuple[ast.FlagWhen, ...]:
        return tuple(limb for limb in self.limbs if isinstance(limb, ast.FlagWhen))


# --- headers and rules -------------------------------------------------------------------------------------------


def header(block: Block, found: list[Diagnostic]) -> ast.Policy | None:
    """The policy header; None where its first line cannot be read."""
    said = _said(block, found)
    head = read_part(block.head, found)
    if head is None:
        return None
    reading, tree = head
    token = tokens(tree, "ID")[0]
    owner = _single(said, clauses.Owner, found)
    judged = _single(said, clauses.JudgedOn, found)
    cites, of_vat = _sources(said)
    vat = _single(said, ast.VatAtMost, found)
    return ast.Policy(
        id=ids.policy_id(reading, token) or ids.slug(token),
        title=_title(tree),
        version=version(tree),
        owner=owner.name if owner else None,
        judged_on=judged.fact if judged else None,
        in_force=_single(said, ast.InForce, found),
        cites=cites,
        applies_when=tuple(a.condition for a in _all(said, clauses.AppliesWhen)),
        vat=replace(vat, cites=of_vat) if vat else None,
        span=block.span,
        id_span=reading.span(token),
        broken=_is_broken(said),
    )


def _sources(said: Sequence[Placed]) -> tuple[tuple[ast.Cite, ...], tuple[ast.Cite, ...]]:
    """The sources of a policy, and those of its rate of VAT: what stands right below that clause."""
    policy: list[ast.Cite] = []
    vat: list[ast.Cite] = []
    below = False
    for placed in said:
        if isinstance(placed.said, ast.Cite):
            (vat if below else policy).append(placed.said)
        else:
            below = isinstance(placed.said, ast.VatAtMost)
    return tuple(policy), tuple(vat)


def rule(block: Block, found: list[Diagnostic]) -> ast.Rule | None:
    """The rule; None where its first line cannot be read. Its clauses are checked all the same."""
    said = _said(block, found)
    limbs = _limbs(said, found)
    head = read_part(block.head, found)
    if head is None:
        return None
    reading, tree = head
    token = tokens(tree, "ID")[0]
    if not limbs.limbs and not _is_broken(said) and not _all(said, Alternative):
        hint = "write what `must` or `should` be so, or `flag when …`"
        reading.report(errors.nothing_said(reading.span(token), "rule", hint))
    judged = _single(said, clauses.JudgedOn, found)
    because, suggest = _single(said, clauses.Because, found), _single(said, clauses.Suggest, found)
    return ast.Rule(
        id=ids.rule_id(reading, token) or ids.slug(token),
        title=_title(tree),
        applies_when=tuple(a.condition for a in _all(said, clauses.AppliesWhen)),
        excepts=tuple(e.condition for e in _all(said, clauses.ExceptWhen)),
        subject_to=tuple(r for s in _all(said, clauses.SubjectTo) for r in s.rules),
        despite=tuple(r for d in _all(said, clauses.Despite) for r in d.rules),
        for_each=_single(said, ast.ForEach, found),
        judged_on=judged.fact if judged else None,
        in_force=_single(said, ast.InForce, found),
        duties=limbs.duties,
        flags=limbs.flags,
        cites=limbs.cites,
        because=because.text if because else None,
        suggest=suggest.text if suggest else None,
        span=block.span,
        id_span=reading.span(token),
        broken=_is_broken(said),
        unscoped=_has_lost_its_scope(said),
    )


_ACTIONS: dict[str, ast.Action] = {
    "tighten": "tighten",
    "relax": "relax",
    "drop": "drop",
}


def change(block: Block, found: list[Diagnostic]) -> ast.Change | None:
    """`tighten rule R`, `relax rule R` or `drop rule R`; None where that line cannot be read."""
    said = _said(block, found)
    limbs = _limbs(said, found)
    head = read_part(block.head, found)
    named = ids.rule_ref(head[0], tokens(head[1], "ID")[0]) if head else None
    if head is None or named is None:
        return None
    reading, tree = head
    action = _ACTIONS[str(tokens(trees(tree, "change_word")[0])[0])]
    _check_duties(action, limbs, reading.span(tree), said, found)
    because, suggest = _single(said, clauses.Because, found), _single(said, clauses.Suggest, found)
    return ast.Change(
        action=action,
        rule=named,
        duties=limbs.duties,
        cites=limbs.cites,
        because=because.text if because else None,
        suggest=suggest.text if suggest else None,
        span=block.span,
        broken=_is_broken(said),
    )


def _check_duties(action: str, limbs: Limbs, head: Span, said: Sequence[Placed], found: list[Diagnostic]) -> None:
    """A rule that is dropped has no duties; one that is changed has."""
    if action == "drop" and limbs.duties:
        hint = "leave the duties out, or write `relax rule`"
        found.append(errors.misplaced(limbs.duties[0].span, "a duty of a rule that is dropped", hint))
    if action != "drop" and not limbs.limbs and not _is_broken(said):
        found.append(errors.nothing_said(head, "change", "write the duties that take the place of the rule's own"))


def _title(tree: Tree[Token]) -> str | None:
    return next((text(t) for t in tokens(tree, "STRING")), None)


# --- clauses -----------------------------------------------------------------------------------------------------


def _said(block: Block, found: list[Diagnostic]) -> list[Placed]:
    return [Placed(_one(part, block.kind, found), part.clause.whole) for part in block.parts]


def _one(part: Part, kind: DeclarationKind, found: list[Diagnostic]) -> Said | Unread:
    if not belongs(part, kind):
        out_of_place(part, kind, found)
        return Unread(part.clause.kind, part.clause.text)
    parsed: tuple[Reading, Tree[Token]] | None = read_part(part, found)
    return clauses.clause(*parsed) if parsed else Unread(part.clause.kind, part.clause.text)


def belongs(part: Part, kind: DeclarationKind) -> bool:
    """Whether a declaration takes the clause."""
    if part.keyword is not None:
        return kind in CLAUSES[part.keyword][1]
    match kind:
        case "rule" | "change":
            return part.clause.kind in ("duty", "alternative")
        case "threshold":
            return part.clause.kind == "entry_line"
        case "table":
            return part.clause.kind in ("row", "selects")
        case _:
            return False


def out_of_place(part: Part, kind: DeclarationKind, found: list[Diagnostic]) -> None:
    """Say that a clause stands in a declaration that does not take it."""
    if part.clause.excused:
        return
    span, written = part.clause.whole, part.keyword or part.clause.text
    if part.keyword is None:
        found.append(errors.unknown_clause(span, written, PLACES[kind]))
        return
    takes = sorted(PLACES[k] for k in CLAUSES[part.keyword][1])
    found.append(errors.misplaced(span, written, f"it belongs in {' or '.join(takes)}"))


def _limbs(said: Sequence[Placed], found: list[Diagnostic]) -> Limbs:
    """What follows a limb belongs to it; before the first limb, to the rule."""
    limbs: list[ast.Duty | ast.FlagWhen | Unread] = []
    cites: list[ast.Cite] = []
    whole: ast.OrExplain | None = None
    for placed in said:
        match placed.said, limbs[-1] if limbs else None:
            case (ast.Duty() | ast.FlagWhen() | Unread(kind="duty" | "flag_when")) as limb, _:
                limbs.append(limb)
            case ast.Cite() as cite, None:
                cites.append(cite)
            case ast.Cite() as cite, (ast.Duty() | ast.FlagWhen()) as last:
                limbs[-1] = replace(last, cites=(*last.cites, cite))
            case ast.OrExplain() as explain, None:
                whole = _one_explanation(whole, explain, found)
            case ast.OrExplain() as explain, ast.Duty() as last:
                limbs[-1] = replace(last, explain=_one_explanation(last.explain, explain, found))
            case Alternative() as other, ast.Duty() as last:
                limbs[-1] = _joined(last, other, found)
            case ast.OrExplain(), ast.FlagWhen():
                found.append(errors.misplaced(placed.span, "or explain", "a flag is never a breach: leave it out"))
            case Alternative(), (None | ast.FlagWhen()):
                found.append(
                    errors.misplaced(placed.span, "or", "there is no duty above for it to be an alternative to")
                )
            case _:
                pass
    if whole is not None and limbs:
        found.append(errors.explain_above(whole.span))
    return Limbs(tuple(limbs), tuple(cites), whole)


def _one_explanation(first: ast.OrExplain | None, explain: ast.OrExplain, found: list[Diagnostic]) -> ast.OrExplain:
    if first is not None:
        found.append(errors.second(explain.span, "`or explain`", first.span))
    return first or explain


def _joined(duty: ast.Duty, other: Alternative, found: list[Diagnostic]) -> ast.Duty:
    """The duty with one alternative more."""
    if other.modal != duty.modal:
        found.append(errors.two_modals(other.span, duty.modal, other.modal))
    if duty.when is not None:
        found.append(errors.when_not_last(other.span))
    return replace(
        duty,
        alternatives=(*duty.alternatives, other.term),
        when=duty.when or other.when,
        explain=duty.explain or other.explain,
        span=duty.span.to(other.span),
    )


def _all(said: Sequence[Placed], kind: type[T]) -> list[T]:
    return [placed.said for placed in said if isinstance(placed.said, kind)]


def _single(said: Sequence[Placed], kind: type[T], found: list[Diagnostic]) -> T | None:
    """The one clause of its kind; any other is reported."""
    several = [placed for placed in said if isinstance(placed.said, kind)]
    found += [errors.second(extra.span, _WORDS[kind], several[0].span) for extra in several[1:]]
    return next(iter(_all(said, kind)), None)


_WORDS: dict[type, str] = {
    clauses.Owner: "`owner`",
    clauses.JudgedOn: "`judged on`",
    clauses.Because: "`because`",
    clauses.Suggest: "`suggest`",
    ast.InForce: "`in force`",
    ast.VatAtMost: "`VAT is at most`",
    ast.ForEach: "`for each`",
}


def _has_lost_its_scope(said: Sequence[Placed]) -> bool:
    """Whether a clause that could not be read may have been the rule's `for each`."""
    unread = _all(said, Unread)
    return not _all(said, ast.ForEach) and any(one.kind == "for_each" or _EACH.search(one.text) for one in unread)


def _is_broken(said: Sequence[Placed]) -> bool:
    return any(isinstance(placed.said, Unread) for placed in said)
