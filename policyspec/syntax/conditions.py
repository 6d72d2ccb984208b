"""Trees of conditions and predicates into the abstract syntax."""

from fractions import Fraction

from lark import Token, Tree

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.types import Kind
from policyspec.syntax import ast, errors, operands
from policyspec.syntax.keywords import HABITS, MISSING
from policyspec.syntax.reading import Node, Reading, literal, text, tokens, trees

_RELATIONS: dict[str, ast.Relation] = {
    "at least": "at least",
    "at most": "at most",
    "above": "above",
    "below": "below",
    "before": "before",
    "after": "after",
    "on or before": "on or before",
    "on or after": "on or after",
}
_SIGNS: dict[str, ast.Relation] = {
    ">=": "at least",
    "≥": "at least",
    "<=": "at most",
    "≤": "at most",
    ">": "above",
    "<": "below",
}
_UNEQUAL = ("!=", "≠")


def condition(reading: Reading, node: Tree[Token]) -> ast.Condition:
    """Several, joined by all-`and` or all-`or`; one alone is itself."""
    joins = [str(t.children[0]) for t in trees(node, "join")]
    parts = [t for t in trees(node) if t.data != "join"]
    read = tuple(simple(reading, part) for part in parts)
    if len(set(joins)) > 1:
        reading.report(errors.mixed_and_or(reading.span(node), joins, [reading.written(p) for p in parts]))
        return ast.BadCondition(reading.span(node))
    match joins[:1]:
        case ["and"]:
            return ast.And(read, reading.span(node))
        case ["or"]:
            return ast.Or(read, reading.span(node))
        case _:
            return read[0]


def simple(reading: Reading, node: Tree[Token]) -> ast.Condition:
    """A comparison, `there is …`, `not (…)` or a condition in parentheses."""
    span = reading.span(node)
    match node.data, node.children:
        case "group", [Tree() as inner]:
            return condition(reading, inner)
        case "not", [*_, Tree() as inner]:
            return ast.Not(condition(reading, inner), span)
        case "there", children:
            return there(reading, children, span)
        case "is", [subject, *not_, Tree() as said]:
            negated = bool(not_) != negates(said)
            return ast.Comparison(operands.operand(reading, subject), negated, predicate(reading, said), span)
        case "operator", [subject, Token() as sign, other]:
            negated = str(sign) in _UNEQUAL
            return ast.Comparison(operands.operand(reading, subject), negated, signed(reading, sign, other), span)
        case "mentions" | "mentions_not" as rule, [subject, *_, Token() as quoted]:
            negated = rule == "mentions_not"
            return ast.Comparison(operands.operand(reading, subject), negated, mentions(reading, quoted), span)
        case "includes" | "includes_not" as rule, [subject, *_, Tree() as said]:
            negated = rule == "includes_not"
            return ast.Comparison(operands.operand(reading, subject), negated, members(reading, said), span)
        case _:
            raise TypeError(node.data)


def there(reading: Reading, children: list[Node], span: Span) -> ast.There:
    """`there are at least 2 lots where …`; also of duties, whose modal is left to the caller."""
    negated = any(isinstance(c, Token) and c.type == "NOT" for c in children)
    counted, named = (c for c in children if isinstance(c, Tree) and c.data != "modal")
    return ast.There(_count(reading, counted), negated, operands.collection(reading, named), span)


def predicate(reading: Reading, node: Tree[Token]) -> ast.Predicate:
    """What is said of a subject; `negates` tells whether it is said by its opposite."""
    span = reading.span(node)
    match node.data, node.children:
        case "bound", [Tree() as word, bound, *more]:
            return _bound(_RELATIONS[_words(word)], _value(reading, bound), _tolerance(reading, more), span)
        case "operator_bound", [Token() as sign, bound]:
            return signed(reading, sign, bound)
        case "exactly", [value, *more]:
            return ast.Exactly(_value(reading, value), _tolerance(reading, more), span)
        case "between", [low, high]:
            return ast.BetweenBounds(_value(reading, low), _value(reading, high), span)
        case "one_of", [_, Tree() as listed]:
            return ast.OneOf(_values(reading, listed), span)
        case "within", [value]:
            return ast.Within(_value(reading, value), span)
        case "within_one_of", [_, Tree() as listed]:
            return ast.WithinOneOf(_values(reading, listed), span)
        case "among", [value]:
            return ast.Among(_value(reading, value), span)
        case "stated", []:
            return ast.IsStated(span)
        case "value", [value]:
            return ast.Is(_stated_value(reading, value), span)
        case _:
            raise TypeError(node.data)


def negates(node: Tree[Token]) -> bool:
    """Whether the predicate is spelt as `≠ X`."""
    return node.data == "operator_bound" and str(node.children[0]) in _UNEQUAL


def signed(reading: Reading, sign: Token, other: Node) -> ast.Predicate:
    """`>= X`; `=` and `≠` both give `X`."""
    value, span = _value(reading, other), reading.span(sign).to(reading.span(other))
    relation = _SIGNS.get(str(sign))
    return ast.Bound(relation, value, span) if relation else ast.Is(value, span)


def mentions(reading: Reading, quoted: Token) -> ast.Mentions:
    return ast.Mentions(text(quoted), reading.span(quoted))


def members(reading: Reading, node: Tree[Token]) -> ast.Include:
    """`each of X, Y`, `one of X, Y`, `X, Y`."""
    (listed,) = trees(node)
    return ast.Include("one" if tokens(node, "ONE_OF") else "each", _values(reading, listed), reading.span(node))


def _bound(relation: ast.Relation, value: ast.Operand, tolerance: ast.Operand | None, span: Span) -> ast.Bound:
    """`at least X, give or take Y` is `at least X minus Y`."""
    if tolerance is None:
        return ast.Bound(relation, value, span)
    downwards = relation in ("at least", "above", "after", "on or after")
    return ast.Bound(relation, ast.Arithmetic("minus" if downwards else "plus", value, tolerance, span), span)


def _tolerance(reading: Reading, more: list[Node]) -> ast.Operand | None:
    """The operand of `, give or take Y`."""
    return _value(reading, trees(more[0])[-1]) if more and isinstance(more[0], Tree) else None


def _values(reading: Reading, listed: Tree[Token]) -> tuple[ast.Operand, ...]:
    return tuple(_value(reading, value) for value in listed.children)


def _value(reading: Reading, node: Node) -> ast.Operand:
    """An operand of a predicate: one thing, never `every lot`."""
    value = operands.operand(reading, node)
    if _quantified(value):
        reading.report(_not_a_value(reading, node, value.span))
        return ast.BadOperand(value.span)
    return value


def _not_a_value(reading: Reading, node: Node, span: Span) -> Diagnostic:
    """`no more than X` looks like `no lot`."""
    written = reading.written(node)
    for habit, keyword in HABITS.items():
        if written.startswith(f"{habit} "):
            return errors.habit(reading.opening(node, len(habit)), habit, keyword)
    return errors.quantified_value(span, written)


def _stated_value(reading: Reading, node: Node) -> ast.Operand:
    """`is missing` is what people write for `is not stated`."""
    value = _value(reading, node)
    if isinstance(value, ast.Name) and value.phrase.words.casefold() in MISSING:
        reading.report(errors.missing(value.span, value.phrase.words))
        return ast.BadOperand(value.span)
    return value


def _quantified(value: ast.Operand) -> bool:
    while isinstance(value, ast.Of):
        value = value.owner
    return isinstance(value, ast.Quantified)


def _count(reading: Reading, node: Tree[Token]) -> ast.Bound | ast.Exactly | ast.BetweenBounds | None:
    """How many there are; None for `no`, and `a` is `at least 1`."""
    span = reading.span(node)
    match node.data, node.children:
        case "count_bound", [Token() as word, Token() as number]:
            return ast.Bound(_RELATIONS[" ".join(word.split())], literal(reading, number), span)
        case "count_exactly", [Token() as number]:
            return ast.Exactly(literal(reading, number), None, span)
        case "count_between", [Token() as low, Token() as high]:
            return ast.BetweenBounds(literal(reading, low), literal(reading, high), span)
        case "count_one", _:
            return ast.Bound("at least", ast.Literal(Fraction(1), Kind.NUMBER, reading.written(node), span), span)
        case _:
            return None


def _words(tree: Tree[Token]) -> str:
    return " ".join(" ".join(tokens(tree)).split())
