"""Places of facts that are found when somebody first asks."""

import copy
import pickle
from dataclasses import asdict

import pytest

from policyspec.base.dataclasses import replace
from policyspec.model.facts import Origin

KNOWN = Origin("a.json", 3, 7, "/tender/value", "10")


def later(asked: list[str]) -> Origin:
    def find() -> Origin:
        asked.append("asked")
        return KNOWN

    return Origin.later(find)


def test_nobody_looks_for_it_until_somebody_asks_and_then_once() -> None:
    asked: list[str] = []
    origin = later(asked)
    assert not asked
    assert (origin.line, origin.column, origin.sheet) == (3, 7, None)
    assert str(origin) == "a.json:3:7"
    assert asked == ["asked"]


def test_it_is_the_same_as_one_that_was_known() -> None:
    assert later([]) == KNOWN
    assert later([]) == KNOWN
    assert hash(later([])) == hash(KNOWN)
    assert repr(later([])) == repr(KNOWN)
    assert replace(later([]), line=4) == replace(KNOWN, line=4)


def test_it_is_copied_and_sent_as_one_that_was_known() -> None:
    assert pickle.loads(pickle.dumps(later([]))) == KNOWN  # noqa: S301 - made in the line itself
    assert copy.deepcopy(later([])) == KNOWN
    assert asdict(later([])) == asdict(KNOWN)


def test_it_has_no_other_parts() -> None:
    with pytest.raises(AttributeError, match="width"):
        getattr(later([]), "width")  # noqa: B009 - a type checker knows that there is none
