"""Limits on policies and tenders, each at the last that is read and the first that is not; and the page of all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Item, Listing, Tender
from policyspec.model.literals import LiteralError, parse_literal
from policyspec.model.types import Kind
from policyspec.model.vocabulary import standard
from policyspec.readers import read, read_each, yaml_tree
from policyspec.readers.limits import Limits
from policyspec.readers.text import MAX_BYTES
from policyspec.workspace import size
from policyspec.workspace.disk import Disk
from policyspec.workspace.gather import MOST_BYTES
from policyspec.workspace.policies import load
from policyspec.workspace.tenders import read_input

HEAD = 'policy council/x "X" version 1.0.0\n\n'


def rule(clause: str) -> str:
    return f'{HEAD}rule r "R"\n  under "P" checked on 1 May 2026\n  {clause}\n  there must be at least 2 lots\n'


def padded(length: int) -> str:
    """A policy of that many bytes."""
    text = rule("applies when number of lots is at least 2")
    return text + "#" * (length - len(text))


def clause_of(length: int) -> str:
    """A rule with a clause of that many characters."""
    start = 'because "'
    return rule(f'{start}{"x" * (length - len(start) - 1)}"')


def nested(levels: int) -> str:
    return rule(f"applies when {'(' * levels}number of lots is at least 2{')' * levels}")


def named(length: int) -> str:
    return f'{HEAD}rule {"r" * length} "R"\n  under "P" checked on 1 May 2026\n  there must be at least 2 lots\n'


def policy_errors(text: str) -> list[str]:
    found = load(["p.policy"], Disk({"p.policy": text.encode()})).diagnostics
    return [diagnostic.code for diagnostic in found if diagnostic.is_error]


@pytest.mark.parametrize(
    ("make", "most", "code"),
    [
        (padded, MOST_BYTES, "PS003"),
        (clause_of, 20_000, "PS111"),
        (nested, 63, "PS111"),  # the condition itself is a level
        (named, 64, "PS119"),
    ],
)
def test_a_policy_up_to_its_limits(make: Callable[[int], str], most: int, code: str) -> None:
    assert policy_errors(make(most)) == []
    assert policy_errors(make(most + 1)) == [code]


#: In place of 200,000 parts, which take seconds; 051 has a file with more than these.
FEW = 2_000


def deep(levels: int) -> str:
    return f"tender: T\nKPIs: {'[' * (levels - 1)}{']' * (levels - 1)}"


def parts(events: int) -> str:
    """A list of scalars: begin and end of stream, document, mapping and list make 8, its keys and title 3."""
    return f"tender: T\nlevers: [{', '.join(['a'] * (events - 11))}]"


def long(characters: int) -> str:
    start = "tender: T\n"
    return start + "#" * (characters - len(start))


@pytest.mark.parametrize(("make", "most"), [(deep, 64), (parts, FEW), (long, 2 * 2**20)])
def test_a_tender_in_yaml_up_to_its_limits(
    make: Callable[[int], str], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_tree, "MAX_EVENTS", FEW)
    tenders, refused = read(make(most).encode(), "t.yaml", standard())
    assert (len(tenders), refused) == (1, ())
    tenders, refused = read(make(most + 1).encode(), "t.yaml", standard())
    assert tenders == ()
    assert [found.code for found in refused] == ["PS506"]


@pytest.mark.parametrize(
    ("more", "codes"), [(0, []), (1, ["PS506"])], ids=["the last that is read", "the first that is not"]
)
def test_json_and_files_in_all_up_to_their_limits(more: int, codes: list[str], tmp_path: Path) -> None:
    release = b'{"ocid": "o-1", "tender": {"title": "T"}}'
    tenders, refused = read(release + b" " * (MAX_BYTES - len(release) + more), "t.json", standard())
    assert ([found.code for found in refused], len(tenders)) == (codes, 1 - more)
    (tmp_path / "f").write_bytes(b" " * (5 + more))
    assert isinstance(Disk().read(str(tmp_path / "f"), 5), bytes) is not bool(more)


@pytest.mark.parametrize(("name", "data"), [("t.xml", b"<a>12345</a>"), ("t.csv", b"title\nTitle")])
def test_what_is_read_whole_up_to_its_limit(name: str, data: bytes) -> None:
    for most, told in ((len(data), False), (len(data) - 1, True)):
        found = list(read_each([data], name, standard(), limits=Limits(whole=most)))
        assert told is ("PS506" in {one.code for one in found if isinstance(one, Diagnostic)})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("9" * 18, Kind.NUMBER),
        ("0.123456", Kind.NUMBER),
        (f"GBP {'9' * 18}", Kind.MONEY),
        ("12.345678%", Kind.PERCENTAGE),
    ],
)
def test_a_number_up_to_its_limits(text: str, kind: Kind) -> None:
    assert not isinstance(parse_literal(text, kind), LiteralError)
    beyond = text.replace("%", "1%") if "%" in text else f"{text}1"
    assert isinstance(parse_literal(beyond, kind), LiteralError)


@pytest.mark.parametrize(
    ("lots", "criteria", "said"),
    [
        (size.MOST_LOTS, 0, None),
        (size.MOST_LOTS + 1, 0, "this tender has 10,001 lots; 10,000 are read"),
        (400, 500, None),
        (401, 500, "500 criteria for each of 401 lots are more than the 200,000 that are read"),
    ],
)
def test_lots_and_the_criteria_that_they_share(lots: int, criteria: int, said: str | None) -> None:
    root = Item(
        "tender", "", "the tender", lists={"lots": _many("lot", lots), "criteria": _many("criterion", criteria)}
    )
    found = size.too_large(Tender("t.yaml", "native", root))
    assert (found.message if found else None) == said


def _many(entity: str, number: int) -> Listing:
    return Listing(tuple(Item(entity, f"{entity}s[{n}]", f"{entity} {n + 1}") for n in range(number)))


def test_a_tender_that_is_too_large_is_not_judged() -> None:
    """A small file of 5,000 criteria for 10,000 lots, which would be 50 million."""
    text = f"tender: T\ncriteria: [{', '.join(['a'] * 5_000)}]\nlots: [{', '.join(['b'] * 10_000)}]"
    found = read_input("t.yaml", Disk({"t.yaml": text.encode()}), standard())
    assert found.tenders == ()
    assert [d.code for d in found.diagnostics] == ["PS506"]
