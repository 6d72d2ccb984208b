"""Trees of the clauses of rules and headers into the abstract syntax."""

from datetime import date
from fractions import Fraction

from lark import Token, Tree

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span
from policyspec.syntax import ast, conditions, errors, ids, operands
from policyspec.syntax.reading import Reading, day, literal, only, phrase, text, texts, tokens, trees

_MODALS: dict[str, ast.Modal] = {"must": "must", "should": "should"}


@dataclass(frozen=True, slots=True)
class Alternative:
    """`or X must be …`, before it has found the limb above it."""

    modal: ast.Modal
    term: ast.DutyTerm
    when: ast.Condition | None
    explain: ast.OrExplain | None
    span: Span


@dataclass(frozen=True, slots=True)
class AppliesWhen:
    condition: ast.Condition


@dataclass(frozen=True, slots=True)
class ExceptWhen:
    condition: ast.Condition


@dataclass(frozen=True, slots=True)
class SubjectTo:
    rules: tuple[ast.RuleRef, ...]


@dataclass(frozen=True, slots=True)
class Despite:
    rules: tuple[ast.RuleRef, ...]


@dataclass(frozen=True, slots=True)
class JudgedOn:
    fact: ast.Operand


@dataclass(frozen=True, slots=True)
class Owner:
    name: str


@dataclass(frozen=True, slots=True)
class Because:
    text: str


@dataclass(frozen=True, slots=True)
class Suggest:
    text: str


Said = (
    ast.Duty
    | Alternative
    | ast.FlagWhen
    | ast.OrExplain
    | ast.Cite
    | ast.ForEach
    | ast.InForce
    | ast.VatAtMost
    | AppliesWhen
    | ExceptWhen
    | SubjectTo
    | Despite
    | JudgedOn
    | Owner
    | Because
    | Suggest
)


def clause(reading: Reading, tree: Tree[Token]) -> Said:
    """What a clause says; its grammar rule is the tree's name."""
    span = reading.span(tree)
    match tree.data, tree.children:
        case "duty", _:
            return _duty(reading, tree)
        case "alternative", _:
            return _alternative(reading, tree)
        case "flag_when", [Tree() as inner]:
            return ast.FlagWhen(conditions.condition(reading, inner), (), span)
        case "or_explain", _:
            return _or_explain(reading, tree)
        case "under", _:
            return _cite(reading, tree)
        case "for_each", _:
            return _for_each(reading, tree)
        case "in_force", _:
            return ast.InForce(*window(reading, tree), span)
        case "vat_at_most", [_, Token() as rate]:
            return _vat(reading, rate, span)
        case "applies_when", [Tree() as inner]:
            return AppliesWhen(conditions.condition(reading, inner))
        case "except_when", [Tree() as inner]:
            return ExceptWhen(conditions.condition(reading, inner))
        case "subject_to", _:
            return SubjectTo(_rules(reading, tree))
        case "despite", _:
            return Despite(_rules(reading, tree))
        case "judged_on", [Tree() as named]:
            return JudgedOn(operands.path(reading, named))
        case "owner", [Token() as quoted]:
            return Owner(text(quoted))
        case "because", [Tree() as inner]:
            return Because(texts(inner))
        case "suggest", [Tree() as inner]:
            return Suggest(texts(inner))
        case _:
            raise TypeError(tree.data)


# --- duties ------------------------------------------------------------------------------------------------------


def _duty(reading: Reading, tree: Tree[Token]) -> ast.Duty:
    terms = [_term(reading, t) for t in trees(tree, *_TERMS)]
    modal, first = terms[0]
    for other, term in terms[1:]:
        if other != modal:
            reading.report(errors.two_modals(term.span, modal, other))
    explain = only(tree, "or_explain")
    sentence = first.span.to(reading.span(trees(tree)[-2 if explain and len(trees(tree)) > 1 else -1]))
    return ast.Duty(
        modal,
        tuple(term for _, term in terms),
        _when(reading, tree),
        _or_explain(reading, explain) if explain else None,
        (),
        sentence,
    )


def _alternative(reading: Reading, tree: Tree[Token]) -> Alternative:
    (modal, term), explain = _term(reading, trees(tree, *_TERMS)[0]), only(tree, "or_explain")
    said = _or_explain(reading, explain) if explain else None
    return Alternative(modal, term, _when(reading, tree), said, reading.span(tree))


def _when(reading: Reading, tree: Tree[Token]) -> ast.Condition | None:
    when = only(tree, "when")
    return conditions.condition(reading, trees(when)[0]) if when else None


def _or_explain(reading: Reading, tree: Tree[Token]) -> ast.OrExplain:
    named = trees(tree)
    return ast.OrExplain(operands.path(reading, named[0]) if named else None, reading.span(tree))


_TERMS = ("must_be", "must_include", "must_mention", "there_must_be")


def _term(reading: Reading, tree: Tree[Token]) -> tuple[ast.Modal, ast.DutyTerm]:
    """A term and its modal. With `there` the negation is the subject's."""
    (word,) = tokens(trees(tree, "modal")[0])
    negated, span = bool(tokens(tree, "NOT")), reading.span(tree)
    if tree.data == "there_must_be":
        term = ast.DutyTerm(conditions.there(reading, tree.children, span), False, None, span)
    else:
        said, opposite = _said(reading, tree)
        term = ast.DutyTerm(_subject(reading, tree), negated != opposite, said, span)
    return _MODALS[str(word)], term


def _said(reading: Reading, tree: Tree[Token]) -> tuple[ast.Predicate, bool]:
    """The predicate of a term, and whether it is spelt as its opposite (`must be ≠ X`)."""
    match tree.data, tree.children:
        case "must_include", [*_, Tree() as listed]:
            return conditions.members(reading, listed), False
        case "must_mention", [*_, Token() as quoted]:
            return conditions.mentions(reading, quoted), False
        case _, [*_, Tree() as said]:
            return conditions.predicate(reading, said), conditions.negates(said)
        case _:
            raise TypeError(tree.data)


def _subject(reading: Reading, tree: Tree[Token]) -> ast.Operand | ast.EachOf:
    subject = trees(tree)[0]
    if subject.data != "each_of":
        return operands.operand(reading, subject)
    facts = tuple(phrase(reading, words) for words in trees(subject, "words"))
    owner = [t for t in trees(subject) if t.data != "words"]
    return ast.EachOf(facts, operands.path(reading, owner[0]) if owner else None, reading.span(subject))


# --- other clauses -----------------------------------------------------------------------------------------------


def _for_each(reading: Reading, tree: Tree[Token]) -> ast.ForEach:
    nouns = tuple(phrase(reading, words) for words in trees(tree, "words"))
    where = only(tree, "condition")
    return ast.ForEach(nouns, conditions.condition(reading, where) if where else None, reading.span(tree))


def _rules(reading: Reading, tree: Tree[Token]) -> tuple[ast.RuleRef, ...]:
    read = (ids.rule_ref(reading, token) for token in tokens(tree, "ID"))
    return tuple(rule for rule in read if rule is not None)


def _vat(reading: Reading, rate: Token, span: Span) -> ast.VatAtMost:
    read = literal(reading, rate)
    value = read.value if isinstance(read, ast.Literal) else None
    return ast.VatAtMost(value if isinstance(value, Fraction) else None, (), span)


def window(reading: Reading, tree: Tree[Token]) -> tuple[date | None, date | None]:
    """The days after `from` and `until`; a window that ends before it starts is reported."""
    start, end = (_day_of(reading, only(tree, name)) for name in ("from", "until"))
    if start and end and end < start:
        reading.report(errors.ends_before_start(reading.span(tree), start, end))
    return start, end


def _day_of(reading: Reading, tree: Tree[Token] | None) -> date | None:
    return day(reading, tokens(tree)[0]) if tree else None


def _cite(reading: Reading, tree: Tree[Token]) -> ast.Cite:
    title, urls = tokens(tree, "STRING")[0], tokens(tree, "URL")
    if len(urls) > 1:
        reading.report(errors.second(reading.span(urls[1]), "address", reading.span(urls[0])))
    locators = tuple((str(trees(t)[0].children[0]), text(tokens(t)[0])) for t in trees(tree, "locator"))
    checked_on, checked_in, not_checked = _checked(reading, tree)
    url = str(urls[0])[1:-1] if urls else None
    return ast.Cite(text(title), locators, url, checked_on, checked_in, not_checked, reading.span(tree))


def _checked(reading: Reading, tree: Tree[Token]) -> tuple[date | None, str | None, bool]:
    match trees(tree, "checked_on", "checked_in", "not_checked"):
        case [Tree(data="checked_on", children=[Token() as token])]:
            return day(reading, token), None, False
        case [Tree(data="checked_in", children=[Token() as token])]:
            return None, text(token) if token.type == "STRING" else str(token), False
        case [_]:
            return None, None, True
        case _:
            return None, None, False
