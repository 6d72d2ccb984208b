"""How many there are: `there must be at least 2 lots`, `there is no lot whose value is above GBP 10`."""

from fractions import Fraction

from policyspec.ir import nodes as ir
from policyspec.report.english import expressions
from policyspec.report.english.speech import Mood, Speech

_NUMBERS = {
    "at least": "at least",
    "at most": "at most",
    "above": "more than",
    "below": "fewer than",
    "equal": "exactly",
}


def counts(node: ir.Compare) -> bool:
    """Whether it asks for a number of things that is written there: `there must be at least 2 lots`."""
    return isinstance(node.right, ir.Const) and node.right.name is None and node.tolerance is None


def there(node: ir.Compare, number: ir.Aggregate, speech: Speech, mood: Mood) -> str:
    assert isinstance(node.right, ir.Const)
    amount = node.right.value
    assert isinstance(amount, Fraction)
    single, words = amount == 1, expressions.expression(node.right, speech)
    if _none(node.relation, amount):
        how, single, mood = ("at least one", True, mood.other()) if mood.negated else ("no", True, mood)
    elif mood.negated and _none(_OPPOSITE[node.relation], amount):
        how, single, mood = "no", True, mood.other()
    else:
        how = f"{_NUMBERS[node.relation]} {'one' if single else words}"
    return f"there {mood.be(plural=not single)} {how} {expressions.collection(number.over, speech, plural=not single)}"


#: A relation that holds just where the other does not.
_OPPOSITE: dict[ir.Relation, ir.Relation] = {
    "at least": "below",
    "below": "at least",
    "at most": "above",
    "above": "at most",
    "equal": "equal",
}


def _none(relation: ir.Relation, amount: Fraction) -> bool:
    """Whether so many is none at all."""
    match relation:
        case "equal" | "at most":
            return amount == 0
        case "below":
            return 0 < amount <= 1
        case "at least" | "above":
            return False
