"""Where the data that ships with the package stands: the grammar and the policy packs."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: The folder of the package.
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def data_file(*parts: str) -> "Path":
    """The path of a shipped file or folder: `data_file("grammars", "policyspec.lark")`."""
    from pathlib import Path  # with all that it imports it takes a check longer than compiled policies do

    return Path(data_place(*parts))


def data_place(*parts: str) -> str:
    """The same as text.

    An installed wheel carries the data in `policyspec/_data`; a checkout, and so an editable install, has it at its
    root. Whether the file is there is for the caller to find out.
    """
    shipped = os.path.join(PACKAGE, "_data")
    return os.path.join(shipped if os.path.isdir(shipped) else os.path.dirname(PACKAGE), *parts)
