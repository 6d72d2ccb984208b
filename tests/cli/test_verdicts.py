"""`policyspec verdicts`: what is written where, and the exit codes."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import BREACHING, GOOD, Shop

HEADER = ["source", "ocid", "council/standards#quality", "council/standards#lots", "council/standards#near"]


def line(number: int, quality: int = 70) -> str:
    """A release of two lots that weighs quality so, and the price with what is left."""
    criteria = [
        {"type": kind, "name": kind, "numbers": [{"number": weight, "weight": "percentageExact"}]}
        for kind, weight in (("quality", quality), ("price", 100 - quality))
    ]
    tender = {
        "id": "1",
        "classification": {"scheme": "CPV", "id": "85312000"},
        "awardCriteria": {"criteria": criteria},
        "lots": [{"id": "1", "status": "active"}, {"id": "2", "status": "active"}],
    }
    return json.dumps({"ocid": f"ocds-x-{number}", "tag": ["tender"], "date": "2026-03-01T00:00:00Z", "tender": tender})


LINES = f"{line(1)}\n{line(2, 30)}\n"


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_a_row_for_each_tender(shop: Shop) -> None:
    ran = shop.run("verdicts", shop.write("t.jsonl", LINES), "--policy", "p.policy")
    assert rows(ran.out) == [
        HEADER,
        ["t.jsonl:1", "ocds-x-1", "met", "met", "undetermined"],
        ["t.jsonl:2", "ocds-x-2", "breached", "met", "undetermined"],
    ]
    assert (ran.code, ran.err) == (0, "")


def test_what_cannot_be_read_has_a_row_and_is_told(shop: Shop) -> None:
    text = f"{line(1)}\n\n{{}}\nnothing\n{line(1)}\n{line(2)[:80]}"
    ran = shop.run("verdicts", shop.write("t.jsonl", text), "--policy", "p.policy")
    gone = ["not checked"] * 3
    assert rows(ran.out)[2:] == [
        ["t.jsonl:3", "", *gone],
        ["t.jsonl:4", "", *gone],
        ["t.jsonl:5", "ocds-x-1", *gone],
        ["t.jsonl:6", "", *gone],
    ]
    assert ran.code == 3
    assert all(place in ran.err for place in ("t.jsonl:3:1", "t.jsonl:4:1", "t.jsonl:5:1", "t.jsonl:6:"))
    assert ran.err.endswith("1 tender judged; 4 rows not checked.\n")


def test_other_files_and_folders_are_taken(shop: Shop) -> None:
    shop.write("in/a.yaml", GOOD)
    shop.write("in/b.yaml", BREACHING)
    shop.write("in/c.jsonl.gz", gzip.compress(LINES.encode()))
    ran = shop.run("verdicts", "in", "none.jsonl", "--policy", "p.policy", "--workers", "2")
    assert [row[0] for row in rows(ran.out)[1:]] == [
        "in/a.yaml", "in/b.yaml", "in/c.jsonl.gz:1", "in/c.jsonl.gz:2", "none.jsonl",
    ]  # fmt: skip
    assert ran.code == 3
    assert "PS001" in ran.err


def test_standard_input_is_read_as_it_comes(shop: Shop) -> None:
    shop.write("t.jsonl", LINES)
    from_file = shop.run("verdicts", "t.jsonl", "--policy", "p.policy").out
    given = shop.spawn("verdicts", "-", "--policy", "p.policy", "--stdin-name", "t.jsonl", given=LINES.encode())
    assert (given.returncode, given.stdout.decode()) == (0, from_file)
    native = shop.spawn("verdicts", "-", "--policy", "p.policy", given=GOOD.encode())
    assert rows(native.stdout.decode())[1][0] == "standard input"


def test_a_file_takes_its_place_when_it_is_whole(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("t.jsonl", LINES)
    ran = shop.run("verdicts", "t.jsonl", "--policy", "p.policy", "--out", "v.csv")
    written = Path("v.csv").read_bytes()
    assert (ran.code, ran.out) == (0, "")
    assert [row[1] for row in rows(written.decode())] == ["ocid", "ocds-x-1", "ocds-x-2"]
    monkeypatch.setattr("policyspec.audit.verdicts._judged", interrupted)
    assert shop.run("verdicts", "t.jsonl", "--policy", "p.policy", "--out", "v.csv").code == 130
    assert Path("v.csv").read_bytes() == written
    assert [path.name for path in Path().glob(".v.csv*")] == []


def interrupted(*_: object) -> object:
    raise KeyboardInterrupt


def test_lines_of_json(shop: Shop) -> None:
    ran = shop.run("verdicts", shop.write("t.jsonl", LINES), "--policy", "p.policy", "--format", "jsonl")
    first, second = map(json.loads, ran.out.splitlines())
    assert first["verdicts"] == dict(zip(HEADER[2:], ["met", "met", "undetermined"], strict=True))
    assert second["ocid"] == "ocds-x-2"


def test_a_row_leads_to_its_explanation(shop: Shop) -> None:
    """As the page of the command line says: the line, given to `check`."""
    shop.write("t.jsonl", LINES)
    given = LINES.splitlines()[1].encode()
    ran = shop.spawn("check", "-", "--policy", "p.policy", "--format", "concise", given=given)
    assert b"breached must council/standards#quality" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["t.jsonl"], "option `--policy` is missing"),
        (["t.jsonl", "--policy", "p.policy", "--out", "t.jsonl"], "`t.jsonl` is what is to be read"),
        (["t.jsonl", "--policy", "p.policy", "--out", "none/v.csv"], "there is no folder `none`"),
        (["t.jsonl", "--policy", "none.policy"], "`none.policy` cannot be read"),
        (["-", "-", "--policy", "p.policy"], "standard input (`-`) is named twice"),
        (["t.jsonl", "--policy", "p.policy", "--on", "then"], "option `--on`"),
        (["t.jsonl", "--policy", "p.policy", "--set", "wanted number=9"], "wanted number"),
    ],
)
def test_what_cannot_start(shop: Shop, arguments: list[str], said: str) -> None:
    shop.write("t.jsonl", LINES)
    ran = shop.run("verdicts", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_gate_and_settings_count(shop: Shop) -> None:
    shop.write("t.jsonl", LINES)
    ran = shop.run("verdicts", "t.jsonl", "--policy", "p.policy", "--set", "wanted number=3", "--gate", "publish")
    assert [row[3] for row in rows(ran.out)[1:]] == ["breached", "breached"]
