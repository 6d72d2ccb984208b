"""Hover, fixes, lenses and what tenders are told, on the policies and tenders that ship."""

from pathlib import Path
from shutil import copy

import pytest
from lsprotocol import types as lsp

from policyspec.lsp import answers
from policyspec.lsp.desk import Desk
from policyspec.lsp.looked_at import looked_at
from policyspec.lsp.page import Page
from policyspec.lsp.text import Text
from tests.lsp.talk import HEADER, ROOT, Talk, at_cursor, desk_with, put, talking

POLICY = "five-principles.policy"
TENDER = "tenders/homelessness-service.yaml"
RULES = """
threshold care threshold is
  GBP 1 from 1 January 2020 until 31 December 2025
  GBP 2 from 1 January 2026
parameter least weight is 50%
define a small lot as a lot where value of the lot is at most GBP 5
rule a-b "About *lots*"
  for each small lot
  quality weight must be at least least weight
  because "It is so."
"""


# --- hover --------------------------------------------------------------------------------------------------------


def hovered(tmp_path: Path, line: str) -> str:
    text, at = at_cursor(HEADER + RULES + line)
    desk = desk_with(tmp_path)
    page = put(desk, tmp_path, "p.policy", text)
    found = answers.hover(page, page.text.position(at), desk)
    return str(found.contents.value) if found is not None and isinstance(found.contents, lsp.MarkupContent) else ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  estimated va‸lue must be below care threshold\n", ["- type: money", "`tender.value`", "BT-27"]),
        ("  estimated value must be below ca‸re threshold\n", ["- GBP 1 from 1 January 2020 until", "- **GBP 2 from"]),
        ("  quality weight must be at least le‸ast weight\n", ["parameter least weight is 50%"]),
        ("rule c-d\n  for each smal‸l lot\n", ["define a small lot as a lot where"]),
        ("rule c-d\n  subject to a‸-b\n", ["**About \\*lots\\***", "each lot whose value is at most GBP 5", "It is so."]),
        ("rule c-d\n  titl must be stated\n  subject to c‸-d\n", ["rule c-d"]),
        ("rule c-d\n  applies when main CPV code is within CPV 85‸100000\n", ["Health and social work"]),
        ("rule c-d\n  applies when procedure is open‸ procedure\n", ["one of the procedures"]),
        ("rule c-d\n  the quali‸ty:cost ratio must be above 60:40\n", ["**quality weight**", "neither price nor cost"]),
        ("rule c-d\n  for each l‸ot\n", ["bid for and awarded on its own", "Its facts:"]),
        ("rule c-d\n  estimated va‸lue is is what\n", ["- type: money"]),  # of a clause that cannot be read
    ],
)  # fmt: skip
def test_a_word_is_explained(tmp_path: Path, line: str, told: list[str]) -> None:
    found = hovered(tmp_path, line)
    assert [one for one in told if one not in found] == [], found


@pytest.mark.parametrize("line", ['  because "estimated val‸ue"\n', "  # estimated\n‸", "  must‸ be\n", "\n\n‸"])
def test_nothing_is_said_of_what_is_no_word(tmp_path: Path, line: str) -> None:
    assert hovered(tmp_path, line) == ""


# --- fixes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("p.policy", "  procedure must be opn procedure\n", "  procedure must be open procedure\n"),
        ("p.policy", "  titl must be stated\n", "  title must be stated\n"),
        ("p.policy", "  aplies when category is goods\n  title must be stated\n", "  applies when category is goods\n  title must be stated\n"),
        ("p.policy", "  estimated value must be at lest GBP 5\n", "  estimated value must be at least GBP 5\n"),
        ("p.policy", "  title must be stated)\n", "  title must be stated\n"),
        ("p.policy", '  under "😀" sectoin "1"\n  title must be stated\n', '  under "😀" section "1"\n  title must be stated\n'),
        ("t.yaml", "estmated value: GBP 10\n", "estimated value: GBP 10\n"),
        ("t.yaml", "procedure: open procdure\n", "procedure: open procedure\n"),
        ("t.yaml", "estimated value: 10,000\n", "estimated value: GBP 10,000\n"),
        ("t.yaml", "lots:\n  - title: 😀\n    valu: GBP 5\n", "lots:\n  - title: 😀\n    value: GBP 5\n"),
    ],
)  # fmt: skip
def test_a_fix_mends_what_its_diagnostic_says(tmp_path: Path, name: str, wrong: str, right: str) -> None:
    head = "tender: T\n" if name.endswith("yaml") else f'{HEADER}rule a-b "T"\n'
    desk = desk_with(tmp_path)
    page = put(desk, tmp_path, name, head + wrong)
    (found, *_) = looked_at(page, desk)
    (action, *_) = answers.actions(page, found.range, desk)
    assert action.diagnostics is not None
    assert action.diagnostics[0].code == found.code
    assert applied(page, action) == head + right


def applied(page: Page, action: lsp.CodeAction) -> str:
    assert action.edit is not None
    assert action.edit.changes is not None
    (edit,) = action.edit.changes[page.uri]
    return page.text.edited(lsp.TextDocumentContentChangePartial(edit.range, edit.new_text)).content


def test_each_word_that_may_be_meant_is_a_fix_of_its_own(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    page = put(desk, tmp_path, "t.yaml", "tender: T\n")
    from policyspec.base.diagnostics import Diagnostic, Severity
    from policyspec.base.source import Span
    from policyspec.lsp.fixes import actions

    span = Span(page.name, 1, 9, 1, 10)
    two = Diagnostic("PS201", Severity.ERROR, "`T` is not known", span, "did you mean `A` or `B`?")
    assert [(one.title, one.is_preferred) for one in actions([two], page, 0, 20)] == [
        ("write `A`", False),
        ("write `B`", False),
    ]
    told = Diagnostic("PS201", Severity.ERROR, "`T` is old", span, "write `A` once you have read what changed")
    assert actions([told], page, 0, 20) == []


# --- the tender that rules are tried on ---------------------------------------------------------------------------


def test_the_tender_to_try_on_is_chosen_over_it(talk: Talk) -> None:
    talk.open(POLICY)
    talk.open(TENDER)
    (offer,) = talk.ask("textDocument/codeLens", lsp.CodeLensParams(talk.document(TENDER)))
    assert offer.command.title == "try the rules on this tender"
    talk.refreshed = 0
    talk.ask("workspace/executeCommand", lsp.ExecuteCommandParams(offer.command.command, offer.command.arguments))
    talk.until(lambda: talk.refreshed > 0)
    (lens, *_) = talk.ask("textDocument/codeLens", lsp.CodeLensParams(talk.document(POLICY)))
    assert "on homelessness-service.yaml" in lens.command.title
    (offer,) = talk.ask("textDocument/codeLens", lsp.CodeLensParams(talk.document(TENDER)))
    assert offer.command.title == "the rules are tried on this tender"


def test_a_lens_follows_the_tender_as_it_is_typed(tmp_path: Path) -> None:
    rule = f'{HEADER}rule a-b "T"\n  estimated value must be at least GBP 10\n'
    desk = desk_with(tmp_path)
    page = put(desk, tmp_path, "p.policy", rule)
    (tmp_path / "policyspec.toml").write_text('tenders = "t.yaml"\n', encoding="utf-8")
    said = []
    for value in ("GBP 5", "GBP 50", "", "GBP"):
        put(desk, tmp_path, "t.yaml", f"tender: T\nestimated value: {value}\n")
        (lens,) = answers.lenses(page, desk)
        assert lens.command is not None
        said.append(lens.command.title.split(" ")[0])
    assert said == ["breached", "met", "undetermined", "undetermined"]


def test_there_is_no_lens_without_an_example(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    assert (
        answers.lenses(put(desk, tmp_path, "p.policy", HEADER + 'rule a-b "T"\n  title must be stated\n'), desk) == []
    )


# --- tenders ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a policy, an explanation on file, and the configuration that names both."""
    (tmp_path / "p.policy").write_text(
        f'{HEADER}rule a-b "T"\n  estimated value must be at least GBP 10\n    or explain\n', encoding="utf-8"
    )
    (tmp_path / "policyspec.toml").write_text('policy = "p.policy"\n', encoding="utf-8")
    return tmp_path


def verdicts(desk: Desk, page: Page) -> list[tuple[str, int]]:
    rule = "council/commissioning#a-b"
    found = [one for one in looked_at(page, desk) if one.code == rule]
    return [(one.message.split(":")[0], one.range.start.line) for one in found]


def test_a_verdict_stands_on_its_line_and_goes(folder: Path) -> None:
    desk = desk_with(folder)
    page = put(desk, folder, "t.yaml", "tender: T\n\nestimated value: GBP 5\n")
    assert verdicts(desk, page) == [("breached", 2)]
    assert verdicts(desk, put(desk, folder, "t.yaml", "tender: T\nestimated value: GBP 50\n")) == []
    assert verdicts(desk, put(desk, folder, "t.yaml", "tender: T\n")) == [("undetermined", 0)]


def test_an_explanation_on_file_counts(folder: Path) -> None:
    records = "explanations:\n  - {rule: council/commissioning#a-b, tender: T, reason: It is small, author: A. Person, date: 2 March 2026}\n"
    (folder / "records.yaml").write_text(records, encoding="utf-8")
    (folder / "policyspec.toml").write_text('policy = "p.policy"\nrecords = "records.yaml"\n', encoding="utf-8")
    desk = desk_with(folder)
    page = put(desk, folder, "t.yaml", "tender: T\nestimated value: GBP 5\n")
    assert verdicts(desk, page) == []


def test_a_mistake_in_the_policies_is_told_and_nothing_checked(folder: Path) -> None:
    (folder / "p.policy").write_text(f'{HEADER}rule a-b "T"\n  titl must be stated\n', encoding="utf-8")
    desk = desk_with(folder)
    (found,) = looked_at(put(desk, folder, "t.yaml", "tender: T\n"), desk)
    assert "nothing was checked" in found.message


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("tender: T\nest‸", ["estimated value"]),
        ("tender: T\nprocedure: ‸", ["open procedure"]),
        ("tender: T\npeople-facing: ‸", ["yes", "no"]),
        ("tender: T\nmain CPV code: 85‸", ["85000000"]),
        ("tender: T\nlots:\n  - ‸", ["title", "value"]),
        ("tender: T\nlots:\n  - {title: A, val‸", ["value"]),
        ("tender: T\ncriteria:\n  - kind: ‸", ["quality", "price"]),
        ("tender: T\nexplanations:\n  - rule: ‸", ["council/commissioning#a-b"]),
        ("tender: T\nexplanations:\n  - ‸", ["rule", "reason", "author"]),
        ("tender: T\nestimated value: ‸", ["GBP 1,200,000 excluding VAT"]),
    ],
)  # fmt: skip
def test_what_fits_is_offered_in_a_tender(folder: Path, marked: str, expected: list[str]) -> None:
    text, at = at_cursor(marked)
    desk = desk_with(folder)
    page = put(desk, folder, "t.yaml", text)
    found = [item.label for item in answers.completion(page, page.text.position(at), desk)]
    assert [one for one in expected if one not in found] == []


def test_what_is_stated_already_is_not_offered_again(folder: Path) -> None:
    desk = desk_with(folder)
    page = put(desk, folder, "t.yaml", "tender: T\nestimated value: GBP 5\n\nprocedure: open procedure\n")
    found = [item.label for item in answers.completion(page, lsp.Position(2, 0), desk)]
    assert "category" in found
    assert not {"estimated value", "procedure"} & set(found)


# --- papers -------------------------------------------------------------------------------------------------------


def test_a_paper_is_served_as_a_policy_is(tmp_path: Path) -> None:
    copy(ROOT / "policies/commissioning/five-principles.policy", tmp_path / "x")
    policy = (tmp_path / "x").read_text(encoding="utf-8")
    paper = f"# Standards 😀\n\nWords.\n\n```policy\n{policy}```\n\nMore words.\n"
    with talking(tmp_path, example=str(ROOT / "examples/homelessness-service.yaml")) as talk:
        assert talk.open("paper.policy.md", paper) == []
        document = talk.document("paper.policy.md")
        lenses = talk.ask("textDocument/codeLens", lsp.CodeLensParams(document))
        assert len(lenses) == policy.count("\nrule ")
        assert paper.split("\n")[lenses[0].range.start.line].startswith("rule ")
        folds = talk.ask("textDocument/foldingRange", lsp.FoldingRangeParams(document))
        fences = [number for number, line in enumerate(paper.split("\n")) if line.startswith("```")]
        assert fences in [[fold.start_line, fold.end_line] for fold in folds]
        at = Text(paper).position(paper.index("main CPV code is") + 2)
        assert "BT-262" in talk.ask("textDocument/hover", lsp.HoverParams(document, at)).contents.value
        broken = paper.replace("the quality:cost ratio must be above", "the quality:cost ratio must be abov")
        (found,) = talk.rewrite("paper.policy.md", broken)
        assert "abov" in broken.split("\n")[found.range.start.line]
