"""Records of which part is worked out when it is asked for are as good as those that were made whole."""

import copy
import pickle
from collections.abc import Callable

import pytest

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.later import Later, later


@dataclass(frozen=True, slots=True)
class Told(Later):
    verdict: str
    sentence: str = ""

    @property
    def length(self) -> int:
        return len(self.sentence)


WHOLE = Told("met", "it is so")


def made(asked: list[str]) -> Told:
    def rest(name: str) -> object:
        asked.append(name)
        return "it is so"

    return later(Told, rest, verdict="met")


def test_what_is_known_is_there_and_the_rest_is_asked_for_once() -> None:
    asked: list[str] = []
    one = made(asked)
    assert (one.verdict, asked) == ("met", [])
    assert (one.sentence, one.sentence, one.length, asked) == ("it is so", "it is so", 8, ["sentence"])


def _pickled(one: Told) -> object:
    return pickle.loads(pickle.dumps(one))  # noqa: S301 - our own


@pytest.mark.parametrize("seen_as", [repr, hash, copy.copy, copy.deepcopy, _pickled])
def test_it_is_like_one_that_was_made_whole(seen_as: Callable[[Told], object]) -> None:
    assert made([]) == WHOLE
    assert seen_as(made([])) == seen_as(WHOLE)
    assert replace(made([]), verdict="breached") == Told("breached", "it is so")


def test_it_never_changes() -> None:
    with pytest.raises(AttributeError, match="cannot assign to field 'sentence'"):
        made([]).sentence = "it is not"  # type: ignore[misc]


def test_a_name_that_it_has_not_is_not_asked_for() -> None:
    asked: list[str] = []
    with pytest.raises(AttributeError, match="'Told' object has no attribute 'sentance'"):
        made(asked).sentance  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(AttributeError, match="'Told' object has no attribute '_rest'"):
        Told("met")._rest  # noqa: B018
    assert asked == []
