"""Policies that are taken up again: the same as compiled, and never where anything that they rest on has changed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from policyspec.workspace import kept, policies
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Loaded
from tests.workspace.test_gather import Memory

ROOT = Path(__file__).parents[2]
PACKS = ["commissioning", "eu", "red-flags/uk-thresholds.policy"]  # of facts of their own, of amounts, one file

BASE = """\
policy council/base "Base" version 1.0.0
  under "Paper" section "1" checked on 21 November 2026

parameter least number is 2 between 1 and 5
  "how many lots there should be"

rule lots "More than one lot"
  number of lots must be at least least number
"""
USER = """\
policy council/user "User" version 1.0.0
  under "Paper" section "1" checked on 21 November 2026

use council/base

rule value "A value"
  estimated value must be above GBP 0
"""
TEXTS = {"council/base.policy": BASE, "council/user.policy": USER}


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.texts.get(key)

    def put(self, key: str, text: str) -> None:
        self.texts[key] = text


class Books(Memory):
    """A loader of texts that tells two files apart."""

    def identity(self, name: str) -> str:
        return f"/here/{name}"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each compilation."""
    times: list[int] = []
    load = policies.load

    def counted(*arguments: object, **named: object) -> object:
        times.append(1)
        return load(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("policyspec.workspace.policies.load", counted)
    return times


def taken(shelf: Shelf, texts: Mapping[str, str], *names: str, settings: tuple[str, ...] = ()) -> Loaded:
    return kept.load(shelf, names or ("council/user.policy",), Books(texts), parameters=settings)


def same(one: Loaded, other: Loaded) -> bool:
    return all(
        getattr(one, each) == getattr(other, each) for each in ("rulebook", "sources", "diagnostics", "named")
    ) and (one.vocabulary.facts == other.vocabulary.facts and one.vocabulary.codes == other.vocabulary.codes)


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_is_taken_up_as_it_was_compiled(pack: str, compiled: list[int]) -> None:
    shelf, path = Shelf(), str(ROOT / "policies" / pack)
    first = kept.load(shelf, [path], Disk(), on=date(2026, 3, 2))
    again = kept.load(shelf, [path], Disk(), on=date(2026, 3, 2))
    assert len(compiled) == 1
    assert same(first, again)


def test_without_a_store_policies_are_compiled_each_time(compiled: list[int]) -> None:
    for _ in range(2):
        kept.load(None, ["council/user.policy"], Books(TEXTS))
    assert len(compiled) == 2


@pytest.mark.parametrize(
    "texts",
    [
        {**TEXTS, "council/user.policy": USER.replace("above GBP 0", "above GBP 1")},
        {**TEXTS, "council/base.policy": BASE.replace("is 2", "is 3")},  # one that it uses
        {**TEXTS, "council/council/base.policy": BASE.replace("is 2", "is 3")},  # one that would now be found first
    ],
    ids=["named", "used", "found before"],
)
def test_what_has_changed_is_compiled_anew(texts: dict[str, str], compiled: list[int]) -> None:
    shelf = Shelf()
    before = taken(shelf, TEXTS)
    after = taken(shelf, texts)
    assert len(compiled) == 2
    assert after.rulebook != before.rulebook
    assert same(after, policies.load(["council/user.policy"], Books(texts)))


def test_a_policy_that_comes_to_a_folder_is_seen(compiled: list[int]) -> None:
    shelf = Shelf()
    assert len(taken(shelf, TEXTS, "council").rulebook.rules) == 2
    more = {**TEXTS, "council/more.policy": USER.replace("council/user", "council/more")}
    assert len(taken(shelf, more, "council").rulebook.rules) == 3
    assert len(compiled) == 2


def test_settings_have_entries_of_their_own(compiled: list[int]) -> None:
    shelf = Shelf()
    plain, set_ = taken(shelf, TEXTS), taken(shelf, TEXTS, settings=("least number=4",))
    assert plain.rulebook != set_.rulebook
    assert same(taken(shelf, TEXTS, settings=("least number=4",)), set_)
    assert same(taken(shelf, TEXTS), plain)
    assert len(compiled) == 2


def test_policies_with_errors_are_not_kept() -> None:
    shelf = Shelf()
    loaded = taken(shelf, {**TEXTS, "council/user.policy": USER.replace("estimated value", "no such thing")})
    assert not loaded.usable
    assert shelf.texts == {}


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "",
        lambda text: text[:-1],
        lambda text: text.partition("\n")[2],
        lambda text: text.partition("\n")[0] + '\n[["none"]]',
        lambda text: '[[["exec","rm"],"x"]]\n' + text.partition("\n")[2],
        lambda text: "[1]\n" + text.partition("\n")[2],
        lambda text: "7\n" + text.partition("\n")[2],
    ],
    ids=["empty", "cut short", "no questions", "no policies", "strange question", "no pairs", "no list"],
)
def test_a_damaged_entry_is_passed_over(damage: object, compiled: list[int]) -> None:
    assert callable(damage)
    shelf = Shelf()
    before = taken(shelf, TEXTS)
    shelf.texts = {key: damage(text) for key, text in shelf.texts.items()}
    assert same(taken(shelf, TEXTS), before)
    assert len(compiled) == 2
    assert same(taken(shelf, TEXTS), before)  # it is whole again
    assert len(compiled) == 2
