"""The texts that reports quote from: policies as they were read, tenders opened again when a line of them is shown."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence
from functools import lru_cache

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.digest import sha256
from policyspec.base.encoding import NotText, text_of
from policyspec.base.source import Source
from policyspec.report.frame import Sources
from policyspec.report.run import ReadFile, Run
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Loaded


def sources(read: Iterable[Source], loader: Loader) -> Sources:
    """Finds a text by its name. A few are kept, since a report quotes one tender after another."""
    known = {source.name: source for source in read}

    @lru_cache(maxsize=4)
    def opened(name: str) -> Source | None:
        data = loader.read(name)
        return None if isinstance(data, Diagnostic) or _of_program(data) else Source(name, _shown(data))

    return lambda name: known.get(name) or opened(name)


def unchanged(files: Iterable[ReadFile], loader: Loader, changed: set[str]) -> Sources:
    """Finds the texts of files that are still as a stored report read them. Into `changed` go those that are not."""
    digests = {file.name: file.sha256 for file in files}

    @lru_cache(maxsize=4)
    def opened(name: str) -> Source | None:
        data = loader.read(name)
        if isinstance(data, Diagnostic) or sha256(data).hexdigest() != digests.get(name):
            changed.add(name)
            return None
        return None if _of_program(data) else Source(name, _shown(data))

    return opened


def documented(run: Run, held: Sequence[Loaded], loader: Loader) -> Run:
    """The run with the policies and the digests of the files that it was made from, as a stored report has them."""
    named = dict.fromkeys(one for policies in held for one in policies.named)
    sources = (source for policies in held for source in policies.sources)
    names = [*(source.name for source in sources), *(judged.result.file for judged in run.tenders)]
    names += [found.span.file for found in run.all_diagnostics() if found.span is not None]
    digests = ((name, _digest(name, loader)) for name in dict.fromkeys(names))
    files = tuple(ReadFile(name, digest) for name, digest in digests if digest is not None)
    return replace(run, policies=tuple(named), files=files)


def _digest(name: str, loader: Loader) -> str | None:
    """Of a file of any size; None: it cannot be read."""
    made = sha256()
    for piece in loader.pieces(name):
        if isinstance(piece, Diagnostic):
            return None
        made.update(piece)
    return made.hexdigest()


def _of_program(data: bytes) -> bool:
    """Whether it is a Word document or the like, of which no line says anything to a person."""
    text = text_of(data)
    return isinstance(text, NotText) and text.of_program


def _shown(data: bytes) -> str:
    marked = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return data.decode("utf-16" if marked else "utf-8-sig", "replace")
