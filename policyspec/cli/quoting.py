"""The texts that reports quote from: policies as they were read, tenders opened again when a line of them is shown."""

from collections.abc import Iterable
from functools import lru_cache

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.encoding import NotText, text_of
from policyspec.base.source import Source
from policyspec.report.frame import Sources
from policyspec.workspace.loader import Loader


def sources(read: Iterable[Source], loader: Loader) -> Sources:
    """Finds a text by its name. A few are kept, since a report quotes one tender after another."""
    known = {source.name: source for source in read}

    @lru_cache(maxsize=4)
    def opened(name: str) -> Source | None:
        data = loader.read(name)
        return None if isinstance(data, Diagnostic) or _of_program(data) else Source(name, _shown(data))

    return lambda name: known.get(name) or opened(name)


def _of_program(data: bytes) -> bool:
    """Whether it is a Word document or the like, of which no line says anything to a person."""
    text = text_of(data)
    return isinstance(text, NotText) and text.of_program


def _shown(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")
