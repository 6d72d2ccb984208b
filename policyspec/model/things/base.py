"""How a thing declares its facts: a field is a fact, its name the phrase, its annotation the type."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    StrictBool,
    StrictStr,
    model_validator,
)
from pydantic.fields import FieldInfo

from policyspec.base.dataclasses import dataclass
from policyspec.base.suggest import did_you_mean
from policyspec.model import types, values
from policyspec.model.codelists import CODES


class Thing(BaseModel):
    """Something that facts belong to. Its docstring is its definition.

    A field left out is a fact not stated; an empty list is a list that is stated and empty. `more_to_come`
    names the lists that are not complete.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid", frozen=True)

    noun: ClassVar[tuple[str, str]]  # singular and plural
    identified_by: ClassVar[str | None] = None  # the field that references use as its name
    heading: ClassVar[str]  # where a person finds its facts
    ocds_home: ClassVar[str] = ""  # what a leading dot in a fact's OCDS path stands for
    for_lots: ClassVar[bool] = False  # its facts may stand on the tender for every lot

    more_to_come: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def _known_codes(self) -> Self:
        for name, field in type(self).model_fields.items():
            if words := words_of(field):
                _check_codes(name, getattr(self, name), words)
        return self


@dataclass(frozen=True, slots=True)
class Words:
    """What a fact's declaration says of it beyond its name and type. Empty phrase: the field's name."""

    definition: str
    phrase: str = ""
    plural: str | None = None
    singular: str | None = None
    aliases: tuple[str, ...] = ()
    said_of: tuple[str, ...] = ()
    codes: str | None = None
    to: str | None = None
    ocds: str = ""
    eforms: str = ""


def words_of(field: FieldInfo) -> Words | None:
    """What a field's `fact` says; None for a field that is no fact."""
    extra = field.json_schema_extra
    words: Any = extra.get("words") if isinstance(extra, dict) else None
    return Words(**words) if words else None


def _check_codes(name: str, value: str | list[str] | None, words: Words) -> None:
    if words.codes is None or value is None:
        return
    known = CODES[words.codes]
    for code in [value] if isinstance(value, str) else value:
        if code not in known:
            hint = did_you_mean(code, known) or f"they are {', '.join(known)}"
            raise ValueError(f"`{code}` for `{name}` is not one of the {words.codes}: {hint}")


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that is never stated: computed from others."""

    type: types.Type
    words: Words


def fact(
    definition: str,
    phrase: str = "",
    *,
    plural: str | None = None,
    singular: str | None = None,
    aliases: tuple[str, ...] = (),
    said_of: tuple[str, ...] = (),
    codes: str | None = None,
    to: str | None = None,
    ocds: str = "",
    eforms: str = "",
) -> Any:  # noqa: ANN401  (as pydantic's own `Field`: the annotation has the type)
    """A field that is a fact. `codes` names the code list of a code, `to` the entity of a reference."""
    words = Words(definition, phrase, plural, singular, aliases, said_of, codes, to, ocds, eforms)
    return Field(default=None, description=definition, json_schema_extra={"words": asdict(words)})


def derived(
    type_: types.Type,
    definition: str,
    phrase: str = "",
    *,
    plural: str | None = None,
    aliases: tuple[str, ...] = (),
    said_of: tuple[str, ...] = (),
) -> Derived:
    """A derived fact: a class variable, since nobody states it."""
    return Derived(type_, Words(definition, phrase, plural=plural, aliases=aliases, said_of=said_of))


def _exact(value: object) -> object:
    """Whole numbers and decimals as fractions. A float is refused: it is not the number that was written."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Fraction(value)
    return value


def _moment(value: object) -> object:
    return values.Moment(value) if type(value) is date else value


_Range = InstanceOf[values.Between]
_Exact = BeforeValidator(_exact)

YesNo = Annotated[StrictBool | None, types.YES_NO]
Count = Annotated[InstanceOf[Fraction] | _Range | None, _Exact, types.COUNT]
Rank = Annotated[InstanceOf[Fraction] | _Range | None, _Exact, types.Type(types.Kind.NUMBER, lo=Fraction(1))]
Share = Annotated[InstanceOf[Fraction] | _Range | None, _Exact, types.SHARE]
Multiple = Annotated[InstanceOf[Fraction] | _Range | None, _Exact, types.Type(types.Kind.PERCENTAGE, lo=Fraction(0))]
Percentage = Annotated[InstanceOf[Fraction] | _Range | None, _Exact, types.PERCENTAGE]
Amount = Annotated[InstanceOf[values.Money] | _Range | None, types.MONEY]
Date = Annotated[InstanceOf[values.Moment] | _Range | None, BeforeValidator(_moment), types.DATE]
Length = Annotated[InstanceOf[values.Duration] | _Range | None, types.DURATION]
Text = Annotated[StrictStr | None, types.TEXT]
Code = Annotated[StrictStr | None, types.Type(types.Kind.CODE)]
Cpv = Annotated[InstanceOf[values.Classification] | None, types.CLASSIFICATION]
Reference = Annotated[StrictStr | InstanceOf[values.ItemRef] | None, types.Type(types.Kind.ITEM, reference=True)]
Texts = Annotated[list[StrictStr] | None, types.values_of(types.TEXT)]
Codes = Annotated[list[StrictStr] | None, types.values_of(types.Type(types.Kind.CODE))]
Cpvs = Annotated[list[InstanceOf[values.Classification]] | None, types.values_of(types.CLASSIFICATION)]
References = Annotated[
    list[StrictStr | InstanceOf[values.ItemRef]] | None,
    types.values_of(types.Type(types.Kind.ITEM, reference=True)),
]
