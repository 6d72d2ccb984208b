"""Random conditions of the Core IR, of every kind."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from policyspec.ir import nodes as ir
from policyspec.model.types import TEXT, Kind, Type
from policyspec.model.types import item as item_type
from tests.law import nodes
from tests.law.domain import TEXTS, info
from tests.law.expressions import ORDERED, SUMMABLE, TYPES, Expressions, Scope

RELATIONS = ("at least", "at most", "above", "below", "equal")
#: Kinds of what is compared. Percentages and ratios are what is hardest to bound.
OFTEN = (*ORDERED, Kind.PERCENTAGE, Kind.PERCENTAGE, Kind.PERCENTAGE, Kind.MONEY, Kind.RATIO, Kind.RATIO, Kind.DURATION)

#: Sorts of expressions, each with the kinds of value that it may come to.
FOCI = {
    "count": (Kind.NUMBER,),
    "total": (Kind.MONEY, Kind.PERCENTAGE, Kind.NUMBER),
    "extremum": (Kind.MONEY, Kind.PERCENTAGE, Kind.NUMBER),
    "share": (Kind.PERCENTAGE,),
    "ratio": (Kind.RATIO,),
    "sum": (Kind.MONEY, Kind.PERCENTAGE, Kind.NUMBER),
    "table": (Kind.MONEY, Kind.PERCENTAGE, Kind.NUMBER),
}


class Conditions:
    """Draws conditions; what they compare comes from `make`."""

    def __init__(self, make: Expressions) -> None:
        self.make, self.rng = make, make.rng
        make.conditions = self

    def any(self, scope: Scope) -> ir.Condition:
        """A condition of any kind about anything in scope."""
        makers: tuple[tuple[Callable[[Scope], ir.Condition | None], int], ...] = (
            (self.compare, 40), (self.between, 5), (self.one_of, 6), (self.within, 5), (self.mentions, 4),
            (self.yes, 6), (self.is_stated, 8), (self.among, 4), (self.include, 6), (self.quantified, 10),
            (self.negated, 4), (self.joined, 8),
        )  # fmt: skip
        if scope.depth <= 0:
            makers = makers[:7]
        for _ in range(5):
            made = self.rng.choices([m for m, _ in makers], [w for _, w in makers])[0](scope)
            if made is not None:
                return made
        return self.compare(scope)

    def about(self, scope: Scope) -> ir.Condition:
        """A simple condition, mostly about the item bound last."""
        last = replace(scope, items=scope.items[:1], depth=0)
        return self.any(last if self.rng.random() < 0.8 else scope.deeper())

    def classes(self, scope: Scope) -> tuple[ir.Condition, ir.Condition]:
        """Two classes of criteria that no criterion is in at once: by kind or by theme; all of them, or not."""
        key = self.rng.choice(("kind", "kind", "theme"))
        subject = nodes.fact(scope.items[0], info("criterion", key))
        first, second, third = self.make.some_codes(subject.type, 3)
        one = nodes.one_of(subject, (first, second))
        return one, nodes.one_of(subject, (third,)) if self.rng.random() < 0.3 else nodes.negated(one)

    # --- each kind ----------------------------------------------------------------------------------------------

    def compare(self, scope: Scope) -> ir.Condition:
        if self.rng.random() < 0.2:
            return self._same(scope)
        type_ = self._ordered(scope)
        left, right = self.make.expr(scope, type_), self._bound(scope, type_)
        if left == right and self.rng.random() < 0.8:
            right = self.make.const(type_)
        relation = self.rng.choice(RELATIONS)
        give = None
        if relation == "equal" and type_.kind in (*SUMMABLE, Kind.DATE) and self.rng.random() < 0.5:
            give = self.make.const(TYPES[Kind.DURATION if type_.kind is Kind.DATE else type_.kind])
        return nodes.compare(left, relation, right, give)

    def _ordered(self, scope: Scope) -> Type:
        """A type to compare: where nothing can be worked out, one that something in scope has a fact of."""
        stated = [kind for kind in OFTEN if scope.depth > 0 or self.make.facts(scope, kind)]
        return TYPES[self.rng.choice(stated or OFTEN)]

    def _bound(self, scope: Scope, type_: Type) -> ir.Expr:
        """What a value is held against: a literal more often than not."""
        roll = self.rng.random()
        if roll < 0.55:
            return self.make.const(type_)
        return self.make.dated(type_) if roll < 0.75 else self.make.expr(scope.deeper(), type_)

    def _same(self, scope: Scope) -> ir.Condition:
        """Two codes, texts or things that are the same."""
        things = [self.make.things(scope), None]
        if things[0] is not None and self.rng.random() < 0.4:
            entity = nodes.entity_of(things[0])
            other = self.make.things(scope, entity) or things[0]
            left, right = (ir.TheItem(t, item_type(entity), nodes.called(t), nodes.HERE) for t in (things[0], other))
            return nodes.compare(left, "equal", right)
        type_ = self._a_code(scope) if self.rng.random() < 0.7 else TEXT
        return nodes.compare(self.make.expr(scope, type_), "equal", self.make.expr(replace(scope, depth=0), type_))

    def _a_code(self, scope: Scope) -> Type:
        facts = self.make.facts(scope, Kind.CODE)
        return self.rng.choice(facts).type if facts else info("tender", "procedure").type

    def between(self, scope: Scope) -> ir.Condition:
        type_ = self._ordered(scope)
        subject = self.make.expr(scope, type_)
        low, high = self._bound(scope, type_), self._bound(scope, type_)
        predicate = f"between {low.words} and {high.words}"
        return ir.BetweenBounds(subject, low, high, predicate, f"{subject.words} is {predicate}", nodes.HERE)

    def one_of(self, scope: Scope) -> ir.Condition | None:
        if scope.depth <= 0 and not self.make.facts(scope, Kind.CODE):
            return None
        type_ = self._a_code(scope)
        subject = self.make.expr(scope, type_)
        options = [*self.make.some_codes(type_, 2)]
        if self.rng.random() < 0.2:
            options.append(self.make.expr(replace(scope, depth=0), type_))
        return nodes.one_of(subject, tuple(options))

    def within(self, scope: Scope) -> ir.Condition | None:
        type_ = TYPES[Kind.CLASSIFICATION]
        if not self.make.facts(scope, type_.kind):
            return None
        subject, whole = self.make.expr(scope, type_), self.make.const(type_)
        predicate = f"within {whole.words}"
        return ir.Within(subject, whole, predicate, f"{subject.words} is {predicate}", nodes.HERE)

    def mentions(self, scope: Scope) -> ir.Condition | None:
        if not self.make.facts(scope, Kind.TEXT):
            return None
        subject = self.make.expr(scope, TEXT)
        word = self.rng.choice(("care", "in-house", "visits per quarter", "quart"))
        return ir.Mentions(subject, word, f'mentions "{word}"', f'{subject.words} mentions "{word}"', nodes.HERE)

    def yes(self, scope: Scope) -> ir.Condition | None:
        facts = self.make.facts(scope, Kind.YES_NO)
        return nodes.yes(self.rng.choice(facts)) if facts else None

    def is_stated(self, scope: Scope) -> ir.Condition | None:
        subjects: list[ir.Fact | ir.Members | ir.Scalars | ir.TheItem] = [
            f for kind in Kind for f in self.make.facts(scope, kind)
        ]
        listed, valued = self.make.listed(scope, Kind.LIST), self.make.listed(scope, Kind.VALUES)
        thing = self.make.things(scope)
        subjects += [nodes.members(*listed)] * 5 if listed else []
        subjects += [nodes.scalars(*valued)] * 5 if valued else []
        if thing is not None:
            subjects += [ir.TheItem(thing, item_type(nodes.entity_of(thing)), nodes.called(thing), nodes.HERE)] * 4
        if not subjects:
            return None
        subject = self.rng.choice(subjects)
        return ir.IsStated(subject, f"{subject.words} is stated", nodes.HERE)

    def among(self, scope: Scope) -> ir.Condition | None:
        found = self.make.values(scope)
        if found is None:
            return None
        over, element = found
        subject = self._like(scope, element)
        if subject is None:
            return None
        predicate = f"among {over.words}"
        return ir.Among(subject, over, predicate, f"{subject.words} is {predicate}", nodes.HERE)

    def _like(self, scope: Scope, element: Type) -> ir.Expr | None:
        """A value that may be a member of a collection of such values."""
        if element.kind is Kind.ITEM:
            thing = self.make.things(scope, element.entity)
            if thing is None:
                return None
            return ir.TheItem(thing, item_type(element.entity or ""), nodes.called(thing), nodes.HERE)
        if element.kind is Kind.YES_NO:
            facts = self.make.facts(scope, Kind.YES_NO)
            return self.rng.choice(facts) if facts else None
        return self.make.expr(replace(scope, depth=0), element)

    def include(self, scope: Scope) -> ir.Condition | None:
        found = self.make.values(scope)
        if found is None:
            return None
        over, element = found
        options = [o for _ in range(self.rng.choice((1, 2))) if (o := self._option(scope, element)) is not None]
        if not options:
            return None
        mode = self.rng.choice(("each", "one"))
        predicate = f"include {mode} of " + ", ".join(o.words for o in options)
        return ir.Include(over, mode, tuple(options), predicate, f"{over.words} {predicate}", nodes.HERE)  # type: ignore[arg-type]

    def _option(self, scope: Scope, element: Type) -> ir.Expr | None:
        if element.kind in (Kind.ITEM, Kind.YES_NO):
            return self._like(scope, element)
        if element.kind is Kind.CODE:
            return self.make.some_codes(element, 1)[0]
        if element.kind is Kind.TEXT:
            return nodes.const(self.rng.choice(TEXTS), TEXT)
        return self.make.const(replace(element, hi=None))

    def quantified(self, scope: Scope) -> ir.Condition | None:
        quantifier = self.rng.choice(("every", "some", "no"))
        if self.rng.random() < 0.25:
            values = self.make.values(scope)
            if values is None or values[1].kind in (Kind.ITEM, Kind.YES_NO):
                return None
            over, element = values
            name = self.make.fresh("")
            bound = ir.ScalarVar(name, element, name, nodes.HERE)
            inside = nodes.compare(bound, "equal", self._option(scope, element) or bound)
        else:
            found = self.make.collection(scope)
            if found is None:
                return None
            over = found[0]
            name = self.make.fresh(found[1])
            inside = self.about(scope.with_item(ir.Var(name, found[1])))  # type: ignore[assignment]
        words = f"{quantifier} {name} of {over.words}: {inside.words}"
        return ir.Quantified(quantifier, over, name, inside, words, nodes.HERE)  # type: ignore[arg-type]

    def negated(self, scope: Scope) -> ir.Condition:
        return nodes.negated(self.any(scope.deeper()))

    def joined(self, scope: Scope) -> ir.Condition:
        parts = tuple(self.any(scope.deeper()) for _ in range(self.rng.choice((2, 2, 3))))
        if self.rng.random() < 0.5:
            return ir.And(parts, "(" + " and ".join(p.words for p in parts) + ")", nodes.HERE)
        return ir.Or(parts, "(" + " or ".join(p.words for p in parts) + ")", nodes.HERE)

    def measured(self, scope: Scope) -> ir.Condition | None:
        """A count, total, share, ratio or extreme held against a literal: what most duties over lists are."""
        type_ = TYPES[self.rng.choice(OFTEN)]
        subject = self.make.worked_out(scope, type_)
        if subject is None:
            return None
        bound = self.make.dated(type_) if self.rng.random() < 0.15 else self.make.const(type_)
        return nodes.compare(subject, self.rng.choice(RELATIONS), bound)

    def focused(self, focus: str, scope: Scope) -> ir.Condition | None:
        """A condition about one thing: an aggregate, a table, a threshold, a time, words."""
        match focus:
            case "time":
                return self.apart(scope)
            case "words":
                return self.mentions(scope)
            case "kind":
                return self.one_of(scope)
            case "threshold":
                type_ = TYPES[self.rng.choice((Kind.MONEY, Kind.PERCENTAGE))]
                fact = self.rng.choice(self.make.facts(scope, type_.kind))
                return nodes.compare(fact, self.rng.choice(RELATIONS), self.make.dated(type_))
            case "date":
                subject = self.make.of(focus, replace(scope, depth=2), TYPES[Kind.DATE])
                if subject is None:
                    return None
                dates = self.make.facts(scope, Kind.DATE)
                return nodes.compare(subject, self.rng.choice(RELATIONS), self.rng.choice(dates))
            case "stated":
                var = ir.Var(self.make.fresh("criterion"), "criterion")
                weight = nodes.fact(var, info("criterion", "weight"))
                over = nodes.members(nodes.TENDER, info("tender", "criteria"))
                stated = ir.IsStated(weight, f"{weight.words} is stated", nodes.HERE)
                return ir.Quantified("every", over, var.name, stated, f"every {stated.words}", nodes.HERE)
            case "reference":
                outcome = next(i for i in scope.items if nodes.entity_of(i) == "outcome")
                subject = nodes.fact(ir.Step(outcome, info("outcome", "criterion")), info("criterion", "weight"))
                return nodes.compare(subject, self.rng.choice(RELATIONS), self.make.const(subject.type))
            case _:
                type_ = TYPES[self.rng.choice(FOCI[focus])]
                subject = self.make.of(focus, scope, type_)
                if subject is None:
                    return None
                return nodes.compare(subject, self.rng.choice(RELATIONS), self.make.const(type_))

    def apart(self, scope: Scope) -> ir.Condition:
        """`the time from D to E is at least 25 days`, of two dates that the tender may state."""
        dates = self.make.facts(scope, Kind.DATE)
        start, end = self.rng.sample(dates, 2)
        time = ir.TimeFrom(start, end, Type(Kind.DURATION), f"time from {start.words} to {end.words}", nodes.HERE)
        return nodes.compare(time, self.rng.choice(RELATIONS), self.make.near())

    def counted(self, scope: Scope) -> ir.Condition | None:
        """`there are at least 2 lots where …`: the commonest duty over a list."""
        found = self.make.collection(scope)
        if found is None:
            return None
        number = nodes.aggregate("number", found[0], self.make.fresh(found[1]), None)
        bound = nodes.const(Fraction(self.rng.choice((0, 1, 1, 2, 3))), TYPES[Kind.NUMBER])
        return nodes.compare(number, self.rng.choice(RELATIONS), bound)
