"""Whether a condition holds, fails or does not apply, as SQL."""

import re
from collections.abc import Sequence
from typing import assert_never

from policyspec.engines.sql import expressions
from policyspec.engines.sql.answers import Answer, both, either, plain, unless_outside
from policyspec.engines.sql.bounds import Bounds, Choice
from policyspec.engines.sql.comparing import compare
from policyspec.engines.sql.dialect import Dialect
from policyspec.engines.sql.logic import FALSE, NULL, TRUE, case, conj, disj, neg, op, there, unknown_where
from policyspec.engines.sql.members import Members, any_of, members
from policyspec.engines.sql.reading import absent, follow
from policyspec.engines.sql.unsupported import Unsupported
from policyspec.engines.sql.world import Place, World
from policyspec.ir import nodes as ir
from policyspec.model.columns import CURRENCY, FOLDED, LEFT, PARTS, STATE, UNIT, UNREADABLE, in_words
from policyspec.model.facts import Absence
from policyspec.model.outcomes import Gate
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo

YES = Choice((TRUE,))


def holds(world: World, node: ir.Condition) -> str:
    """Whether a condition holds in a world. One on a fact that does not apply does not hold."""
    return answer(world, node).holds


def answer(world: World, node: ir.Condition) -> Answer:
    """Whether a condition holds, fails, or does not apply: then its negation does not either."""
    match node:
        case ir.Compare():
            return _compare(world, node)
        case ir.BetweenBounds(subject, low, high):
            value, bounds = expressions.value_of(world, subject), [expressions.value_of(world, n) for n in (low, high)]
            return _between(world, value, *bounds)
        case ir.OneOf(subject, options):
            return _one_of(
                world, expressions.value_of(world, subject), [expressions.value_of(world, o) for o in options]
            )
        case ir.Within(subject, whole):
            return _within(world, expressions.value_of(world, subject), expressions.value_of(world, whole))
        case ir.Mentions(subject, text):
            return _mentions(world, expressions.value_of(world, subject), text)
        case ir.Yes(subject):
            return _yes(world, expressions.value_of(world, subject))
        case ir.IsStated(subject):
            return plain(_is_stated(world, subject))
        case ir.Among(subject, collection):
            return _among(expressions.value_of(world, subject), members(world, collection))
        case ir.Include(collection, mode, options):
            found = members(world, collection)
            answers = [_among(expressions.value_of(world, option), found) for option in options]
            return both(answers) if mode == "each" else either(answers)
        case ir.Quantified():
            return plain(_quantified(world, node))
        case ir.Not(condition):
            return ~answer(world, condition)
        case ir.And(conditions):
            return both([answer(world, c) for c in conditions])
        case ir.Or(conditions):
            return either([answer(world, c) for c in conditions])
        case _:
            assert_never(node)


def _held(world: World, relation: ir.Relation, left: Bounds, right: Bounds) -> Answer:
    return unless_outside(disj((left.outside, right.outside)), compare(world, relation, left, right))


def _one_of(world: World, value: Bounds, options: Sequence[Bounds]) -> Answer:
    if isinstance(value, Choice) and len(value.texts) == 1 and value.texts[0] != NULL:
        words = [option.texts[0] for option in options if isinstance(option, Choice) and option.options]
        if len(words) == len(options) > 1:
            return _if_known(value, f"({value.texts[0]} IN ({', '.join(words)}))")
    return either([_held(world, "equal", value, option) for option in options])


def _compare(world: World, node: ir.Compare) -> Answer:
    left, right = expressions.value_of(world, node.left), expressions.value_of(world, node.right)
    if node.tolerance is None:
        return _held(world, node.relation, left, right)
    give = expressions.value_of(world, node.tolerance)
    return _between(world, left, expressions.added(world, right, give, -1), expressions.added(world, right, give, 1))


def _between(world: World, value: Bounds, low: Bounds, high: Bounds) -> Answer:
    return both([_held(world, "at least", value, low), _held(world, "at most", value, high)])


def _yes(world: World, value: Bounds) -> Answer:
    assert isinstance(value, Choice)
    return plain(value.texts[0]) if value.void == FALSE else _held(world, "equal", value, YES)


def _within(world: World, subject: Bounds, whole: Bounds) -> Answer:
    if not isinstance(subject, Choice) or not isinstance(whole, Choice) or len(whole.options) != 2:
        raise Unsupported("a classification within one that the tender states")
    code, scheme = whole.options
    stem = code.rstrip("0") if len(code) == 8 else code
    found, found_scheme = subject.texts
    if found == NULL:
        return _if_known(subject, NULL)
    inside = world.dialect.starts(found, stem[:8].ljust(2, "0"))
    return _if_known(subject, conj((op(found_scheme, "=", world.dialect.string(scheme)), inside)))


def _mentions(world: World, subject: Bounds, text: str) -> Answer:
    if not isinstance(subject, Choice):
        raise Unsupported("words in what is no text")
    if subject.texts[0] == NULL:
        return _if_known(subject, NULL)
    return _if_known(subject, mentioned(world.dialect, subject.texts[0], text))


def mentioned(dialect: Dialect, found: str, text: str) -> str:
    """Whether a text of the dataset (`in_words`) has the words of the policy in it as whole words."""
    words = in_words(text)
    within = dialect.contains(found, words)
    if words == f" {words.strip()} ":  # it begins and ends with a word, and those have their bounds with them
        return within
    other = r"[^\p{L}\p{N}_ ]"
    pattern = f"(^|{other} ?|  ){_escaped(words)}($| ?{other}|  )"
    return f"CASE WHEN {within} THEN {dialect.matches(found, pattern)} ELSE {within} END"


def _escaped(text: str) -> str:
    return re.sub(r"([^\w\s])", r"\\\1", text, flags=re.ASCII) if text.isascii() else re.escape(text)


def _if_known(subject: Choice, truth: str) -> Answer:
    return unless_outside(subject.outside, truth if subject.void == FALSE else case([(subject.void, NULL)], truth))


# --- stated -----------------------------------------------------------------------------------------------------


def _is_stated(world: World, subject: ir.Fact | ir.Members | ir.Scalars | ir.TheItem) -> str:
    if isinstance(subject, ir.TheItem):
        return _item_stated(world, subject.item)
    place = follow(world, subject.owner)
    # What a thing states that is itself missing is not known even when the thing is; publication decides.
    unreached = FALSE if world.gate is Gate.PUBLISH else NULL
    return case([(place.unreached, unreached)], _stated_of(world, place, subject))


def _stated_of(world: World, place: Place, subject: ir.Fact | ir.Members | ir.Scalars) -> str:
    if isinstance(subject, ir.Fact):
        return _fact_stated(world, place, subject.info, stated_column(subject.info))
    state = world.cell(place, subject.info.key, STATE)
    if subject.info.key == "lots" and world.gate is Gate.PUBLISH:
        return case([(op(state, "=", str(UNREADABLE)), NULL)], TRUE)
    return case([(op(state, "=", str(UNREADABLE)), NULL), (there(state), TRUE)], _when_absent(world, place))


def _item_stated(world: World, item: ir.ItemExpr) -> str:
    if isinstance(item, ir.Var):
        return TRUE
    owner = follow(world, item.owner)
    unreached = FALSE if world.gate is Gate.PUBLISH else NULL
    return case([(owner.unreached, unreached)], _fact_stated(world, owner, item.info, ""))


def stated_column(info: FactInfo) -> str:
    """The part of a fact's value that is there whenever the value is."""
    match info.type.kind:
        case Kind.MONEY:
            return CURRENCY
        case Kind.RATIO:
            return LEFT
        case Kind.DURATION:
            return UNIT
        case Kind.TEXT:
            return FOLDED
        case _:
            return next(iter(PARTS[info.type.kind]))


def _fact_stated(world: World, place: Place, info: FactInfo, part: str) -> str:
    stated = disj((there(world.cell(place, info.key, part)), absent(world, place, info.key, Absence.WITHHELD)))
    unreadable = absent(world, place, info.key, Absence.UNREADABLE)
    outside = absent(world, place, info.key, Absence.NOT_APPLICABLE)
    return case([(stated, TRUE), (unreadable, NULL), (outside, FALSE)], _when_absent(world, place))


def _when_absent(world: World, place: Place) -> str:
    # While drafting, a missing fact may still come; publication decides (LANGUAGE: section 5).
    return FALSE if world.gate is Gate.PUBLISH and not place.imagined else NULL


# --- over collections -------------------------------------------------------------------------------------------


def _among(subject: Bounds, found: Members) -> Answer:
    value = expressions.as_item(found.inside, found.value) if isinstance(found.value, Place) else found.value
    equal = _held(found.inside, "equal", subject, value).holds
    among = disj((any_of(found, conj((found.belongs, equal))), unknown_where(found.more)))
    return unless_outside(subject.outside, among)


def _quantified(world: World, node: ir.Quantified) -> str:
    found = members(world, node.over)
    inside = answer(found.bound(node.var), node.condition)
    if node.quantifier == "every":
        # There is none for which it fails. One to which it does not apply is none of these.
        fails = any_of(found, conj((found.belongs, inside.fails)))
        return neg(disj((fails, unknown_where(found.more))))
    some = disj((any_of(found, conj((found.belongs, inside.holds))), unknown_where(found.more)))
    return some if node.quantifier == "some" else neg(some)
