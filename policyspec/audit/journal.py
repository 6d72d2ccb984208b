"""The folder of an audit: what it is an audit of, which parts of it are done, and that one run at a time works on it.

    audit.json              what is audited: the plan
    lock                    the run that works on it
    work/                   what is being written
    outcomes/00000.parquet  and other parts; beside each 00000.json says that it is done, with its digest

A part takes its place when it is whole and on the disk, and its note after it. A run that is broken off, wherever,
leaves parts that are done and parts that are not; nothing is half done.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from policyspec.audit.lock import locked
from policyspec.base.dataclasses import dataclass

PLAN, WORK, LOCK = "audit.json", "work", "lock"
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Journal:
    """The folder of an audit while a run works on it."""

    folder: Path
    took_over: int | None  # the process whose run was broken off, where there was one
    work: Path  # where files stand that are not whole yet: this run's own, for another's workers may outlive it a while

    def put(self, made: Path, name: str) -> None:
        """Give a file that is whole its place: on the disk first, then under its name."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        on_disk(made)
        made.replace(place)
        on_disk(place.parent)

    def write(self, text: str | bytes, name: str) -> None:
        """Write a small file whole."""
        made = self.work / name.replace("/", "-")
        made.write_bytes(text.encode() if isinstance(text, str) else text)
        self.put(made, name)

    def finish(self, unit: str, made: Mapping[str, Path]) -> None:
        """Note that a unit of the work is done, once all its files have their places. `made`: by their names here."""
        digests = {name: digest_of(file) for name, file in made.items()}
        for name, file in made.items():
            self.put(file, name)
        self.write(as_json(digests), f"{unit}.json")

    def finished(self, unit: str) -> bool:
        """Whether a unit is done, and its files are what they were when it was."""
        note = self.folder / f"{unit}.json"
        try:
            digests = json.loads(note.read_bytes())
            return all(digest_of(self.folder / name) == digest for name, digest in digests.items())
        except (OSError, ValueError, AttributeError):
            return False

    def plan(self) -> dict[str, Any] | None:
        return plan_of(self.folder)


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    """The folder, made where there is none, for this run alone. Raises `lock.InUse`, and OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / LOCK) as before:
        shutil.rmtree(folder / WORK, ignore_errors=True)
        (folder / WORK).mkdir(exist_ok=True)
        yield Journal(folder, before, Path(tempfile.mkdtemp(dir=folder / WORK)))
        shutil.rmtree(folder / WORK, ignore_errors=True)


def plan_of(folder: Path) -> dict[str, Any] | None:
    """What the folder is an audit of; None where it is none."""
    try:
        read = json.loads((folder / PLAN).read_bytes())
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) else None


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def digest_of(file: Path) -> str:
    """SHA-256, hexadecimal."""
    found = hashlib.sha256()
    with file.open("rb") as opened_:
        while piece := opened_.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def on_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would outlast a loss of power."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # a folder, where the system opens none
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
