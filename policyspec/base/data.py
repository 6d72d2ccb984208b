"""Where the data that ships with the package stands: the grammar and the policy packs."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def data_file(*parts: str) -> Path:
    """The path of a shipped file or folder: `data_file("grammars", "policyspec.lark")`.

    An installed wheel carries them in `policyspec/_data`; a checkout, and so an editable install, has them at its
    root. Whether the file is there is for the caller to find out.
    """
    shipped = _PACKAGE / "_data"
    root = shipped if shipped.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)
