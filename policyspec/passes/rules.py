"""Rules: scope, when they apply, what they ask."""

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind
from policyspec.passes import conditions, duties, lists, names
from policyspec.passes.context import TENDER, Bound, Context, Variables, entity_of
from policyspec.passes.declared import Definition
from policyspec.passes.errors import lint
from policyspec.passes.errors import names as name_errors
from policyspec.passes.errors import rules as errors
from policyspec.passes.errors.common import singular
from policyspec.passes.meaning import Many, Mistake, Scalar
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Elaborated:
    """A rule of the IR, what it was made from, and the context of its clauses."""

    rule: ir.Rule
    node: ast.Rule
    policy: str
    at: Context


def elaborate(node: ast.Rule, header: ast.Policy | None, at: Context) -> Elaborated | None:
    """A rule as the IR has it; None where it has a mistake, which has been said."""
    if node.unscoped:
        return None
    outside = Context(at.names, at.library, at.texts, at.findings, Variables(), (TENDER,))
    scoped = scope_of(node.for_each, outside)
    wide = conditions.every(header.applies_when if header is not None else (), outside)
    date = judged_on(node, header, outside)
    if scoped is None:
        return None
    bindings, inner = scoped
    narrow = conditions.every(node.applies_when, inner)
    exceptions = conditions.every(node.excepts, inner)
    limbs = duties.limbs(node.duties, node.flags, inner)
    windows = in_force(node, header, at)
    if wide is None or narrow is None or exceptions is None or limbs is None or date is Mistake.SAID or node.broken:
        return None
    if windows and inner.variables.dated is None:
        inner.variables.dated = node.id_span
    rule = ir.Rule(
        id=f"{at.names.policy}#{node.id}",
        title=node.title or node.id,
        scope=bindings,
        applies=wide + narrow,
        exceptions=exceptions,
        yields_to=(),
        judged_on=date,
        in_force=windows,
        limbs=limbs,
        citations=tuple(duties.citation(c) for c in node.cites or (header.cites if header is not None else ())),
        because=node.because,
        suggest=node.suggest,
        span=node.span,
        vat_at_most=at.names.vat_at_most,
    )
    return Elaborated(rule, node, at.names.policy, inner)


def scope_of(node: ast.ForEach | None, at: Context) -> tuple[tuple[ir.Binding, ...], Context] | None:
    """The bindings of `for each criterion of each lot where …`, outermost first, and the context within."""
    bindings: list[ir.Binding] = []
    inner = at
    for phrase in reversed(node.nouns) if node is not None else ():
        many = _list_for(phrase, inner)
        if many is None:
            return None
        member = lists.member(many, inner)
        bound = Bound(member.nouns, member.item, "each")
        is_last = node is not None and phrase is node.nouns[0]
        tests = lists.tests(many, node.where if node is not None and is_last else None, bound, inner)
        if tests is None:
            return None
        bindings.append(ir.Binding(lists.variable_of(bound), many.over, lists.joined(tests) if tests else None))
        inner = inner.within(bound)
    return tuple(bindings), inner


def _list_for(phrase: ast.Phrase, at: Context) -> Many | None:
    """The list of the things of which `for each NOUN` speaks, in the thing that stands outside it."""
    found = at.names.find(phrase.words)
    definition = found[0] if len(found) == 1 and isinstance(found[0], Definition) else None
    named = at.vocabulary.entity_called(phrase.words)
    entity = definition.entity if definition is not None else named.key if named is not None else None
    outside = at.scope[0].item
    assert outside is not None  # things alone are bound by `for each`
    if entity is None:
        if definition is None and not at.names.missed(phrase.words):
            nouns = [e.singular for e in at.vocabulary.entities.values()]
            classes = [d.name for d in at.names.all() if isinstance(d, Definition)]
            at.say(name_errors.no_such_thing(phrase.words, phrase.span, [*nouns, *classes]))
        return None
    info = lists.list_of(entity, entity_of(outside), at)
    if info is None:
        _say_nowhere(entity, phrase, outside, at)
        return None
    many = names.fact_of(outside, info, phrase.span, at)
    assert isinstance(many, Many)  # asked of a list
    return lists.in_class(many, definition, at) if definition is not None else many


def _say_nowhere(entity: str, phrase: ast.Phrase, outside: ir.ItemExpr, at: Context) -> None:
    owners = [e.singular for e in at.vocabulary.entities.values() if lists.list_of(entity, e.key, at) is not None]
    owners = [o for o in owners if o != "tender"] or owners
    noun = singular(at.vocabulary, entity_of(outside))
    if owners and noun not in owners:
        at.say(name_errors.thing_of_what(phrase.words, noun, owners, phrase.span))
    else:
        at.say(name_errors.no_list_of(phrase.words, phrase.span))


def judged_on(node: ast.Rule, header: ast.Policy | None, at: Context) -> ir.Fact | Mistake | None:
    """The date on which a rule is judged: its own, else its policy's; None where neither names one."""
    said = node.judged_on or (header.judged_on if header is not None else None)
    if said is None:
        return None
    match names.meaning(said, at):
        case None:
            return Mistake.SAID
        case Scalar(ir.Fact(type=type_) as fact) if type_.kind is Kind.DATE:
            return fact
        case _:
            at.say(errors.judged_on_no_date(at.words(said.span), said.span))
            return Mistake.SAID


def in_force(node: ast.Rule, header: ast.Policy | None, at: Context) -> tuple[ir.InForce, ...]:
    """The windows in which a rule is in force: its policy's and its own."""
    wide = header.in_force if header is not None else None
    own = node.in_force
    windows = [window for window in (wide, own) if window is not None]
    if wide is not None and own is not None and (_ends_before(wide, own) or _ends_before(own, wide)):
        at.say(lint.never_in_force(node.id, own.span, wide.span))
    return tuple(ir.InForce(window.start, window.end) for window in windows)


def _ends_before(one: ast.InForce, other: ast.InForce) -> bool:
    return one.end is not None and other.start is not None and one.end < other.start


def needs_a_date(found: Elaborated) -> Span | None:
    """Where a rule needs a date to be judged on that neither it nor its policy names."""
    return found.at.variables.dated if found.rule.judged_on is None else None
