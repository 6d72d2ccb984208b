"""What the workspace asks of the world outside: the bytes of a file, the files of a folder. Nothing else."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from policyspec.base.diagnostics import Diagnostic


class Loader(Protocol):
    """Where policies and tenders come from. Names are paths as the user wrote them, or found from those."""

    def read(self, name: str) -> bytes | Diagnostic:
        """The bytes of a file, or why they cannot be had (PS001, PS003)."""
        ...

    def pieces(self, name: str) -> Iterator[bytes | Diagnostic]:
        """The bytes of a file in order, a piece at a time, whatever its size; last, why there are no more (PS001)."""
        ...

    def files(self, folder: str, suffixes: Sequence[str], *, deep: bool) -> list[str] | None:
        """The files in a folder (`deep`: and in the folders within it), sorted; None where it is no folder.

        A folder that may not be looked into stands among them, so that whoever reads them all is told of it.
        """
        ...

    def is_file(self, name: str) -> bool: ...

    def folders_above(self, name: str) -> list[str]:
        """The folder that a file stands in and those around it, the nearest first."""
        ...

    def identity(self, name: str) -> str:
        """The same for two names of one file."""
        ...
