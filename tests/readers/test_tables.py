"""The tables by which OCDS is read speak of facts and words that there are."""

import re
from collections.abc import Iterable
from pathlib import Path

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
        ("outcome", fields.METRIC),
        ("kpi", fields.METRIC),
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
    values.share: Kind.PERCENTAGE,
    values.count: Kind.NUMBER,
    values.money: Kind.MONEY,
    values.money_in_words: Kind.MONEY,
    values.date: Kind.DATE,
    values.days: Kind.DURATION,
    values.months: Kind.DURATION,
    values.last_day: Kind.DURATION,
    codes.gpa: Kind.YES_NO,
}


@pytest.mark.parametrize(("entity", "row"), ROWS, ids=lambda x: getattr(x, "key", x))
def test_a_row_reads_a_fact_of_its_kind(entity: str, row: fields.Row) -> None:
    info = VOCABULARY.facts[entity, row.key]
    assert info.type.kind is (Kind.CODE if isinstance(row.read, codes.OneOf) else KINDS.get(row.read, Kind.CODE))
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


#: Facts that the vocabulary places in OCDS and that are not read from there, and why.
NOT_READ = {
    "scoring_formula": "a text, read as the assessment method",
    "payment_period": "a text",
    "fixed_price": "a number without a currency",
    "risks": "one text for all, read as the known risks",
    "parties": "whoever the notice names, not the parties to the contract",
}


def test_every_fact_with_a_home_in_ocds_is_read_or_said_not_to_be() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(fields.__file__).parent.glob("*.py"))
    derived = {key for key, _, _ in TERMS}
    homeless = {
        f"{owner} {key}"
        for (owner, key), info in VOCABULARY.facts.items()
        if info.ocds and key not in derived | NOT_READ.keys() and not re.search(rf"\b{key}\b", source)
    }
    assert homeless == set()


@pytest.mark.parametrize("term", TERMS)
def test_a_term_speaks_of_facts_that_there_are(term: tuple[str, str, str]) -> None:
    kinds = [VOCABULARY.facts["tender", key].type.kind for key in term]
    assert kinds == [Kind.DURATION, Kind.DATE, Kind.DATE]
