"""What stands beside the facts of a tender: explanations and waivers, as the vocabulary shows them."""

from policyspec.base.dataclasses import dataclass
from policyspec.model.vocabulary import fold


@dataclass(frozen=True, slots=True)
class Records:
    """One of the two lists, what it is for, and an example as a tender file writes it."""

    singular: str
    plural: str
    definition: str
    example: str


_EXPLANATIONS = Records(
    "explanation",
    "explanations",
    "Why the tender breaches a rule that says `or explain`: the breach is then explained, and still shown. `item` is "
    "for one lot, or another single thing; without it the explanation is for all.",
    """\
explanations:
  - rule: council/commissioning#small-lots
    item: lot 2
    reason: one building, which cannot be divided
    author: Head of commissioning
    date: 20 February 2026""",
)

_WAIVERS = Records(
    "waiver",
    "waivers",
    "Leave to breach a rule, given by whoever may give it, until the day of its `expiry`. `item` is for one lot, or "
    "another single thing; `facts` are those that may stay unknown.",
    """\
waivers:
  - rule: council/commissioning#small-lots
    item: lot 2
    reason: the building is let until the autumn
    author: Head of commissioning
    approver: Chief officer
    date: 20 February 2026
    expiry: 1 September 2026""",
)


def records_called(phrase: str) -> Records | None:
    """The list that a word names, in the singular or the plural."""
    return next((r for r in (_EXPLANATIONS, _WAIVERS) if fold(phrase) in (r.singular, r.plural)), None)
