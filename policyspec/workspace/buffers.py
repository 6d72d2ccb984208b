"""Files with texts that stand in their place: what an editor has open, as it stands there; the rest from the disk."""

from collections.abc import Iterator, Mapping, Sequence

from policyspec.base.diagnostics import Diagnostic
from policyspec.workspace.disk import Disk


class Buffers:
    """A loader (`workspace.loader`) that prefers the open texts, each under the path of its file."""

    def __init__(self, texts: Mapping[str, str], within: Sequence[str] = ()) -> None:
        """`within`: the folders that are open, beyond which nothing is looked for around a file that is in one."""
        self._texts, self._within, self._disk = texts, tuple(within), Disk()

    def read(self, name: str) -> bytes | Diagnostic:
        text = self._texts.get(name)
        return self._disk.read(name) if text is None else text.encode("utf-8", "surrogatepass")

    def pieces(self, name: str) -> Iterator[bytes | Diagnostic]:
        text = self._texts.get(name)
        if text is None:
            yield from self._disk.pieces(name)
        else:
            yield text.encode("utf-8", "surrogatepass")

    def files(self, folder: str, suffixes: Sequence[str], *, deep: bool) -> list[str] | None:
        return self._disk.files(folder, suffixes, deep=deep)

    def is_file(self, name: str) -> bool:
        return name in self._texts or self._disk.is_file(name)

    def folders_above(self, name: str) -> list[str]:
        above = self._disk.folders_above(name)
        root = next((folder for folder in self._within if folder in above), None)
        return above[: above.index(root) + 1] if root is not None else above

    def identity(self, name: str) -> str:
        return self._disk.identity(name)
