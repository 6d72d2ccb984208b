"""One run at a time works on a folder. The system lets go of the lock when the process that holds it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class InUse(Exception):
    """Another process holds the lock. `pid`: which, where it says so."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(pid)
        self.pid = pid


@contextmanager
def locked(file: Path) -> Iterator[int | None]:
    """Hold a lock while the body runs; what comes is the process that held it last and did not let it go itself.

    Raises InUse, and OSError where the file cannot be made.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        before = _pid(handle)
        if not _held(handle):
            raise InUse(before)
        before = _pid(handle)  # whoever held it until now may have let it go properly
        _write(handle, str(os.getpid()))
        try:
            yield before
        finally:
            _write(handle, "")
    finally:
        os.close(handle)


def _pid(handle: int) -> int | None:
    text = os.pread(handle, 20, 0) if hasattr(os, "pread") else os.read(handle, 20)
    return int(text) if text.strip().isdigit() else None


def _write(handle: int, text: str) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode())


def _held(handle: int) -> bool:
    """Whether the lock is ours now."""
    try:
        import fcntl
    except ImportError:
        return _held_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _held_on_windows(handle: int) -> bool:
    import msvcrt

    os.lseek(handle, 2**20, os.SEEK_SET)  # a place beyond the text, which others must be able to read
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True
