"""Dataclasses as the standard ones are, except that a method is written when it is first looked for.

`dataclasses.dataclass` writes and compiles the methods of a class while its module is imported, which takes half a
millisecond, and it imports `inspect`; a check of one tender imports a hundred such classes and makes objects of half of
them. Here a class gets its slots at once and the rest by need. Objects of frozen classes are made quicker, too.

To a type checker they are the standard ones. `dataclasses.fields`, `asdict` and their like take them, and so do
copying and pickling; tests/base/test_dataclasses.py holds every class of the project against what the standard library
makes of it. What is not offered: fields without slots, `kw_only`, `InitVar`, and a docstring where there is none.
"""

import builtins
from collections.abc import Callable, Sequence
from functools import cache
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

#: Where a class keeps its fields, inherited ones first, and with what it was declared.
_FIELDS = "__policyspec_fields__"
_OPTIONS = "__policyspec_options__"

_COMPARED = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


class _Missing:
    """No default; the name is what a signature shows for one that is made anew."""

    def __repr__(self) -> str:
        return "<factory>"


_MISSING = _Missing()


class _Field:
    """What is known of a field. The class in which it stands sets `annotation`."""

    __slots__ = ("annotation", "compare", "default", "default_factory", "init", "repr")

    def __init__(
        self,
        *,
        default: object = _MISSING,
        default_factory: object = _MISSING,
        init: bool = True,
        repr: bool = True,  # noqa: A002 – the word of the standard library
        compare: bool = True,
    ) -> None:
        self.annotation: object = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.compare = init, repr, compare

    @property
    def may_be_left_out(self) -> bool:
        return self.default is not _MISSING or self.default_factory is not _MISSING


def _dataclass(*, slots: bool, frozen: bool = False, eq: bool = True, order: bool = False) -> Callable[[type], type]:
    if not slots:
        raise TypeError("these dataclasses have slots")
    return lambda cls: _made(cls, {"frozen": frozen, "eq": eq, "order": order})


def _replace(record: object, /, **changes: object) -> object:
    """As `dataclasses.replace`, and of the standard dataclasses too."""
    fields: dict[str, _Field] | None = getattr(record, _FIELDS, None)
    if fields is None:
        from dataclasses import replace as of_standard

        return of_standard(record, **changes)  # type: ignore[type-var]
    for name, field in fields.items():
        if not field.init:
            if name in changes:
                raise ValueError(f"field {name} is declared with init=False, and cannot be replaced")
        elif name not in changes:
            changes[name] = getattr(record, name)
    kind: Callable[..., object] = type(record)
    return kind(**changes)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _dataclass, _Field, _replace

__all__ = ["dataclass", "field", "field_names", "replace"]


def field_names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass, in order; None for what is none of these."""
    fields: dict[str, _Field] | None = getattr(kind, _FIELDS, None)
    return None if fields is None else tuple(fields)


# --- making a class -----------------------------------------------------------------------------------------------


def _made(cls: type, options: dict[str, bool]) -> type:
    """The class anew, since slots have to be there from the start. What its body says itself stays as it is."""
    inherited: dict[str, _Field] = getattr(cls, _FIELDS, {})
    own = {name: _field(cls, name, annotation) for name, annotation in vars(cls).get("__annotations__", {}).items()}
    fields = {**inherited, **own}
    body = {name: value for name, value in vars(cls).items() if name not in own}
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    made = {
        "__qualname__": cls.__qualname__,
        "__slots__": tuple(name for name in own if name not in inherited),
        "__match_args__": tuple(name for name, one in fields.items() if one.init),
        _FIELDS: fields,
        _OPTIONS: options,
    }
    return type(cls)(cls.__name__, cls.__bases__, {**_methods(options), **body, **made})


def _field(cls: type, name: str, annotation: object) -> _Field:
    value = vars(cls).get(name, _MISSING)
    found = value if isinstance(value, _Field) else _Field(default=value)
    if type(found.default).__hash__ is None:
        raise ValueError(f"mutable default {type(found.default)} for field {name}: use default_factory")
    found.annotation = annotation
    return found


class _Later:
    """What stands in a class until it is looked for; then it is made, and the result takes its place."""

    __slots__ = ("_make", "_name", "_owner")

    def __init__(self, make: Callable[[type, str], object]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, instance: object, kind: type) -> object:
        setattr(self._owner, self._name, self._make(self._owner, self._name))
        return getattr(kind if instance is None else instance, self._name)


def _methods(options: dict[str, bool]) -> dict[str, object]:
    """The methods of a class with these options, and what the standard library asks of a dataclass."""
    methods: dict[str, object] = {"__init__": _Later(_init), "__repr__": _repr}
    methods |= {name: _Later(_standard) for name in ("__dataclass_fields__", "__dataclass_params__")}
    if options["eq"]:
        methods["__eq__"] = _Later(_comparison)
    if options["order"]:
        methods |= {name: _Later(_comparison) for name in _COMPARED}
    if options["frozen"]:
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        methods |= {"__getstate__": _state, "__setstate__": _restore}
    if options["eq"] and options["frozen"]:
        methods["__hash__"] = _Later(_hash)
    return methods


# --- methods that are written -------------------------------------------------------------------------------------
# In their source a field is `field_0`, `field_1` … by its place, so that classes with as many fields have one source.


def _init(cls: type, name: str) -> FunctionType:
    """`__init__`: it sets each field by its slot, which works in a frozen class as well."""
    fields: dict[str, _Field] = getattr(cls, _FIELDS)
    known: dict[str, object] = {"missing": _MISSING}
    lines = []
    for number, (field_name, one) in enumerate(fields.items()):
        known[f"set_{number}"] = getattr(cls, field_name).__set__
        known[f"make_{number}"], known[f"default_{number}"] = one.default_factory, one.default
        if (value := _value(number, one)) is not None:
            lines.append(f"set_{number}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = [f"field_{number}" for number, one in enumerate(fields.values()) if one.init]
    defaults = [one.default for one in fields.values() if one.init and one.may_be_left_out]
    method = _written(cls, name, ["self", *parameters], lines or ["pass"], known, defaults)
    method.__annotations__ = {**{each: one.annotation for each, one in fields.items() if one.init}, "return": None}
    return method


def _value(number: int, field: _Field) -> str | None:
    """What a field is set to; None: it is not."""
    if field.default_factory is not _MISSING:
        return f"make_{number}() if field_{number} is missing else field_{number}" if field.init else f"make_{number}()"
    if field.init:
        return f"field_{number}"
    return None if field.default is _MISSING else f"default_{number}"


def _comparison(cls: type, name: str) -> FunctionType:
    mine, theirs = _compared(cls, "self"), _compared(cls, "other")
    lines = [
        "if other.__class__ is self.__class__:",
        f"    return {mine} {_COMPARED[name]} {theirs}",
        "return NotImplemented",
    ]
    return _written(cls, name, ["self", "other"], lines)


def _hash(cls: type, name: str) -> FunctionType:
    return _written(cls, name, ["self"], [f"return hash({_compared(cls, 'self')})"])


def _compared(cls: type, of: str) -> str:
    """A tuple of the fields that count when two are compared."""
    fields: dict[str, _Field] = getattr(cls, _FIELDS)
    return f"({''.join(f'{of}.field_{number}, ' for number, one in enumerate(fields.values()) if one.compare)})"


def _written(
    cls: type,
    name: str,
    parameters: Sequence[str],
    lines: Sequence[str],
    known: dict[str, object] | None = None,
    defaults: Sequence[object] = (),
) -> FunctionType:
    """A method of these lines. `known`: what it needs, by name; `defaults`: those of its last parameters."""
    code = _compiled(f"def {name}({', '.join(parameters)}):\n" + "".join(f"    {line}\n" for line in lines))
    meant = {f"field_{number}": field for number, field in enumerate(getattr(cls, _FIELDS))}
    named = code.replace(
        co_names=tuple(meant.get(each, each) for each in code.co_names),
        co_varnames=tuple(meant.get(each, each) for each in code.co_varnames),
        co_qualname=f"{cls.__qualname__}.{name}",
    )
    module = {"__builtins__": builtins, "__name__": cls.__module__, **(known or {})}
    return FunctionType(named, module, name, tuple(defaults))


@cache
def _compiled(source: str) -> CodeType:
    """The code of a function. Compiling it takes ten times as long as putting other names into it."""
    return next(part for part in compile(source, "<dataclass>", "exec").co_consts if isinstance(part, CodeType))


def _standard(cls: type, name: str) -> object:
    """What the standard library would have put there: its own description of the fields, or of the options."""
    from dataclasses import MISSING
    from dataclasses import dataclass as standard
    from dataclasses import field as standard_field

    def described(one: _Field) -> object:
        given: dict[str, Any] = {"default": one.default, "default_factory": one.default_factory}
        given = {word: MISSING if value is _MISSING else value for word, value in given.items()}
        return standard_field(**given, init=one.init, repr=one.repr, compare=one.compare)

    fields: dict[str, _Field] = getattr(cls, _FIELDS)
    body = {field: described(one) for field, one in fields.items()}
    annotations = {field: one.annotation for field, one in fields.items()}
    twin = type(cls.__name__, (), {"__module__": cls.__module__, "__annotations__": annotations, **body})
    return getattr(standard(**getattr(cls, _OPTIONS))(twin), name)


# --- methods that all classes share -------------------------------------------------------------------------------


@recursive_repr()
def _repr(self: object) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, one in getattr(self, _FIELDS).items() if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: object) -> list[object]:
    return [getattr(self, name) for name in getattr(self, _FIELDS)]


def _restore(self: object, state: list[object]) -> None:
    for name, value in zip(getattr(self, _FIELDS), state, strict=True):
        object.__setattr__(self, name, value)
