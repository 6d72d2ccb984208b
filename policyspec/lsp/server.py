"""The protocol: what a client asks is handed to the features, and what they say is sent back."""

import asyncio
import gc
from pathlib import PurePath

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from policyspec.base.version import __version__
from policyspec.lsp import answers
from policyspec.lsp.analysis import warm
from policyspec.lsp.desk import Desk
from policyspec.lsp.folder import wishes_of
from policyspec.lsp.highlighting import MODIFIERS, TYPES
from policyspec.lsp.looked_at import looked_at
from policyspec.lsp.page import Page
from policyspec.lsp.text import Text
from policyspec.lsp.trying import SHOW
from policyspec.workspace.gather import MOST_BYTES

_LEGEND = lsp.SemanticTokensLegend(list(TYPES), list(MODIFIERS))


class Server(LanguageServer):
    """The language server of policies and tenders."""

    def __init__(self) -> None:
        super().__init__("policyspec", __version__)
        self.desk = Desk()
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    def page(self, document: lsp.TextDocumentIdentifier) -> Page | None:
        """The page that a question is about. There are no answers of one that is too large for a policy."""
        page = self.desk.pages.get(name_of(document.uri))
        return page if page is not None and len(page.text.content) <= MOST_BYTES else None

    def look(self, name: str) -> None:
        """Publishes what there is to say of a file, and of those that rest on it, once no more edits come."""
        if name in self._waiting:
            self._waiting[name].cancel()
        pause = self.desk.wishes.pause / 1000
        self._waiting[name] = asyncio.get_running_loop().call_later(pause, self._look, name)

    def look_at_all(self) -> None:
        self.desk.forget()
        for name in self.desk.pages:
            self.look(name)

    def _look(self, name: str) -> None:
        self._waiting.pop(name, None)
        for page in self.desk.affected(name):
            found = looked_at(page, self.desk)
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(page.uri, found, page.version))


def name_of(uri: str) -> str:
    """The path of a file by its address; of what is no file, the address."""
    path = to_fs_path(uri)
    return str(PurePath(path)) if path else uri


def server() -> Server:
    """A server that answers to everything that it can."""
    made = Server()
    _life(made)
    _documents(made)
    _looking(made)
    _changing(made)
    return made


# --- the life of a conversation -------------------------------------------------------------------------------------


def _life(server: Server) -> None:
    @server.feature(lsp.INITIALIZE)
    def initialize(ls: Server, params: lsp.InitializeParams) -> None:
        uris = [folder.uri for folder in params.workspace_folders or ()]
        if not uris and params.root_uri:
            uris = [params.root_uri]
        ls.desk.roots = tuple(name_of(uri) for uri in uris)
        ls.desk.wishes = wishes_of(params.initialization_options, ls.desk.wishes)
        ls.desk.encoding = str(getattr(ls.workspace.position_encoding, "value", ls.workspace.position_encoding))

    @server.feature(lsp.INITIALIZED)
    def initialized(_ls: Server, _params: lsp.InitializedParams) -> None:
        # The parser's tables and the vocabulary stay to the end: without this each search for garbage would go through
        # all of them, and somebody who types would wait for it.
        warm()
        gc.freeze()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(ls: Server, params: lsp.DidChangeConfigurationParams) -> None:
        ls.desk.wishes = wishes_of(params.settings, ls.desk.wishes)
        ls.look_at_all()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(ls: Server, _params: lsp.DidChangeWatchedFilesParams) -> None:
        ls.look_at_all()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(ls: Server, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        gone = {name_of(folder.uri) for folder in params.event.removed}
        added = [name_of(folder.uri) for folder in params.event.added]
        ls.desk.roots = (*(root for root in ls.desk.roots if root not in gone), *added)
        ls.look_at_all()


def _documents(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        name = name_of(document.uri)
        ls.desk.put(Page(name, Text(document.text, ls.desk.encoding), document.uri, document.version))
        ls.look(name)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        page = ls.desk.pages.get(name_of(params.text_document.uri))
        if page is None:
            return
        text = page.text
        for change in params.content_changes:
            text = text.edited(change)
        ls.desk.put(Page(page.name, text, page.uri, params.text_document.version))
        ls.look(page.name)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
        ls.desk.forget(name_of(params.text_document.uri))
        ls.look(name_of(params.text_document.uri))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        ls.desk.drop(name_of(params.text_document.uri))
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))


# --- questions ------------------------------------------------------------------------------------------------------


def _looking(server: Server) -> None:
    """Features that only look."""

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "#", "|"]))
    def completion(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
        page = ls.page(params.text_document)
        items = answers.completion(page, params.position, ls.desk) if page is not None else []
        return lsp.CompletionList(is_incomplete=True, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        page = ls.page(params.text_document)
        return answers.hover(page, params.position, ls.desk) if page is not None else None

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(ls: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
        page = ls.page(params.text_document)
        return answers.definition(page, params.position, ls.desk) if page is not None else None

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(ls: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
        page = ls.page(params.text_document)
        declared = params.context.include_declaration
        return answers.references(page, params.position, ls.desk, declared=declared) if page is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(ls: Server, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        page = ls.page(params.text_document)
        return answers.highlights(page, params.position, ls.desk) if page is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(ls: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        page = ls.page(params.text_document)
        return answers.symbols(page, ls.desk) if page is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding(ls: Server, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        page = ls.page(params.text_document)
        return answers.folding(page, ls.desk) if page is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _LEGEND)
    def tokens(ls: Server, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        page = ls.page(params.text_document)
        return lsp.SemanticTokens(answers.tokens(page, ls.desk) if page is not None else [])

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def inlay(ls: Server, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        page = ls.page(params.text_document)
        return answers.inlay(page, params.range, ls.desk) if page is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def lens(ls: Server, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        page = ls.page(params.text_document)
        return answers.lenses(page, ls.desk) if page is not None else []


def _changing(server: Server) -> None:
    """Features that offer edits, and the command behind a lens."""

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    def actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        page = ls.page(params.text_document)
        return answers.actions(page, params.range, ls.desk) if page is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatting(ls: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        page = ls.page(params.text_document)
        return answers.formatting(page) if page is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(ls: Server, params: lsp.PrepareRenameParams) -> lsp.Range | None:
        page = ls.page(params.text_document)
        return answers.prepare_rename(page, params.position, ls.desk) if page is not None else None

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(ls: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        page = ls.page(params.text_document)
        return answers.rename(page, params.position, params.new_name, ls.desk) if page is not None else None

    @server.command(SHOW)
    def show(ls: Server, uri: str = "", line: int = 0) -> None:
        at = lsp.Position(line, 0)
        if uri:
            ls.window_show_document(lsp.ShowDocumentParams(uri, take_focus=True, selection=lsp.Range(at, at)))
