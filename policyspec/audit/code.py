"""The code by which inputs become a dataset: what another state of it wrote is read anew."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
#: All that stands between the bytes of an input and a file of a dataset. More than it takes does no harm.
_ROOMS = ("base", "model", "readers")
_MODULES = (
    *(f"audit/{name}.py" for name in ("dataset", "flatten", "inputs", "parquet", "reading", "whole")),
    *(f"workspace/{name}.py" for name in ("disk", "size")),
)


@cache
def fingerprint() -> str:
    """A digest of the source of the modules that read tenders and flatten them, whatever their version is called."""
    found = hashlib.sha256()
    for file in modules():
        found.update(f"{file.relative_to(_PACKAGE).as_posix()}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def modules() -> Iterator[Path]:
    """The files of these modules, in an order that does not depend on the machine."""
    for room in _ROOMS:
        yield from sorted((_PACKAGE / room).rglob("*.py"), key=Path.as_posix)
    yield from (_PACKAGE / name for name in _MODULES)
