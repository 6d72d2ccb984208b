"""Things in scope: which of them a noun means, and which of them has a fact."""

from policyspec.ir import nodes as ir
from policyspec.model.vocabulary import FactInfo, fold
from policyspec.passes.context import Bound, Context, entity_of
from policyspec.syntax import ast


def bound_as(phrase: ast.Phrase, at: Context) -> Bound | None:
    """The thing that `the lot`, `this lot` or `lot` means: the innermost; with `this`, that of a `for each`."""
    noun = fold(phrase.words)
    roles = ("each",) if phrase.article == "this" else ("each", "member", "tender")
    return next((bound for bound in at.scope if noun in bound.nouns and bound.role in roles), None)


def owners_in_scope(phrase: str, at: Context, *, one: bool = False) -> list[tuple[Bound, ir.ItemExpr, FactInfo]]:
    """The things in scope that have a fact of this name, innermost first.

    With `one` a list of scalars goes by the word for one of them as well: `at least 1 lever`.
    """
    items = [(bound, bound.item) for bound in at.scope if bound.item is not None]
    found = [(bound, item, at.vocabulary.fact(entity_of(item), phrase)) for bound, item in items]
    return [(bound, item, info) for bound, item, info in found if info is not None and (one or not _one(info, phrase))]


def _one(info: FactInfo, phrase: str) -> bool:
    return info.singular is not None and fold(phrase) == fold(info.singular) != fold(info.phrase)


def meant(found: list[tuple[Bound, ir.ItemExpr, FactInfo]]) -> tuple[ir.ItemExpr, FactInfo] | None:
    """Whose fact a bare name is, or None where it may be that of two things.

    One that a lot takes from the tender, where it states none of its own, is the innermost thing's.
    """
    _, item, info = found[0]
    return (item, info) if len(found) == 1 or info.inherited else None


def called(bound: Bound, at: Context) -> str:
    """The words that mean this thing here: `the lot`, or `this lot` where another lot stands closer."""
    noun = bound.nouns[0]
    closest = next(b for b in at.scope if noun in b.nouns)
    return f"the {noun}" if closest is bound else f"this {noun}"
