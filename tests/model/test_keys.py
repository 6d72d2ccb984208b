"""Under what a tender and its things are found again."""

import pytest

from policyspec.model.keys import identity, item_keys
from policyspec.model.vocabulary import standard
from tests.readers.reading import tender_of


def keys_of(text: str) -> dict[str, str]:
    return item_keys(tender_of(text).root, standard())


def test_a_thing_is_keyed_by_names_all_the_way() -> None:
    keys = keys_of("tender: T\nlots: [{title: North, criteria: [{name: Price}]}]")
    assert keys == {"": "", "lots[0]": "lots[North]", "lots[0].criteria[0]": "lots[North].criteria[Price]"}


def test_a_key_stays_when_other_members_come_before_it() -> None:
    before = keys_of("tender: T\nlots: [{title: North}]")["lots[0]"]
    assert keys_of("# a remark\ntender: T\nlots: [{title: South}, {title: North}]")["lots[1]"] == before


@pytest.mark.parametrize(
    ("lots", "words"),
    [
        ("{title: North}, {title: north}", ["#1", "#2"]),  # people do not tell them apart, nor do references
        ("{title: North, identifier: A}, {title: North, identifier: B}", ["A", "B"]),
        ("{identifier: LOT-0001}, {value: GBP 1}", ["LOT-0001", "#2"]),
        ("{title: '#2'}, {value: GBP 1}", [r"\#2", "#2"]),
        ("{title: 'N].criteria[Price'}", [r"N\].criteria\[Price"]),
        ("{title: A, identifier: B}, {title: B, identifier: A}", ["#1", "#2"]),
        ('{title: "North\\n  East"}', ["North East"]),
    ],
)
def test_what_stands_in_the_brackets(lots: str, words: list[str]) -> None:
    keys = keys_of(f"tender: T\nlots: [{lots}]")
    assert [keys[f"lots[{n}]"] for n in range(len(words))] == [f"lots[{word}]" for word in words]


def test_a_tender_is_known_by_its_number_in_a_register() -> None:
    assert identity(tender_of("tender: T\nidentifier: ocds-b5fd17-1")) == "ocds-b5fd17-1"


@pytest.mark.parametrize("name", ["a/t.yaml", "./a/t.yaml", "a//t.yaml", "a/b/../t.yaml", "a\\t.yaml"])
def test_else_by_its_input_however_the_path_is_written(name: str) -> None:
    assert identity(tender_of("tender: T", name)) == "a/t.yaml"
