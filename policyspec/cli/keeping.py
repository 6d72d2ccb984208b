"""Where compiled policies are kept between runs: a folder of this user's, safe to delete at any time."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from stat import S_IWGRP, S_IWOTH

from policyspec.base.data import PACKAGE, data_place
from policyspec.base.dataclasses import dataclass
from policyspec.base.digest import sha256
from policyspec.base.version import __version__

_FORM = "1"  # of the entries
_ENDING = ".kept"
_MOST = 64 * 2**20  # bytes of all entries; beyond that the oldest go
_MOST_OF_ONE = 8 * 2**20
#: The rooms on which it rests what policies compile to.
_ROOMS = ("base", "model", "syntax", "ir", "passes", "workspace")


@dataclass(frozen=True, slots=True)
class Folder:
    """Texts by key, one file each. `engine` tells versions apart: what one has kept no other takes.

    A folder or file that cannot be used is passed over: nothing is kept then, and nothing else is different.
    """

    path: str | os.PathLike[str]
    engine: str
    most: int = _MOST

    def get(self, key: str) -> str | None:
        with suppress(OSError, ValueError):
            if self._private():
                with open(self._file(key), "rb") as file:
                    digest, _, text = file.read(_MOST_OF_ONE + 1).partition(b"\n")
                return text.decode() if digest.decode() == sha256(text).hexdigest() else None
        return None

    def put(self, key: str, text: str) -> None:
        data = text.encode()
        if len(data) >= _MOST_OF_ONE:
            return
        with suppress(OSError, ValueError):
            os.makedirs(self.path, mode=0o700, exist_ok=True)
            if self._private():
                self._write(self._file(key), f"{sha256(data).hexdigest()}\n".encode() + data)
                self._trim()

    def _private(self) -> bool:
        """Whether the folder is this user's, and nobody else can write to it."""
        found = os.stat(self.path)
        own = found.st_uid == os.getuid() if hasattr(os, "getuid") else True
        return own and (os.name == "nt" or not found.st_mode & (S_IWGRP | S_IWOTH))

    def _file(self, key: str) -> str:
        return os.path.join(self.path, f"{sha256(f'{self.engine} {key}'.encode()).hexdigest()}{_ENDING}")

    def _write(self, file: str, data: bytes) -> None:
        """Whole or not at all: another run may read or write the same."""
        beside = f"{file.removesuffix(_ENDING)}.{os.getpid()}{_ENDING}"
        _remove(beside)
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
                opened.write(data)
            os.replace(beside, file)
        finally:
            _remove(beside)

    def _trim(self) -> None:
        with os.scandir(self.path) as entries:
            kept = [(one.stat(), one.path) for one in entries if one.name.endswith(_ENDING)]
        found = sorted((stat.st_mtime_ns, stat.st_size, path) for stat, path in kept)
        over = sum(size for _, size, _ in found) - self.most
        for _, size, path in found:
            if over <= 0:
                break
            _remove(path)
            over -= size


def _remove(file: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(file)


def folder() -> Folder | None:
    """The folder that the environment says; None: nothing is to be kept."""
    place = _place(os.environ)
    return None if place is None else Folder(place, _engine())


def _place(environ: Mapping[str, str]) -> str | None:
    """`POLICYSPEC_CACHE`, else where programs of this system keep what they can do without."""
    asked = environ.get("POLICYSPEC_CACHE", "")
    if asked:
        return None if asked == "off" else asked
    if sys.platform == "win32":
        root = environ.get("LOCALAPPDATA", "")
        return os.path.join(root, "policyspec", "Cache") if root else None
    home = environ.get("HOME", "")
    if sys.platform == "darwin":
        root = os.path.join(home, "Library", "Caches") if home else ""
    else:
        root = environ.get("XDG_CACHE_HOME", "") or (os.path.join(home, ".cache") if home else "")
    return os.path.join(root, "policyspec") if os.path.isabs(root) else None


def _engine() -> str:
    """The version, and how the files of the engine lie here: who works on them need not raise the version."""
    rooms = [*(os.path.join(PACKAGE, room) for room in _ROOMS), data_place("grammars")]
    lying = sorted(each for room in rooms for each in _stamps(room))
    return sha256("\n".join([_FORM, __version__, PACKAGE, *lying]).encode()).hexdigest()


def _stamps(place: str) -> Iterator[str]:
    with os.scandir(place) as found:
        for one in found:
            if one.name == "__pycache__":
                continue
            if one.is_dir():
                yield from _stamps(one.path)
            else:
                stat = one.stat()
                yield f"{one.path} {stat.st_mtime_ns} {stat.st_size}"
