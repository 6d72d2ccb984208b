"""A condition step by step, as the interpreter judges it in a world: its parts, their answers, the facts behind them.

Each answer is asked of the interpreter itself, so that a step cannot say another thing than the outcome.
"""

from collections.abc import Iterable, Iterator

from policyspec.base.dataclasses import replace
from policyspec.engines.interpret.conditions import holds
from policyspec.engines.interpret.expressions import judged_date
from policyspec.engines.interpret.members import Member, members
from policyspec.engines.interpret.sentences import Telling
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_day
from policyspec.model.facts import FactId, Item, Stated
from policyspec.model.literals import format_value
from policyspec.model.outcomes import UsedFact
from policyspec.model.ranges import Dates
from policyspec.model.reasoning import Answer, Join, Shown, Step
from policyspec.model.truth import Truth

_JOINS = {"every": Join.ALL, "some": Join.ANY, "no": Join.NONE}


def answer(found: Truth) -> Answer:
    if not found.decided:
        return Answer.OPEN
    return Answer.YES if found.holds else Answer.NO


def step(telling: Telling, node: ir.Condition) -> Step:
    """A condition in a world, with all that it follows from. `telling` has the world, and the names of its things."""
    world = telling.world.tracing()
    telling = replace(telling, world=world)
    found, words = answer(holds(world, node)), telling.put(node.words)
    match node:
        case ir.And(conditions=(only,)) | ir.Or(conditions=(only,)):
            return _named(step(telling, only), words)
        case ir.And(conditions=conditions):
            return Step(words, found, Join.ALL, tuple(step(telling, part) for part in conditions))
        case ir.Or(conditions=conditions):
            return Step(words, found, Join.ANY, tuple(step(telling, part) for part in conditions))
        case ir.Not(condition=ir.And() | ir.Or() | ir.Quantified() as inner):
            return Step(words, found, Join.REVERSED, (step(telling, inner),))
        case ir.Quantified():
            return _quantified(telling, node, words, found)
        case _:
            shown = tuple(dict.fromkeys(_shown(telling, node)))
            return Step(words, found, shown=shown, facts=facts(world))


def facts(world: World) -> tuple[UsedFact, ...]:
    """What was looked at, with a value and without. Of a list of scalars the trace has one, and here it is whole."""
    used = [_whole(world, fact, found) for fact, found in world.trace.used.items()]
    return (*used, *(fact for name, fact in world.trace.missing.items() if name not in world.trace.used))


def _whole(world: World, fact: FactId, found: UsedFact) -> UsedFact:
    path, key = fact
    item = world.items.get(path)
    info = world.vocabulary.facts.get((item.entity, key)) if item is not None else None
    if item is None or info is None or key not in item.values:
        return found
    kind = (info.type.element or info.type).kind
    values = [format_value(one.value, kind) for one in item.values[key].values if isinstance(one, Stated)]
    return replace(found, value=", ".join(values))


def _named(inner: Step, words: str) -> Step:
    """A condition that stands for another: a definition's words over what it is defined as."""
    if inner.words == words:
        return inner
    if inner.parts and not inner.named:
        return replace(inner, words=words, named=True)
    return Step(words, inner.answer, None, (inner,), named=True)


# --- of each of several -------------------------------------------------------------------------------------------


def _quantified(telling: Telling, node: ir.Quantified, words: str, found: Answer) -> Step:
    there = members(telling.world, node.over)
    parts = tuple(_of_member(telling, node, member) for member in there.members)
    remark = None if there.more is None else "others may still come"
    if not parts and there.more is None:
        remark = "there is none"
    # What only the choice of members looked at is in no part.
    return Step(
        words, found, _JOINS[node.quantifier], parts, (), _of_choice(telling, node.over), remark=remark, named=True
    )


def _of_choice(telling: Telling, over: ir.Collection) -> tuple[UsedFact, ...]:
    world = telling.world.tracing()
    members(world, over)
    return facts(world)


def _of_member(telling: Telling, node: ir.Quantified, member: Member) -> Step:
    inner = step(within(telling, node.var, member), node.condition)
    remark = None if member.belongs.holds else "whether it counts is not known"
    label = _label(telling, member)
    # `every lot must be suitable for SMEs` is said of them all: of one of them its name says enough.
    words = label if inner.words == telling.put(node.words) else inner.words
    return replace(inner, words=words, about=label, remark=remark or inner.remark)


def within(telling: Telling, var: str, member: Member) -> Telling:
    """The telling in which a variable stands for a member, under the member's name."""
    world = telling.world.binding(var, member.value)
    if not isinstance(member.value, Item):
        return replace(telling, world=world)
    info = world.vocabulary.entities.get(member.value.entity)
    if info is None:
        return replace(telling, world=world)
    label = member.value.label
    return Telling(world, {**telling.labels, info.singular: label}, {**telling.items, var: label})


def _label(telling: Telling, member: Member) -> str:
    return member.value.label if isinstance(member.value, Item) else telling.scalar(member.value)


# --- what operands come to ----------------------------------------------------------------------------------------


def _shown(telling: Telling, node: ir.Condition) -> Iterator[Shown]:
    """The operands of a condition that are no plain facts: what was worked out, looked up or set."""
    match node:
        case ir.Not(condition=inner):
            yield from _shown(telling, inner)
        case ir.Include(collection=collection):
            yield Shown(telling.put(collection.words), telling.values(collection))
        case ir.Among(subject=subject, collection=collection):
            yield from _operand(telling, subject)
            yield Shown(telling.put(collection.words), telling.values(collection))
        case _:
            for operand in _operands(node):
                yield from _operand(telling, operand)


def _operands(node: ir.Condition) -> Iterable[ir.Expr]:
    match node:
        case ir.Compare(left=left, right=right, tolerance=tolerance):
            return (left, right) if tolerance is None else (left, right, tolerance)
        case ir.BetweenBounds(subject=subject, low=low, high=high):
            return subject, low, high
        case ir.OneOf(subject=subject, options=options):
            return subject, *options
        case ir.Within(subject=subject, whole=whole):
            return subject, whole
        case ir.Mentions(subject=subject) | ir.Yes(subject=subject):
            return (subject,)
        case _:
            return ()


def _operand(telling: Telling, node: ir.Expr) -> Iterator[Shown]:
    match node:
        case ir.Fact() | ir.TheItem() | ir.Const(name=None):
            return
        case ir.Const(name=name):
            yield Shown(str(name), telling.value(node), "a parameter of the policy")
            return
        case ir.Threshold(name=name):
            yield Shown(name, telling.value(node), _period(telling.world, node))
            return
        case _:
            yield Shown(telling.put(node.words), telling.value(node), _row(telling.world, node))
    match node:
        case ir.Arithmetic(left=left, right=right) | ir.Extreme(left=left, right=right) | ir.RatioOf(left, right):
            yield from _operand(telling, left)
            yield from _operand(telling, right)
        case ir.TimeFrom(start=start, end=end):
            yield from _operand(telling, start)
            yield from _operand(telling, end)
        case _:
            return


def _period(world: World, node: ir.Threshold) -> str | None:
    """Since when, and until when, the value of a threshold counts that is used here."""
    dates = judged_date(world).bounds
    if not isinstance(dates, Dates) or dates.exact is None:
        return "which value counts depends on the date"
    day = dates.exact.day
    for period in node.periods:
        if (period.start is None or period.start <= day) and (period.end is None or day <= period.end):
            said = [f"from {spell_day(period.start)}"] if period.start else []
            return " ".join([*said, *([f"until {spell_day(period.end)}"] if period.end else [])]) or None
    return None


def _row(world: World, node: ir.Expr) -> str | None:
    """The row of a table that decides, where one does."""
    if not isinstance(node, ir.Lookup):
        return None
    rows = [row for row in node.rows if all(holds(world.tracing(), part).holds for part in row.conditions)]
    return f"by the row `{rows[0].words}`" if rows and (len(rows) == 1 or node.selects == "first") else None
