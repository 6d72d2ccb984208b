"""Files cut into blocks of whole lines: no line is lost, cut through or numbered otherwise, wherever the cuts fall."""

import gzip
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.audit.blocks import Block, End, Gap, Unit, Whole, units
from policyspec.base.diagnostics import Diagnostic
from policyspec.readers.limits import Limits
from policyspec.workspace.disk import Disk
from policyspec.workspace.errors import unreadable


class Given(Disk):
    """A file that comes in these pieces."""

    def __init__(self, *pieces: bytes | Diagnostic) -> None:
        super().__init__()
        self._pieces = pieces

    def pieces(self, _name: str) -> Iterator[bytes | Diagnostic]:
        yield from self._pieces


def lines_of(found: Sequence[Unit], most: int) -> dict[int, bytes | None]:
    """The lines that are not empty by their numbers; None for one that is longer than is read."""
    lines: dict[int, bytes | None] = {}
    for unit in found:
        if isinstance(unit, Block):
            for number, line in enumerate(unit.bytes().split(b"\n"), unit.first):
                if line:
                    assert number not in lines
                    lines[number] = line if len(line) <= most else None
        elif isinstance(unit, Gap):
            lines[int(unit.source.rpartition(":")[2])] = None
    return lines


TEXTS = st.lists(st.sampled_from([b"", b"\r", b"a", b"bb" * 5, b"c" * 60]), max_size=30).map(b"\n".join)


@given(TEXTS, st.lists(st.integers(1, 40), max_size=20), st.integers(1, 100), st.integers(5, 70))
def test_the_lines_are_those_of_the_file(text: bytes, sizes: list[int], size: int, most: int) -> None:
    pieces, rest = [], text
    for length in sizes:
        pieces.append(rest[:length])
        rest = rest[length:]
    found = list(
        units("t.jsonl", Given(*(p for p in [*pieces, rest] if p)), again=False, size=size, limits=Limits(record=most))
    )
    wanted = {n: line if len(line) <= most else None for n, line in enumerate(text.split(b"\n"), 1) if line}
    assert lines_of(found, most) == wanted
    assert found[-1] == End("t.jsonl")


@given(TEXTS, st.integers(1, 100))
def test_what_is_held_is_no_more_than_a_block_and_a_line(text: bytes, size: int) -> None:
    found = units("t.jsonl", Given(*(text[n : n + 7] for n in range(0, len(text), 7))), again=False, size=size)
    assert all(unit.size < size + 60 + 7 for unit in found if isinstance(unit, Block))


def test_a_file_of_this_machine_is_opened_again_where_a_block_begins(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b'{"a": 1}\n\n{"b": 2}\n{"c": 3}')
    found = list(units(str(file), Disk(), again=True, size=1))
    blocks = [unit for unit in found if isinstance(unit, Block)]
    assert [block.data for block in blocks] == [None] * len(blocks)
    assert lines_of(found, 100) == {1: b'{"a": 1}', 3: b'{"b": 2}', 4: b'{"c": 3}'}


def test_a_packed_file_brings_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"a": 1}\n{"b": 2}\n'))
    [block, end] = units(str(file), Disk(), again=True)
    assert isinstance(block, Block)
    assert (block.data, end) == (b'{"a": 1}\n{"b": 2}\n', End(str(file)))


def test_a_file_that_breaks_off_gives_its_whole_lines_and_says_so() -> None:
    why = unreadable("t.jsonl", "the disk is gone")
    found = list(units("t.jsonl", Given(b"one\ntwo\nthr", why), again=False))
    assert lines_of(found[:1], 100) == {1: b"one", 2: b"two"}
    assert found[1:] == [Gap("t.jsonl", "t.jsonl", why), End("t.jsonl")]


@pytest.mark.parametrize("text", [b"tender: A\n", b"<notice/>", b'{\n "tender": "A"\n}'])
def test_a_file_of_another_format_is_one_piece(text: bytes, tmp_path: Path) -> None:
    file = tmp_path / "t"
    file.write_bytes(text)
    assert list(units(str(file), Disk(), again=True)) == [Whole(str(file)), End(str(file))]
    assert list(units("-", Given(text), again=False)) == [Whole("-", text), End("-")]


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    [gap, _] = units(str(tmp_path / "none.jsonl"), Disk(), again=False)
    assert cast("Gap", gap).why.code == "PS001"
    [gap, _] = units(str(tmp_path), Disk(), again=False)
    assert cast("Gap", gap).why.code == "PS004"


def test_a_file_that_shrinks_meanwhile_gives_what_is_left(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"one\ntwo\n")
    [block, _] = units(str(file), Disk(), again=True)
    os.truncate(file, 5)
    assert cast("Block", block).bytes() == b"one\nt"
