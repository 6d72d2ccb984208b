"""Static types of facts and expressions."""

from enum import StrEnum
from fractions import Fraction

from policyspec.base.dataclasses import dataclass


class Kind(StrEnum):
    """The kinds of value that a fact or an expression may have."""

    YES_NO = "yes/no"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    RATIO = "ratio"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    TEXT = "text"
    CODE = "code"
    CLASSIFICATION = "classification"
    ITEM = "item"  # another thing: a record (the buyer) or a reference (the criterion of an outcome)
    LIST = "list"  # things: lots, criteria
    VALUES = "values"  # scalars: sectors of an engagement


#: Kinds of which two can be added.
SUMMABLE = (Kind.NUMBER, Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION)
#: Kinds that can be put in order.
ORDERED = (*SUMMABLE, Kind.RATIO, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Type:
    """A type. Only the fields that its kind needs are set.

    Percentages are held as parts of one: 60% is 3/5, so a weight ranges over lo=0 to hi=1.
    """

    kind: Kind
    entity: str | None = None  # ITEM, LIST: the key of the entity (`lot`)
    element: "Type | None" = None  # VALUES: the type of each
    codes: str | None = None  # CODE: the name of its code list (`model.codelists`)
    reference: bool = False  # ITEM: names an item that stands elsewhere in the tender
    lo: Fraction | None = None  # least value that a missing fact may take; None: no bound
    hi: Fraction | None = None

    def __str__(self) -> str:
        match self.kind:
            case Kind.CODE:
                return f"one of the {self.codes}"
            case Kind.ITEM | Kind.LIST:
                return f"{self.kind} of {self.entity}"
            case Kind.VALUES:
                return f"list of {self.element}"
            case _:
                return str(self.kind)


YES_NO = Type(Kind.YES_NO)
NUMBER = Type(Kind.NUMBER)
COUNT = Type(Kind.NUMBER, lo=Fraction(0))
PERCENTAGE = Type(Kind.PERCENTAGE)
SHARE = Type(Kind.PERCENTAGE, lo=Fraction(0), hi=Fraction(1))
RATIO = Type(Kind.RATIO, lo=Fraction(0))
MONEY = Type(Kind.MONEY, lo=Fraction(0))
SIGNED_MONEY = Type(Kind.MONEY)
DATE = Type(Kind.DATE)
DURATION = Type(Kind.DURATION, lo=Fraction(0))
TEXT = Type(Kind.TEXT)
CLASSIFICATION = Type(Kind.CLASSIFICATION)


def code(codes: str) -> Type:
    """A code of the named list."""
    return Type(Kind.CODE, codes=codes)


def item(entity: str, *, reference: bool = False) -> Type:
    return Type(Kind.ITEM, entity=entity, reference=reference)


def list_of(entity: str) -> Type:
    return Type(Kind.LIST, entity=entity)


def values_of(element: Type) -> Type:
    return Type(Kind.VALUES, element=element)
