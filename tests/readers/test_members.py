"""Packages beyond the size of one record: the same as read at once, member by member, through a window."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Origin, Tender, items
from policyspec.readers.limits import Limits
from tests.readers.test_pieces import cut, found

NARROW = Limits(record=300, window=1)


def release(ocid: str, title: str = "T", **more: object) -> dict[str, object]:
    return {"ocid": ocid, "tender": {"title": title, **more}}


def package(*releases: object, **more: object) -> str:
    return json.dumps({"uri": "u", **more, "releases": releases, "publisher": {"name": "P"}}, ensure_ascii=False)


def origins(tender: Tender) -> list[Origin | None]:
    return [fact.origin for item in items(tender.root) for fact in item.facts.values()]


def both(text: str, size: int = 64) -> tuple[list[Tender], list[Diagnostic]]:
    """What is read through the window; the tenders have the places that they have when read at once."""
    read, refused = found(cut(text.encode(), size), "f.json", NARROW)
    at_once, _ = found([text.encode()], "f.json")
    assert [origins(tender) for tender in read] == [origins(tender) for tender in at_once]
    assert [tender.root for tender in read] == [tender.root for tender in at_once]
    assert [tender.source for tender in read] == [tender.source for tender in at_once]
    return read, refused


MANY = [release(f"o-{n}", f"Tité {n}", description="x" * 40) for n in range(20)]


@pytest.mark.parametrize("size", [1, 3, 64, 10**6])
@pytest.mark.parametrize("indent", [None, 1])
def test_the_members_of_a_package_are_read_as_at_once(size: int, indent: int | None) -> None:
    text = json.dumps(json.loads(package(*MANY)), indent=indent, ensure_ascii=False)
    read, refused = both(text, size)
    assert [tender.name for tender in read] == [f"Tité {n}" for n in range(20)]
    assert refused == []


@pytest.mark.parametrize("form", ["[%s]", '{"results": [%s]}', '{"records": [%s], "version": "1.1"}', " \n[\n%s\n]\n "])
def test_lists_results_and_records_are_read_too(form: str) -> None:
    read, refused = both(form % ",\n".join(json.dumps(one) for one in MANY))
    assert len(read) == 20
    assert refused == []


def test_a_package_within_a_list_and_a_record_with_its_compiled_release() -> None:
    records = [{"ocid": f"o-{n}", "compiledRelease": release(f"o-{n}"), "releases": [{"url": "u"}]} for n in range(9)]
    read, refused = both(json.dumps([{"records": records[:2]}, *records[2:]]))
    assert len(read) == 9
    assert refused == []


def test_a_version_is_warned_of_with_its_place() -> None:
    read, (warning,) = both(package(*MANY, version="1.0"))
    assert len(read) == 20
    assert (warning.code, warning.is_error) == ("PS507", False)
    assert warning.span
    assert (warning.span.line, warning.span.column) == (1, 25)


@pytest.mark.parametrize(
    ("old", "new", "code", "before"),
    [
        ('"o-7"', '"o-7', "PS504", 8),  # the quote that is missing swallows up to the next
        ('"o-7", ', '"o-7", "ocid": "x", ', "PS505", 7),
        ('"o-7", ', '"o-7", "a": tru, ', "PS504", 7),
        ('}}, {"ocid": "o-7"', '}} {"ocid": "o-7"', "PS504", 7),
        ('"publisher"', '"releases"', "PS505", 20),
        (', "publisher": {"name": "P"}}', "", "PS504", 20),
        ('"P"}}', '"P"}} {}', "PS504", 20),
        ('"P"}}', '"P"},}', "PS504", 20),
    ],
)
def test_a_mistake_ends_the_file_and_what_stands_before_it_is_read(old: str, new: str, code: str, before: int) -> None:
    text = package(*MANY)
    assert text.count(old) == 1
    text = text.replace(old, new)
    read, refused = found([text.encode()], "f.json", NARROW)
    _, at_once = found([text.encode()], "f.json")
    assert [d.code for d in refused] == [d.code for d in at_once] == [code]
    assert [d.span for d in refused] == [d.span for d in at_once]
    assert before - 1 <= len(read) <= before


def test_a_byte_that_is_no_letter_ends_the_file() -> None:
    data = package(*MANY).encode().replace("Tité 9".encode(), "Tité 9".encode("latin-1"))
    read, refused = found(cut(data, 50), "f.json", NARROW)
    _, at_once = found([data], "f.json")
    assert refused == at_once
    assert 0 < len(read) < 20


def test_a_character_that_cannot_be_seen_ends_the_file() -> None:
    text = package(*MANY).replace("Tité 9", "Tité \u202e")
    _, refused = found(cut(text.encode(), 50), "f.json", NARROW)
    assert refused == found([text.encode()], "f.json")[1]


def test_a_process_that_comes_again_is_refused() -> None:
    read, (refused,) = found([package(*MANY, release("o-3")).encode()], "f.json", NARROW)
    assert len(read) == 20
    assert refused.code == "PS508"


def test_a_member_may_be_as_large_as_the_limit_and_no_larger() -> None:
    def one(width: int) -> str:
        return json.dumps(release("o", description="x" * width))

    filler = [json.dumps(release(f"f-{n}")) for n in range(900)]  # so that the window has to move to the member
    limit = len(one(400_000))
    for width, codes in ((400_000, []), (700_000, ["PS506"])):
        text = f'{{"releases": [{", ".join([*filler, one(width), *filler[:0]])}]}}'
        read, refused = found(cut(text.encode(), 2**16), "f.json", Limits(record=limit))
        assert [d.code for d in refused] == codes
        assert len(read) == 900 + (not codes)


def test_one_large_release_says_what_to_do() -> None:
    text = json.dumps(release("o", description="x" * 600))
    _, (refused,) = found([text.encode()], "f.json", NARROW)
    assert refused.code == "PS506"
    assert "jq" in (refused.hint or "")


@given(st.text(alphabet='{}[]",: \\u1aé\n', max_size=40), st.integers(1, 20))
def test_whatever_the_text_it_is_refused_where_it_is_at_once(inside: str, size: int) -> None:
    data = f'{{"releases": [{inside}]}}'.encode()
    _, narrow = found(cut(data, size), "f.json", Limits(record=len(data) - 1, window=1))
    _, at_once = found([data], "f.json")
    wrong = [(d.code, d.span) for d in at_once if d.code in ("PS504", "PS505")]
    assert [(d.code, d.span) for d in narrow if d.code in ("PS504", "PS505")] == wrong
