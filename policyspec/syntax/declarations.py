"""Declarations of one clause into the abstract syntax: `use`, `parameter`, `fact`, `define`, a threshold's entry."""

from lark import Token, Tree

from policyspec.base.suggest import nearest
from policyspec.model.types import Kind
from policyspec.syntax import ast, conditions, errors, ids
from policyspec.syntax.clauses import window
from policyspec.syntax.keywords import NOT_FIRST
from policyspec.syntax.reading import Reading, literal, only, phrase, text, texts, tokens, trees

#: What a fact of one's own may be, as written after `is`.
FACT_KINDS: dict[str, Kind] = {
    "yes or no": Kind.YES_NO,
    "date": Kind.DATE,
    "money": Kind.MONEY,
    "percentage": Kind.PERCENTAGE,
    "number": Kind.NUMBER,
    "ratio": Kind.RATIO,
    "text": Kind.TEXT,
    "duration": Kind.DURATION,
    "CPV code": Kind.CLASSIFICATION,
}

#: What people write for some of them.
MEANT = {
    "boolean": "yes or no",
    "true or false": "yes or no",
    "amount": "money",
    "currency": "money",
    "percent": "percentage",
    "string": "text",
    "integer": "number",
    "decimal": "number",
    "time": "duration",
}


def use(reading: Reading, tree: Tree[Token]) -> ast.Use | None:
    token = tokens(tree, "ID")[0]
    policy = ids.policy_id(reading, token)
    settings = tuple(s for s in (_setting(reading, t) for t in trees(tree, "setting")) if s is not None)
    if policy is None:
        return None
    return ast.Use(policy, version(tree), settings, reading.span(tree), reading.span(token))


def version(tree: Tree[Token]) -> str | None:
    return next((str(t) for t in tokens(tree, "VERSION_NUMBER")), None)


def parameter(reading: Reading, tree: Tree[Token]) -> ast.Parameter | None:
    """None where one of its values cannot be read."""
    name = declared(reading, trees(tree, "words")[0])
    values = [literal(reading, tokens(t)[0]) for t in trees(tree, "literal")]
    read = [v for v in values if isinstance(v, ast.Literal)]
    if len(read) != len(values):
        return None
    low, high = read[1:] or (None, None)
    return ast.Parameter(name, read[0], low, high, doc(tree), reading.span(tree))


def entry(reading: Reading, tree: Tree[Token]) -> ast.ThresholdEntry | None:
    """One period of a threshold, from the tree `entry`; None where its value or one of its days cannot be read."""
    value = literal(reading, tokens(trees(tree, "amount")[0])[0])
    start, end = window(reading, tree)
    unread = (only(tree, "from") and start is None) or (only(tree, "until") and end is None)
    return (
        None
        if isinstance(value, ast.BadOperand) or unread
        else ast.ThresholdEntry(value, start, end, reading.span(tree))
    )


def fact(reading: Reading, tree: Tree[Token]) -> ast.FactDecl | None:
    words, owner = trees(tree, "words")
    said = next(t for t in trees(tree, "yes_or_no", "one_of_codes", "kind_name"))
    kind = _fact_kind(reading, said)
    codes = tuple(phrase(reading, t) for t in trees(said, "words")) if kind is Kind.CODE else ()
    name = declared(reading, words)
    if kind is None:
        return None
    home = only(tree, "home")
    path = text(tokens(home)[-1]).strip() if home else None
    return ast.FactDecl(name, phrase(reading, owner), kind, codes, _plural(tree), doc(tree), path, reading.span(tree))


def define(reading: Reading, tree: Tree[Token]) -> ast.Define:
    names = trees(tree, "words")
    condition = conditions.condition(reading, trees(tree, "condition")[0])
    base = phrase(reading, names[1])
    return ast.Define(declared(reading, names[0]), base, condition, _plural(tree), reading.span(tree))


def declared(reading: Reading, words: Tree[Token]) -> ast.Phrase:
    """A name that is declared here. What begins like another part of a sentence cannot be found again."""
    name = phrase(reading, words)
    first = name.words.split()[0]
    if first.casefold() in NOT_FIRST:
        reading.report(errors.name_begins(name.span, first, name.words))
    return name


def doc(tree: Tree[Token]) -> str | None:
    quoted = only(tree, "texts")
    return texts(quoted) if quoted else None


def _plural(tree: Tree[Token]) -> str | None:
    plural = only(tree, "plural")
    return text(tokens(plural)[0]) if plural else None


def _setting(reading: Reading, tree: Tree[Token]) -> ast.Setting | None:
    words, value = trees(tree)
    read = literal(reading, tokens(value)[0])
    return None if isinstance(read, ast.BadOperand) else ast.Setting(phrase(reading, words), read, reading.span(tree))


def _meant(written: str) -> str | None:
    near = nearest(written, (*FACT_KINDS, *MEANT))
    return MEANT.get(near, near) if near else None


def _fact_kind(reading: Reading, said: Tree[Token]) -> Kind | None:
    match said.data:
        case "yes_or_no":
            return Kind.YES_NO
        case "one_of_codes":
            return Kind.CODE
        case _:
            words = phrase(reading, trees(said, "words")[0])
            kinds = {name.casefold(): kind for name, kind in FACT_KINDS.items()}
            kind = kinds.get(words.words.casefold())
            if kind is None:
                reading.report(errors.fact_kind(words.span, words.words, _meant(words.words), FACT_KINDS))
            return kind
