"""Verdicts straight from parsed releases: those of the whole way, or none."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.api import NotOneTenderError, load_policies, releases
from policyspec.model.outcomes import Gate, Verdict
from tests.engines.python.parsing import ROOT, alone, disagreements, policies, told, whole

DATA = ROOT / "../shared/data"
FILES = sorted(p for p in DATA.glob("ocds*/**/*.json")) if DATA.exists() else []
GATES = (Gate.DRAFT, Gate.PUBLISH)


def criterion(type_: str, name: str, weight: float) -> dict[str, Any]:
    return {"type": type_, "name": name, "numbers": [{"number": weight, "weight": "percentageExact"}]}


def lot(number: int, amount: float, *, sme: bool, price: float) -> dict[str, Any]:
    criteria = [criterion("price", "Price", price), criterion("quality", "Care", 90 - price)]
    return {
        "id": str(number),
        "value": {"amount": amount, "currency": "GBP"},
        "suitability": {"sme": sme},
        "awardCriteria": {"criteria": [*criteria, criterion("quality", "Social Value", 10)]},
    }


def release() -> dict[str, Any]:
    return {
        "ocid": "ocds-h6vhtk-000001",
        "tag": ["tender"],
        "tender": {
            "title": "Care",
            "value": {"amount": 300000, "amountGross": 360000.5, "currency": "GBP"},
            "mainProcurementCategory": "services",
            "procurementMethod": "open",
            "tenderPeriod": {"startDate": "2026-06-08T14:31:00+01:00", "endDate": "2026-07-08T13:32:00Z"},
            "lotDetails": {},
            "lots": [lot(1, 100000, sme=True, price=33.33), lot(2, 200000.0, sme=False, price=40)],
        },
    }


MET, BREACHED = Verdict.MET, Verdict.BREACHED


def test_what_is_plain_is_told() -> None:
    # 200,000 of 300,000 is more than 60%, and the reason for a large lot is not stated.
    wanted = (MET, MET, MET, MET, MET, MET, MET, BREACHED)
    assert told(policies(), release(), Gate.PUBLISH) == wanted == whole(policies(), release(), Gate.PUBLISH)


def put(path: str, value: object) -> dict[str, Any]:
    """The release with something else at a place; `...` takes away what is there."""
    made = release()
    at: Any = made
    *way, last = (int(key) if key.isdigit() else key for key in path.split("."))
    for key in way:
        at = at[key]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return made


CRITERION = "tender.lots.0.awardCriteria.criteria.0"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("compiledRelease", {"tender": {"title": "Roads"}}),
        (f"{CRITERION}.numbers.0.number", True),
        (f"{CRITERION}.numbers.0.number", 0.0000001),
        (f"{CRITERION}.numbers.0.threshold", "minimumScore"),
        (f"{CRITERION}.numbers.0.weight", "pointsExact"),
        (f"{CRITERION}.type", "speed"),
        ("tender.lots.0.awardCriteria", "priceOnly"),
        ("tender.lots.0.value.amount", 10**18),
        ("tender.lots.0.value.amountGross", 120000),
        ("tender.lots.0.value.currency", "gbp"),
        ("tender.lots.0.suitability.sme", "true"),
        ("tender.lotDetails", []),
    ],
)
def test_what_is_not_plain_is_left_to_the_reader(path: str, value: object) -> None:
    assert told(policies(), put(path, value), Gate.PUBLISH) is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("tender.lots.0.mainProcurementCategory", "works"),
        ("tender.lotDetails", {"lotSizeJustification": "One hospital."}),
        ("tender.lotDetails", ...),
        (f"{CRITERION}.numbers.0.number", 43.33),  # 110% in all, none of one kind 100% by itself
        (f"{CRITERION}.type", "cost"),
        ("ocid", "ocds-b5fd17-1"),  # a publisher whose amounts have no basis
        ("tender.procurementMethod", "direct"),
        ("tender.lots.1.value.amount", 0.01),
        (f"{CRITERION}.name", "  "),
        ("tender.lots.0.awardCriteria.criteria", []),
        ("tender.lots.0.value.amount", 0),
        ("tender.lots.0.value.currency", "EUR"),
        ("tender.lots.0.mainProcurementCategory", None),
        ("tender.tenderPeriod", ...),
        ("tender.lots", ...),
        ("tender.lots.0.awardCriteria", ...),
        ("tender.value", None),
        ("tender.value", {"currency": "GBP"}),
        ("tender.lots", []),
        ("tender.value.currency", "EUR"),
        ("tender.mainProcurementCategory", ...),
        ("tender.procurementMethod", None),
        (f"{CRITERION}.numbers", []),
        (f"{CRITERION}.numbers.0", {"number": 1, "weight": "order"}),
        (f"{CRITERION}.type", None),
        (f"{CRITERION}.name", ...),
        ("tender.lots.0.suitability.sme", ...),
        ("tender.lots.0.value", ...),
        ("ocid", "ocds-r6ebe6-1"),  # a publisher that does not give all criteria: at publication these are all
        ("tender.tenderPeriod.endDate", "2026-07-08T23:59:59Z"),  # a day, whose time is filled in
        ("tender.tenderPeriod.endDate", "2026-07-08T13:32:00"),
        ("tender.value.amount", "300000"),  # a text, which is no number
        ("tender.awardCriteria", "priceOnly"),
        (f"{CRITERION}.numbers.0.number", 110),
    ],
)
def test_what_is_plain_is_as_the_whole_way_has_it(path: str, value: object) -> None:
    changed = put(path, value)
    said = told(policies(), changed, Gate.PUBLISH)
    assert said is not None
    assert said == whole(policies(), changed, Gate.PUBLISH)


JUNK: list[Any] = [
    None, True, False, 0, 1, -1, 0.0, 33.33, 100, 101.5, 1e-7, 10**19, "", "  ", "services", "GBP", "EUR", "5", "x",
    [], {}, [{}], [None], {"a": 1}, "2026-01-01T00:00:00Z", "2026-W24-1T14:31:00Z", "2026-06-08 14:31Z", "\u00a0",
]  # fmt: skip
KEYS = ["amountGross", "threshold", "fixed", "mainProcurementCategory", "releaseID", "value", "suitability", "numbers"]


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    for key, below in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, key
        if isinstance(below, dict | list):
            yield from places(below)


@st.composite
def changed(draw: st.DrawFn) -> dict[str, Any]:
    """The release with a few things taken away, put in, or replaced by something odd."""
    made = release()
    for _ in range(draw(st.integers(0, 3))):
        at, key = draw(st.sampled_from(list(places(made))))
        match draw(st.sampled_from(["take", "put", "replace", "scale"])):
            case "take" if isinstance(at, dict):
                del at[key]
            case "put" if isinstance(at, dict):
                at[draw(st.sampled_from(KEYS))] = deepcopy(draw(st.sampled_from(JUNK)))
            case "scale" if type(at[key]) in (int, float):
                at[key] = draw(st.sampled_from([at[key] * 2, at[key] / 4, at[key] + 20, 100 - at[key]]))
            case _:
                at[key] = deepcopy(draw(st.sampled_from(JUNK)))
    return made


JUDGES = {gate: releases(policies(), gate=gate) for gate in GATES}


@settings(deadline=None, max_examples=15)
@given(changed())
def test_no_change_parts_the_two_ways(release: dict[str, Any]) -> None:
    assert list(disagreements(alone(policies()), release, GATES)) == []
    for gate in GATES:
        wanted = whole(policies(), release, gate)
        assert wanted is None or JUDGES[gate].of(release) == wanted
        assert wanted is None or JUDGES[gate].of_json(json.dumps(release).encode()) == wanted


def documents(files: list[Path]) -> Iterator[dict[str, Any]]:
    """The releases of some files, and the files themselves."""
    for path in files:
        data = path.read_bytes()
        waiting = [json.loads(data)] if data else []
        while waiting:
            found = waiting.pop()
            if isinstance(found, dict):
                yield found
                waiting += [one for key in ("releases", "records") for one in found.get(key) or () if one]
                waiting += [found["compiledRelease"]] if isinstance(found.get("compiledRelease"), dict) else []


@pytest.mark.skipif(not FILES, reason=f"there are no real notices at {DATA}")
@pytest.mark.long
def test_real_notices_come_out_alike() -> None:
    books = alone(policies())
    assert [said for found in documents(FILES) for said in disagreements(books, found, GATES)] == []


# --- the door -----------------------------------------------------------------------------------------------------


def test_texts_and_objects_come_out_alike() -> None:
    judge = releases(policies(), gate=Gate.PUBLISH)
    for made in (release(), put("tender.tenderPeriod", ...), put(f"{CRITERION}.numbers.0.number", 0.1)):
        assert judge.of_json(json.dumps(made).encode()) == judge.of(made) == whole(policies(), made, Gate.PUBLISH)


def test_a_number_has_the_digits_that_are_written() -> None:
    """33.3300000000000000001 is 33.33 as a float, and has more digits than are read."""
    text = json.dumps(release()).replace("33.33", "33.3300000000000000001").encode()
    judge = releases(policies(), gate=Gate.PUBLISH)
    assert judge.of_json(text)[5] is Verdict.UNDETERMINED
    assert judge.of(json.loads(text))[5] is MET


def test_words_stand_for_verdicts() -> None:
    judge = releases(policies(), gate=Gate.PUBLISH, words={verdict: verdict.name[0] for verdict in Verdict})
    assert "".join(judge.of(release())) == "MMMMMMMB"


def test_lots_with_amounts_on_both_bases_are_told() -> None:
    """170,000 of 270,000 is more than 60%, with VAT and without it."""
    made = put("tender.lots.0.value", {"amount": 100000, "amountGross": 120000.5, "currency": "GBP"})
    made["tender"]["lots"][1]["value"] = {"amount": 170000, "amountGross": 204000, "currency": "GBP"}
    assert told(policies(), made, Gate.PUBLISH) == whole(policies(), made, Gate.PUBLISH)
    assert (told(policies(), made, Gate.PUBLISH) or ())[7] is BREACHED
    made["tender"]["lots"][1]["value"]["amountGross"] = 170000
    assert told(policies(), made, Gate.PUBLISH) is None  # without VAT it is more, with VAT it is not


def test_where_it_may_be_one_of_two_with_one_word_that_is_said() -> None:
    """Whether a lot suits SMEs is not stated, and that there are no lots is explained: it is met or explained."""
    made = put("tender.lots.0.suitability", ...)
    made["tender"]["lotDetails"] = {"noLotsRationale": "One house."}
    words = {verdict: "no" if verdict in (BREACHED, Verdict.UNDETERMINED) else "yes" for verdict in Verdict}
    assert releases(policies(), gate=Gate.PUBLISH, words=words).of(made)[3] == "yes"
    assert releases(policies(), gate=Gate.PUBLISH).of(made)[3] is Verdict.UNDETERMINED


def test_a_document_without_a_tender_is_refused() -> None:
    with pytest.raises(NotOneTenderError):
        releases(policies()).of({"ocid": "ocds-h6vhtk-1"})


def test_policies_without_such_code_are_judged_the_whole_way() -> None:
    book = policies("policies/commissioning/five-principles.policy")
    assert releases(book).of(release()) == whole(book, release(), Gate.DRAFT)


SOME = """
policy own/some "Some rules"
  under "BOOK.md" not checked

fact method of the tender is one of open, selective, limited, direct
  "How open it is." in OCDS "tender.procurementMethod"

rule open "An open call"
  method must be open

rule least "No lot too small"
  the lowest value of lots must be at least 10% of total value of lots

rule known "A category"
  category must be services
"""


@pytest.mark.parametrize(
    ("path", "value"),
    [("ocid", "ocds-h6vhtk-2"), ("tender.procurementMethod", None), ("tender.lots.0.value", ...), ("tender.lots", {})],
)
def test_rules_with_such_code_are_told_by_it_beside_those_without(tmp_path: Path, path: str, value: object) -> None:
    """There is none for the lowest of what may be missing: that is judged by ranges, of what is asked for alone."""
    (tmp_path / "some.policy").write_text(SOME, encoding="utf-8")
    book, made = load_policies(tmp_path), put(path, value)
    for gate in GATES:
        judge = releases(book, gate=gate)
        assert judge.of(made) == judge.of_json(json.dumps(made).encode()) == whole(book, made, gate)
