"""What `policyspec verdicts` does, with rows as the peers' benchmark wants them: "ocid,PFUNPFUN", two processes.

python bulk.py SOURCE OUT
"""

import sys
from pathlib import Path

from policyspec.audit.lines import Task
from policyspec.audit.verdicts import verdicts
from policyspec.base.diagnostics import Diagnostic
from policyspec.cli import keeping
from policyspec.model.outcomes import Gate, Verdict
from policyspec.report.verdicts import Words
from policyspec.workspace import kept
from policyspec.workspace.disk import Disk
from policyspec.workspace.tenders import How

LETTERS = dict.fromkeys(Verdict, "U") | {
    Verdict.MET: "P",
    Verdict.EXPLAINED: "P",
    Verdict.BREACHED: "F",
    Verdict.NOT_APPLICABLE: "N",
}


class Letters:
    """A line for each tender: its number and a letter for each rule."""

    opening = ""

    def row(self, _source: str, ocid: str | None, words: Words) -> str:
        return f"{ocid},{''.join(words)}\n"

    def unread(self, _source: str, ocid: str | None, _why: Diagnostic | None) -> str:
        return f"{ocid},not read\n"


def main(source: str, out: str, workers: int = 2) -> None:
    """Write the verdicts of a file of JSON Lines to another."""
    disk = Disk()
    policies = kept.load(keeping.folder(), [str(Path(__file__).with_name("rules.policy"))], disk)
    task = Task(policies, How(Gate.PUBLISH), LETTERS, Letters())
    with Path(out).open("w", encoding="utf-8") as written:
        written.writelines(part.text for part in verdicts([source], disk, task, workers=workers))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
