"""Collections: which list `lots`, `small lots` or `criteria of the lot` is, and its members `where` something holds."""

from collections.abc import Sequence

from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, fold
from policyspec.passes import conditions, definitions, names
from policyspec.passes.context import Bound, Context, entity_of
from policyspec.passes.declared import Definition
from policyspec.passes.errors import types as errors
from policyspec.passes.errors.common import a
from policyspec.passes.meaning import Many, Thing
from policyspec.passes.scope import meant, owners_in_scope
from policyspec.passes.unknown import unknown
from policyspec.syntax import ast


def collection(node: ast.Collection, at: Context) -> ir.Collection | None:
    """A collection and its `where`."""
    many = path(node.path, at)
    return None if many is None else restricted(many, node.where, at, at.words(node.span))


def path(node: ast.Name | ast.Of, at: Context) -> Many | None:
    """What a collection's own name means. A noun is the list here, not the thing in scope: `at least 1 lot`."""
    match node:
        case ast.Name(phrase, span):
            found = _listed(phrase, span, at) or _class_members(phrase, span, at)
        case ast.Of(head, owner, span):
            whose = names.meaning(owner, at)
            if whose is None:
                return None
            found = _part_of(whose.item, head, span, at) if isinstance(whose, Thing) else None
            if isinstance(whose, Many):
                return names.projected(head, whose, span, at)
    if found is not None:
        return found
    if isinstance(node, ast.Name) and not names.is_known(node.phrase, at):
        if not at.names.missed(node.phrase.words):
            at.say(unknown(node.phrase, node.span, at, many=True))
        return None
    other = names.meaning(node, at)
    if other is not None and not isinstance(other, Many):
        at.say(errors.not_a_list(at.words(node.span), node.span))
    return other if isinstance(other, Many) else None


def _listed(phrase: ast.Phrase, span: Span, at: Context) -> Many | None:
    """A list that a thing in scope has under this name, or of things so called."""
    found = [o for o in owners_in_scope(phrase.words, at, one=True) if o[2].type.kind in (Kind.LIST, Kind.VALUES)]
    whose = meant(found) if found else None
    if whose is not None:
        return _many(*whose, span, at)
    entity = at.vocabulary.entity_called(phrase.words)
    return nearest_list(entity.key, span, at) if entity is not None and not found else None


def _part_of(item: ir.ItemExpr, head: ast.Phrase, span: Span, at: Context) -> Many | None:
    """A list of an item, by its name, by the noun for its members, or by a class of them."""
    info = at.vocabulary.fact(entity_of(item), head.words)
    if info is not None and info.type.kind in (Kind.LIST, Kind.VALUES):
        return _many(item, info, span, at)
    entity = at.vocabulary.entity_called(head.words)
    if entity is not None and info is None:
        info = list_of(entity.key, entity_of(item), at)
        return _many(item, info, span, at) if info is not None else None
    definition = _definition(head, at)
    if definition is None or definition.entity is None:
        return None
    info = list_of(definition.entity, entity_of(item), at)
    return in_class(_many(item, info, span, at), definition, at) if info is not None else None


def _class_members(phrase: ast.Phrase, span: Span, at: Context) -> Many | None:
    definition = _definition(phrase, at)
    return None if definition is None else members(definition, span, at)


def _definition(phrase: ast.Phrase, at: Context) -> Definition | None:
    found = at.names.find(phrase.words)
    return found[0] if len(found) == 1 and isinstance(found[0], Definition) else None


def members(definition: Definition, span: Span, at: Context) -> Many | None:
    """`small lots`: the members of the nearest list of the definition's things that are in the class."""
    many = nearest_list(definition.entity, span, at) if definition.entity is not None else None
    return None if many is None else in_class(many, definition, at)


def in_class(many: Many, definition: Definition, at: Context) -> Many:
    """The members that are in the class, called by its name as well."""
    at.findings.use(definition)
    nouns = tuple(dict.fromkeys((fold(definition.name), *many.nouns)))
    return Many(many.over, nouns, many.entity, many.scalar, (*many.classes, definition))


def nearest_list(entity: str, span: Span, at: Context) -> Many | None:
    """The list of things of this kind that the innermost thing in scope has."""
    for bound in at.scope:
        info = list_of(entity, entity_of(bound.item), at) if bound.item is not None else None
        if bound.item is not None and info is not None:
            return _many(bound.item, info, span, at)
    return None


def list_of(entity: str, owner: str, at: Context) -> FactInfo | None:
    """The list that a kind of thing has of things of another kind."""
    facts = at.vocabulary.facts_of(owner)
    return next((f for f in facts if f.type.kind is Kind.LIST and f.type.entity == entity), None)


def _many(item: ir.ItemExpr, info: FactInfo, span: Span, at: Context) -> Many:
    found = names.fact_of(item, info, span, at)
    assert isinstance(found, Many)  # asked of lists only
    return found


def member(many: Many, at: Context) -> Bound:
    """A member of a collection, under a fresh variable."""
    variable = at.variables.fresh(many.nouns[0])
    if many.entity is not None:
        return Bound(many.nouns, ir.Var(variable, many.entity), "member")
    assert many.scalar is not None  # a member is a thing or a scalar
    return Bound(many.nouns, None, "member", (variable, many.scalar))


def variable_of(bound: Bound) -> str:
    """The variable under which a member is bound."""
    if isinstance(bound.item, ir.Var):
        return bound.item.name
    assert bound.scalar is not None  # a bound member is a variable
    return bound.scalar[0]


def tests(many: Many, where: ast.Condition | None, bound: Bound, at: Context) -> list[ir.Condition] | None:
    """What must hold of a member: its classes, then the `where`. None where one of them has a mistake."""
    found: list[ir.Condition | None] = []
    for each in many.classes:
        assert bound.item is not None  # only things have classes
        words = f"the {many.nouns[-1]} is {a(each.name)}"
        found.append(definitions.holds(each, bound.item, words, each.span, at))
    if where is not None:
        found.append(conditions.condition(where, at.within(bound)))
    sound = [test for test in found if test is not None]
    return sound if len(sound) == len(found) else None


def restricted(many: Many, where: ast.Condition | None, at: Context, words: str = "") -> ir.Collection | None:
    """The collection of the members that are in its classes and for which `where` holds."""
    if not many.classes and where is None:
        return many.over
    bound = member(many, at)
    needed = tests(many, where, bound, at)
    if needed is None:
        return None
    return ir.Filtered(many.over, variable_of(bound), joined(needed), words or many.over.words)


def joined(parts: Sequence[ir.Condition]) -> ir.Condition:
    """All of some conditions as one."""
    first, *rest = parts
    if not rest:
        return first
    return ir.And(tuple(parts), " and ".join(c.words for c in parts), rest[-1].span)
