"""Pages for `check.mjs`: reports on one tender or many, breached, met or not applied, a hundred lots, hostile texts; and
every page of a handbook of a paper, some of the shipped policies', and one with hostile texts; and audits.

python -m tests.report.axe.pages FOLDER
"""

import sys
from pathlib import Path

from policyspec.base.source import Source
from policyspec.model.outcomes import Gate
from policyspec.report import dashboard, handbook
from policyspec.report.formats import View
from policyspec.report.html import render
from policyspec.report.run import Judged, Run
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from policyspec.workspace.tenders import How, check
from tests.cli.samples import MET, NOT_APPLICABLE, result
from tests.house.tree import ROOT
from tests.report.dashboard.samples import EMPTY, SAMPLE, long
from tests.report.dashboard.samples import poisoned as poisoned_audit
from tests.report.payloads import PAYLOADS, RUN, poisoned
from tests.report.test_handbook import SITES
from tests.report.test_handbook import handbook as handbook_with_tests
from tests.report.test_handbook import poisoned as poisoned_handbook

FIVE = "policies/commissioning/five-principles.policy"
EXAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples").glob("*.yaml"))
SHOWN = (
    "quality-outweighs-cost.html",
    "environment-protected.html",
    "lots-or-reasons.html",
    "principles.html",
    "outcomes.html",
)
HOSTILE = ("script", "attribute", "long", "right to left", "html in markdown")


def sources(name: str) -> Source | None:
    return Source(name, (ROOT / name).read_text(encoding="utf-8")) if name in EXAMPLES else None


def of_files(*names: str, gate: Gate = Gate.DRAFT) -> Run:
    disk = Disk({"lots.yaml": hundred_lots().encode()})
    return check(list(names), load([FIVE], disk), disk, How(gate))


def hundred_lots() -> str:
    lots = "".join(
        f"  - title: Area {n}\n    value: GBP {n},000\n    criteria:\n"
        f"      - {{name: Care, kind: quality, weight: {n % 90}%}}\n"
        f"      - {{name: Whole-life cost, kind: cost, weight: 10%}}\n"
        f"      - {{name: Price, kind: price, weight: {90 - n % 90}%}}\n"
        for n in range(1, 101)
    )
    return f"tender: A hundred lots\ncategory: services\npeople-facing: yes\nlots:\n{lots}"


def pages() -> dict[str, Run]:
    return {
        "breached": of_files("examples/homelessness-service.yaml"),
        "draft": of_files("examples/half-finished-draft.yaml"),
        "publication": of_files("examples/half-finished-draft.yaml", gate=Gate.PUBLISH),
        "explained": of_files("examples/youth-service.yaml"),
        "many": of_files(*EXAMPLES, "lots.yaml", "gone.yaml"),
        "hundred-lots": of_files("lots.yaml"),
        "all-met": Run((Judged(result(MET)),)),
        "nothing-applied": Run((Judged(result(NOT_APPLICABLE)),)),
        "everything": RUN,
        **{f"hostile-{name.replace(' ', '-')}": poisoned(PAYLOADS[name]) for name in HOSTILE},
    }


def handbooks() -> dict[str, str]:
    """Pages of handbooks, all in one folder: what their links lead to is tested elsewhere."""
    hostile = {f"hostile-{path}": made for path, made in handbook.render(poisoned_handbook(PAYLOADS["script"])).items()}
    whole = handbook.render(handbook_with_tests("policies"))
    shipped = {path: made for path, made in whole.items() if path.count("/") < 2 or path.endswith(SHOWN)}
    sites = {
        **hostile,
        **SITES["sample"],
        **shipped,
        **{f"paper-{path}": made for path, made in SITES["paper"].items()},
    }
    return {f"handbook-{path.replace('/', '-')}": made for path, made in sites.items()}


def audits() -> dict[str, str]:
    hostile = {f"hostile-{name.replace(' ', '-')}": poisoned_audit(PAYLOADS[name]) for name in HOSTILE}
    summaries = {"sample": SAMPLE, "long": long(), "empty": EMPTY, **hostile}
    return {f"audit-{name}.html": dashboard.render(summary) for name, summary in summaries.items()}


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, run in pages().items():
        (folder / f"{name}.html").write_text(render(run, View(sources)), encoding="utf-8")
    for name, made in {**handbooks(), **audits()}.items():
        (folder / name).write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
