"""Policies by their ids: those that ship, and those of a library."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policyspec.base.patterns import pattern
from policyspec.report.picked import PICKED
from policyspec.workspace.loader import Loader

if TYPE_CHECKING:
    from pathlib import PurePath

SUFFIXES = (".policy", ".policy.md")
ID = pattern(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")


def is_picked(names: Sequence[str]) -> bool:
    """Whether policies are to be picked: none is named, or `picked` is."""
    return not names or PICKED in names


def of_shipped(name: str, loader: Loader, root: str) -> str | None:
    """The file or folder of what ships under an id: `uk/thresholds`, `uk`; of `picked`, where there is no tender, all.

    None: nothing does, or a file or folder of the user's is called so.
    """
    if not ID.fullmatch(name) or loader.is_file(name) or loader.files(name, (), deep=False) is not None:
        return None
    if name == PICKED:
        return root
    from pathlib import PurePath

    place = str(PurePath(root, name))
    files = filter(loader.is_file, (f"{place}{suffix}" for suffix in SUFFIXES))
    return next(files, None) or (place if loader.files(place, SUFFIXES, deep=True) else None)


def standing(roots: Sequence[str], loader: Loader) -> Iterator[str]:
    """The ids of all policies in the libraries."""
    from pathlib import PurePath

    for root in roots:
        for name in loader.files(root, SUFFIXES, deep=True) or []:
            yield id_of(PurePath(name).relative_to(root))


def id_of(path: "PurePath") -> str:
    """The id that a file's place says."""
    return path.as_posix().removesuffix(".md").removesuffix(".policy")
