"""Many tenders are judged by their policies as a program, and every report is the same to the byte."""

from itertools import product
from pathlib import Path

import pytest

from policyspec.api import check, compile_policies, load_policies, read_tender
from policyspec.model.outcomes import Gate
from policyspec.report.formats import FORMATS, View, render
from policyspec.workspace import programs
from policyspec.workspace.disk import Disk
from policyspec.workspace.picking import Picking, check_picked
from policyspec.workspace.policies import Policies
from policyspec.workspace.tenders import How, check_each, gathered

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(map(str, (ROOT / "examples").glob("*.yaml")))
PRINCIPLES = str(ROOT / "policies" / "commissioning" / "five-principles.policy")
NOTICES = ROOT.parent / "shared" / "data"
VIEW = View(lambda _: None)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every tender is judged by a program."""
    monkeypatch.setattr(programs.Tried, "pays", True)


@pytest.fixture(scope="module")
def principles() -> Policies:
    return load_policies(PRINCIPLES)


@pytest.mark.parametrize("gate", Gate)
def test_every_report_on_the_examples_is_the_same(
    gate: Gate, principles: Policies, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reported() -> dict[str, object]:
        run = gathered(check_each(EXAMPLES, principles, Disk(), How(gate)), ())
        return {name: render(name, run, VIEW) for name in FORMATS if name not in ("jsonl", "concise")}

    by_interpreter = reported()
    monkeypatch.setattr(programs.Tried, "pays", True)
    assert reported() == by_interpreter


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(("name", "gate"), [*product(EXAMPLES, Gate)])
def test_every_field_is_the_same(name: str, gate: Gate, principles: Policies) -> None:
    tender = read_tender(name, principles)
    by_program = check(principles, tender, gate=gate, program=compile_policies(principles))
    assert by_program == check(principles, tender, gate=gate)


@pytest.mark.long
def test_of_real_notices_by_the_policies_picked_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    if not NOTICES.is_dir():
        pytest.skip(f"no notices in {NOTICES}")
    folders = (folder for folder in sorted(NOTICES.iterdir()) if folder.is_dir())
    some = [path for folder in folders for path in sorted(folder.rglob("*.[jx][sm][ol]*"))[:2]]
    names = [str(path) for path in some if path.stat().st_size < 200_000]

    def judged() -> object:
        return gathered(check_picked(names, Picking(Disk()), How(Gate.PUBLISH)), ())

    by_interpreter = judged()
    monkeypatch.setattr(programs.Tried, "pays", True)
    assert judged() == by_interpreter


def test_a_program_is_made_when_it_pays(principles: Policies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "ENOUGH", 2)
    finished = check(principles, read_tender(EXAMPLES[-1], principles))
    draft = check(principles, read_tender(EXAMPLES[0], principles))
    of_drafts, of_finished = programs.Programs(), programs.Programs()
    for _ in range(2):
        assert of_finished.of(principles) is None
        of_finished.note(principles, finished)
        of_drafts.note(principles, draft)
    assert of_finished.of(principles) is of_finished.of(principles) is not None
    assert of_drafts.of(principles) is None


def test_a_program_of_other_policies_is_refused(principles: Policies) -> None:
    with pytest.raises(ValueError, match="of other policies"):
        check(principles, read_tender(EXAMPLES[0]), program=compile_policies(load_policies(PRINCIPLES)))
