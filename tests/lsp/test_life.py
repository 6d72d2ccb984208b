"""How a conversation begins and ends, and what the client is asked in it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from tests.lsp.talk import HEADER, ROOT, Talk, place, talking

RULE = 'rule a-b "T"\n  title must be stated\n'


def message(method: str, id_: int | None = None, params: object = None) -> bytes:
    body = {"jsonrpc": "2.0", "method": method, "params": params}
    data = json.dumps(body if id_ is None else {**body, "id": id_}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(data), data)


HELLO = message("initialize", 1, {"capabilities": {}, "processId": None, "rootUri": None})
LEAVE, EXIT = message("shutdown", 2), message("exit")
QUESTION = message("textDocument/codeLens", 3, {"textDocument": {"uri": "file:///x.policy"}})
LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (HELLO + LEAVE + EXIT, 0),
        (HELLO, 1),  # the client died
        (b"Content-Length: 5\r\n\r\n{abc}" + HELLO + message("textDocument/hover", 3, {"x": 1}) + LEAVE + EXIT, 0),
        pytest.param(HELLO + LEAVE, 0, marks=LONG),  # it took leave, and closed the pipe
        pytest.param(HELLO + EXIT, 1, marks=LONG),
        pytest.param(b"", 1, marks=LONG),
        pytest.param(b"what is this?\r\n\r\n{}{" + HELLO, 1, marks=LONG),
        pytest.param(HELLO + LEAVE + QUESTION + EXIT, 0, marks=LONG),
    ],
)
def test_it_ends_with_the_client(said: bytes, code: int) -> None:
    """Whatever was said before, and however the client goes: nobody is left behind."""
    command = [sys.executable, "-m", "policyspec.cli.main", "lsp"]
    run = subprocess.run(command, input=said, capture_output=True, timeout=60, cwd=ROOT, check=False)
    assert run.returncode == code
    assert run.stdout.count(b'"name": "policyspec"') == (HELLO in said and not said.startswith(b"what"))


def test_settings_are_asked_for_and_taken(tmp_path: Path) -> None:
    text = f'{HEADER}threshold t is\n  GBP 1 from 1 January 2020 until 31 December 2025\n  GBP 2 from 1 January 2026\nrule a-b "T"\n  estimated value must be below t\n'
    with talking(tmp_path) as talk:
        talk.open("a.policy", text)
        assert hint(talk) == " = GBP 2"
        talk.settings = {"on": "2024-05-01", "example": None, "pause": "soon", "unheard of": 1}
        talk.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(None))
        talk.until(lambda: hint(talk) == " = GBP 1")


def hint(talk: Talk) -> str:
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
    (found,) = talk.ask("textDocument/inlayHint", lsp.InlayHintParams(talk.document("a.policy"), whole))
    return str(found.label)


def test_files_are_watched_and_looked_at_again(tmp_path: Path) -> None:
    (tmp_path / "uk").mkdir()
    used = tmp_path / "uk" / "limits.policy"
    used.write_text(f"policy uk/limits\nthreshold big sum is GBP 5\n{RULE}", encoding="utf-8")
    with talking(tmp_path) as talk:
        talk.until(lambda: talk.registered != [])
        (watch,) = talk.registered
        assert watch.method == lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
        text = f'{HEADER}use uk/limits\nrule c-d "T"\n  estimated value must be below big sum\n'
        assert talk.open("a.policy", text) == []
        used.write_text(f"policy uk/limits\nthreshold small sum is GBP 5\n{RULE}", encoding="utf-8")
        event = lsp.FileEvent(used.as_uri(), lsp.FileChangeType.Changed)
        talk.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        talk.until(lambda: [d.code for d in talk.said("a.policy")] == ["PS201"])


def test_a_client_that_can_do_little_is_asked_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("tender: T\n", encoding="utf-8")
    with talking(tmp_path, lsp.ClientCapabilities(), example="t.yaml") as talk:
        talk.open("a.policy", HEADER + RULE)
        talk.open("t.yaml")
        (lens,) = talk.ask("textDocument/codeLens", lsp.CodeLensParams(talk.document("a.policy")))
        assert lens.command.title == "met on t.yaml: the title is stated; it must be stated"
        talk.ask("workspace/executeCommand", lsp.ExecuteCommandParams(lens.command.command, lens.command.arguments))
        talk.until(lambda: talk.messages == ["t.yaml, line 1"])
        assert (talk.registered, talk.refreshed, talk.shown) == ([], 0, [])


@pytest.mark.parametrize("encoding", ["utf-8", pytest.param("utf-16", marks=LONG), pytest.param("utf-32", marks=LONG)])
def test_columns_are_counted_as_the_client_asks(tmp_path: Path, encoding: str) -> None:
    general = lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind(encoding)])
    with talking(tmp_path, lsp.ClientCapabilities(general=general)) as talk:
        assert talk.start.capabilities.position_encoding == encoding
        (found,) = talk.open("a.policy", f'{HEADER}rule a-b "😀" extra\n  title must be stated\n')
        width = {"utf-8": 4, "utf-16": 2, "utf-32": 1}[encoding]
        start = len('rule a-b "') + width + len('" ')
        assert (found.range.start.character, found.range.end.character) == (start, start + len("extra"))


def test_a_text_that_was_never_saved_is_a_policy_by_its_language(talk: Talk) -> None:
    item = lsp.TextDocumentItem("untitled:Untitled-1", "policyspec", 1, f"{HEADER}rule a-b\n  titl must be stated\n")
    talk.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    talk.until(lambda: "untitled:Untitled-1" in talk.published)
    found = talk.published["untitled:Untitled-1"][-1].diagnostics
    assert [d.code for d in found if d.severity is lsp.DiagnosticSeverity.Error] == ["PS201"]


def test_line_ends_of_windows_are_kept(talk: Talk) -> None:
    text = f'{HEADER}rule a-b "T"\n   titl must be stated\n'.replace("\n", "\r\n")
    (found,) = talk.open("a.policy", text)
    assert found.range.start == place(text, "titl must")
    mended = text.replace("titl ", "title ")
    assert talk.rewrite("a.policy", mended) == []
    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
    edits = talk.ask("textDocument/formatting", lsp.DocumentFormattingParams(talk.document("a.policy"), options))
    assert {edit.new_text for edit in edits} == {"\r\n", "  title must be stated\r\n"}


def test_without_its_library_it_says_what_to_install() -> None:
    """As where the extra is left out: the library is hidden from a run of its own."""
    hidden = "import sys; sys.modules['pygls'] = None; from policyspec.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", hidden, "lsp"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == 2
    assert "PS017" in run.stderr
    assert 'pip install "policyspec[lsp]"' in run.stderr
