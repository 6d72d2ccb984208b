"""Files that are written whole or not at all, and several of them together."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from policyspec.base.dataclasses import dataclass
from policyspec.cli.usage import CannotStart

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that is being written. `beside`: where it stands until it is whole; None: it is a device or a pipe."""

    path: "Path"
    beside: "Path | None"
    file: BinaryIO

    def write(self, data: bytes) -> None:
        with _told(self.path):
            self.file.write(data)


@contextmanager
def drafts(names: Sequence[str]) -> Iterator[list[Draft]]:
    """Files to write to. They take their places together when all is written; after an exception none of them does.

    A link keeps pointing where it does, and a file that is replaced keeps its permissions.
    """
    if not names:
        yield []
        return
    from pathlib import Path

    with ExitStack() as left:
        made = [left.enter_context(_draft(Path(name).resolve())) for name in names]
        yield made
        for draft in made:
            with _told(draft.path):
                draft.file.close()
        for draft in made:
            with _told(draft.path):
                _put(draft)


@contextmanager
def _draft(path: "Path") -> Iterator[Draft]:
    with _told(path):
        if path.exists() and not path.is_file():
            draft = Draft(path, None, path.open("wb"))
        else:
            import tempfile
            from pathlib import Path  # most runs write no file

            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
            draft = Draft(path, Path(name), os.fdopen(handle, "wb"))
    try:
        yield draft
    finally:
        _leave(draft)


def _put(draft: Draft) -> None:
    if draft.beside is not None:
        draft.beside.chmod(_mode(draft.path))
        draft.beside.replace(draft.path)


def _leave(draft: Draft) -> None:
    """Nothing stays beside the file, whatever happened."""
    with suppress(OSError):  # a full disk has been told already
        draft.file.close()
    if draft.beside is not None:
        draft.beside.unlink(missing_ok=True)


def _mode(path: "Path") -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def fill(folder: "Path", files: Mapping[str, bytes]) -> None:
    """Files of a folder by their paths in it. All are written before the first takes its place; others stay."""
    root = folder.resolve()
    with _told(folder):
        root.mkdir(parents=True, exist_ok=True)
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory(dir=root, prefix=".unfinished.") as name:
            for path, data in files.items():
                beside = Path(name, path)
                beside.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(data)
            for path in files:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                Path(name, path).replace(root / path)


@contextmanager
def _told(path: "Path") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise CannotStart(f"the report could not be written to `{path}`: {reason}") from None
