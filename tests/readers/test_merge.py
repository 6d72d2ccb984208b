"""Releases of one process as one: the rules of OCDS, and where each value stands."""

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import library
from policyspec.base.source import Source
from policyspec.model.facts import Stated, Tender
from policyspec.readers.json_tree import read_json
from policyspec.readers.ocds.merge import Release, merge
from policyspec.readers.ocds.parts import value_of
from policyspec.readers.ocds.versions import latest
from policyspec.readers.tree import Document, Mapping, Node, Scalar, Sequence, Style
from tests.house.tree import ROOT
from tests.readers.reading import item, read_text, refusal, said, stated

FIXTURES = ROOT / "../shared/data/robustness/ocds-merge"
RECORDS = ROOT / "../shared/data/ocds-official/standard-docs"
OF_THE_RELEASE = ("id", "date", "tag")


def document(text: str) -> Document:
    tree = read_json(Source("f.json", text))
    assert isinstance(tree, Document)
    return tree


def plain(node: Node | None) -> Any:
    match node:
        case Scalar(style=Style.QUOTED, text=text):
            return text
        case Scalar(text=text):
            return json.loads(text)
        case Sequence():
            return [plain(member) for member in node.items]
        case Mapping():
            return {key: plain(entry.value) for key, entry in node.entries.items()}
        case None:
            return None


def merged(releases: object) -> Any:
    tree = document(json.dumps(releases))
    whole, _ = merged_tree(tree, tree.root)
    return plain(whole.root)


def merged_tree(tree: Document, listed: Node | None) -> tuple[Document, list[Diagnostic]]:
    assert isinstance(listed, Sequence)
    members = [Release(one, f"/{n}") for n, one in enumerate(listed.items) if isinstance(one, Mapping)]
    whole, found = merge(tree, "o", members)
    assert whole is not None
    return whole, found


def bare(release: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in release.items() if key not in OF_THE_RELEASE}


# --- the rules ----------------------------------------------------------------------------------------------------


def two(first: object, second: object) -> Any:
    """What the tender comes to after two releases."""
    releases = [{"ocid": "o", "date": f"2026-01-0{n}", "tender": t} for n, t in ((1, first), (2, second))]
    return merged(releases).get("tender")


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ({"title": "A"}, {"title": "B"}, {"title": "B"}),
        ({"title": "A"}, {"description": "D"}, {"title": "A", "description": "D"}),
        ({"title": "A", "description": "D"}, {"title": None}, {"description": "D"}),
        ({"value": {"amount": 1, "currency": "GBP"}}, {"value": {"amount": 2}}, {"value": {"amount": 2, "currency": "GBP"}}),
        ({"lots": [{"id": "1", "a": 1}, {"id": "2"}]}, {"lots": [{"id": "3"}, {"id": "1", "b": 2}]},
         {"lots": [{"id": "1", "a": 1, "b": 2}, {"id": "2"}, {"id": "3"}]}),
        ({"lots": [{"id": 1, "a": 1}]}, {"lots": [{"id": "1", "a": 2}]}, {"lots": [{"id": 1, "a": 2}]}),
        ({"lots": [{"id": "1"}]}, {"lots": []}, {"lots": [{"id": "1"}]}),
        ({"submissionMethod": ["a", "b"]}, {"submissionMethod": ["c"]}, {"submissionMethod": ["c"]}),
        ({"submissionMethod": ["a", "b"]}, {"submissionMethod": []}, {"submissionMethod": []}),
        ({"items": [{"id": "1", "additionalClassifications": [{"id": "x"}]}]},
         {"items": [{"id": "1", "additionalClassifications": [{"id": "y"}]}]},
         {"items": [{"id": "1", "additionalClassifications": [{"id": "y"}]}]}),
        # Members without ids cannot be told apart, so a later list takes the place of an earlier one.
        ({"awardCriteria": {"criteria": [{"name": "P"}, {"name": "Q"}]}}, {"awardCriteria": {"criteria": [{"name": "R"}]}},
         {"awardCriteria": {"criteria": [{"name": "R"}]}}),
        ({"title": "A"}, {}, {"title": "A"}),
    ],
)  # fmt: skip
def test_a_later_release_counts_where_it_says_something(first: object, second: object, both: object) -> None:
    assert two(first, second) == both


def test_a_merged_release_says_what_it_is() -> None:
    releases = [{"ocid": "o", "id": n, "date": f"2026-01-0{n}", "tag": ["tender"], "tender": {"id": 1}} for n in (1, 2)]
    assert merged(releases) == {
        "ocid": "o", "id": "o-2026-01-02", "date": "2026-01-02", "tag": ["compiled"], "tender": {"id": 1},
    }  # fmt: skip


DATED = [
    {"ocid": "o", "date": "2026-03-01T09:30:00+01:00", "tender": {"id": "1", "title": "first"}},
    {"ocid": "o", "date": "2026-03-01T09:00:00Z", "tender": {"id": "1", "title": "second"}},
    {"ocid": "o", "date": "2026-03-01T09:00:00.5Z", "tender": {"id": "1", "title": "third"}},
]


@pytest.mark.parametrize("order", list(permutations(DATED)))
def test_releases_are_put_in_the_order_of_their_dates(order: tuple[object, ...]) -> None:
    assert merged(order)["tender"]["title"] == "third"


# --- in a file ----------------------------------------------------------------------------------------------------

PACKAGE = """{"releases": [
  {"ocid": "o", "date": "2026-03-02", "tender": {"title": "New", "lots": [{"id": "2", "title": "South"},
    {"id": "1", "value": {"amount": 7}}]}},
  {"ocid": "o", "date": "2026-03-01", "tender": {"title": "Old", "mainProcurementCategory": "works",
    "lots": [{"id": "1", "title": "North", "value": {"amount": 6, "currency": "GBP"}}]}}
]}"""


NEW, WORKS, NORTH, SEVEN, SOUTH = '"New"', '"works"', '"North"', '{"amount": 7', '"South"'


def place(text: str, part: str) -> str:
    """The line and column at which a part of a text begins."""
    before = text[: text.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def places(tender: Tender) -> dict[str, str]:
    found = {}
    for path, key in (
        ("", "title"),
        ("", "category"),
        ("lots[0]", "title"),
        ("lots[0]", "value"),
        ("lots[1]", "title"),
    ):
        fact = item(tender, path).fact(key)
        assert isinstance(fact, Stated)
        assert fact.origin is not None
        found[f"{path} {key}".strip()] = f"{fact.origin.line}:{fact.origin.column} {fact.origin.pointer}"
    return found


@pytest.mark.parametrize("around", ["", "records"])
def test_each_fact_stands_where_the_release_says_it(around: str) -> None:
    text = f'{{"records": [{PACKAGE}]}}' if around else PACKAGE
    (tender,), refused = read_text(text, "p.json")
    assert refused == ()
    below = "/records/0" if around else ""
    assert places(tender) == {
        "title": f"{place(text, NEW)} {below}/releases/0/tender/title",
        "category": f"{place(text, WORKS)} {below}/releases/1/tender/mainProcurementCategory",
        "lots[0] title": f"{place(text, NORTH)} {below}/releases/1/tender/lots/0/title",
        "lots[0] value": f"{place(text, SEVEN)} {below}/releases/0/tender/lots/1/value",
        "lots[1] title": f"{place(text, SOUTH)} {below}/releases/0/tender/lots/0/title",
    }
    lots = item(tender).lists["lots"]
    assert [lot.origin.pointer for lot in lots.items if lot.origin] == [
        f"{below}/releases/0/tender/lots/1", f"{below}/releases/0/tender/lots/0",
    ]  # fmt: skip
    assert stated(tender, "title") == "New"
    assert said(tender)[0] == "PS551 2"


def package(*releases: dict[str, Any]) -> str:
    return "[" + ",\n".join(json.dumps({"ocid": "o", **release}) for release in releases) + "]"


def test_of_one_date_the_later_in_the_file_counts_and_that_is_told() -> None:
    same: list[dict[str, Any]] = [{"date": "2026-01-01T00:00:00Z", "tender": {"title": t}} for t in "AB"]
    (tender,), _ = read_text(package(*same), "p.json")
    assert stated(tender, "title") == "B"
    assert said(tender)[:2] == ["PS551 1", "PS552 2"]


@pytest.mark.parametrize("date", [{}, {"date": None}, {"date": "soon"}, {"date": ["2026-01-01"]}])
def test_without_a_date_there_is_no_order(date: dict[str, object]) -> None:
    refused = refusal(
        package({"date": "2026-01-01", "tender": {"title": "A"}}, {**date, "tender": {"title": "B"}}), "p.json"
    )
    assert refused.code == "PS508"
    assert "no date that can be read" in refused.message
    assert refused.span is not None
    assert refused.span.line == 2


def test_two_things_of_one_id_are_told() -> None:
    lots = [{"id": "1", "title": "A"}, {"id": "1", "title": "B"}]
    (tender,), _ = read_text(
        package({"date": "2026-01-01", "tender": {"lots": lots}}, {"date": "2026-01-02"}), "p.json"
    )
    assert "PS553 1" in said(tender)


@pytest.mark.parametrize(
    ("first", "second", "path"),
    [
        ({"value": {"amount": 5}}, {"value": 5}, "/tender/value"),
        ({"value": 5}, {"value": {"amount": 5}}, "/tender/value"),
        ({"lots": [{"id": "1"}]}, {"lots": {"id": "1"}}, "/tender/lots"),
        ({"lots": [{"id": "1"}]}, {"lots": [{"title": "A"}]}, "/tender/lots"),
        ({"lots": ["1"]}, {"lots": [{"id": "1"}]}, "/tender/lots"),
    ],
)
def test_releases_of_unlike_shapes_are_refused(first: object, second: object, path: str) -> None:
    refused = refusal(
        package({"date": "2026-01-01", "tender": first}, {"date": "2026-01-02", "tender": second}), "p.json"
    )
    assert refused.code == "PS554"
    assert f"`{path}`" in refused.message


def test_releases_without_a_tender_are_refused_as_one() -> None:
    refused = refusal(package({"date": "2026-01-01", "awards": []}, {"date": "2026-01-02", "awards": []}), "p.json")
    assert (refused.code, "nothing of a tender" in refused.message) == ("PS507", True)


def test_two_compiled_releases_are_refused() -> None:
    compiled: dict[str, Any] = {"date": "2026-01-01", "tag": ["compiled"], "tender": {"title": "A"}}
    refused = refusal(package(compiled, compiled), "p.json")
    assert (refused.code, refused.hint) == ("PS508", "keep the latest")


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    def without(name: str, *, what: str, extra: str) -> Any:
        return library(name, what=what, extra=extra, load=missing)

    monkeypatch.setattr("policyspec.readers.ocds.merge.library", without)
    refused = refusal(PACKAGE, "p.json")
    assert (refused.code, refused.hint) == ("PS017", 'pip install "policyspec[ocds]"')
    assert refused.message == "merging releases needs a library that is not installed"


# --- versioned releases -------------------------------------------------------------------------------------------


def versions(*values: tuple[str, object]) -> list[dict[str, object]]:
    return [
        {"releaseID": str(n), "releaseDate": date, "releaseTag": ["tender"], "value": v}
        for n, (date, v) in enumerate(values)
    ]


def test_a_versioned_release_is_read_at_its_latest() -> None:
    tender = {
        "title": versions(("2026-01-03", "latest"), ("2026-01-01", "first"), ("2026-01-02", "second")),
        "description": versions(("2026-01-01", "there"), ("2026-01-02", None)),
        "lots": [{"id": "1", "title": versions(("2026-01-01", "North"))}],
        "submissionMethod": versions(("2026-01-01", ["electronicSubmission"])),
    }
    (read,), refused = read_text(
        json.dumps({"records": [{"ocid": "o", "versionedRelease": {"ocid": "o", "tender": tender}}]}), "r.json"
    )
    assert refused == ()
    assert stated(read, "title") == "latest"
    assert "description" not in item(read).facts
    assert stated(read, "title", "lots[0]") == "North"
    assert stated(read, "electronic") is True
    title = item(read).fact("title").origin
    assert title is not None
    assert title.pointer == "/records/0/versionedRelease/tender/title/0/value"


def test_versions_whose_dates_cannot_be_read_end_with_the_latest() -> None:
    tree = document(json.dumps({"title": versions(("", "A"), ("2026-01-01", "B"), ("x", "C"))}))
    assert isinstance(tree.root, Mapping)
    assert plain(latest(tree.root)) == {"title": "C"}


# --- the fixtures of the reference implementation -----------------------------------------------------------------


def fixtures(ending: str) -> list[Path]:
    """Those that come with what is expected of them."""
    return sorted(path for path in FIXTURES.glob("*.json") if path.with_name(f"{path.stem}{ending}.json").exists())


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_library_s_fixtures_give_its_compiled_releases() -> None:
    if not FIXTURES.exists():
        pytest.skip(f"ocds-merge's fixtures are not at {FIXTURES}")
    pairs = fixtures("-compiled")
    assert len(pairs) == 5
    for path in pairs:
        assert merged(load(path)) == load(path.with_name(f"{path.stem}-compiled.json")), path.name


def test_its_versioned_releases_come_to_the_same() -> None:
    if not FIXTURES.exists():
        pytest.skip(f"ocds-merge's fixtures are not at {FIXTURES}")
    pairs = fixtures("-versioned")
    assert len(pairs) == 9
    for path in pairs:
        tree = document(path.with_name(f"{path.stem}-versioned.json").read_text(encoding="utf-8"))
        assert isinstance(tree.root, Mapping)
        assert bare(plain(latest(tree.root))) == bare(merged(load(path))), path.name


def test_the_records_of_the_standard_merge_to_their_compiled_releases() -> None:
    if not RECORDS.exists():
        pytest.skip(f"the standard's examples are not at {RECORDS}")
    paths = sorted(RECORDS.glob("merging__deletions__*_record.json"))
    assert len(paths) == 3
    for path in paths:
        tree = document(path.read_text(encoding="utf-8"))
        assert isinstance(tree.root, Mapping)
        records = value_of(tree.root, "records")
        assert isinstance(records, Sequence)
        (record,) = records.items
        assert isinstance(record, Mapping)
        whole, _ = merged_tree(tree, value_of(record, "releases"))
        expected = without_contacts(plain(value_of(record, "compiledRelease")))
        assert bare(without_contacts(plain(whole.root))) == bare(expected), path.name


def without_contacts(release: dict[str, Any]) -> dict[str, Any]:
    """Contact details were blanked in these files, and an empty object has nothing to merge."""
    return {**release, "parties": [{k: v for k, v in p.items() if k != "contactPoint"} for p in release["parties"]]}
