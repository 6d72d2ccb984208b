"""A second opinion: what a rulebook says of a complete tender, by plain values and three answers.

Written from the language's design and apart from the interpreter: no ranges, no traces, no explanations. True, False
and None (it cannot be told) are the three answers. Where the oracle has no opinion it raises `Unsure`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from policyspec.ir import nodes as ir
from policyspec.model.facts import Absence, Absent, Explanation, Item, Stated, Tender, Waiver, items
from policyspec.model.outcomes import Strength, Verdict
from policyspec.model.values import Classification, ItemRef, Moment
from tests.law.plain import (
    Amount,
    Length,
    NoValue,
    Plain,
    Span,
    Unsure,
    added,
    best,
    nothing,
    parts,
    plain,
    rows,
    scaled,
    signs,
    together,
)

Answer = bool | None
Bound = Item | Plain
Verdicts = frozenset[Verdict]


def every(answers: Iterable[Answer]) -> Answer:
    seen = set(answers)
    return False if False in seen else None if None in seen else True


def some(answers: Iterable[Answer]) -> Answer:
    found = every(None if a is None else not a for a in answers)
    return None if found is None else not found


def opposite(answer: Answer) -> Answer:
    return None if answer is None else not answer


@dataclass(frozen=True)
class Oracle:
    """The tender that is judged, and the variables bound."""

    tender: Tender
    things: Mapping[str, Item]
    rules: Mapping[str, ir.Rule]
    bound: Mapping[str, Bound]
    judged: Moment | None = None
    rate: Fraction | None = None  # the highest of VAT, as the rule has it

    def binding(self, name: str, value: Bound) -> Oracle:
        return Oracle(self.tender, self.things, self.rules, {**self.bound, name: value}, self.judged, self.rate)

    def judging(self, rule: ir.Rule) -> Oracle:
        """The same for another rule, with the date that it is judged on."""
        assert rule.judged_on is not None
        judged = self.value(rule.judged_on)
        on = judged if isinstance(judged, Moment) else None
        return Oracle(self.tender, self.things, self.rules, self.bound, on, rule.vat_at_most)

    @property
    def vat(self) -> str | None:
        found = self.tender.root.fact("vat_basis")
        return str(found.value) if isinstance(found, Stated) else None

    # --- items and collections ----------------------------------------------------------------------------------

    def item(self, node: ir.ItemExpr) -> Item:
        if isinstance(node, ir.Var):
            found = self.bound[node.name]
            assert isinstance(found, Item)
            return found
        owner = self.item(node.owner)
        if node.info.key in owner.records:
            return owner.records[node.info.key]
        fact = owner.fact(node.info.key)
        if not isinstance(fact, Stated) or not isinstance(fact.value, ItemRef):
            raise Unsure
        return self.things[fact.value.path]

    def members(self, node: ir.Collection) -> list[tuple[Bound, Answer]]:
        """The members of a collection, each with whether it belongs."""
        match node:
            case ir.Members(owner, info):
                return [(i, True) for i in self.item(owner).lists[info.key].items]
            case ir.Scalars(owner, info):
                values = self.item(owner).values[info.key].values
                return [(self.stated(v), True) for v in values]
            case ir.Filtered(over, var, condition):
                found = [(m, every((b, self.binding(var, m).holds(condition)))) for m, b in self.members(over)]
                return [(m, b) for m, b in found if b is not False]
            case ir.Projected(over, var, value):
                return [pair for m, b in self.members(over) for pair in self.binding(var, m).projected(value, b)]

    def projected(self, value: ir.Expr | ir.Scalars, belongs: Answer) -> list[tuple[Bound, Answer]]:
        if isinstance(value, ir.Scalars):
            return [(m, every((belongs, b))) for m, b in self.members(value)]
        return [(self.value(value), belongs)]

    def certain(self, node: ir.Collection) -> list[Bound]:
        found = self.members(node)
        if any(b is None for _, b in found):
            raise Unsure
        return [m for m, _ in found]

    # --- expressions --------------------------------------------------------------------------------------------

    def stated(self, fact: Stated | Absent) -> Plain:
        if isinstance(fact, Stated):
            return plain(fact.value, self.vat, policy=False)
        if fact.why is Absence.NOT_APPLICABLE:
            return NoValue(out=True)
        raise Unsure

    def value(self, node: ir.Expr) -> Plain:
        match node:
            case ir.Const(value):
                return plain(value, None, policy=True)
            case ir.Fact(owner, info):
                return self.stated(self.item(owner).fact(info.key))
            case ir.ScalarVar(name):
                found = self.bound[name]
                assert not isinstance(found, Item)
                return found
            case ir.TheItem(item):
                return ItemRef(self.item(item).path)
            case ir.Threshold(_, periods):
                return next((plain(p.value, None, policy=True) for p in periods if self.covers(p)), NoValue())
            case ir.Lookup():
                return self.lookup(node)
            case ir.Aggregate():
                return self.aggregate(node)
            case ir.Share():
                return self.share(node)
            case ir.ClassRatio():
                return self.class_ratio(node)
            case ir.RatioOf(left, right):
                return parts(self.value(left), self.value(right))
            case ir.TimeFrom(start, end):
                return self.time(self.value(start), self.value(end))
            case ir.Arithmetic("times", left, right):
                return scaled(self.value(left), self.value(right))
            case ir.Arithmetic(operator, left, right):
                return added(self.value(left), self.value(right), 1 if operator == "plus" else -1)
            case ir.Extreme(which, left, right):
                pair = (self.value(left), self.value(right))
                lost = next((p for p in pair if isinstance(p, NoValue)), None)
                return lost or best(pair, 1 if which == "higher" else -1)

    def covers(self, period: ir.Period | ir.InForce) -> bool:
        """Whether the judged date falls within; both days are included."""
        assert self.judged is not None
        day = self.judged.day
        return (period.start is None or day >= period.start) and (period.end is None or day <= period.end)

    def time(self, start: Plain, end: Plain) -> Plain:
        for side in (start, end):
            if isinstance(side, NoValue):
                return side
        buyer = self.tender.root.records.get("buyer")
        country, region = (
            str(f.value) if buyer and isinstance(f := buyer.fact(k), Stated) else None for k in ("country", "region")
        )
        assert isinstance(start, Moment)
        assert isinstance(end, Moment)
        return Span(start, end, country, region)

    def lookup(self, node: ir.Lookup) -> Plain:
        chosen = []
        for row in node.rows:
            applies = every(self.holds(c) for c in row.conditions)
            if applies is None:
                raise Unsure
            if applies:
                chosen.append(self.value(row.result))
            if applies and node.selects == "first":
                return chosen[0]
        if not chosen or (node.selects == "exactly one" and len(chosen) > 1):
            return NoValue()
        if len(chosen) > 1 and any(isinstance(c, NoValue) for c in chosen):
            raise Unsure
        return chosen[0] if len(chosen) == 1 else best(chosen, 1 if node.selects == "highest" else -1)

    def aggregate(self, node: ir.Aggregate) -> Plain:
        found = self.certain(node.over)
        if node.function == "number":
            return Fraction(len(found))
        assert node.value is not None
        values = self.counted(found, node.var, node.value)
        lost = next((v for v in values if isinstance(v, NoValue)), None)
        if lost is not None:
            return lost
        if node.function == "total":
            return together(values, sum_of) if values else nothing(node.value.type.kind)
        return best(values, 1 if node.function == "highest" else -1) if values else NoValue()

    def counted(self, found: list[Bound], var: str, value: ir.Expr) -> list[Plain]:
        """The values of members, without what the structure rules out: a pass/fail criterion has no weight."""
        values = [self.binding(var, m).value(value) for m in found]
        return [v for v in values if v != NoValue(out=True)]

    def share(self, node: ir.Share) -> Plain:
        inside: list[Plain] = []
        outside: list[Plain] = []
        for member in self.certain(node.over):
            within = self.binding(node.var, member)
            value = Fraction(1) if node.value is None else within.value(node.value)
            part = within.holds(node.member)
            if value == NoValue(out=True):
                continue
            if part is None:
                raise Unsure
            (inside if part else outside).append(value)
        if not inside and not outside:
            return NoValue()
        return self.part(inside, outside)

    def part(self, inside: list[Plain], outside: list[Plain]) -> Plain:
        whole = [*inside, *outside]
        if any(isinstance(v, NoValue) or (isinstance(v, Fraction) and v < 0) for v in whole):
            return NoValue()
        if any(isinstance(v, Length | Span) for v in whole):
            total = together(whole, sum_of)
            part = together(inside, sum_of) if inside else Length(Fraction(0), None)
            assert isinstance(total, Length)
            assert isinstance(part, Length)
            return part.amount / total.amount if total.amount else NoValue()
        found = rows([v for v in whole if isinstance(v, Amount)])
        if isinstance(whole[0], Amount) and (found is None or not found[1]):
            return NoValue()
        lines = list(found[1].values()) if isinstance(whole[0], Amount) and found else [whole]
        shares = {self.quotient(line, len(inside)) for line in lines}
        if len(shares) > 1:
            raise Unsure
        return shares.pop()

    def quotient(self, line: list[Plain] | list[Fraction], inside: int) -> Plain:
        numbers = [n for n in line if isinstance(n, Fraction)]
        total = sum(numbers, Fraction(0))
        return sum(numbers[:inside], Fraction(0)) / total if total else NoValue()

    def class_ratio(self, node: ir.ClassRatio) -> Plain:
        sides: tuple[list[Plain], list[Plain]] = ([], [])
        for member in self.certain(node.over):
            within = self.binding(node.var, member)
            weight = within.value(node.value)
            if weight == NoValue(out=True):
                continue
            for condition, side in ((node.left, sides[0]), (node.right, sides[1])):
                belongs = within.holds(condition)
                if belongs is None:
                    raise Unsure
                if belongs:
                    side.append(weight)
        left, right = (together([Fraction(0), *side], sum_of) for side in sides)
        return parts(left, right)

    # --- conditions ---------------------------------------------------------------------------------------------

    def holds(self, node: ir.Condition, *, denied: bool = False) -> Answer:
        """Whether a condition holds; or whether it is denied, which is not the same where a fact does not apply."""
        match node:
            case ir.Not(condition):
                return self.holds(condition, denied=not denied)
            case ir.And(conditions) | ir.Or(conditions):
                each = [self.holds(c, denied=denied) for c in conditions]
                return every(each) if isinstance(node, ir.And) is not denied else some(each)
            case ir.Quantified("every", over, var, condition):
                counter = [
                    every((b, self.binding(var, m).holds(condition, denied=True))) for m, b in self.members(over)
                ]
                return some(counter) if denied else opposite(some(counter))
            case ir.Quantified(quantifier, over, var, condition):
                any_one = some([every((b, self.binding(var, m).holds(condition))) for m, b in self.members(over)])
                return any_one if (quantifier == "some") is not denied else opposite(any_one)
            case _:
                plainly = self.plainly(node)
                return False if plainly == "out" else opposite(plainly) if denied else plainly

    def plainly(self, node: ir.Condition) -> Answer | Literal["out"]:
        """The answer of a condition that has no others in it; `out` where it is on a fact that does not apply."""
        match node:
            case ir.Compare():
                return self.compare(node)
            case ir.BetweenBounds(subject, low, high):
                value = self.value(subject)
                least, most = (
                    self.related("at least", value, self.value(low)),
                    self.related("at most", value, self.value(high)),
                )
                return joined((least, most), every)
            case ir.OneOf(subject, options):
                return joined([self.related("equal", self.value(subject), self.value(o)) for o in options], some)
            case ir.Within(subject, whole):
                inner, outer = self.value(subject), self.value(whole)
                if NoValue(out=True) in (inner, outer):
                    return "out"
                if not isinstance(inner, Classification) or not isinstance(outer, Classification):
                    return None
                return inner.code.startswith(outer.code.rstrip("0").ljust(2, "0"))
            case ir.Mentions(subject, text):
                value = self.value(subject)
                return (
                    "out" if value == NoValue(out=True) else mentions(value, text) if isinstance(value, str) else None
                )
            case ir.Yes(subject):
                return self.related("equal", self.value(subject), True)
            case ir.IsStated(subject):
                return self.is_stated(subject)
            case ir.Among(subject, collection):
                return self.among(self.value(subject), collection)
            case ir.Include(collection, mode, options):
                found = [self.among(self.value(o), collection) for o in options]
                return joined(found, every if mode == "each" else some)
            case _:
                raise TypeError(node)

    def compare(self, node: ir.Compare) -> Answer | Literal["out"]:
        left, right = self.value(node.left), self.value(node.right)
        if node.tolerance is None:
            return self.related(node.relation, left, right)
        give = self.value(node.tolerance)
        low, high = added(right, give, -1), added(right, give, 1)
        return joined((self.related("at least", left, low), self.related("at most", left, high)), every)

    def related(self, relation: str, left: Plain, right: Plain) -> Answer | Literal["out"]:
        if NoValue(out=True) in (left, right):
            return "out"
        found, meant = signs(left, right, self.rate), _MEANT[relation]
        return True if found <= meant else None if found & meant else False

    def is_stated(self, subject: ir.Fact | ir.Members | ir.Scalars | ir.TheItem) -> Answer:
        if isinstance(subject, ir.TheItem):
            self.item(subject.item)
            return True
        owner = self.item(subject.owner)
        if not isinstance(subject, ir.Fact):
            return True
        fact = owner.fact(subject.info.key)
        if isinstance(fact, Absent) and fact.why not in (Absence.NOT_APPLICABLE, Absence.WITHHELD):
            raise Unsure
        # What the structure rules out is not stated and cannot be.
        return isinstance(fact, Stated) or fact.why is Absence.WITHHELD

    def among(self, subject: Plain, collection: ir.Collection) -> Answer | Literal["out"]:
        members = [(ItemRef(m.path) if isinstance(m, Item) else m, b) for m, b in self.members(collection)]
        if subject == NoValue(out=True):
            return "out"
        alike = [(b, self.related("equal", subject, m)) for m, b in members]
        return some([every((b, False if same == "out" else same)) for b, same in alike])


def joined(
    answers: Iterable[Answer | Literal["out"]], join: Callable[[Iterable[Answer]], Answer]
) -> Answer | Literal["out"]:
    """Some answers joined. One that is out neither holds nor fails, so it decides nothing that others do not."""
    seen = list(answers)
    if "out" not in seen:
        return join([a for a in seen if a != "out"])
    held, failed = (join([default if a == "out" else a for a in seen]) for default in (True, False))
    return held if held is not None and held == failed else "out"


def sum_of(row: list[Fraction]) -> Fraction:
    return sum(row, Fraction(0))


def mentions(text: str, words: str) -> bool:
    """Whole words, case folded."""
    return re.search(rf"(^|\W){re.escape(words.casefold())}(\W|$)", " ".join(text.casefold().split())) is not None


_MEANT = {"at least": {0, 1}, "at most": {-1, 0}, "above": {1}, "below": {-1}, "equal": {0}}


# --- rules ------------------------------------------------------------------------------------------------------


def judged(rulebook: ir.Rulebook, tender: Tender) -> dict[tuple[str, str, str], Verdicts | None]:
    """For rule, limb and item the verdicts that are possible: one, unless something has no value.

    None: no opinion. A rule of whose scope there is none is left out.
    """
    things = {i.path: i for i in items(tender.root)}
    oracle = Oracle(tender, things, {r.id: r for r in rulebook.rules}, {ir.TENDER: tender.root})
    found: dict[tuple[str, str, str], Verdicts | None] = {}
    for rule in rulebook.rules:
        try:
            found |= _of_rule(oracle, rule)
        except Unsure:
            continue
    return found


def _of_rule(oracle: Oracle, rule: ir.Rule) -> dict[tuple[str, str, str], Verdicts | None]:
    found: dict[tuple[str, str, str], Verdicts | None] = {}
    for within, item, in_scope in sites(oracle.judging(rule), oracle.tender.root, rule.scope, True):
        for limb in rule.limbs:
            try:
                found[rule.id, limb.label, item.path] = _of_limb(within, rule, limb, item, in_scope)
            except Unsure:
                found[rule.id, limb.label, item.path] = None
    return found


def sites(
    oracle: Oracle, parent: Item, scope: tuple[ir.Binding, ...], in_scope: Answer
) -> Iterator[tuple[Oracle, Item, Answer | str]]:
    """Each item of a scope with the variables bound; `empty` at what holds none."""
    if not scope:
        yield oracle, parent, in_scope
        return
    first, *rest = scope
    kept = False
    for member, belongs in oracle.members(first.over):
        assert isinstance(member, Item)
        within = oracle.binding(first.var, member)
        here = every((in_scope, belongs, True if first.where is None else within.holds(first.where)))
        if here is not False:
            kept = True
            yield from sites(within, member, tuple(rest), here)
    if not kept:
        yield oracle, parent, "empty"


def _of_limb(oracle: Oracle, rule: ir.Rule, limb: ir.Limb, item: Item, in_scope: Answer | str) -> Verdicts:
    out = frozenset((Verdict.NOT_APPLICABLE,))
    if in_scope == "empty":
        return out
    assert not isinstance(in_scope, str)
    applies = every((in_scope, applicable(oracle, rule, item)))
    when = True if limb.when is None else oracle.holds(limb.when)
    applies = every((applies, when))
    duties = [d for d in _alternatives(limb.duty) if not ruled_out(oracle, d)]
    if applies is False or not duties:
        return out
    duty, denied = some([oracle.holds(d) for d in duties]), every([oracle.holds(d, denied=True) for d in duties])
    if limb.strength is Strength.FLAG:
        flag = every((applies, duty))
        return frozenset(
            v for v, a in ((Verdict.FLAGGED, flag), (Verdict.NOT_APPLICABLE, opposite(flag))) if a is not False
        )
    out_of_it = duty is not True and denied is not True and (duty is False or denied is False)
    found = {Verdict.NOT_APPLICABLE} if out_of_it or not applies else set()
    found |= {Verdict.MET} if duty is not False else set()
    return frozenset(found | (_breach(oracle, rule, limb, item) if denied is not False else set()))


def _alternatives(duty: ir.Condition) -> tuple[ir.Condition, ...]:
    return duty.conditions if isinstance(duty, ir.Or) else (duty,)


def ruled_out(oracle: Oracle, duty: ir.Condition) -> bool:
    """Whether a duty is about a fact that the structure rules out."""
    match duty:
        case ir.Compare(left=ir.Fact() as fact):
            return oracle.value(fact) == NoValue(out=True)
        case (
            ir.BetweenBounds(subject=ir.Fact() as fact)
            | ir.OneOf(subject=ir.Fact() as fact)
            | ir.Mentions(subject=ir.Fact() as fact)
            | ir.Yes(subject=ir.Fact() as fact)
            | ir.IsStated(subject=ir.Fact() as fact)
        ):
            return oracle.value(fact) == NoValue(out=True)
        case ir.Not(condition):
            return ruled_out(oracle, condition)
        case ir.Or(conditions):
            return all(ruled_out(oracle, c) for c in conditions)
        case _:
            return False


def applicable(oracle: Oracle, rule: ir.Rule, item: Item) -> Answer:
    """Whether a rule applies: in force, all it applies when, no exception, nothing that prevails."""
    oracle = oracle.judging(rule)
    return every((
        *(oracle.covers(w) for w in rule.in_force),
        *(oracle.holds(c) for c in rule.applies),
        *(opposite(oracle.holds(c)) for c in rule.exceptions),
        *(opposite(_prevails(oracle, y, item)) for y in rule.yields_to),
    ))  # fmt: skip


def _prevails(oracle: Oracle, other: ir.Yield, item: Item) -> Answer:
    """Whether another rule applies to the same item (a rule of the tender: to the tender, so to every item)."""
    rule = oracle.rules[other.rule]
    own = Oracle(oracle.tender, oracle.things, oracle.rules, {ir.TENDER: oracle.tender.root})
    answers = [
        every((in_scope, applicable(within, rule, found)))
        for within, found, in_scope in sites(own.judging(rule), oracle.tender.root, rule.scope, True)
        if in_scope != "empty" and not isinstance(in_scope, str) and (not other.same_item or found.path == item.path)
    ]
    return some(answers)


def _breach(oracle: Oracle, rule: ir.Rule, limb: ir.Limb, item: Item) -> set[Verdict]:
    waiver = _nearest([w for w in oracle.tender.waivers if w.reason.strip() and w.approver and w.expiry], rule, item)
    if isinstance(waiver, Waiver) and waiver.expiry and oracle.covers(ir.InForce(None, waiver.expiry.day)):
        return {Verdict.WAIVED}
    if limb.explain is None:
        return {Verdict.BREACHED}
    recorded = _nearest([e for e in oracle.tender.explanations if e.reason.strip()], rule, item)
    if recorded is None and limb.explain.fact is not None:
        reason = oracle.value(limb.explain.fact)
        return {Verdict.EXPLAINED if isinstance(reason, str) and reason.strip() else Verdict.BREACHED}
    return {Verdict.EXPLAINED if recorded is not None else Verdict.BREACHED}


def _nearest(records: list[Waiver] | list[Explanation], rule: ir.Rule, item: Item) -> Waiver | Explanation | None:
    """What is recorded for a rule at an item; what names the item goes first."""
    speaking = [r for r in records if r.rule == rule.id and r.item in (item.path, None)]
    return next(iter(sorted(speaking, key=lambda r: r.item is None)), None)
