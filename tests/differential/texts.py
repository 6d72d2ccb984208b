"""Rulebooks that go through the text of a policy: spelled, parsed and compiled, as those are that people write."""

from dataclasses import replace

from policyspec.base.diagnostics import Severity
from policyspec.base.source import Source
from policyspec.ir import nodes as ir
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import compile_policies
from policyspec.syntax.parse import parse
from tests.differential.books import Book
from tests.differential.spelling import Unspeakable, spelled


def through_text(book: Book) -> Book | None:
    """What a rulebook comes to when its text is compiled; None where the language does not say all of it so."""
    try:
        found = compiled(spelled(called(book, names_of(book))))
    except Unspeakable:
        return None
    return replace(found, name=f"{book.name}, as text") if found is not None else None


def speakable(book: Book) -> Book:
    """The rules of a book that can be spelled, and those only that are under one highest rate of VAT."""
    rules = [rule for rule in book.rulebook.rules if _is_spelled(replace(rule, yields_to=()), book)]
    rules = [rule for rule in rules if rule.vat_at_most == rules[0].vat_at_most]
    ids = {rule.id for rule in rules}
    kept = (replace(rule, yields_to=tuple(y for y in rule.yields_to if y.rule in ids)) for rule in rules)
    return replace(book, rulebook=replace(book.rulebook, rules=tuple(kept)))


def _is_spelled(rule: ir.Rule, book: Book) -> bool:
    return through_text(replace(book, rulebook=replace(book.rulebook, rules=(rule,)))) is not None


def compiled(text: str) -> Book | None:
    """The rulebook of a policy's text; None where there is a mistake in it."""
    source = Source("law.policy", text)
    file, said = parse(source)
    rulebook, more = compile_policies([file], standard(), {"law.policy": source}, said)
    if any(one.severity is Severity.ERROR for one in (*said, *more)):
        return None
    return Book("text", rulebook, standard().with_own(rulebook.own_facts, dict(rulebook.own_codes)))


def names_of(book: Book) -> dict[str, str]:
    """What each rule may be called in one policy: `law#r0`."""
    return {rule.id: f"law#{_slug(rule.id)}" for rule in book.rulebook.rules}


def _slug(rule: str) -> str:
    slug = rule.rpartition("#")[2]
    return slug if slug[0].isalpha() else f"r{slug}"


def called(book: Book, names: dict[str, str]) -> Book:
    """The book with its rules called by these names."""

    def new(rule: ir.Rule) -> ir.Rule:
        yields = tuple(replace(other, rule=names.get(other.rule, other.rule)) for other in rule.yields_to)
        return replace(rule, id=names[rule.id], yields_to=yields)

    return replace(book, rulebook=replace(book.rulebook, rules=tuple(map(new, book.rulebook.rules))))
