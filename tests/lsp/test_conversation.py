"""Conversations with the server, by the protocol, on the policies and tenders that ship."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.lsp.talk import HEADER, Talk, place, talking

POLICY = "five-principles.policy"
TENDER = "tenders/homelessness-service.yaml"


@pytest.fixture
def text(talk: Talk) -> str:
    """The five principles, open as they are."""
    text = (talk.folder / POLICY).read_text(encoding="utf-8")
    assert talk.open(POLICY) == []
    return text


def test_it_says_what_it_can(talk: Talk) -> None:
    can = talk.start.capabilities
    assert talk.start.server_info is not None
    assert talk.start.server_info.name == "policyspec"
    offered = (
        *(can.completion_provider, can.hover_provider, can.definition_provider, can.references_provider),
        *(can.rename_provider, can.document_formatting_provider, can.document_symbol_provider),
        *(can.folding_range_provider, can.semantic_tokens_provider, can.inlay_hint_provider),
        *(can.code_action_provider, can.code_lens_provider, can.document_highlight_provider),
    )
    assert all(offered)


def test_diagnostics_come_as_one_types_and_go(talk: Talk, text: str) -> None:
    broken = text.replace("the quality:cost ratio must be above", "the quality:cost ratio must be abov")
    (found, *others) = talk.rewrite(POLICY, broken)
    assert others == []
    assert found.range.start.line == broken[: broken.index("abov ")].count("\n")
    assert found.code == "PS204" or str(found.code).startswith("PS")
    assert talk.rewrite(POLICY, text) == []


def test_a_diagnostic_comes_once_no_more_is_typed(talk: Talk) -> None:
    with talking(talk.folder, pause=300) as slow:
        slow.open("slow.policy", HEADER)
        told = len(slow.published[slow.uri("slow.policy")])
        for number in range(20):
            end = lsp.Position(3 + number, 0)
            slow.change("slow.policy", lsp.TextDocumentContentChangePartial(lsp.Range(end, end), "rule\n"))
        assert slow.said("slow.policy")
        assert len(slow.published[slow.uri("slow.policy")]) == told + 1


def test_hover_tells_a_fact_and_its_homes(talk: Talk, text: str) -> None:
    found = talk.ask("textDocument/hover", lsp.HoverParams(talk.document(POLICY), place(text, "main CPV code", 2)))
    assert "What is bought" in found.contents.value
    assert "BT-262" in found.contents.value
    assert "tender.classification" in found.contents.value


def test_completion_fits(talk: Talk, text: str) -> None:
    line = '\nrule to-try "To try"\n  applies when category is '
    talk.rewrite(POLICY, text + line)
    at = lsp.Position(text.count("\n") + 2, len("  applies when category is "))
    found = talk.ask("textDocument/completion", lsp.CompletionParams(talk.document(POLICY), at))
    assert [item.label for item in found.items[:3]] == ["goods", "services", "works"]
    talk.rewrite(POLICY, text)


def test_definition_and_references(talk: Talk, text: str) -> None:
    at = place(text, "be at least minimum quality weight", 15)
    document = talk.document(POLICY)
    home = talk.ask("textDocument/definition", lsp.DefinitionParams(document, at))
    assert home.range.start == place(text, "minimum quality weight is")
    used = place(text, "be at least minimum quality weight", len("be at least "))
    found = talk.ask("textDocument/references", lsp.ReferenceParams(lsp.ReferenceContext(False), document, at))
    assert used in [one.range.start for one in found]
    assert home.range.start not in [one.range.start for one in found]
    with_declaration = lsp.ReferenceParams(lsp.ReferenceContext(True), document, at)
    assert len(talk.ask("textDocument/references", with_declaration)) == len(found) + 1


def test_outline_and_folding(talk: Talk, text: str) -> None:
    symbols = talk.ask("textDocument/documentSymbol", lsp.DocumentSymbolParams(talk.document(POLICY)))
    names = [symbol.name for symbol in symbols]
    assert names[0] == "Five principles for commissioning"
    assert {"human service", "quality-outweighs-cost", "small lot cap"} <= set(names)
    (rule,) = [symbol for symbol in symbols if symbol.name == "quality-outweighs-cost"]
    assert next(limb.name for limb in rule.children) == "the quality:cost ratio must be above 50:50"
    folds = talk.ask("textDocument/foldingRange", lsp.FoldingRangeParams(talk.document(POLICY)))
    first = text[: text.index("rule quality-outweighs-cost")].count("\n")
    assert any(fold.start_line == first and fold.end_line == first + 7 for fold in folds)
    assert folds[-1].kind == "comment" or any(fold.kind == "comment" for fold in folds)


def test_highlighting_knows_keywords_from_names(talk: Talk, text: str) -> None:
    legend = talk.start.capabilities.semantic_tokens_provider.legend.token_types  # type: ignore[union-attr]
    data = talk.ask("textDocument/semanticTokens/full", lsp.SemanticTokensParams(talk.document(POLICY))).data
    line = column = 0
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for at in range(0, len(data), 5):
        column = data[at + 1] + (column if data[at] == 0 else 0)
        line += data[at]
        found[line, column] = data[at + 2], legend[data[at + 3]]
    said = {
        words: place(text, words) for words in ("rule quality-outweighs-cost", "main CPV code is", "human service as")
    }
    assert found[said["rule quality-outweighs-cost"].line, 0] == (4, "keyword")
    assert found[said["rule quality-outweighs-cost"].line, 5] == (len("quality-outweighs-cost"), "function")
    cpv = said["main CPV code is"]
    assert found[cpv.line, cpv.character] == (len("main CPV code"), "property")
    human = said["human service as"]
    assert found[human.line, human.character] == (len("human service"), "class")


def test_formatting(talk: Talk) -> None:
    ragged = HEADER + 'rule a-b "T"\n     value of the lot   must be >= £10,000\n  for each lot\n'
    talk.open("ragged.policy", ragged)
    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
    edits = talk.ask("textDocument/formatting", lsp.DocumentFormattingParams(talk.document("ragged.policy"), options))
    lines = ragged.split("\n")
    for edit in sorted(edits, key=lambda e: -e.range.start.line):
        lines[edit.range.start.line : edit.range.end.line] = edit.new_text.split("\n")[:-1]
    assert "  value of the lot must be at least GBP 10,000" in lines


def test_a_quick_fix_mends(talk: Talk, text: str) -> None:
    broken = text.replace("category is services", "category is servces")
    talk.rewrite(POLICY, broken)
    at = place(broken, "servces")
    params = lsp.CodeActionParams(talk.document(POLICY), lsp.Range(at, at), lsp.CodeActionContext([]))
    (action,) = talk.ask("textDocument/codeAction", params)
    (edit,) = action.edit.changes[talk.uri(POLICY)]
    assert edit.new_text == "services"
    assert talk.rewrite(POLICY, broken.replace("servces", edit.new_text)) == []


def test_a_lens_over_each_rule_tells_its_verdict(talk: Talk, text: str) -> None:
    lenses = talk.ask("textDocument/codeLens", lsp.CodeLensParams(talk.document(POLICY)))
    titles = {lens.range.start.line: lens.command.title for lens in lenses}
    line = place(text, "rule quality-outweighs-cost").line
    assert len(lenses) == text.count("\nrule ")
    assert "on half-finished-draft.yaml" in titles[line]
    command = lenses[0].command
    talk.ask("workspace/executeCommand", lsp.ExecuteCommandParams(command.command, command.arguments))
    assert talk.shown[-1].uri == talk.uri("tenders/half-finished-draft.yaml")


def test_inlay_hints_tell_thresholds(talk: Talk) -> None:
    text = (
        f"{HEADER}threshold care threshold is\n  GBP 1 from 1 January 2020 until 31 December 2025\n"
        '  GBP 2 from 1 January 2026\nrule a-b "T"\n  estimated value must be below care threshold\n'
    )
    talk.open("hints.policy", text)
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
    (hint,) = talk.ask("textDocument/inlayHint", lsp.InlayHintParams(talk.document("hints.policy"), whole))
    assert hint.label.strip() == "= GBP 2"
    assert hint.position.line == text[: text.index("below care")].count("\n")
    talk.client.workspace_did_change_configuration(
        lsp.DidChangeConfigurationParams({"policyspec": {"on": "3 March 2024"}})
    )
    (hint,) = talk.ask("textDocument/inlayHint", lsp.InlayHintParams(talk.document("hints.policy"), whole))
    assert hint.label.strip() == "= GBP 1"


# --- several files ------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(talk: Talk) -> tuple[str, str]:
    """A policy that two others use, one of them open."""
    (talk.folder / "uk").mkdir(exist_ok=True)
    limits = 'policy uk/limits\n  under "Act" not checked\ndefine a small lot as a lot where value of the lot is at most GBP 5\n'
    limits += 'rule lots-sized "Lots"\n  there must be at least 1 small lot\n'
    user = f'{HEADER}use uk/limits\nrule a-b "T"\n  subject to uk/limits#lots-sized\n  there must be at least 2 small lots\n'
    (talk.folder / "uk/limits.policy").write_text(limits, encoding="utf-8")
    (talk.folder / "closed.policy").write_text(user.replace("council/commissioning", "closed"), encoding="utf-8")
    talk.open("uk/limits.policy")
    talk.open("user.policy", user)
    return limits, user


def test_what_is_typed_in_one_file_is_seen_in_another(talk: Talk, shared: tuple[str, str]) -> None:
    limits, _ = shared
    assert talk.said("user.policy") == []
    told = len(talk.published[talk.uri("user.policy")])
    talk.rewrite("uk/limits.policy", limits.replace("a small lot as", "a little lot as").replace("1 small", "1 little"))
    while len(talk.published[talk.uri("user.policy")]) == told:
        talk.settle()
    assert "small lots" in talk.said("user.policy")[0].message
    talk.rewrite("uk/limits.policy", limits)


def test_renaming_reaches_every_file(talk: Talk, shared: tuple[str, str]) -> None:
    limits, user = shared
    params = lsp.RenameParams(talk.document("uk/limits.policy"), place(limits, "small lot", 2), "modest lot")
    changes = talk.ask("textDocument/rename", params).changes
    assert set(changes) == {talk.uri("uk/limits.policy"), talk.uri("user.policy"), talk.uri("closed.policy")}
    assert sorted(edit.new_text for edit in changes[talk.uri("uk/limits.policy")]) == ["modest lot", "modest lot"]
    (edit,) = changes[talk.uri("user.policy")]
    assert (edit.new_text, edit.range.start) == ("modest lots", place(user, "small lots"))


def test_a_rule_is_renamed_where_it_is_referred_to(talk: Talk, shared: tuple[str, str]) -> None:
    _, user = shared
    params = lsp.RenameParams(talk.document("user.policy"), place(user, "lots-sized", 2), "lots-small")
    changes = talk.ask("textDocument/rename", params).changes
    (edit,) = changes[talk.uri("user.policy")]
    assert (edit.new_text, edit.range.start) == ("lots-small", place(user, "lots-sized"))
    assert len(changes) == 3


@pytest.mark.parametrize("new", ["share of lots", "estimated value", "lot", "", "the lot", "two  blanks", "small\nlot"])
def test_a_name_that_cannot_be_is_refused(talk: Talk, shared: tuple[str, str], new: str) -> None:
    limits, _ = shared
    params = lsp.RenameParams(talk.document("uk/limits.policy"), place(limits, "small lot", 2), new)
    with pytest.raises(JsonRpcException):
        talk.ask("textDocument/rename", params)


def test_the_definition_is_found_in_another_file(talk: Talk, shared: tuple[str, str]) -> None:
    limits, user = shared
    params = lsp.DefinitionParams(talk.document("user.policy"), place(user, "small lots", 2))
    found = talk.ask("textDocument/definition", params)
    assert (found.uri, found.range.start) == (talk.uri("uk/limits.policy"), place(limits, "small lot"))


# --- tenders ------------------------------------------------------------------------------------------------------


def test_a_tender_shows_its_verdicts_on_the_very_line(talk: Talk) -> None:
    text = (talk.folder / TENDER).read_text(encoding="utf-8")
    found = talk.open(TENDER)
    ratio = [d for d in found if d.code == "commissioning/five-principles#quality-outweighs-cost"]
    assert ratio
    assert ratio[0].severity is lsp.DiagnosticSeverity.Error
    line = text.split("\n")[ratio[0].range.start.line]
    assert "weight:" in line
    assert ratio[0].message.startswith("breached: the quality:cost ratio")
    rule = ratio[0].related_information[0].location  # type: ignore[index]
    assert rule.uri == talk.uri(POLICY)


def test_a_tender_is_completed_and_explained(talk: Talk) -> None:
    text = (talk.folder / TENDER).read_text(encoding="utf-8")
    talk.open(TENDER)
    hover = talk.ask("textDocument/hover", lsp.HoverParams(talk.document(TENDER), place(text, "estimated value", 3)))
    assert "estimated value" in hover.contents.value
    talk.rewrite(TENDER, f"{text}\nprocedure of ")
    at = lsp.Position(text.count("\n") + 1, len("procedure of "))
    assert talk.ask("textDocument/completion", lsp.CompletionParams(talk.document(TENDER), at)) is not None


def test_another_yaml_file_is_left_alone(talk: Talk) -> None:
    assert talk.open("workflow.yaml", "on: push\njobs: {}\n") == []


# --- what would end a lesser server -------------------------------------------------------------------------------


def test_an_unknown_method_is_refused_and_survived(talk: Talk, text: str) -> None:
    with pytest.raises(JsonRpcException):
        talk.ask("textDocument/somethingElse", {})
    talk.client.protocol.notify("$/somethingElse", {})
    assert talk.ask("textDocument/hover", lsp.HoverParams(talk.document(POLICY), place(text, "main CPV code", 2)))


@pytest.mark.parametrize("broken", ["\x00\x01", "rule", "((((" * 200, "policy a\n" * 50, '"', "\ud800", "😀" * 300, ""])
def test_broken_text_is_survived(talk: Talk, text: str, broken: str) -> None:
    talk.rewrite(POLICY, f"{text}\n{broken}")
    everything(talk, POLICY, lsp.Position(text.count("\n") + 1, 1))
    assert talk.rewrite(POLICY, text) == []


def test_an_edit_outside_the_file_is_survived(talk: Talk, text: str) -> None:
    far = lsp.Position(10_000, 500)
    talk.change(POLICY, lsp.TextDocumentContentChangePartial(lsp.Range(far, far), "\n# the end\n"))
    assert talk.said(POLICY) == []
    everything(talk, POLICY, lsp.Position(99_999, 3))
    assert talk.rewrite(POLICY, text) == []


def test_questions_of_a_file_that_is_not_open_have_no_answer(talk: Talk) -> None:
    answers = everything(talk, "nowhere.policy", lsp.Position(0, 0))
    assert answers["textDocument/completion"].items == ()
    assert answers["textDocument/semanticTokens/full"].data == ()
    others = {
        method: told for method, told in answers.items() if method.split("/")[1] not in ("completion", "semanticTokens")
    }
    assert [method for method, told in others.items() if told] == []


@pytest.mark.parametrize(
    ("name", "code"), [("large.policy", "PS003"), ("large.policy.md", "PS003"), ("large.yaml", "PS506")]
)
def test_ten_megabytes_are_survived(talk: Talk, name: str, code: str) -> None:
    head = "tender: Large\n" if name.endswith("yaml") else f"```policy\n{HEADER}"
    (found, *_) = talk.open(name, head + "# a line of a large file\n" * 420_000)
    assert found.code == code
    everything(talk, name, lsp.Position(2, 1))
    talk.client.text_document_did_close(lsp.DidCloseTextDocumentParams(talk.document(name)))


def test_it_leaves_when_told(tmp_path: Path) -> None:
    with talking(tmp_path) as talk:
        talk.open("a.policy", HEADER)
        assert talk.close() == 0
        talk.close = lambda: None  # type: ignore[method-assign]  # it has left


def everything(talk: Talk, name: str, at: lsp.Position) -> dict[str, Any]:
    """Every question once, with its answer."""
    document, whole = talk.document(name), lsp.Range(lsp.Position(0, 0), at)
    questions: dict[str, object] = {
        "textDocument/hover": lsp.HoverParams(document, at),
        "textDocument/completion": lsp.CompletionParams(document, at),
        "textDocument/definition": lsp.DefinitionParams(document, at),
        "textDocument/references": lsp.ReferenceParams(lsp.ReferenceContext(True), document, at),
        "textDocument/documentHighlight": lsp.DocumentHighlightParams(document, at),
        "textDocument/prepareRename": lsp.PrepareRenameParams(document, at),
        "textDocument/documentSymbol": lsp.DocumentSymbolParams(document),
        "textDocument/foldingRange": lsp.FoldingRangeParams(document),
        "textDocument/semanticTokens/full": lsp.SemanticTokensParams(document),
        "textDocument/inlayHint": lsp.InlayHintParams(document, whole),
        "textDocument/codeAction": lsp.CodeActionParams(document, whole, lsp.CodeActionContext([])),
        "textDocument/formatting": lsp.DocumentFormattingParams(document, lsp.FormattingOptions(2, True)),
        "textDocument/codeLens": lsp.CodeLensParams(document),
    }
    return {method: talk.ask(method, params) for method, params in questions.items()}
