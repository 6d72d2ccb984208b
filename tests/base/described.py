"""How dataclasses behave, in words that two processes can compare: `python -m tests.base.described [standard]`."""

import dataclasses
import inspect
import json
import operator
import pickle
import pkgutil
import re
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

Told = dict[str, Any]

#: What needs a library that may not be here, or says something when it is imported.
_APART = ("__main__",)


def kind(cls: Any) -> Told:
    """All that can be told of a class: what it says of itself, and what two objects of it do."""
    fields = dataclasses.fields(cls)
    return {
        "signature": _tried(lambda: str(inspect.signature(cls))),
        "fields": [(one.name, str(one.type), one.init, one.repr, one.compare, _default(one)) for one in fields],
        "slots": list(cls.__slots__),
        "matched": list(cls.__match_args__),
        "name": (cls.__qualname__, cls.__module__),
        "hashed": cls.__hash__ is not None,
        "parameters": [getattr(cls.__dataclass_params__, name) for name in ("frozen", "eq", "order")],
        "class": sorted(name for name in vars(cls) if not name.startswith("__")),
        "objects": _tried(lambda: _objects(cls, [one.name for one in fields if one.init])),
    }


def _default(field: Any) -> str:
    if field.default_factory is not dataclasses.MISSING:
        return f"made: {type(field.default_factory())}"
    return "none" if field.default is dataclasses.MISSING else repr(field.default)


def _objects(cls: Any, names: list[str]) -> Told:
    """What objects do that have small numbers in their fields."""
    base = dict(zip(names, range(1, len(names) + 1), strict=True))
    one, same = cls(**base), cls(*base.values())
    others = [cls(**{**base, name: 0}) for name in names]
    return {
        "shown": _tried(lambda: repr(one)),
        "equal": [one == each for each in (same, *others, None, base)],
        "hashes": [_tried(partial(_same_hash, one, each)) for each in (same, *others)],
        "before": [_tried(partial(operator.lt, one, each)) for each in (same, *others)],
        "set": [_tried(partial(setattr, same, name, 1)) for name in names],
        "deleted": [_tried(partial(delattr, same, name)) for name in names],
        "changed": _tried(
            lambda: dataclasses.replace(one, **dict.fromkeys(names, 7)) == cls(**dict.fromkeys(names, 7))
        ),
        "pickled": _tried(lambda: len(pickle.dumps(one)) > 0),
    }


def _same_hash(one: object, other: object) -> bool:
    return hash(one) == hash(other)


def _tried(what: Callable[[], Any]) -> Any:
    try:
        return what()
    except Exception as error:  # noqa: BLE001 – which one it is, is what is compared
        return f"{type(error).__name__}: {str(error)[:80]}"


def project() -> dict[str, Told]:
    """Every dataclass of the project that has slots, by module and name."""
    found: dict[str, Told] = {}
    for module in _modules():
        for cls in vars(module).values():
            if _ours(cls) and cls.__module__ == module.__name__:
                found[f"{cls.__module__}.{cls.__qualname__}"] = kind(cls)
    return found


def _ours(cls: object) -> bool:
    return isinstance(cls, type) and dataclasses.is_dataclass(cls) and "__slots__" in vars(cls)


def _modules() -> list[ModuleType]:
    found = []
    for one in pkgutil.walk_packages(import_module("policyspec").__path__, "policyspec."):
        if not one.name.endswith(_APART):
            try:
                found.append(import_module(one.name))
            except ImportError:  # an extra that is not installed
                continue
    return found


def _standard() -> None:
    """From here on, the classes of the project are made by the standard library."""
    from policyspec.base import dataclasses as ours

    ours.dataclass, ours.field, ours.replace = dataclasses.dataclass, dataclasses.field, dataclasses.replace


if __name__ == "__main__":
    if "standard" in sys.argv[1:]:
        _standard()
    addresses = re.compile(" at 0x[0-9a-f]+")
    print(addresses.sub("", json.dumps(project())))  # noqa: T201 – to the process that asked
