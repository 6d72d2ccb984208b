"""What generated code calls where a fact may be missing: facts, lists and verdicts as ranges.

It is the counterpart of the interpreter without its explanations; the bounds are those of `model.counting`,
`model.combining` and `model.comparing` for both.
"""

from collections.abc import Sequence

from policyspec.engines.python.ground import Ground
from policyspec.model import truth
from policyspec.model.bounds import stated
from policyspec.model.combining import within_window
from policyspec.model.counting import Rest
from policyspec.model.facts import Absence, Absent, Fact, Item, Stated, is_closed
from policyspec.model.outcomes import Verdict
from policyspec.model.ranges import (
    ANYTHING,
    DOES_NOT_APPLY,
    MAY_NOT_APPLY,
    Bounds,
    Choice,
    Ranged,
    Void,
    no_value,
)
from policyspec.model.recorded import Recorded, recorded
from policyspec.model.truth import Truth
from policyspec.model.values import ItemRef

NONE_LEFT: Rest | None = None
SOME_LEFT = Rest()
UNKNOWN = truth.unknown()


class Unseen(Item):
    """A thing that stands for those of a list that are not stated. Nothing is known of it."""

    __slots__ = ()


# --- facts and things -------------------------------------------------------------------------------------------


def fact(ground: Ground, item: Item | None, key: str, nothing: Bounds, *, by_reference: bool = False) -> Ranged:
    """A scalar fact of a thing; `nothing` is the range of its type, for a fact without a value.

    `item` None: it cannot be reached, and if it stands elsewhere the fact may not apply to it.
    """
    if item is None:
        return Ranged(nothing, void=Void.MAYBE if by_reference else Void.NEVER, reason=MAY_NOT_APPLY)
    return _read(ground, item.facts.get(key), nothing)


def _read(ground: Ground, found: Fact | None, nothing: Bounds) -> Ranged:
    match found:
        case Stated(value):
            return Ranged(stated(value, ground.vat))
        case Absent(Absence.NOT_APPLICABLE):
            return no_value(DOES_NOT_APPLY)
        case _:
            return Ranged(nothing)


def step(ground: Ground, owner: Item | None, key: str, *, reference: bool) -> Item | None:
    """The thing that a record or a reference leads to; None where it cannot be reached."""
    if owner is None:
        return None
    if not reference and key in owner.records:
        return owner.records[key]
    found = owner.facts.get(key)
    return ground.items.get(getattr(found.value, "path", "")) if isinstance(found, Stated) else None


def the_item(item: Item | None) -> Ranged:
    """A thing as a value: which of the tender's things it is."""
    return Ranged(ANYTHING if item is None or isinstance(item, Unseen) else Choice.of(ItemRef(item.path)))


# --- lists ------------------------------------------------------------------------------------------------------


def things(ground: Ground, owner: Item | None, key: str) -> tuple[Sequence[Item], Rest | None]:
    """The things that a list states, and whether it has or may have others."""
    if owner is None:
        return (), SOME_LEFT
    listing = owner.lists.get(key)
    readable = listing is None or listing.unreadable is None
    if readable and not isinstance(owner, Unseen) and is_closed(key, listing, closing=ground.closing):
        return listing.items if listing is not None else (), NONE_LEFT
    # Every tender has one lot at least, divided or not.
    certain = key == "lots" and (listing is None or not readable)
    return listing.items if listing is not None else (), Rest(1) if certain else SOME_LEFT


def scalars(ground: Ground, owner: Item | None, key: str, nothing: Bounds) -> tuple[list[Ranged], Rest | None]:
    """The scalars that a list states, each as a range, and whether it has or may have others."""
    if owner is None:
        return [], SOME_LEFT
    listing = owner.values.get(key)
    values = [_read(ground, found, nothing) for found in listing.values] if listing is not None else []
    closed = not isinstance(owner, Unseen) and is_closed(key, listing, closing=ground.closing)
    return values, NONE_LEFT if closed else SOME_LEFT


# --- stated -----------------------------------------------------------------------------------------------------


def fact_stated(ground: Ground, item: Item | None, key: str) -> Truth:
    """Whether a fact of a thing is stated."""
    match item and item.facts.get(key):
        case Stated() | Absent(Absence.WITHHELD):
            return truth.TRUE
        case Absent(Absence.UNREADABLE):
            return UNKNOWN
        case Absent(Absence.NOT_APPLICABLE):
            return truth.FALSE
        case _:
            return _absence_decided(ground, item)


def item_stated(ground: Ground, item: Item | None, owner: Item | None, key: str) -> Truth:
    """Whether a thing is stated, which is reached from its owner by the fact of this key."""
    if item is not None:
        return truth.TRUE
    if owner is not None and not isinstance(owner.facts.get(key), Stated):
        return fact_stated(ground, owner, key)
    return _absence_decided(ground, None)


def list_stated(ground: Ground, item: Item | None, key: str) -> Truth:
    """Whether a list of a thing is stated; an empty one is."""
    if item is None:
        return _absence_decided(ground, None)
    listing = item.lists.get(key)
    if listing is not None and listing.unreadable is not None:
        return UNKNOWN
    return truth.TRUE if listing is not None or key in item.values else _absence_decided(ground, item)


def _absence_decided(ground: Ground, item: Item | None) -> Truth:
    # While drafting, a missing fact may still come; publication decides (LANGUAGE: section 5).
    return truth.FALSE if ground.closing and not isinstance(item, Unseen) else UNKNOWN


# --- verdicts ---------------------------------------------------------------------------------------------------

NOT_APPLICABLE = frozenset((Verdict.NOT_APPLICABLE,))
BREACHED = frozenset((Verdict.BREACHED,))
EXPLAINED = frozenset((Verdict.EXPLAINED,))


def ruled_out(item: Item | None, key: str, *, by_reference: bool = False) -> Truth:
    """Whether the tender's structure rules a fact of a thing out."""
    if item is None:
        return UNKNOWN if by_reference else truth.FALSE
    found = item.facts.get(key)
    return truth.of(isinstance(found, Absent) and found.why is Absence.NOT_APPLICABLE)


def bound(applies: Truth, duty: Truth, breach: frozenset[Verdict]) -> frozenset[Verdict]:
    """What a duty comes to that is kept or not where the rule applies; `breach` is what a breach becomes."""
    possible: set[Verdict] = set()
    if applies.may_hold and duty.may_hold:
        possible.add(Verdict.MET)
    if applies.may_fail or duty.may_not_apply:
        possible.add(Verdict.NOT_APPLICABLE)
    return frozenset(possible | breach if applies.may_hold and duty.may_fail else possible)


def flagged(applies: Truth, condition: Truth) -> frozenset[Verdict]:
    """What a flag comes to."""
    flag = truth.both((applies, condition.plainly))
    possible = [(flag.may_hold, Verdict.FLAGGED), (flag.may_fail, Verdict.NOT_APPLICABLE)]
    return frozenset(verdict for may, verdict in possible if may)


def notes_of(ground: Ground, rule: str, item: Item, path: str) -> Recorded:
    """What is recorded for a rule at an item."""
    return recorded(ground.stated, rule, None if isinstance(item, Unseen) else path)


def excused(notes: Recorded, judged: Ranged, explained: frozenset[Verdict]) -> frozenset[Verdict]:
    """What a breach becomes under what is recorded; `explained` is what it becomes without a waiver."""
    if notes.waiver is None:
        return explained
    expiry = notes.waiver.expiry
    going = within_window(judged, None, expiry.day if expiry else None)
    if going.fails:
        return explained
    return frozenset((Verdict.WAIVED,)) | (frozenset() if going.holds else explained)


def explained_by(notes: Recorded) -> frozenset[Verdict]:
    """What a breach becomes that a recorded explanation may explain."""
    return BREACHED if notes.explanation is None else EXPLAINED


def explained_in(ground: Ground, notes: Recorded, item: Item | None, key: str) -> frozenset[Verdict]:
    """What a breach becomes that a fact may explain as well: one that is stated and not blank."""
    if notes.explanation is not None:
        return EXPLAINED
    match item and item.facts.get(key):
        case Stated(value):
            return EXPLAINED if str(value).strip() else BREACHED
        case Absent(Absence.WITHHELD | Absence.UNREADABLE):
            return EXPLAINED | BREACHED
        case _:
            return BREACHED if ground.closing and item is not None else EXPLAINED | BREACHED
