"""The protocol: what a client asks is handed to the features, and what they say is sent back."""

import asyncio
import gc
from collections.abc import Callable
from pathlib import PurePath

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from policyspec.base.dataclasses import replace
from policyspec.base.version import __version__
from policyspec.lsp import answers
from policyspec.lsp.analysis import warm
from policyspec.lsp.desk import Desk
from policyspec.lsp.folder import wishes_of
from policyspec.lsp.highlighting import MODIFIERS, TYPES
from policyspec.lsp.looked_at import looked_at
from policyspec.lsp.page import Page
from policyspec.lsp.text import Text
from policyspec.lsp.trying import SHOW, TRY
from policyspec.workspace.gather import MOST_BYTES

_LEGEND = lsp.SemanticTokensLegend(list(TYPES), list(MODIFIERS))


#: What a client that can is asked to watch, so that what another program writes is seen.
_WATCHED = ("**/*.policy", "**/*.policy.md", "**/*.yaml", "**/*.yml", "**/policyspec.toml")


class Server(LanguageServer):
    """The language server of policies and tenders."""

    def __init__(self) -> None:
        super().__init__("policyspec", __version__)
        self.desk = Desk()
        self.left = False  # whether the client took leave
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    def page(self, document: lsp.TextDocumentIdentifier) -> Page | None:
        """The page that a question is about. There are no answers of one that is too large for a policy."""
        page = self.desk.pages.get(name_of(document.uri))
        return page if page is not None and len(page.text.content) <= MOST_BYTES else None

    def can(self, *path: str) -> bool:
        """Whether the client said that it can do something, such as `window`, `show_document`, `support`."""
        part: object = self.client_capabilities
        for name in path:
            part = getattr(part, name, None)
        return bool(part)

    # --- what is said unasked ---

    def look(self, name: str) -> None:
        """Publishes what there is to say of a file, and of those that rest on it, once no more edits come."""
        self._later(name, lambda: self._look(name))

    def look_at_all(self) -> None:
        self.desk.forget()
        for name in self.desk.pages:
            self.look(name)

    def _later(self, key: str, then: Callable[[], None]) -> None:
        if key in self._waiting:
            self._waiting[key].cancel()
        self._waiting[key] = asyncio.get_running_loop().call_later(self.desk.wishes.pause / 1000, then)

    def _look(self, name: str) -> None:
        """Each file in a turn of its own, so that a question need not wait for all of them."""
        self._waiting.pop(name, None)
        for page in list(self.desk.affected(name)):
            asyncio.get_running_loop().call_soon(self._say, page.name)
        if len(self.desk.pages) > 1:
            self._later("", self._refresh)

    def _say(self, name: str) -> None:
        page = self.desk.pages.get(name)
        if page is not None:
            found = looked_at(page, self.desk)
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(page.uri, found, page.version))

    def _refresh(self) -> None:
        """Has the client ask again for what it shows within files that were not edited themselves."""
        self._waiting.pop("", None)
        if self.can("workspace", "code_lens", "refresh_support"):
            self.workspace_code_lens_refresh(None)
        if self.can("workspace", "inlay_hint", "refresh_support"):
            self.workspace_inlay_hint_refresh(None)

    # --- what the client is asked ---

    async def ask_settings(self) -> None:
        """The settings of a client that tells them when it is asked."""
        if self.can("workspace", "configuration"):
            section = lsp.ConfigurationItem(section="policyspec")
            found = await self.workspace_configuration_async(lsp.ConfigurationParams([section]))
            self.desk.wishes = wishes_of(next(iter(found), None), self.desk.wishes)
            self.look_at_all()

    async def ask_to_watch(self) -> None:
        if self.can("workspace", "did_change_watched_files", "dynamic_registration"):
            watchers: list[lsp.FileSystemWatcher] = [lsp.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            watch = lsp.Registration("policyspec-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await self.client_register_capability_async(lsp.RegistrationParams([watch]))


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
    async def initialized(ls: Server, _params: lsp.InitializedParams) -> None:
        # The parser's tables and the vocabulary stay to the end: without this each search for garbage would go through
        # all of them, and somebody who types would wait for it.
        warm()
        gc.freeze()
        await ls.ask_to_watch()
        await ls.ask_settings()

    @server.feature(lsp.SHUTDOWN)
    def leave(ls: Server, _params: None) -> None:
        ls.left = True

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(ls: Server, params: lsp.DidChangeConfigurationParams) -> None:
        if params.settings is None:
            await ls.ask_settings()
            return
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
        text = Text(document.text, ls.desk.encoding)
        ls.desk.put(Page(name, text, document.uri, document.version, document.language_id))
        ls.look(name)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        page = ls.desk.pages.get(name_of(params.text_document.uri))
        if page is None:
            return
        text = page.text
        for change in params.content_changes:
            text = text.edited(change)
        ls.desk.put(replace(page, text=text, version=params.text_document.version))
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
        if ls.can("window", "show_document", "support"):
            ls.window_show_document(lsp.ShowDocumentParams(uri, take_focus=True, selection=lsp.Range(at, at)))
        else:
            told = f"{PurePath(name_of(uri)).name}, line {line + 1}"
            ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, told))

    @server.command(TRY)
    def try_on(ls: Server, uri: str = "") -> None:
        ls.desk.wishes = replace(ls.desk.wishes, example=name_of(uri))
        ls.look_at_all()
