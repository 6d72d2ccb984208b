"""A rulebook of the Core IR as the text of a policy, as far as the language can say it in the same words.

Conditions of any sort stand in definitions (`define a blue lot as a lot where …`, `the lot must be a blue lot`). Tables,
ratios of two classes and operands that would need parentheses are not written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from policyspec.ir import nodes as ir
from policyspec.model.literals import format_value
from policyspec.model.outcomes import Strength
from policyspec.model.types import Kind
from policyspec.model.values import Moment
from policyspec.model.vocabulary import FactInfo, Vocabulary
from tests.differential.books import Book
from tests.law.tenders import walk

COLOURS = (
    "amber",
    "blue",
    "coral",
    "dun",
    "ebony",
    "fawn",
    "green",
    "hazel",
    "ivory",
    "jade",
    "khaki",
    "lilac",
    "mauve",
)
RELATIONS = {"at least": "at least ", "at most": "at most ", "above": "above ", "below": "below ", "equal": "exactly "}
OF_DATES = {
    "at least": "on or after ",
    "at most": "on or before ",
    "above": "after ",
    "below": "before ",
    "equal": "exactly ",
}
OF_NAMES = (Kind.CODE, Kind.TEXT, Kind.ITEM, Kind.YES_NO, Kind.CLASSIFICATION)


class Unspeakable(Exception):
    """What the language does not say in these words."""


def spelled(book: Book) -> str:
    """The text of a policy with the rules of a book. Raises Unspeakable."""
    speller = _Speller(book.vocabulary)
    rules = [line for rule in book.rulebook.rules for line in (*speller.rule(rule), "")]
    spoken = [node for node in walk(book.rulebook.rules) if isinstance(node, FactInfo)]
    facts = [_fact_line(info, book.vocabulary) for info in book.rulebook.own_facts if info in spoken]
    head = ['policy law "Generated" version 1.0.0', '  under "The law of large numbers" not checked', *_vat(book)]
    return "\n".join([*head, "", *facts, "", *speller.declared, *rules])


def _vat(book: Book) -> Iterator[str]:
    rates = {rule.vat_at_most for rule in book.rulebook.rules}
    if len(rates) > 1:
        raise Unspeakable("two highest rates of VAT")
    yield from (f"  VAT is at most {format_value(rate, Kind.PERCENTAGE)}" for rate in rates if rate is not None)


def _fact_line(info: FactInfo, vocabulary: Vocabulary) -> str:
    kind = {Kind.YES_NO: "yes or no", Kind.CODE: "one of " + ", ".join(vocabulary.codes.get(info.type.codes or "", ()))}
    owner = vocabulary.entities[info.owner].singular
    return f'fact {info.phrase} of the {owner} is {kind.get(info.type.kind, str(info.type.kind))} "Of one\'s own."'


@dataclass
class _Speller:
    vocabulary: Vocabulary
    declared: list[str] = field(default_factory=list)
    bound: list[ir.Var] = field(default_factory=list)  # the innermost last
    scope: int = 0  # so many of them are the rule's
    made: int = 0

    # --- rules --------------------------------------------------------------------------------------------------

    def rule(self, rule: ir.Rule) -> Iterator[str]:
        self.bound, self.scope = [], 0
        yield f'rule {rule.id.rpartition("#")[2]} "{rule.title}"'
        if rule.judged_on is not None:
            yield f"  judged on {rule.judged_on.info.phrase}"
        if len(rule.in_force) > 1:
            raise Unspeakable("two windows")
        for window in rule.in_force:
            ends = [f"{w} {_day(d)}" for w, d in (("from", window.start), ("until", window.end)) if d]
            yield f"  in force {' '.join(ends)}" if ends else "  # always in force"
        if rule.scope:
            yield f"  for each {self.bindings(rule.scope)}"
        yield from (f"  applies when {self.condition(one)}" for one in rule.applies)
        yield from (f"  except when {self.condition(one)}" for one in rule.exceptions)
        yield from (f"  subject to {other.rule.rpartition('#')[2]}" for other in rule.yields_to)
        for limb in rule.limbs:
            yield from self.limb(limb)

    def bindings(self, scope: tuple[ir.Binding, ...]) -> str:
        nouns: list[str] = []
        conditions: list[str] = []
        for binding in scope:
            if not isinstance(binding.over, ir.Members):
                raise Unspeakable("a class in a scope")
            var = ir.Var(binding.var, binding.over.info.type.entity or "")
            self.bound.append(var)
            self.scope += 1
            nouns.insert(0, self.noun(var.entity))
            if binding.where is not None:
                conditions.append(self.condition(binding.where))
        where = f" where {self.group(conditions)}" if conditions else ""
        return " of each ".join(nouns) + where

    def limb(self, limb: ir.Limb) -> Iterator[str]:
        when = f" when {self.condition(limb.when)}" if limb.when is not None else ""
        if limb.strength is Strength.FLAG:
            yield f"  flag when {self.condition(limb.duty)}" + (f" and ({when[6:]})" if when else "")
            return
        yield f"  {self.duty(limb.duty, limb.strength)}{when}"
        if limb.explain is not None:
            yield "  or explain" + (f" in {self.expr(limb.explain.fact)}" if limb.explain.fact is not None else "")

    def duty(self, duty: ir.Condition, modal: str) -> str:
        match duty:
            case ir.Compare(left=left) | ir.BetweenBounds(subject=left) | ir.OneOf(subject=left):
                return f"{self.expr(left)} {modal} be {self.predicate(duty)}"
            case ir.IsStated(subject=subject):
                return f"{self.stated(subject)} {modal} be stated"
            case _:
                whose = self.bound[-1] if self.bound else ir.Var(ir.TENDER, "tender")
                return f"{self.item(whose)} {modal} be {self.classified(whose, duty)}"

    # --- conditions ---------------------------------------------------------------------------------------------

    def condition(self, node: ir.Condition) -> str:
        match node:
            case ir.Compare(left=subject) | ir.BetweenBounds(subject=subject) | ir.OneOf(subject=subject):
                return f"{self.expr(subject)} is {self.predicate(node)}"
            case ir.Within(subject, whole):
                return f"{self.expr(subject)} is within {self.expr(whole)}"
            case ir.Mentions(subject, text):
                return f'{self.expr(subject)} mentions "{text}"'
            case ir.Yes(ir.Fact(owner, info)):
                return f"{self.item(owner)} is {info.phrase}"
            case ir.IsStated(subject):
                return f"{self.stated(subject)} is stated"
            case ir.Among(subject, collection):
                return f"{self.expr(subject)} is among {self.collection(collection)}"
            case ir.Include(collection, mode, options):
                return f"{self.collection(collection)} include {mode} of {self.listed(options)}"
            case ir.Quantified():
                return self.quantified(node)
            case ir.Not(condition):
                return f"not ({self.condition(condition)})"
            case ir.And(conditions) | ir.Or(conditions):
                join = " and " if isinstance(node, ir.And) else " or "
                return join.join(self.bracketed(one) for one in conditions)
            case ir.Yes():
                raise Unspeakable("yes")
            case _:
                assert_never(node)

    def bracketed(self, node: ir.Condition) -> str:
        said = self.condition(node)
        return f"({said})" if isinstance(node, ir.And | ir.Or) else said

    def group(self, conditions: list[str]) -> str:
        return conditions[0] if len(conditions) == 1 else " and ".join(f"({one})" for one in conditions)

    def predicate(self, node: ir.Compare | ir.BetweenBounds | ir.OneOf) -> str:
        match node:
            case ir.Compare(relation, left, right, tolerance):
                if relation == "equal" and left.type.kind in OF_NAMES:
                    return self.expr(right)
                words = OF_DATES if left.type.kind is Kind.DATE else RELATIONS
                give = f", give or take {self.points(tolerance)}" if tolerance is not None else ""
                return f"{words[relation]}{self.expr(right)}{give}"
            case ir.BetweenBounds(_, low, high):
                return f"between {self.expr(low)} and {self.expr(high)}"
            case ir.OneOf(_, options):
                return f"one of {self.listed(options)}"

    def points(self, tolerance: ir.Expr) -> str:
        said = self.expr(tolerance)
        return f"{said[:-1]} percentage points" if said.endswith("%") else said

    def quantified(self, node: ir.Quantified) -> str:
        if not isinstance(node.over, ir.Members):
            raise Unspeakable("a quantifier over anything but a list")
        var = ir.Var(node.var, node.over.info.type.entity or "")
        whose = "" if node.over.owner == ir.Var(ir.TENDER, "tender") else f" of {self.item(node.over.owner)}"
        return f"{node.quantifier} {self.noun(var.entity)}{whose} is {self.classified(var, node.condition)}"

    def classified(self, var: ir.Var, condition: ir.Condition) -> str:
        """A definition of the things for which a condition holds, as a predicate."""
        outside, self.bound, scope, self.scope = self.bound, [var] if var.name != ir.TENDER else [], self.scope, 0
        said = self.condition(condition)
        self.bound, self.scope = outside, scope
        name = f"{self.fresh()} {self.noun(var.entity)}"
        self.declared += [f"define a {name} as a {self.noun(var.entity)} where {said}", ""]
        return f"a {name}"

    # --- collections --------------------------------------------------------------------------------------------

    def collection(self, node: ir.Collection) -> str:
        match node:
            case ir.Members(owner, info) | ir.Scalars(owner, info):
                return f"{info.phrase}{self.whose(owner)}"
            case ir.Projected(over, var, value):
                if not isinstance(value, ir.Fact | ir.Scalars) or value.owner != ir.Var(var, value.info.owner):
                    raise Unspeakable("a fact through another")
                return f"{value.info.plural or value.info.phrase} of {self.collection(over)}"
            case ir.Filtered(ir.Members(owner, info) as over, var, condition):
                self.bound.append(ir.Var(var, info.type.entity or ""))
                said = self.condition(condition)
                self.bound.pop()
                return f"{self.collection(over)} where ({said})"
            case _:
                raise Unspeakable("a part of a part")

    def whose(self, owner: ir.ItemExpr) -> str:
        return f" of {self.item(owner)}"

    # --- operands -----------------------------------------------------------------------------------------------

    def expr(self, node: ir.Expr) -> str:
        match node:
            case ir.Const(value, type_):
                return format_value(value, type_.kind)
            case ir.Fact(owner, info):
                return f"{info.phrase} of {self.item(owner)}"
            case ir.TheItem(item):
                return self.item(item)
            case ir.Threshold(_, periods, type_):
                return self.threshold(periods, type_.kind)
            case ir.Aggregate(function, over, var, value):
                return f"{function} {self.fact_of(var, value)}of {self.collection(over)}"
            case ir.Share(over, var, member, value):
                return self.share(over, var, member, value)
            case ir.RatioOf(left, right):
                return f"the ratio of {self.expr(left)} to {self.atom(right)}"
            case ir.TimeFrom(start, end):
                return f"the time from {self.expr(start)} to {self.atom(end)}"
            case ir.Arithmetic(operator, left, right):
                return f"{self.expr(left)} {operator} {self.atom(right)}"
            case ir.Extreme(which, left, right):
                return f"the {which} of {self.expr(left)} and {self.atom(right)}"
            case _:
                raise Unspeakable(type(node).__name__)

    def atom(self, node: ir.Expr) -> str:
        if isinstance(node, ir.Arithmetic):
            raise Unspeakable("a sum within another")
        return self.expr(node)

    def listed(self, options: tuple[ir.Expr, ...]) -> str:
        return ", ".join(self.expr(one) for one in options)

    def fact_of(self, var: str, value: ir.Expr | None) -> str:
        if value is None:
            return ""
        if not isinstance(value, ir.Fact) or value.owner != ir.Var(var, value.info.owner):
            raise Unspeakable("a fact through another")
        return f"{value.info.phrase} "

    def share(self, over: ir.Collection, var: str, member: ir.Condition, value: ir.Expr | None) -> str:
        if not isinstance(over, ir.Members):
            raise Unspeakable("a share of a part")
        self.bound.append(ir.Var(var, over.info.type.entity or ""))
        said = self.condition(member)
        self.bound.pop()
        by = self.fact_of(var, value)
        return f"the share of {self.collection(over)} where ({said})" + (f" by {by.strip()}" if by else "")

    def threshold(self, periods: tuple[ir.Period, ...], kind: Kind) -> str:
        name = f"{self.fresh()} bound"
        self.declared.append(f"threshold {name} is")
        for period in periods:
            said = format_value(period.value, kind)
            ends = [f"{w} {_day(d)}" for w, d in (("from", period.start), ("until", period.end)) if d]
            self.declared.append(f"  {' '.join([said, *ends])}")
        self.declared.append("")
        return name

    def stated(self, subject: ir.Fact | ir.Members | ir.Scalars | ir.TheItem) -> str:
        return self.collection(subject) if isinstance(subject, ir.Members | ir.Scalars) else self.expr(subject)

    # --- things -------------------------------------------------------------------------------------------------

    def item(self, node: ir.ItemExpr) -> str:
        match node:
            case ir.Var(ir.TENDER):
                return "the tender"
            case ir.Var():
                alike = [var for var in self.bound if var.entity == node.entity]
                if node not in alike:
                    raise Unspeakable("a thing outside a definition")
                if alike[-1] == node:
                    return f"the {self.noun(node.entity)}"
                if node in self.bound[: self.scope] and len(alike) == 2:
                    return f"this {self.noun(node.entity)}"
                raise Unspeakable("three of one kind")
            case ir.Step(owner, info):
                return f"the {info.phrase} of {self.item(owner)}"

    def noun(self, entity: str) -> str:
        return self.vocabulary.entities[entity].singular

    def fresh(self) -> str:
        self.made += 1
        if self.made > len(COLOURS):
            raise Unspeakable("more than there are colours")
        return COLOURS[self.made - 1]


def _day(day: object) -> str:
    return format_value(Moment(day), Kind.DATE)  # type: ignore[arg-type]
