"""The tables by which OCDS is read speak of facts and words that there are."""

from collections.abc import Iterable

import pytest

from policyspec.model.types import Kind
from policyspec.model.vocabulary import standard
from policyspec.readers.ocds import codes, fields, values
from policyspec.readers.terms import TERMS

VOCABULARY = standard()
ROWS = [
    (entity, row)
    for entity, rows in (
        ("tender", fields.TENDER),
        ("lot", fields.LOT),
        ("framework", fields.FRAMEWORK),
        ("document", fields.DOCUMENT),
        ("outcome", fields.OUTCOME),
        ("engagement", fields.ENGAGEMENT),
        ("condition", fields.CONDITION),
        ("supplier", fields.SUPPLIER),
    )
    for row in rows
]
KINDS: dict[object, Kind] = {
    values.text: Kind.TEXT,
    values.yes_no: Kind.YES_NO,
    values.number: Kind.NUMBER,
    values.count: Kind.NUMBER,
    values.money: Kind.MONEY,
    values.date: Kind.DATE,
    values.days: Kind.DURATION,
    values.months: Kind.DURATION,
}


@pytest.mark.parametrize(("entity", "row"), ROWS, ids=lambda x: getattr(x, "key", x))
def test_a_row_reads_a_fact_of_its_kind(entity: str, row: fields.Row) -> None:
    info = VOCABULARY.facts[entity, row.key]
    assert info.type.kind is KINDS.get(row.read, Kind.CODE)
    assert not info.derived


@pytest.mark.parametrize(
    ("name", "phrases"),
    [
        ("categories", codes.CATEGORIES.values()),
        ("criterion kinds", codes.CRITERION_KINDS.values()),
        ("permissions", codes.PERMISSIONS.values()),
        ("reservations", (*codes.RESERVATIONS.values(), "small local suppliers")),
        ("direct award grounds", codes.DIRECT_AWARD_GROUNDS.values()),
        ("document kinds", codes.DOCUMENT_KINDS.values()),
        ("procedures", (*(phrase for phrase, _ in codes.PROCEDURES.values()), *codes.PLAIN_METHODS.values())),
        ("regimes", (*codes.REGIMES_BY_BASIS.values(), *codes.SPECIAL_REGIMES.values())),
        ("buyer types", (phrase for scheme in codes.BUYER_TYPES.values() for phrase in scheme.values())),
        ("contract forms", ("framework agreement",)),
    ],
)
def test_a_code_becomes_a_word_of_its_list(name: str, phrases: Iterable[str]) -> None:
    assert set(phrases) <= set(VOCABULARY.codes[name])


@pytest.mark.parametrize("term", TERMS)
def test_a_term_speaks_of_facts_that_there_are(term: tuple[str, str, str]) -> None:
    kinds = [VOCABULARY.facts["tender", key].type.kind for key in term]
    assert kinds == [Kind.DURATION, Kind.DATE, Kind.DATE]
