"""Where the names of a policy stand in its text: each phrase, id and literal of the abstract syntax."""

from collections.abc import Iterator
from dataclasses import fields

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.source import Span
from policyspec.base.trees import field_names
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase. `owner` is what it is said of (`the lot` of `value of the lot`); `nouns` the things in scope."""

    words: str
    span: Span
    nouns: tuple[str, ...] = ()  # of `for each` and of a `define`, innermost first
    owner: ast.Operand | None = None
    declares: bool = False


@dataclass(frozen=True, slots=True)
class RuleId:
    """A rule's id where it is declared or referred to. `span` is that of the slug, without the policy."""

    policy: str
    rule: str
    span: Span
    declares: bool = False


@dataclass(frozen=True, slots=True)
class PolicyId:
    policy: str
    span: Span
    declares: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    literal: ast.Literal

    @property
    def span(self) -> Span:
        return self.literal.span


Occurrence = Word | RuleId | PolicyId | Literal


def occurrences(file: ast.PolicyFile) -> Iterator[Occurrence]:
    """Everything in a file that names something, in no order."""
    id_ = file.policy.id if file.policy is not None else file.file
    if file.policy is not None:
        yield PolicyId(id_, file.policy.id_span, declares=True)
        yield from _within(file.policy, (), id_)
    for node in file.declarations:
        yield from _declaration(node, id_)


def _declaration(node: ast.Declaration, policy: str) -> Iterator[Occurrence]:
    match node:
        case ast.Use(policy=used, settings=settings, id_span=span):
            yield PolicyId(used, span)
            yield from _within(settings, (), policy)
        case ast.Parameter(name=name) | ast.Threshold(name=name) | ast.FactDecl(name=name):
            yield _declared(name)
            yield from _within(_rest(node, "name"), (), policy)
        case ast.Define(name=name, base=base, where=where):
            yield _declared(name)
            yield Word(base.words, base.span)
            yield from _within(where, (base.words,), policy)
        case ast.Table(decides=decides):
            yield _declared(node.name)
            yield _declared(decides)
            yield from _within(_rest(node, "name", "decides"), (), policy)
        case ast.Rule(id=id_, id_span=span):
            yield RuleId(policy, id_, span, declares=True)
            nouns = tuple(noun.words for noun in node.for_each.nouns) if node.for_each is not None else ()
            yield from _within(_rest(node), nouns, policy)
        case ast.Change():
            yield from _within(_rest(node), (), policy)


def _declared(name: ast.Phrase) -> Word:
    return Word(name.words, name.span, declares=True)


def _rest(node: ast.Declaration, *without: str) -> tuple[object, ...]:
    return tuple(getattr(node, field.name) for field in fields(node) if field.name not in without)


def _within(node: object, nouns: tuple[str, ...], policy: str) -> Iterator[Occurrence]:
    match node:
        case tuple():
            for part in node:
                yield from _within(part, nouns, policy)
        case ast.Phrase(words, span):
            yield Word(words, span, nouns)
        case ast.Literal():
            yield Literal(node)
        case ast.Of(head, owner):
            yield Word(head.words, head.span, nouns, owner)
            yield from _within(owner, nouns, policy)
        case ast.EachOf(facts, owner):
            yield from (Word(fact.words, fact.span, nouns, owner) for fact in facts)
            yield from _within(owner, nouns, policy)
        case ast.NamedRatio(left, right):  # short for the ratio of these weights
            yield from (Word(f"{side.words} weight", side.span, nouns) for side in (left, right))
        case ast.Aggregate(fact=fact, collection=collection):
            if fact is not None:
                yield Word(fact.words, fact.span, nouns, collection.path)
            yield from _within(collection, nouns, policy)
        case ast.Collection(path, where) | ast.Quantified(noun=path, where=where):
            yield from _within(path, nouns, policy)
            yield from _within(where, (*_noun(path), *nouns), policy)
        case ast.RuleRef(named, rule, span):
            start = span.end_column - len(rule)
            yield RuleId(named or policy, rule, replace(span, column=max(start, span.column)))
            if named is not None:
                yield PolicyId(named, replace(span, end_column=span.column + len(named)))
        case _:
            kind: type = type(node)
            for name in field_names(kind, ast.__name__) or ():
                yield from _within(getattr(node, name), nouns, policy)


def _noun(path: ast.Name | ast.Of) -> tuple[str, ...]:
    return (path.phrase.words,) if isinstance(path, ast.Name) else (path.head.words,)
