"""Random expressions and collections of the Core IR, well typed by construction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from policyspec.ir import nodes as ir
from policyspec.model.types import CLASSIFICATION, DATE, DURATION, MONEY, NUMBER, PERCENTAGE, RATIO, TEXT, Kind, Type
from policyspec.model.values import Duration, Unit
from policyspec.model.vocabulary import FactInfo, is_scalar
from tests.law import nodes
from tests.law.domain import HERE_ON, OFTEN_DAYS, Dims, codes, scalar, spoken

if TYPE_CHECKING:
    from tests.law.conditions import Conditions

SUMMABLE = (Kind.NUMBER, Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION)
ORDERED = (*SUMMABLE, Kind.RATIO, Kind.DATE)
TYPES = {t.kind: t for t in (CLASSIFICATION, DATE, DURATION, MONEY, NUMBER, PERCENTAGE, RATIO, TEXT)}


@dataclass(frozen=True)
class Scope:
    """What an expression may speak of: items, members of lists of scalars; and how deep it may still go."""

    items: tuple[ir.ItemExpr, ...]
    scalars: tuple[ir.ScalarVar, ...] = ()
    depth: int = 3

    def deeper(self) -> Scope:
        return replace(self, depth=self.depth - 1)

    def with_item(self, item: ir.ItemExpr) -> Scope:
        # The item bound last is the one most worth speaking of.
        return replace(self.deeper(), items=(item, item, *self.items))


class Expressions:
    """Draws expressions. `conditions` draws what stands inside them."""

    conditions: Conditions

    def __init__(self, rng: Random, dims: Dims) -> None:
        self.rng, self.dims = rng, dims
        self.bound = 0

    def fresh(self, entity: str) -> str:
        """A variable that nothing else in the rulebook is called."""
        self.bound += 1
        return f"{nodes.singular(entity) if entity else 'value'} {self.bound}"

    # --- what there is to speak of ------------------------------------------------------------------------------

    def facts(self, scope: Scope, kind: Kind, codes_of: str | None = None) -> list[ir.Fact]:
        """The facts of a kind of everything in scope; through a record or a reference now and then."""
        owners = [*scope.items, *(self._steps(scope) if self.rng.random() < 0.5 else ())]
        return [
            nodes.fact(owner, info)
            for owner in owners
            for info in spoken(nodes.entity_of(owner))
            if info.type.kind is kind and is_scalar(info.type) and codes_of in (None, info.type.codes)
        ]

    def _steps(self, scope: Scope) -> list[ir.Step]:
        return [
            ir.Step(item, info)
            for item in scope.items
            for info in spoken(nodes.entity_of(item))
            if info.type.kind is Kind.ITEM
        ]

    def things(self, scope: Scope, entity: str | None = None) -> ir.ItemExpr | None:
        """A thing in scope, or one that a reference leads to."""
        found = [i for i in (*scope.items, *self._steps(scope)) if entity in (None, nodes.entity_of(i))]
        found = [i for i in found if nodes.entity_of(i) != "tender"]
        return self.rng.choice(found) if found else None

    def listed(self, scope: Scope, kind: Kind, *, wanted: str | None = None) -> tuple[ir.ItemExpr, FactInfo] | None:
        """A list that something in scope has; `wanted`: of this kind of thing."""
        found = [
            (item, info)
            for item in scope.items
            for info in spoken(nodes.entity_of(item))
            if info.type.kind is kind and wanted in (None, info.type.entity)
        ]
        return self.rng.choice(found) if found else None

    # --- collections --------------------------------------------------------------------------------------------

    def collection(self, scope: Scope, *, wanted: str | None = None) -> tuple[ir.Collection, str] | None:
        """A collection of things, filtered now and then, and what its members are."""
        found = self.listed(scope, Kind.LIST, wanted=wanted)
        if found is None:
            return None
        entity = found[1].type.entity or ""
        over: ir.Collection = nodes.members(*found)
        if self.rng.random() < 0.35 and scope.depth > 0:
            var = self.fresh(entity)
            inside = scope.with_item(ir.Var(var, entity))
            over = nodes.filtered(over, var, self.conditions.about(inside))
        return over, entity

    def values(self, scope: Scope) -> tuple[ir.Collection, Type] | None:
        """A collection of scalars, and the type of one."""
        if self.rng.random() < 0.5:
            found = self.listed(scope, Kind.VALUES)
            if found is not None and found[1].type.element is not None:
                return nodes.scalars(*found), found[1].type.element
        picked = self.collection(scope)
        if picked is None:
            return None
        over, entity = picked
        var = self.fresh(entity)
        inside = scope.with_item(ir.Var(var, entity))
        listed = self.listed(replace(inside, items=inside.items[:1]), Kind.VALUES)
        if listed is not None and listed[1].type.element is not None and self.rng.random() < 0.6:
            return nodes.projected(over, var, nodes.scalars(*listed)), listed[1].type.element
        fact = self.rng.choice([f for k in Kind for f in self.facts(replace(inside, items=inside.items[:1]), k)])
        return nodes.projected(over, var, fact), fact.type

    # --- expressions --------------------------------------------------------------------------------------------

    def expr(self, scope: Scope, type_: Type) -> ir.Expr:
        """An expression of a type, seldom a literal."""
        kind = type_.kind
        bound = [s for s in scope.scalars if s.type.kind is kind and s.type.codes == type_.codes]
        if bound and self.rng.random() < 0.7:
            return self.rng.choice(bound)
        roll = self.rng.random()
        if scope.depth > 0 and roll < 0.65:
            found = self.worked_out(scope, type_)
            if found is not None:
                return found
        facts = self.facts(scope, kind, type_.codes)
        if facts and roll < 0.95:
            return self.rng.choice(facts[: 2 * len(facts) // 3 + 1])
        return self.dated(type_) if self.rng.random() < 0.3 else self.const(type_)

    def const(self, type_: Type) -> ir.Const:
        plain = replace(type_, lo=None if type_.kind is Kind.NUMBER and self.rng.random() < 0.1 else Fraction(0))
        value = scalar(self.rng, plain if type_.kind in ORDERED else type_, self.dims, policy=True)
        return nodes.const(value, type_, name="a parameter" if self.rng.random() < 0.1 else None)

    def dated(self, type_: Type) -> ir.Expr:
        """A threshold, where the type can have one: its timeline covers `HERE_ON`, often no more."""
        if type_.kind not in (Kind.MONEY, Kind.PERCENTAGE, Kind.NUMBER, Kind.DURATION):
            return self.const(type_)
        first, last = HERE_ON
        split = self.rng.choice((date(2025, 12, 31), date(2026, 3, 31)))
        start = None if self.rng.random() < 0.3 else first
        end = None if self.rng.random() < 0.5 else last
        spans = [(start, split), (date.fromordinal(split.toordinal() + 1), end)]
        values = [self.const(type_).value for _ in spans]
        if type_.kind is Kind.MONEY and not self.dims.foreign:
            # One threshold is on one basis.
            values = values[:1] * 2 if self.rng.random() < 0.3 else values
        periods = tuple(ir.Period(v, s, e) for v, (s, e) in zip(values, spans, strict=True))
        return ir.Threshold("a threshold", periods, type_, "a threshold", nodes.HERE)

    def worked_out(self, scope: Scope, type_: Type) -> ir.Expr | None:
        """An expression that is neither a literal nor a fact."""
        makers = {
            Kind.NUMBER: (
                self._count,
                self._count,
                self._total,
                self._extremum,
                self._sum,
                self._sum,
                self._times,
                self._lookup,
            ),
            Kind.PERCENTAGE: (
                self._share,
                self._share,
                self._share,
                self._total,
                self._total,
                self._extremum,
                self._sum,
                self._lookup,
            ),
            Kind.MONEY: (
                self._total,
                self._total,
                self._extremum,
                self._extremum,
                self._sum,
                self._times,
                self._extreme,
                self._lookup,
            ),
            Kind.DURATION: (self._time, self._time, self._time, self._total, self._extremum, self._sum, self._extreme),
            Kind.DATE: (self._extremum, self._extremum, self._moved, self._extreme),
            Kind.RATIO: (self._class_ratio, self._class_ratio, self._ratio_of, self._extreme, self._lookup),
            Kind.CODE: (self._lookup,),
        }
        chosen = makers.get(type_.kind)
        return self.rng.choice(chosen)(scope, type_) if chosen else None

    def of(self, sort: str, scope: Scope, type_: Type) -> ir.Expr | None:
        """An expression of one sort."""
        makers = {
            "count": self._count, "total": self._total, "extremum": self._extremum, "share": self._share,
            "ratio": self._class_ratio, "sum": self._sum, "table": self._lookup, "date": self.rng.choice((self._moved, self._extreme)),
        }  # fmt: skip
        return makers[sort](scope, type_)

    def _count(self, scope: Scope, _type: Type) -> ir.Expr | None:
        found = self.collection(scope)
        return found and nodes.aggregate("number", found[0], self.fresh(found[1]), None)

    def _of_members(
        self, scope: Scope, type_: Type, wanted: str | None = None
    ) -> tuple[ir.Collection, ir.Var, ir.Expr] | None:
        """A collection whose members have a fact of a type, a variable for one, and the fact."""
        for _ in range(6):
            found = self.collection(scope, wanted=wanted)
            if found is None:
                return None
            var = ir.Var(self.fresh(found[1]), found[1])
            inside = Scope((var,), depth=0)
            facts = [f for f in self.facts(inside, type_.kind) if wanted is None or f.owner == var]
            if facts:
                return found[0], var, self.rng.choice(facts)
        return None

    def _total(self, scope: Scope, type_: Type) -> ir.Expr | None:
        found = self._of_members(scope, type_)
        return found and nodes.aggregate("total", found[0], found[1].name, found[2])

    def _extremum(self, scope: Scope, type_: Type) -> ir.Expr | None:
        found = self._of_members(scope, type_)
        function = self.rng.choice(("highest", "lowest"))
        return found and nodes.aggregate(function, found[0], found[1].name, found[2])

    def _share(self, scope: Scope, _type: Type) -> ir.Expr | None:
        by = (
            (MONEY, "lot"),
            (MONEY, None),
            (PERCENTAGE, "criterion"),
            (PERCENTAGE, "criterion"),
            (PERCENTAGE, None),
            (DURATION, None),
        )
        found = self._of_members(scope, *self.rng.choice(by))
        if found is None:
            return None
        over, var, value = found
        condition = self.conditions.about(scope.with_item(var))
        return nodes.share(over, var.name, condition, value if self.rng.random() < 0.7 else None)

    def _class_ratio(self, scope: Scope, _type: Type) -> ir.Expr | None:
        found = self.collection(scope, wanted="criterion")
        if found is None:
            return None
        var = self.fresh("criterion")
        inside = Scope((ir.Var(var, "criterion"),), depth=0)
        cost, other = self.conditions.classes(inside)
        weight = nodes.fact(inside.items[0], next(i for i in spoken("criterion") if i.key == "weight"))
        left, right = (cost, other) if self.rng.random() < 0.3 else (other, cost)
        return nodes.class_ratio(found[0], var, left, right, weight)

    def _ratio_of(self, scope: Scope, type_: Type) -> ir.Expr:
        kind = self.rng.choice((Kind.NUMBER, Kind.PERCENTAGE, Kind.MONEY))
        left, right = (self.expr(scope.deeper(), TYPES[kind]) for _ in range(2))
        return ir.RatioOf(left, right, type_, f"ratio of {left.words} to {right.words}", nodes.HERE)

    def _time(self, scope: Scope, _type: Type) -> ir.Expr:
        start, end = (self.expr(scope.deeper(), DATE) for _ in range(2))
        words = f"time from {start.words} to {end.words}"
        return ir.TimeFrom(start, end, Type(Kind.DURATION), words, nodes.HERE)

    def near(self) -> ir.Const:
        """A length of time that two of the days that tenders state may just be apart."""
        first, last = sorted(self.rng.choice(OFTEN_DAYS) for _ in range(2))
        days = (last - first).days
        unit = self.rng.choice((*Unit, Unit.MONTHS))
        counts = {
            Unit.DAYS: days,
            Unit.HOURS: 24 * days + self.rng.choice((-12, 0, 12, 24)),
            Unit.MONTHS: (last.year - first.year) * 12 + last.month - first.month,
            Unit.WORKING_DAYS: days * 5 // 7 - self.rng.choice((0, 0, 1, 2, 3)),
        }
        return nodes.const(Duration(Fraction(max(0, counts[unit])), unit), DURATION)

    def _sum(self, scope: Scope, type_: Type) -> ir.Expr:
        left, right = (self.expr(scope.deeper(), TYPES[type_.kind]) for _ in range(2))
        operator = self.rng.choice(("plus", "minus"))
        words = f"({left.words} {operator} {right.words})"
        return ir.Arithmetic(operator, left, right, Type(type_.kind), words, nodes.HERE)  # type: ignore[arg-type]

    def _moved(self, scope: Scope, _type: Type) -> ir.Expr:
        left, right = self.expr(scope.deeper(), DATE), self.expr(scope.deeper(), DURATION)
        operator = self.rng.choice(("plus", "minus"))
        words = f"({left.words} {operator} {right.words})"
        return ir.Arithmetic(operator, left, right, DATE, words, nodes.HERE)  # type: ignore[arg-type]

    def _times(self, scope: Scope, type_: Type) -> ir.Expr:
        kind = self.rng.choice((Kind.NUMBER, Kind.PERCENTAGE))
        left = self.const(TYPES[kind]) if self.rng.random() < 0.6 else self.expr(scope.deeper(), TYPES[kind])
        right = self.expr(scope.deeper(), TYPES[type_.kind])
        words = f"({left.words} times {right.words})"
        return ir.Arithmetic("times", left, right, Type(type_.kind), words, nodes.HERE)

    def _extreme(self, scope: Scope, type_: Type) -> ir.Expr:
        left, right = (self.expr(scope.deeper(), type_) for _ in range(2))
        which = self.rng.choice(("lower", "higher"))
        words = f"the {which} of {left.words} and {right.words}"
        return ir.Extreme(which, left, right, Type(type_.kind), words, nodes.HERE)  # type: ignore[arg-type]

    def _lookup(self, scope: Scope, type_: Type) -> ir.Expr:
        """A decision table of two or three rows, the last often for `any`."""
        ranked = type_.kind is not Kind.CODE
        selects = self.rng.choice(("exactly one", "first", *(("highest", "lowest") if ranked else ())))
        rows = []
        for _ in range(self.rng.choice((2, 3))):
            cells = tuple(self.conditions.about(scope.deeper()) for _ in range(self.rng.choice((1, 1, 2))))
            result = self.const(type_) if self.rng.random() < 0.8 else self.expr(replace(scope, depth=0), type_)
            rows.append(ir.Row(cells, result, " | ".join(c.words for c in cells) + f" → {result.words}"))
        if self.rng.random() < 0.5:
            rows[-1] = replace(rows[-1], conditions=(), words="any")
        words = "table[" + "; ".join(r.words for r in rows) + f"; {selects}]"
        return ir.Lookup("a table", tuple(rows), selects, type_, words, nodes.HERE)

    def some_codes(self, type_: Type, many: int) -> tuple[ir.Expr, ...]:
        return tuple(nodes.const(c, type_) for c in self.rng.sample(codes(type_), many))
