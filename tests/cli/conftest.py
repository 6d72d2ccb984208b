"""A folder with a policy and tenders, and the command as a user runs it."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from policyspec.cli.main import run

POLICY = """\
policy council/standards "Standards" version 1.0.0
  judged on publication date
  under "Standards paper" section "2" checked on 21 November 2026

parameter wanted number is 2 between 1 and 5
  "how many lots there should be"

rule quality "Quality outweighs cost"
  applies when main CPV code is within CPV 85000000
  the quality:cost ratio must be at least 60:40
  because "The cheapest bid all but always wins otherwise."
  suggest "Raise the weight of quality."

rule lots "More than one lot"
  applies when main CPV code is within CPV 85000000
  number of lots should be at least wanted number

rule near "Just below ten thousand"
  applies when main CPV code is within CPV 85000000
  flag when estimated value is between GBP 9,000 and GBP 10,000
"""

#: Tenders by what the policy comes to. Their last lines vary one fact each.
GOOD = """\
tender: Day care
main CPV code: 85312100
estimated value: GBP 500,000
publication date: 2 March 2026
criteria:
  - {name: Care, kind: quality, weight: 70%}
  - {name: Price, kind: price, weight: 30%}
lots:
  - {title: North}
  - {title: South}
"""
BREACHING = GOOD.replace("70%", "10%").replace("30%", "90%")
OPEN = GOOD.replace(", weight: 70%", "").replace(", weight: 30%", "")
ONE_LOT = GOOD.replace("  - {title: South}\n", "")
FLAGGED = GOOD.replace("GBP 500,000", "GBP 9,500")
OTHER = GOOD.replace("85312100", "45000000")


@dataclass(frozen=True)
class Ran:
    """What one run of the command came to."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Shop:
    """A folder to run the command in."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def write(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return name

    def run(self, *arguments: str) -> Ran:
        """In this process: quick."""
        self.capture.readouterr()
        code = run(arguments)
        out, err = self.capture.readouterr()
        return Ran(code, out, err)

    def check(self, tender: str, *arguments: str) -> Ran:
        return self.run("check", self.write("t.yaml", tender), "--policy", "p.policy", *arguments)

    def spawn(
        self, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """In a process of its own, for streams and the environment."""
        return subprocess.run(
            [sys.executable, "-m", "policyspec.cli.main", *arguments],
            cwd=self.folder,
            input=given,
            capture_output=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), **(environment or {})},
        )


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Shop:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "POLICYSPEC_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    made = Shop(tmp_path, capfd)
    made.write("p.policy", POLICY)
    return made
