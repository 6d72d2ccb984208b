"""The grammar of generated sentences: moods of the verb, number, values and lists in words."""

from collections.abc import Sequence

from policyspec.base.dataclasses import dataclass, replace
from policyspec.ir import nodes as ir
from policyspec.model.cpv import DIVISIONS
from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.model.values import NO_LIMIT, Classification, Duration, Unit, Value
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.report.words import joined


@dataclass(frozen=True, slots=True)
class Speech:
    """What is in hand where something is said.

    `bound`: the variables that have a noun, outermost first. `member`: the variable of which a clause says *its*.
    """

    vocabulary: Vocabulary
    bound: tuple[ir.Var, ...] = ()
    member: str | None = None
    plural: bool = False  # of the member: *their*

    def within(self, var: str, entity: str, *, plural: bool = False) -> "Speech":
        """Speech in which one thing more is bound, and is what a clause is about."""
        return replace(self, bound=(*self.bound, ir.Var(var, entity)), member=var, plural=plural)

    def aloof(self) -> "Speech":
        """The same, with every thing named by its noun."""
        return replace(self, member=None)


@dataclass(frozen=True, slots=True)
class Mood:
    """How a verb stands: as a fact (`is`), or as a duty (`must be`). `modal` is empty for a fact."""

    modal: str = ""
    negated: bool = False

    def be(self, *, plural: bool = False) -> str:
        """`is`, `are not`, `must be`, `should not be`."""
        if self.modal:
            return f"{self.modal}{' not' if self.negated else ''} be"
        return f"{'are' if plural else 'is'}{' not' if self.negated else ''}"

    def do(self, verb: str, *, plural: bool = False) -> str:
        """`includes`, `do not include`, `must include`. `verb`: its plain form."""
        if self.modal:
            return f"{self.modal}{' not' if self.negated else ''} {verb}"
        if self.negated:
            return f"{'do' if plural else 'does'} not {verb}"
        return verb if plural else f"{verb}s"

    def other(self) -> "Mood":
        """The opposite."""
        return replace(self, negated=not self.negated)


FACT = Mood()


# --- nouns --------------------------------------------------------------------------------------------------------

#: Facts of one value whose phrase is a plural, by the last word of its head.
_PLURALS = frozenset((
    "attachments", "bids", "candidates", "consortia", "contracts", "limits", "marks", "options", "pages", "payments",
    "points", "risks", "rules", "safeguards", "terms", "variants",
))  # fmt: skip
_NUMBERS = ("maximum ", "minimum ")  # `maximum renewals` is one number


def is_plural(info: FactInfo) -> bool:
    """Whether its phrase takes a verb in the plural: `yearly payments are`, `maximum renewals is`."""
    if info.type.kind in (Kind.LIST, Kind.VALUES):
        return True
    head = info.phrase.split(" of ")[0].split(" per ")[0]
    return head.rpartition(" ")[2] in _PLURALS and not head.startswith(_NUMBERS)


def singular(info: FactInfo, vocabulary: Vocabulary) -> str:
    """One member of a list: `lot`, `low bid step`."""
    entity = vocabulary.entities.get(info.type.entity or "")
    return entity.singular if entity is not None else info.singular or info.phrase


def joined_clauses(words: Sequence[str], conjunction: str = "and") -> str:
    """`a and b`; `a, b or c, and d` where a part has an `and` or `or` of its own, so that it does not run on."""
    if len(words) > 1 and any(" and " in word or " or " in word for word in words):
        return f"{', '.join(words[:-1])}, {conjunction} {words[-1]}"
    return joined(words, conjunction)


# --- values -------------------------------------------------------------------------------------------------------


def value(what: Value, kind: Kind) -> str:
    """A value as one says it: years where months make whole ones, a CPV division with its name."""
    match what:
        case Duration(amount, Unit.MONTHS) if amount != NO_LIMIT and amount % 12 == 0 and amount > 12:
            years = format_value(amount / 12, Kind.NUMBER)
            return f"{years} years"
        case Classification(scheme="CPV", code=code) if code.endswith("000000") and code[:2] in DIVISIONS:
            return f"CPV {code} ({_in_a_sentence(DIVISIONS[code[:2]])})"
        case str():
            return f"“{what}”" if kind is Kind.TEXT else f"‘{what}’"
        case _:
            return format_value(what, kind)


def _in_a_sentence(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
