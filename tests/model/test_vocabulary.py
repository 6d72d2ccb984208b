"""The words of the language: that each can be said, found and told from the others."""

import re
import subprocess
import sys
from collections import Counter

import pytest

from policyspec.model.generate import main, outputs
from policyspec.model.page import type_in_words
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold, standard
from policyspec.syntax import keywords

#: Words that would end a phrase, wherever in it they stand, and those that a reader would take for the rule's own.
RESERVED = keywords.RESERVED | frozenset(
    """of by to and or is are be with when where times among include every some this these except must should flag
    applies applicable each there between before after above below within mentions stated plus minus because suggest
    explain despite tighten relax drop use version parameter threshold fact define rule table policy least most
    exactly highest lowest ratio lower higher take give any""".split()  # noqa: SIM905  (words read best as words)
)
#: Words that begin something else, but may stand inside a phrase.
NOT_FIRST = keywords.NOT_FIRST | frozenset(
    "share number total time one at per the a an from under for not no into subject".split()  # noqa: SIM905
)
#: What the language says all the same: nothing else begins with these two words.
SAID = {"subject matter"}

#: First words of the yes/no facts that are plain adjectives; others end as participles and the like do.
ADJECTIVES = {
    "dynamic", "exclusive", "electronic", "light", "open", "people-facing", "proportionate", "relative", "relevant", "small",
    "suitable", "urgent", "voluntary", "responsible", "paid", "above-threshold", "pass-fail", "previously", "fully",
}  # fmt: skip
READS_AFTER_IS = re.compile(r".*(ed|able|ible|ing|specific|tolerant|aimed|chosen)")


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return standard()


def spoken(words: Vocabulary) -> list[str]:
    """Every phrase that a policy may write: of facts, things and codes."""
    return sorted({*words.phrases(), *(code for codes in words.codes.values() for code in codes)})


def test_no_phrase_contains_a_word_of_the_language(words: Vocabulary) -> None:
    assert [p for p in spoken(words) if RESERVED & set(p.casefold().split()) and p not in SAID] == []


def test_no_phrase_begins_as_an_aggregate_or_a_connective_does(words: Vocabulary) -> None:
    # `share at risk` is said so in payment by results; only `share of` begins an aggregate.
    begun = [p for p in spoken(words) if p.casefold().split()[0] in NOT_FIRST and p not in SAID]
    assert begun == ["share at risk"]


def test_phrases_are_lower_case_but_for_abbreviations(words: Vocabulary) -> None:
    capitals = {word for phrase in spoken(words) for word in re.split(r"[ -]", phrase) if word != word.lower()}
    assert capitals == {"CPV", "EU", "GPA", "KPI", "KPIs", "SME", "SMEs", "TUPE", "VAT", "VCSEs"}


def test_a_yes_no_fact_reads_after_is(words: Vocabulary) -> None:
    firsts = {info.phrase.split()[0] for info in words.facts.values() if info.type.kind is Kind.YES_NO}
    assert [w for w in sorted(firsts) if w not in ADJECTIVES and not READS_AFTER_IS.fullmatch(w)] == []


def test_every_thing_has_a_singular_and_a_plural(words: Vocabulary) -> None:
    assert [e.key for e in words.entities.values() if not e.singular or e.singular == e.plural] == []


def test_a_list_is_called_by_the_plural_of_its_things(words: Vocabulary) -> None:
    lists = [info for info in words.facts.values() if info.type.kind is Kind.LIST]
    assert lists
    assert [i.key for i in lists if i.phrase != words.entities[i.type.entity or ""].plural] == []


def test_a_list_of_values_has_a_word_for_one_of_them(words: Vocabulary) -> None:
    several = [info for info in words.facts.values() if info.type.kind is Kind.VALUES]
    assert several
    assert [info.key for info in several if not info.singular or info.singular == info.phrase] == []


def test_no_two_facts_of_a_thing_share_a_phrase(words: Vocabulary) -> None:
    counted = Counter((info.owner, fold(phrase)) for info in words.facts.values() for phrase in info.phrases)
    assert [name for name, count in counted.items() if count > 1] == []


def test_no_two_codes_of_a_list_are_alike(words: Vocabulary) -> None:
    assert [name for name, codes in words.codes.items() if len(set(map(fold, codes))) != len(codes)] == []


def test_types_name_what_there_is(words: Vocabulary) -> None:
    for info in words.facts.values():
        type_ = info.type.element or info.type
        assert (type_.kind is Kind.CODE) == (type_.codes is not None), info
        assert type_.codes is None or type_.codes in words.codes, info
        assert type_.entity is None or type_.entity in words.entities, info


def test_what_is_referred_to_has_a_name(words: Vocabulary) -> None:
    for info in words.facts.values():
        type_ = info.type.element or info.type
        if type_.reference:
            named = words.entities[type_.entity or ""]
            assert (named.key, named.identified_by) in words.facts, info


def test_every_fact_is_explained_in_a_sentence(words: Vocabulary) -> None:
    for info in words.facts.values():
        assert re.fullmatch(r"[A-Z].{10,}[.?…]", info.definition), info
        assert info.group


def test_a_yes_no_fact_is_said_of_facts_there_are(words: Vocabulary) -> None:
    for info in words.facts.values():
        assert all(words.owners_of(phrase) for phrase in info.said_of), info


def test_only_a_lot_inherits_and_only_what_the_tender_has(words: Vocabulary) -> None:
    for info in words.facts.values():
        if info.inherited:
            assert info.owner == "lot"
            assert words.facts["tender", info.key].type == info.type


@pytest.mark.parametrize("key", ["criteria", "quality_weight", "payment_period", "suitable_for_smes", "service_type"])
def test_a_lot_takes_the_tenders(words: Vocabulary, key: str) -> None:
    assert words.facts["lot", key].inherited


@pytest.mark.parametrize("key", ["value", "title", "yearly_value"])
def test_a_lot_has_its_own(words: Vocabulary, key: str) -> None:
    assert not words.facts["lot", key].inherited


def test_in_a_lot_the_estimated_value_is_the_tenders(words: Vocabulary) -> None:
    assert [info.owner for info in words.owners_of("estimated value")] == ["tender"]


def test_a_weight_lies_between_nothing_and_everything(words: Vocabulary) -> None:
    weight = words.fact("criterion", "weight")
    assert weight is not None
    assert type_in_words(words, weight.type) == "percentage, 0% to 100%"


def test_nobody_states_what_is_derived(words: Vocabulary) -> None:
    derived = {info.phrase for info in words.facts.values() if info.derived}
    assert derived == {"quality weight", "cost weight", "price weight", "social value weight", "divided into lots"}


def test_the_generated_files_are_current() -> None:
    stale = [path.name for path, text in outputs().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `python -m policyspec.model.generate`"


def test_the_generator_says_so() -> None:
    assert main(["--check"]) == 0


def test_the_table_is_read_without_the_models() -> None:
    script = (
        "import sys; from policyspec.model.vocabulary import standard; standard(); print('pydantic' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"
    )


def test_the_page_lists_every_fact(words: Vocabulary) -> None:
    page = next(text for path, text in outputs().items() if path.suffix == ".md")
    missing: list[FactInfo] = [info for info in words.facts.values() if f"| `{info.phrase}`" not in page]
    assert missing == []
