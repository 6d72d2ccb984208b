"""Trees of operands and collections into the abstract syntax."""

from lark import Token, Tree

from policyspec.base.source import Span
from policyspec.model.vocabulary import standard
from policyspec.syntax import ast, conditions, errors
from policyspec.syntax.reading import Node, Reading, literal, only, phrase, split_article, tokens, trees

_ARITHMETIC: dict[str, ast.Operator] = {"PLUS": "plus", "MINUS": "minus", "TIMES": "times"}
_AGGREGATES: dict[str, ast.Function] = {
    "total": "total",
    "highest": "highest",
    "lowest": "lowest",
}
_QUANTIFIERS: dict[str, ast.Quantifier] = {"every": "every", "some": "some", "no": "no"}


def operand(reading: Reading, node: Node) -> ast.Operand:
    """The operand that a tree (`operand` or one of its inner rules) says."""
    assert isinstance(node, Tree)
    span = reading.span(node)
    match node.data, node.children:
        case "literal", [Token() as token]:
            return literal(reading, token)
        case "name" | "of" | "quantified", _:
            return path(reading, node)
        case "arithmetic", [left, Token(type="PLUS") as plus, Tree() as vat] if reading.written(vat).lower() == "vat":
            said = errors.reworded(reading.span(plus).to(reading.span(vat)), "plus VAT", "excluding VAT", None)
            reading.report(said)
            return operand(reading, left)
        case "arithmetic", [left, Token(type=kind), right]:
            return ast.Arithmetic(_ARITHMETIC[kind], operand(reading, left), operand(reading, right), span)
        case "percent_of", [Token() as token, whole]:
            return _percent_of(reading, token, operand(reading, whole), span)
        case "named_ratio", children:
            return _named_ratio(reading, children, span)
        case "ratio_of" | "time_from" | "extreme_of", children:
            return _of_two(reading, str(node.data), children, span)
        case _:
            return _aggregate(reading, node, span)


def path(reading: Reading, node: Tree[Token], *, listed: bool = False) -> ast.Name | ast.Of | ast.Quantified:
    """`estimated value`, `value of the lot`, `decision of every finding`; `listed`: of a list, without `every`."""
    span = reading.span(node)
    article, rest = split_article(node.children)
    match node.data, rest:
        case "quantified", [Tree(children=[Token() as word]), Tree(data="collection") as members]:
            noun = collection(reading, members)
            return ast.Quantified(_QUANTIFIERS[str(word)], noun.path, noun.where, span)
        case "of", [Tree() as words, Tree() as owner]:
            return ast.Of(phrase(reading, words, article), path(reading, owner, listed=listed), span)
        case _, [Tree(data="aggregate", children=[Token() as first]), Tree() as words]:
            named = phrase(reading, words, article)
            start = reading.span(first)
            return ast.Name(ast.Phrase(f"{first} {named.words}", start.to(named.span), named.article), span)
        case _, [Tree() as words, *_]:
            named = phrase(reading, words, article)
            return _of_each(reading, named, span, listed=listed) or ast.Name(named, span)
        case _:
            raise TypeError(node.data)


def _of_each(reading: Reading, named: ast.Phrase, span: Span, *, listed: bool) -> ast.Name | ast.Quantified | None:
    """`each lot` and `all lots` are said `every lot`, and of a list `lots`."""
    first, _, noun = named.words.casefold().partition(" ")
    thing = standard().entity_called(noun) if first in ("each", "all") else None
    if thing is None:
        return None
    reading.report(errors.reworded(span, named.words, thing.plural if listed else f"every {thing.singular}", None))
    meant = ast.Name(ast.Phrase(thing.plural if listed else thing.singular, span), span)
    return meant if listed else ast.Quantified("every", meant, None, span)


def collection(reading: Reading, node: Tree[Token]) -> ast.Collection:
    """`lots`, `criteria of the lot`, either with `where …`."""
    named, *where = trees(node)
    return ast.Collection(plain_path(reading, named), _where(reading, where), reading.span(node))


def plain_path(reading: Reading, node: Tree[Token]) -> ast.Name | ast.Of:
    """A path in which no `every`, `some` or `no` stands."""
    named = path(reading, node, listed=True)
    if isinstance(named, ast.Quantified):
        raise TypeError(node.data)
    return named


def _where(reading: Reading, trees_: list[Tree[Token]]) -> ast.Condition | None:
    return conditions.simple(reading, trees_[0]) if trees_ else None


def _percent_of(reading: Reading, token: Token, whole: ast.Operand, span: Span) -> ast.Operand:
    percentage = literal(reading, token)
    return percentage if isinstance(percentage, ast.BadOperand) else ast.PercentOf(percentage, whole, span)


def _named_ratio(reading: Reading, children: list[Node], span: Span) -> ast.Operand:
    """`the quality:cost ratio`: the word `ratio` closes the second name."""
    _, rest = split_article(children)
    left, right = (child for child in rest if isinstance(child, Tree))
    *names, last = tokens(right)
    if last.casefold() != "ratio" or not names:
        reading.report(errors.ratio_word(reading.span(right), reading.written(right)))
        return ast.BadOperand(span)
    second = ast.Phrase(" ".join(names), reading.span(names[0]).to(reading.span(names[-1])))
    return ast.NamedRatio(phrase(reading, left), second, span)


def _of_two(reading: Reading, rule: str, children: list[Node], span: Span) -> ast.Operand:
    """`the ratio of X to Y`, `the time from D to E`, `the lower of X and Y`."""
    _, [word, first, second] = split_article(children)
    left, right = operand(reading, first), operand(reading, second)
    match rule:
        case "ratio_of":
            return ast.RatioOf(left, right, span)
        case "time_from":
            return ast.TimeFrom(left, right, span)
        case _:
            lower = isinstance(word, Token) and word.type == "LOWER_OF"
            return ast.Extreme("lower" if lower else "higher", left, right, span)


def _aggregate(reading: Reading, node: Tree[Token], span: Span) -> ast.Operand:
    """`number of C`, `total F of C`, `share of C by F`."""
    members = only(node, "collection")
    words = only(node, "words")
    match node.data:
        case "number_of" if members:
            return ast.Aggregate("number", None, collection(reading, members), span)
        case "share_of" if members:
            return ast.Aggregate("share", None, collection(reading, members), span)
        case "aggregate_of" if members and words:
            (word,) = tokens(trees(node, "aggregate")[0])
            return ast.Aggregate(_AGGREGATES[str(word)], phrase(reading, words), collection(reading, members), span)
        case "share_by" if words:
            named, *where = trees(node, "name", "of", "group")
            of = reading.span(where[0] if where else named)
            members_ = ast.Collection(plain_path(reading, named), _where(reading, where), reading.span(named).to(of))
            return ast.Aggregate("share", phrase(reading, words), members_, span)
        case _:
            raise TypeError(node.data)
