"""One tender in four clothes: the same facts, and the same verdicts, wherever a format can say them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from policyspec.analysis.determinable import determinable
from policyspec.engines.interpret import evaluate
from policyspec.model.decidable import Reach
from policyspec.model.facts import Tender, items
from policyspec.model.outcomes import Verdict
from policyspec.model.values import Money
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from policyspec.readers.readable import readable, speech
from policyspec.writers import write
from tests.passes.compiling import compiled
from tests.writers.same import said

HERE = Path(__file__).parent
VOCABULARY = standard()
FILES = {"native": "tender.yaml", "ocds": "release.json", "eforms": "notice.xml"}
CLOTHES = ("native", "workbook", "ocds", "eforms")
PAIRS = list(combinations(CLOTHES, 2))
#: What each can say; a workbook says what the native format does.
SOURCES = {"native": "native", "workbook": "native", "ocds": "ocds", "eforms": "eforms"}

#: What one of them says besides: the README has the reasons.
BESIDES = {
    "ocds": {"cpv_codes", "subject_matter", "delivery_area"},
    "eforms": {
        "cpv_codes", "subject_matter", "delivery_area", "regime", "legal_basis", "light_touch", "dispatch_date",
        "notice_subtype", "currency", "tier",
    },
}  # fmt: skip


@cache
def dressed(clothes: str) -> Tender:
    if clothes == "workbook":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("python_calamine")
        data, lost = write(dressed("native"), "xlsx", VOCABULARY)
        assert lost == ()
        name = "tender.xlsx"
    else:
        name = FILES[clothes]
        data = (HERE / name).read_bytes()
    tenders, refused = read(data, name, VOCABULARY)
    assert refused == ()
    (tender,) = tenders
    return tender


def facts(clothes: str) -> dict[str, object]:
    """What it states, by place. Amounts without a VAT basis are taken as those without VAT: OCDS has no word for it."""
    return {place: _net(value) for place, value in said(dressed(clothes).root).items()}


def _net(value: object) -> object:
    if isinstance(value, Money) and value.unstated is not None:
        return replace(value, unstated=None, excluding=value.unstated)
    return value


def sayable(clothes: str) -> set[str]:
    """The places of its tender whose facts the format has a place for."""
    can = readable(SOURCES[clothes], VOCABULARY)  # type: ignore[arg-type]
    found = set()
    for item in items(dressed("native").root):
        at = f"{item.path}." if item.path else ""
        keys = (*item.facts, *item.lists, *item.values, *item.records)
        found |= {f"{at}{key}" for key in keys if (item.entity, key) in can}
    return {place for place in found if not any(place.startswith(f"{one}[") for one in _unsayable_lists(can))}


def _unsayable_lists(can: frozenset[tuple[str, str]]) -> Iterator[str]:
    yield from (key for key in dressed("native").root.lists if ("tender", key) not in can)


@pytest.mark.parametrize("clothes", CLOTHES[1:])
def test_it_says_all_that_it_can(clothes: str) -> None:
    wanted = {place: value for place, value in facts("native").items() if place in sayable(clothes)}
    found = facts(clothes)
    assert {place: found.get(place) for place in wanted} == wanted


@pytest.mark.parametrize("clothes", CLOTHES[1:])
def test_what_it_says_besides_is_known(clothes: str) -> None:
    besides = {place.rpartition(".")[2] for place in facts(clothes).keys() - facts("native").keys()}
    assert besides == BESIDES.get(clothes, set())


@cache
def verdicts(clothes: str) -> dict[tuple[str, str, str], Verdict]:
    book, found = compiled((HERE / "rules.policy").read_text(encoding="utf-8"))
    assert not [d.message for d in found if d.is_error]
    result, _ = evaluate(book, dressed(clothes), VOCABULARY)
    return {(o.rule, o.limb, o.item): o.verdict for o in result.outcomes}


def coming_to(clothes: str, *reaches: Reach) -> set[str]:
    """The rules that tenders in this format can come to no more and no less with."""
    book, _ = compiled((HERE / "rules.policy").read_text(encoding="utf-8"))
    found = determinable(book, speech(SOURCES[clothes], VOCABULARY))  # type: ignore[arg-type]
    return {rule.rule for rule in found if rule.reach in reaches}


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_same_verdicts(one: str, other: str) -> None:
    first, second = verdicts(one), verdicts(other)
    assert first.keys() == second.keys()
    both = coming_to(one, Reach.BOTH) & coming_to(other, Reach.BOTH)
    assert len(both) >= 14
    different = {key: (first[key], second[key]) for key in first if key[0] in both and first[key] != second[key]}
    assert different == {}


@pytest.mark.parametrize("clothes", ["ocds", "eforms"])
def test_what_it_cannot_say_is_left_open(clothes: str) -> None:
    never = coming_to(clothes, Reach.NEVER)
    assert never == {"clothes/check#wage", "clothes/check#needs"}
    assert {v for (rule, _, _), v in verdicts(clothes).items() if rule in never} == {Verdict.UNDETERMINED}


def test_the_verdicts_are_those_that_were_reckoned_by_hand() -> None:
    found = verdicts("native")
    told = {f"{rule.partition('#')[2]} {item}".strip(): str(verdict) for (rule, _, item), verdict in found.items()}
    assert told["time"] == "breached"  # 36 days from 2 March to 7 April
    assert told["questions"] == "met"  # 13 days and 18 hours, 14 by the calendar
    assert told["ratio lots[0]"] == "met"  # 65:35
    assert told["ratio lots[1]"] == "breached"  # 300:700
    assert told["ratio lots[2]"] == "undetermined"  # ranks carry no weight
    assert told["social lots[0]"] == "met"
    assert told["small lots[0]"] == "breached"  # EUR 900,000
    assert told["smes lots[2]"] == "breached"
    assert told["length lots[0]"] == "met"  # counted from its first day to its last: 36 months
    assert told["variants lots[2]"] == "flagged"
