"""Our dataclasses are what the standard library would have made."""

import copy
import dataclasses
import json
import os
import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base import dataclasses as ours
from tests.base import described
from tests.house.tree import ROOT

FIELD = st.fixed_dictionaries(
    {},
    optional={
        "default": st.integers(0, 3) | st.sampled_from(["x", None, ()]),
        "default_factory": st.sampled_from([list, dict]),
        "init": st.booleans(),
        "repr": st.booleans(),
        "compare": st.booleans(),
    },
).filter(lambda field: not {"default", "default_factory"} <= set(field))
OPTIONS = st.fixed_dictionaries({"frozen": st.booleans(), "eq": st.booleans(), "order": st.booleans()}).filter(
    lambda options: options["eq"] or not options["order"]
)


def made(module: Any, fields: dict[str, dict[str, Any]], options: dict[str, bool]) -> type:
    body = {name: module.field(**given) for name, given in fields.items()}
    one = type("One", (), {"__annotations__": dict.fromkeys(fields, int), "__module__": __name__, **body})
    return module.dataclass(slots=True, **options)(one)  # type: ignore[no-any-return]


@given(st.lists(FIELD, max_size=4), OPTIONS)
def test_a_class_is_as_the_standard_one(fields: list[dict[str, Any]], options: dict[str, bool]) -> None:
    fields.sort(key=lambda field: bool({"default", "default_factory"} & set(field)))
    named = {f"field_{number}": field for number, field in enumerate(fields)}
    expected, found = made(dataclasses, named, options), made(ours, named, options)
    assert described.kind(found) == described.kind(expected)


def test_every_class_of_the_project_is_as_the_standard_one() -> None:
    """In another process they are made by the standard library."""
    expected, found = project("standard"), project()
    assert len(expected) > 400
    assert {name for name in expected if found[name] != expected[name]} == set()


def project(*words: str) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "tests.base.described", *words]
    environ = {**os.environ, "PYTHONHASHSEED": "0"}  # sets are shown in one order
    run = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)  # type: ignore[no-any-return]


@ours.dataclass(frozen=True, slots=True)
class Frozen:
    number: int
    words: tuple[str, ...] = ()
    seen: list[int] = ours.field(default_factory=list, compare=False)


@ours.dataclass(slots=True)
class Open:
    number: int
    other: "Open | None" = None


@pytest.mark.parametrize("one", [Frozen(1, ("a",), [2]), Open(3, Open(4))])
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # noqa: S301 – our own
def test_copied_and_pickled(one: object, again: Any) -> None:
    assert again(one) == one
    assert again(one) is not one


def test_the_standard_library_takes_them() -> None:
    one = Frozen(1)
    assert dataclasses.is_dataclass(one)
    assert [field.name for field in dataclasses.fields(one)] == ["number", "words", "seen"]
    assert dataclasses.asdict(one) == {"number": 1, "words": (), "seen": []}
    assert dataclasses.replace(one, number=2) == ours.replace(one, number=2) == Frozen(2)


@dataclasses.dataclass(frozen=True)
class Standard:
    number: int


def test_standard_ones_are_replaced_too() -> None:
    assert ours.replace(Standard(1), number=2) == Standard(2)


def test_a_frozen_one_stays_as_it_is() -> None:
    one = Frozen(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.number = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.number
    assert one == Frozen(1)


def test_what_contains_itself_is_shown() -> None:
    one = Open(1)
    one.other = one
    assert repr(one) == "Open(number=1, other=...)"


def test_matched_by_position() -> None:
    match Frozen(1, ("a",)):
        case Frozen(number, words):
            assert (number, words) == (1, ("a",))


def test_a_default_that_could_change_is_refused() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @ours.dataclass(slots=True)
        class Wrong:
            seen: list[int] = []  # noqa: RUF012 – that is the mistake


def test_methods_are_written_when_they_are_first_looked_for() -> None:
    @ours.dataclass(frozen=True, slots=True)
    class Fresh:
        number: int

    assert type(vars(Fresh)["__init__"]).__name__ == "_Later"
    one = Fresh(1)
    assert type(vars(Fresh)["__init__"]).__name__ == "function"
    assert type(vars(Fresh)["__eq__"]).__name__ == "_Later"
    assert one == Fresh(1)
    assert type(vars(Fresh)["__eq__"]).__name__ == "function"
