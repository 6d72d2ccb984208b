"""A client that speaks to a server of its own, one question after another, and a desk for questions without a server."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from policyspec.lsp.desk import Desk
from policyspec.lsp.folder import Wishes
from policyspec.lsp.page import Page
from policyspec.lsp.text import Text

ROOT = Path(__file__).parents[2]
T = TypeVar("T")

HEADER = (
    'policy council/commissioning "Standards"\n  judged on publication date\n  under "Standing orders" not checked\n'
)

#: What a full client can do, as far as the server looks.
ABLE = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        configuration=True,
        code_lens=lsp.CodeLensWorkspaceClientCapabilities(refresh_support=True),
        inlay_hint=lsp.InlayHintWorkspaceClientCapabilities(refresh_support=True),
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    ),
    window=lsp.WindowClientCapabilities(show_document=lsp.ShowDocumentClientCapabilities(support=True)),
)


class Talk:
    """A conversation. Every question waits for its answer."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, folder: Path, able: lsp.ClientCapabilities, **wishes: object
    ) -> None:
        self.loop = loop
        self.folder = folder
        self.able = able
        self.client = LanguageClient("tests", "1")
        self.published: dict[str, list[lsp.PublishDiagnosticsParams]] = {}
        self.shown: list[lsp.ShowDocumentParams] = []
        self.versions: dict[str, int] = {}
        self.registered: list[lsp.Registration] = []
        self.settings: object = None  # what the client says when it is asked
        self.refreshed = 0
        self.messages: list[str] = []
        self._listen()
        self.start = self.run(self._start(wishes))

    def _listen(self) -> None:
        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.published.setdefault(params.uri, []).append(params)

        @self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def register(params: lsp.RegistrationParams) -> None:
            self.registered += params.registrations

        @self.client.feature(lsp.WORKSPACE_CONFIGURATION)
        def configuration(params: lsp.ConfigurationParams) -> list[object]:
            return [self.settings for _ in params.items]

        @self.client.feature(lsp.WORKSPACE_CODE_LENS_REFRESH)
        def lenses(_params: None) -> None:
            self.refreshed += 1

        @self.client.feature(lsp.WORKSPACE_INLAY_HINT_REFRESH)
        def hints(_params: None) -> None:
            self.refreshed += 1

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def message(params: lsp.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @self.client.feature(lsp.WINDOW_SHOW_DOCUMENT)
        def show(params: lsp.ShowDocumentParams) -> lsp.ShowDocumentResult:
            self.shown.append(params)
            return lsp.ShowDocumentResult(success=True)

    async def _start(self, wishes: dict[str, object]) -> lsp.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "policyspec.cli.main", "lsp", cwd=ROOT)
        uri = self.folder.as_uri()
        params = lsp.InitializeParams(
            self.able,
            root_uri=uri,
            workspace_folders=[lsp.WorkspaceFolder(uri, "folder")],
            initialization_options={"pause": 0, **wishes},
        )
        result = await self.client.initialize_async(params)
        self.client.initialized(lsp.InitializedParams())
        return result

    def run(self, answer: Awaitable[T]) -> T:
        return self.loop.run_until_complete(asyncio.wait_for(answer, 30))

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def document(self, name: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(name))

    def open(self, name: str, text: str | None = None) -> list[lsp.Diagnostic]:
        """Opens a file, and waits for what is said of it."""
        if text is None:
            text = (self.folder / name).read_bytes().decode("utf-8")
        self.versions[name] = 1
        item = lsp.TextDocumentItem(self.uri(name), "policyspec", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return self.said(name)

    def change(self, name: str, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        self.versions[name] += 1
        document = lsp.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, list(changes)))

    def rewrite(self, name: str, text: str) -> list[lsp.Diagnostic]:
        self.change(name, lsp.TextDocumentContentChangeWholeDocument(text))
        return self.said(name)

    def said(self, name: str) -> list[lsp.Diagnostic]:
        """What is said of the version that was sent last."""

        async def wait() -> list[lsp.Diagnostic]:
            while True:
                latest = self.published.get(self.uri(name), [])
                if latest and latest[-1].version == self.versions[name]:
                    return list(latest[-1].diagnostics)
                await asyncio.sleep(0.005)

        return self.run(wait())

    def ask(self, method: str, params: object) -> Any:
        async def answer() -> Any:
            return await self.client.protocol.send_request_async(method, params)

        return self.run(answer())

    def until(self, met: Callable[[], bool]) -> None:
        """Waits until something is so; at most half a minute."""
        for _ in range(3_000):
            if met():
                return
            self.settle()
        raise AssertionError("it never came to be so")

    def settle(self) -> None:
        """Lets what is on its way arrive."""
        self.run(asyncio.sleep(0.01))

    def close(self) -> int | None:
        """Takes leave; the exit code of the server."""

        async def leave() -> int | None:
            await self.client.shutdown_async(None)
            self.client.exit(None)
            process = self.client._server
            assert process is not None
            code = await process.wait()
            await self.client.stop()
            return code

        return self.run(leave())


@contextmanager
def talking(folder: Path, able: lsp.ClientCapabilities = ABLE, **wishes: object) -> Iterator[Talk]:
    """A conversation with a client of some abilities; `wishes` are its initialization options."""
    loop = asyncio.new_event_loop()
    talk = Talk(loop, folder, able, **wishes)
    try:
        yield talk
    finally:
        talk.close()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()


def place(text: str, mark: str, after: int = 0) -> lsp.Position:
    """The position of the first such words in a text, in UTF-16 units."""
    page = Text(text)
    return page.position(text.index(mark) + after)


# --- without a server -----------------------------------------------------------------------------------------------


def desk_with(folder: Path, wishes: Wishes | None = None, **texts: str) -> Desk:
    """A desk in a folder, on which these texts are open."""
    desk = Desk(roots=(str(folder),), wishes=wishes or Wishes())
    for name, text in texts.items():
        put(desk, folder, name, text)
    return desk


def put(desk: Desk, folder: Path, name: str, text: str) -> Page:
    path = folder / name
    page = Page(str(path), Text(text), path.as_uri())
    desk.put(page)
    return page


def at_cursor(marked: str) -> tuple[str, int]:
    """A text without the sign `‸`, and the offset at which it stood."""
    at = marked.index("‸")
    return marked.replace("‸", ""), at
