"""Things, collections and expressions in words: `the lot`, `the criteria of the lot whose kind is not price`."""

from typing import assert_never

from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_day
from policyspec.model.types import Kind
from policyspec.report.english import clauses
from policyspec.report.english.speech import Speech, singular, value

# --- things -------------------------------------------------------------------------------------------------------


def item(node: ir.ItemExpr, speech: Speech) -> str:
    """`the lot`; `this lot` and `that lot` where two are spoken of; `the owner of the risk`."""
    match node:
        case ir.Var(name, entity):
            return _variable(name, entity, speech)
        case ir.Step(owner, info):
            return belonging(info.phrase, owner, speech)
        case _:
            assert_never(node)


def _variable(name: str, entity: str, speech: Speech) -> str:
    if name == speech.member:
        return "they" if speech.plural else "it"
    same = [var.name for var in speech.bound if var.entity == entity]
    article = "the" if len(same) < 2 else "this" if name == same[0] else "that"
    info = speech.vocabulary.entities.get(entity)
    return f"{article} {info.singular if info else entity}"


def belonging(phrase: str, owner: ir.ItemExpr, speech: Speech) -> str:
    """`the value of the lot`, `its value`, `the estimated value` (of the tender, where no other thing has one)."""
    match owner:
        case ir.Var(name=name) if name == speech.member:
            return f"{'their' if speech.plural else 'its'} {phrase}"
        case ir.Var(entity="tender") if not _shared(phrase, speech):
            return f"the {phrase}"
        case _:
            return f"the {phrase} of {item(owner, speech)}"


def _shared(phrase: str, speech: Speech) -> bool:
    """Whether another thing that is spoken of has a fact of that name."""
    return any(speech.vocabulary.fact(var.entity, phrase) for var in speech.bound if var.entity != "tender")


# --- collections --------------------------------------------------------------------------------------------------


def collection(node: ir.Collection, speech: Speech, *, plural: bool = True) -> str:
    """The members of a list without an article: `criteria of the lot whose kind is not price`, `lot`."""
    match node:
        case ir.Members(owner, info) | ir.Scalars(owner, info):
            noun = info.phrase if plural else singular(info, speech.vocabulary)
            return noun + _of(noun, owner, speech)
        case ir.Projected(over, var, ir.Scalars(info=info), _):
            return f"{info.phrase} of the {collection(over, speech)}"
        case ir.Projected(over, var, of, _):
            return f"{_each(of, var)} of the {collection(over, speech)}"
        case ir.Filtered(over, var, condition):
            clause = clauses.relative(condition, var, entity_of(over), speech, plural=plural)
            return f"{collection(over, speech, plural=plural)} {clause}"
        case _:
            assert_never(node)


def _of(phrase: str, owner: ir.ItemExpr, speech: Speech) -> str:
    if isinstance(owner, ir.Var) and owner.entity == "tender":
        return " of the tender" if _shared(phrase, speech) else ""
    if isinstance(owner, ir.Var) and owner.name == speech.member:
        return " that belong to it"
    return f" of {item(owner, speech)}"


def _each(node: ir.Expr | ir.Scalars, var: str) -> str:
    """The plural of a fact of each member: `kinds`, `weights of the criteria`."""
    if isinstance(node, ir.Fact):
        phrase = node.info.plural or f"{node.info.phrase} values"
        return phrase if isinstance(node.owner, ir.Var) and node.owner.name == var else node.words
    return node.words


def entity_of(node: ir.Collection) -> str:
    """The kind of thing that its members are; empty for scalars."""
    match node:
        case ir.Members(info=info):
            return info.type.entity or ""
        case ir.Filtered(over=over):
            return entity_of(over)
        case ir.Scalars() | ir.Projected():
            return ""
        case _:
            assert_never(node)


# --- expressions --------------------------------------------------------------------------------------------------


def expression(node: ir.Expr, speech: Speech) -> str:
    """An operand in words, with its article."""
    match node:
        case ir.Const(what, type_, name=None):
            return value(what, type_.kind)
        case ir.Const(what, type_, name=name):
            return f"{value(what, type_.kind)} (the parameter ‘{name}’)"
        case ir.Fact(owner, info):
            return belonging(info.phrase, owner, speech)
        case ir.ScalarVar(name):
            return "it" if name == speech.member else f"the {name}"
        case ir.TheItem(of):
            return item(of, speech)
        case ir.Threshold():
            return threshold(node)
        case ir.Lookup(table=table):
            return f"what the table ‘{table}’ decides"
        case ir.Aggregate():
            return _aggregate(node, speech)
        case ir.Share():
            return _share(node, speech)
        case ir.ClassRatio():
            return _class_ratio(node, speech)
        case ir.RatioOf(left, right):
            return f"the ratio of {expression(left, speech)} to {expression(right, speech)}"
        case ir.TimeFrom(start, end):
            return f"the time from {expression(start, speech)} to {expression(end, speech)}"
        case ir.Arithmetic():
            return _arithmetic(node, speech)
        case ir.Extreme(which, left, right):
            return f"the {which} of {expression(left, speech)} and {expression(right, speech)}"
        case _:
            assert_never(node)


def threshold(node: ir.Threshold) -> str:
    """A threshold with its newest value: which one counts, the day decides."""
    newest = node.periods[-1]
    said = value(newest.value, node.type.kind)
    since = f" from {spell_day(newest.start)}" if newest.start is not None else ""
    return f"the {node.name} ({said}{since})"


def _arithmetic(node: ir.Arithmetic, speech: Speech) -> str:
    left, right = expression(node.left, speech), expression(node.right, speech)
    if node.operator == "times":
        percentage = node.left.type.kind is Kind.PERCENTAGE
        return f"{left} {'of' if percentage else 'times'} {right}"
    return f"{left} {node.operator} {right}"


def _aggregate(node: ir.Aggregate, speech: Speech) -> str:
    if node.value is None:
        return f"the number of {collection(node.over, speech)}"
    if (weight := derived_weight(node, speech)) is not None:
        return weight
    if isinstance(node.value, ir.Fact) and node.value.owner == ir.Var(node.var, entity_of(node.over)):
        among = "of" if node.function == "total" else "among"
        return f"the {node.function} {node.value.info.phrase} {among} the {collection(node.over, speech)}"
    inner = speech.within(node.var, entity_of(node.over))
    each = collection(node.over, speech, plural=False)
    return f"the {node.function}, over each {each}, of {expression(node.value, inner)}"


def _share(node: ir.Share, speech: Speech) -> str:
    entity, whole = entity_of(node.over), collection(node.over, speech)
    clause = clauses.relative(node.member, node.var, entity, speech, plural=True)
    if isinstance(node.value, ir.Fact):
        return f"the share of the total {node.value.info.phrase} of the {whole} that falls to those {clause}"
    return f"the share of the {whole}, by number, {clause}"


# --- weights of classes of criteria -------------------------------------------------------------------------------

#: A derived weight by what picks its criteria (`passes.derived`): a fact, its codes, and whether these are meant.
_WEIGHTS: dict[tuple[str, tuple[str, ...], bool], str] = {
    ("kind", ("price", "cost"), False): "quality",
    ("kind", ("price", "cost"), True): "cost",
    ("kind", ("price",), True): "price",
    ("theme", ("social value",), True): "social value",
}


def _class_of(condition: ir.Condition) -> str | None:
    """The class of criteria that a condition picks, if it is one that has a name."""
    meant = not isinstance(condition, ir.Not)
    inner = condition.condition if isinstance(condition, ir.Not) else condition
    if not isinstance(inner, ir.OneOf) or not isinstance(inner.subject, ir.Fact):
        return None
    codes = tuple(str(option.value) for option in inner.options if isinstance(option, ir.Const))
    return _WEIGHTS.get((inner.subject.info.key, codes, meant))


def derived_weight(node: ir.Aggregate, speech: Speech) -> str | None:
    """`the quality weight of the lot`, for the total weight of its criteria that are neither price nor cost."""
    found = weights_of(node)
    return belonging(f"{found[1][0]} weight", found[0], speech) if found is not None else None


def weights_of(node: ir.Aggregate | ir.ClassRatio) -> tuple[ir.ItemExpr, tuple[str, ...]] | None:
    """Whose weights it is made of, and of which classes of criteria (`quality`, `cost`), where these have names."""
    match node:
        case ir.Aggregate(
            function="total",
            over=ir.Filtered(over=ir.Members(owner=owner, info=info), condition=condition),
            value=ir.Fact(info=weight),
        ):
            classes = [_class_of(condition)]
        case ir.ClassRatio(over=ir.Members(owner=owner, info=info), left=left, right=right, value=ir.Fact(info=weight)):
            classes = [_class_of(left), _class_of(right)]
        case _:
            return None
    named = tuple(name for name in classes if name is not None)
    whole = info.key == "criteria" and weight.key == "weight" and len(named) == len(classes)
    return (owner, named) if whole else None


def _class_ratio(node: ir.ClassRatio, speech: Speech) -> str:
    found = weights_of(node)
    if found is not None:
        return belonging(f"{':'.join(found[1])} ratio", found[0], speech)
    entity, whole = entity_of(node.over), collection(node.over, speech)
    one, other = (clauses.relative(c, node.var, entity, speech, plural=True) for c in (node.left, node.right))
    what = node.value.info.phrase if isinstance(node.value, ir.Fact) else node.value.words
    return f"the ratio of the total {what} of the {whole} {one} to that of those {other}"
