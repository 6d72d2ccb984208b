"""How straight code gets at facts: from the canonical items of a tender, whatever format it was read from.

Another way to get at them is another object with these methods; what is emitted over them is the same.
"""

from collections.abc import Sequence
from typing import Protocol

from policyspec.engines.python.straight.frames import Atom, Frame, NotStraightError, guarded, put
from policyspec.engines.python.straight.plain import Amount, Day, Number, Plain, Word
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind
from policyspec.model.values import Duration, Moment, Vat
from policyspec.model.vocabulary import FactInfo


class Access(Protocol):
    """Emits what reads facts. A name that it gives is None at run time where the fact is not plainly stated."""

    @property
    def bounded(self) -> bool:
        """Whether None says that it can be one or the other, and not that the ranges may know more."""
        ...

    def fact(self, item: Atom, info: FactInfo) -> Plain:
        """A scalar fact of a thing."""
        ...

    def rest(self, listed: Atom) -> Atom | None:
        """Whether a list may have members that are not stated; None: it has none."""
        ...

    def imagined(self, listed: Atom) -> bool:
        """Whether the loop over a list that is not stated goes through one that stands for its members."""
        ...

    def in_currency(self, holds: Atom, currency: Atom, wanted: str) -> Atom:
        """Whether something holds of an amount, which cannot be told of one in another currency."""
        ...

    def checked(self, word: Atom) -> str:
        """The word (currency) of an amount, once it is known to be one."""
        ...

    def things(self, item: Atom, info: FactInfo) -> Atom:
        """A list of things that is stated in full."""
        ...

    def step(self, item: Atom, info: FactInfo) -> Atom:
        """The thing that a record or a reference leads to."""
        ...

    def stated(self, item: Atom, info: FactInfo) -> Atom:
        """Whether a fact or a list is stated."""
        ...

    def explained(self, item: Atom, info: FactInfo) -> Atom:
        """What a breach becomes that a fact may explain: a set of verdicts."""
        ...

    def judged(self, moment: Atom | None) -> Atom:
        """The day that is judged: that which is given, else that of a date of the tender's."""
        ...

    def path(self, item: Atom) -> str:
        """The path of a thing, from the tender."""
        ...

    def day(self, moment: Moment) -> Atom:
        """A date of the policy's."""
        ...

    def order(self, left: Atom, right: Atom) -> Atom:
        """-1, 0 or 1 as one date stands to another."""
        ...

    def lasts(self, relation: ir.Relation, start: Atom, end: Atom, bound: Duration) -> Atom:
        """Whether the time from one date to another stands so to a duration."""
        ...

    def unless(self, stem: str, tests: Sequence[str], value: Atom, *others: Atom) -> Atom:
        """A value, which cannot be told where one of these tests holds."""
        ...


#: The Python class of a stated value of a kind; a stated range is of none of these.
_CLASSES = {
    Kind.NUMBER: "Fraction",
    Kind.PERCENTAGE: "Fraction",
    Kind.DATE: "Moment",
    Kind.YES_NO: "bool",
    Kind.TEXT: "str",
    Kind.CODE: "str",
    Kind.CLASSIFICATION: "Classification",
}


class ItemAccess:
    """Facts of canonical items. The code has the names `ground`, `closing` and `vat`."""

    bounded = False

    def __init__(self, root: Frame) -> None:
        self.root = root

    def _found(self, item: Atom, key: str) -> Atom:
        return guarded(self.root, f"{key} fact", f"{item}.facts.get({key!r})", item)

    def fact(self, item: Atom, info: FactInfo) -> Plain:
        kind = info.type.kind
        found = self._found(item, info.key)
        if kind is Kind.MONEY:
            parts = put(self.root, f"{info.key} money", f"plain_amount({found}, vat)", found, maybe=False)
            amount, word, currency, net, gross = (self._part(info.key, parts, number) for number in range(5))
            return Amount(Number(amount), word, on=(currency, {Vat.EXCLUDING: net, Vat.INCLUDING: gross}))
        if kind not in _CLASSES:
            message = f"a fact that is {kind}"
            raise NotStraightError(message)
        # `found` is a Stated, an Absent or None; only the first has a value, and only a plain one is of the class.
        code = f"{found}.value if {found}.__class__ is Stated and {found}.value.__class__ is {_CLASSES[kind]} else None"
        value = put(self.root, info.key, code, found, maybe=True)
        match kind:
            case Kind.NUMBER | Kind.PERCENTAGE:
                return Number(value)
            case Kind.DATE:
                return Day(value)
            case _:
                return Word(value, folded=kind in (Kind.TEXT, Kind.CODE))

    def _part(self, stem: str, pair: Atom, number: int) -> Atom:
        return put(self.root, stem, f"{pair}[{number}]", pair, maybe=True)

    def rest(self, listed: Atom) -> Atom | None:  # noqa: ARG002
        return None

    def imagined(self, listed: Atom) -> bool:  # noqa: ARG002
        return False

    def in_currency(self, holds: Atom, currency: Atom, wanted: str) -> Atom:
        return self.unless("holds", [f"{currency} != {wanted!r}"], holds, currency)

    def checked(self, word: Atom) -> str:
        return str(word)

    def things(self, item: Atom, info: FactInfo) -> Atom:
        return put(self.root, info.key, f"plain_things({item}, {info.key!r}, closing)", item, maybe=True)

    def step(self, item: Atom, info: FactInfo) -> Atom:
        code = f"step(ground, {item}, {info.key!r}, reference={info.type.reference})"
        return put(self.root, info.key, code, item, maybe=True)

    def stated(self, item: Atom, info: FactInfo) -> Atom:
        listed = info.type.kind in (Kind.LIST, Kind.VALUES)
        code = f"plain_{'list' if listed else 'fact'}_stated({item}, {info.key!r}, closing)"
        return put(self.root, f"{info.key} stated", code, item, maybe=True)

    def explained(self, item: Atom, info: FactInfo) -> Atom:
        return put(self.root, "explained", f"plain_explained({item}, {info.key!r}, closing)", item, maybe=True)

    def judged(self, moment: Atom | None) -> Atom:
        if moment is None:
            return Atom("given", self.root)
        stated = f"None if {moment} is None else {moment}.day"
        return put(self.root, "judged", f"({stated}) if given is None else given", moment, maybe=True)

    def path(self, item: Atom) -> str:
        return f"{item}.path"

    def day(self, moment: Moment) -> Atom:
        return Atom(self.root.names.constant("day", moment), maybe=False)

    def order(self, left: Atom, right: Atom) -> Atom:
        return guarded(self.root, "order", f"order({left}, {right})", left, right)

    def lasts(self, relation: ir.Relation, start: Atom, end: Atom, bound: Duration) -> Atom:
        given = f"{relation!r}, {start}, {end}, ground, {self.root.names.constant('time', bound)}"
        return put(self.root, "lasts", f"plain_lasts({given})", start, end, maybe=True)

    def unless(self, stem: str, tests: Sequence[str], value: Atom, *others: Atom) -> Atom:
        return put(self.root, stem, f"None if {' or '.join(tests)} else {value}", value, *others, maybe=True)
