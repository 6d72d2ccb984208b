"""What to say of a phrase that means nothing where it stands."""

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.types import Kind
from policyspec.model.vocabulary import fold
from policyspec.passes.context import Context
from policyspec.passes.errors import names as errors
from policyspec.passes.errors.common import singular
from policyspec.passes.meant import akin, meant, turned, weight_meant
from policyspec.passes.scope import bound_as, owners_in_scope
from policyspec.syntax import ast

_WEIGHT = " weight"


def unknown(phrase: ast.Phrase, span: Span, at: Context, *, many: bool = False) -> Diagnostic:
    """A noun without its thing, a fact of a thing that is not in scope, a code without its fact, or a slip."""
    words = phrase.words
    entity = at.vocabulary.entity_called(words)
    if entity is not None and fold(words) == fold(entity.singular):
        return errors.nothing_in_scope(entity.singular, span)
    owners = list(dict.fromkeys(info.owner for info in at.vocabulary.owners_of(words)))
    if owners:
        nouns = [singular(at.vocabulary, owner) for owner in owners]
        return errors.fact_out_of_scope(words, nouns, _way_to(owners[0], at), span)
    lists = [name for name, codes in at.vocabulary.codes.items() if fold(words) in map(fold, codes)]
    if lists:
        return _only_a_code(words, span, lists[0], at)
    found = meant(words, at, many=many)
    return errors.unknown(words, span, found.hint, found.text)


def _only_a_code(words: str, span: Span, codes: str, at: Context) -> Diagnostic:
    """A code where a fact is needed: the weight of what it is, or the fact that takes it."""
    weight = weight_meant(words, at)
    if weight is not None:
        return errors.only_a_code(words, span, codes, weight.hint, weight.text)
    near = akin(words, at)
    if near is not None:
        return errors.only_a_code(words, span, codes, near.hint, None)
    takes = next((info.phrase for info in at.vocabulary.facts.values() if info.type.codes == codes), "procedure")
    return errors.only_a_code(words, span, codes, f"name the fact first, as in `{takes} is {words}`", None)


def turned_round(head: ast.Phrase, owner: ast.Operand, span: Span, at: Context) -> Diagnostic | None:
    """`weight of quality`, where `quality` means nothing and `quality weight` does."""
    if not isinstance(owner, ast.Name) or bound_as(owner.phrase, at) or owners_in_scope(owner.phrase.words, at):
        return None
    if at.names.find(owner.phrase.words) or at.vocabulary.entity_called(owner.phrase.words):
        return None
    found = turned(head.words, owner.phrase.words, at)
    return None if found is None else errors.unknown(at.words(span), span, found.hint, found.text)


def ratio_of_weights(left: ast.Operand, right: ast.Operand, span: Span, at: Context) -> Diagnostic | None:
    """`the ratio of quality to price`, where neither means anything and the ratio of their weights does."""
    match left, right:
        case ast.Name(ast.Phrase(one)), ast.Name(ast.Phrase(other)) if not any(
            owners_in_scope(side, at) or at.names.find(side) for side in (one, other)
        ):
            sides = ["cost" if fold(side) == "price" else fold(side) for side in (one, other)]
            if all(owners_in_scope(f"{side} weight", at) for side in sides):
                return errors.ratio_of_kinds(one, other, f"the {sides[0]}:{sides[1]} ratio", span)
    return None


def named_ratio(node: ast.NamedRatio, at: Context) -> Diagnostic | None:
    """`the qualty:cost ratio`, of which a side is a slip: the ratio that is meant, not the weight behind it."""
    sides = [_side(phrase, at) for phrase in (node.left, node.right)]
    mended = ":".join(side for side in sides if side is not None)
    said = f"{node.left.words}:{node.right.words}"
    if None in sides or mended == said:
        return None
    return errors.unknown_ratio(f"{said} ratio", f"{mended} ratio", node.left.span.to(node.span))


def _side(phrase: ast.Phrase, at: Context) -> str | None:
    """One side of a ratio as it is meant: that which with `weight` behind it is a weight. None where there is none."""
    weight = f"{phrase.words}{_WEIGHT}"
    found = weight if owners_in_scope(weight, at) else meant(weight, at).text
    return found.removesuffix(_WEIGHT) if found is not None and found.endswith(_WEIGHT) else None


def _way_to(entity: str, at: Context) -> str:
    """How a rule of the tender names a thing: `the buyer`, `every lot`."""
    facts = at.vocabulary.facts_of("tender")
    record = next((f for f in facts if f.type.kind is Kind.ITEM and f.type.entity == entity), None)
    return f"the {record.phrase}" if record is not None else f"every {singular(at.vocabulary, entity)}"
