"""Files on this machine, and texts given instead of files. The only module below the commands that opens any."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.suggest import did_you_mean
from policyspec.workspace import errors

_LIMIT = 64 * 2**20  # bytes of a file that is read at once
_PIECE = 2**18
_PASSED_OVER = (".", "~$")  # how hidden files begin, and the locks that office programs leave


class Disk:
    """Reads files; `given` are contents that stand for files (standard input, a buffer of an editor)."""

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        self._given = dict(given or {})

    def read(self, name: str, most: int = _LIMIT) -> bytes | Diagnostic:
        """`most`: how many bytes a file may have."""
        data = bytearray()
        for piece in self.pieces(name):
            if isinstance(piece, Diagnostic):
                return piece
            data += piece
            if len(data) > most and name not in self._given:
                return errors.too_large(name, most)
        return bytes(data)

    def pieces(self, name: str) -> Iterator[bytes | Diagnostic]:
        if name in self._given:
            yield self._given[name]
            return
        if not name:
            yield errors.unreadable(name, "the name is empty")
            return
        try:
            with open(name, "rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
        except (OSError, ValueError) as error:
            gone = isinstance(error, FileNotFoundError)
            yield errors.unreadable(name, _why(error), _hint(name) if gone else None)

    def files(self, folder: str, suffixes: Sequence[str], *, deep: bool) -> list[str] | None:
        if not folder or folder in self._given or not os.path.isdir(folder):
            return None
        from pathlib import Path

        found: list[str] = []

        def shut(error: OSError) -> None:
            found.append(str(error.filename or folder))

        for place, folders, names in os.walk(folder, onerror=shut):
            folders[:] = [f for f in folders if deep and not f.startswith(".")]
            found += [str(Path(place, name)) for name in names if _wanted(name, suffixes)]
        return sorted(found)

    def is_file(self, name: str) -> bool:
        return name in self._given or os.path.isfile(name)

    def folders_above(self, name: str) -> list[str]:
        path = os.path.normpath("given" if name in self._given else name)
        near = [] if os.pardir in name.replace(os.altsep or os.sep, os.sep).split(os.sep) else _above(path)
        try:
            far = _above(os.path.abspath(path))
        except OSError:  # the working folder is gone
            far = []
        return [*near, *far[len(near) :]]

    def identity(self, name: str) -> str:
        try:
            return name if name in self._given else os.path.realpath(name)
        except (OSError, ValueError):
            return name


def _above(path: str) -> list[str]:
    """The folders around a place, the nearest first; of a relative path the last is `.`."""
    found = []
    while path != os.curdir and (folder := os.path.dirname(path)) != path:
        found.append(folder or os.curdir)
        path = folder
    return found


def _wanted(name: str, suffixes: Sequence[str]) -> bool:
    return name.casefold().endswith(tuple(suffixes)) and not name.startswith(_PASSED_OVER)


def answered(question: Callable[[], bool]) -> bool:
    """What a path says of itself; no, where it cannot be asked: a name too long, a folder that may not be entered."""
    try:
        return question()
    except (OSError, ValueError):
        return False


def _why(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "no such file"
        case IsADirectoryError():
            return "it is a folder"
        case PermissionError():
            return "you may not open it"
        case OSError(strerror=str(words)):
            return words.lower()
        case _:
            return "its name has a character that no file name has"


def _hint(name: str) -> str | None:
    """The nearest name in the same folder."""
    from pathlib import Path

    path = Path(name)
    try:
        near = did_you_mean(path.name, [beside.name for beside in path.parent.iterdir()])
    except (OSError, ValueError):
        return None
    return near
