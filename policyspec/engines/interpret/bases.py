"""An amount excluding VAT beside one including it: what it comes to on the other's basis, and how that is said."""

from fractions import Fraction

from policyspec.engines.interpret.world import World
from policyspec.model.literals import format_value
from policyspec.model.truth import Truth
from policyspec.model.types import Kind
from policyspec.model.values import Money, Vat
from policyspec.model.vat import Reached

#: Bounds are said to the penny, rounded away from the amount, so that what is said is true.
_PENCE = 100


def rate_of(world: World) -> Fraction | None:
    """The highest rate of VAT, as the policy of the rule that is judged says it."""
    return world.rule.vat_at_most if world.rule is not None else None


def note(world: World, found: Reached, answer: Truth) -> None:
    """Note in words the bound that decides, or why none does."""
    low, high, beside = found.on_wanted.low, found.on_wanted.high, found.beside.high
    if not answer.decided:
        unsaid = "" if found.rate is not None else "; the policy does not say how high VAT may be"
        world.trace.reasons.setdefault(f"{_in_words(found, low, high)}{unsaid}")
    elif low is not None and beside is not None and low >= beside:
        world.trace.bounds.setdefault(_in_words(found, low, None))
    else:
        world.trace.bounds.setdefault(_in_words(found, None, high))


def _in_words(found: Reached, low: Fraction | None, high: Fraction | None) -> str:
    """`GBP 150,000 excluding VAT is at most GBP 180,000 including it`."""
    end = found.amount.high if low is None else found.amount.low
    amount = "it" if end is None else _spelt(found.currency, end, found.stated)
    least = None if low is None else _spelt(found.currency, Fraction(low * _PENCE // 1, _PENCE))
    most = None if high is None else _spelt(found.currency, Fraction(-(-high * _PENCE // 1), _PENCE))
    if least and most:
        said = f"from {least} to {most}"
    else:
        said = f"at least {least}" if least else f"at most {most}" if most else "any amount"
    return f"{amount} is {said} {str(found.wanted).removesuffix('VAT')}it"


def _spelt(currency: str, amount: Fraction, basis: Vat | None = None) -> str:
    return format_value(Money.of(currency, amount, basis), Kind.MONEY)
