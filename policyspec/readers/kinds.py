"""What kind of file some bytes are, told by how they begin; only where they cannot say, by the name. And of a tree."""

from policyspec.readers.tree import Mapping, Node, Sequence

_ZIP = b"PK\x03\x04"  # xlsx and ods are zip files
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # xls, and xlsx behind a password
_SHEETS = (".csv", ".xlsx", ".xlsm", ".ods")
_LOOKED_AT = 200
_BYTE_ORDER = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}


def is_xml(data: bytes) -> bool:
    """Whether the first character that is not blank opens a tag, in UTF-8 or UTF-16. `<<` begins a line of YAML."""
    start = _opening(data).lstrip("\ufeff \t\r\n")
    return start.startswith("<") and not start.startswith("<<")


def is_sheet(data: bytes, name: str) -> bool:
    """A workbook, or a table of comma-separated values; and what calls itself one, so that it is told it is none."""
    return data.startswith((_ZIP, _OLD_OFFICE)) or name.casefold().endswith(_SHEETS)


def is_ocds(node: Node) -> bool:
    """Whether a tree is OCDS and not the native format, whose `tender` is a title."""
    if isinstance(node, Sequence):
        return any(isinstance(item, Mapping) and is_ocds(item) for item in node.items)
    if not isinstance(node, Mapping):
        return False
    marks = {"ocid", "releases", "records", "compiledRelease", "versionedRelease", "results"}
    tender = node.entries.get("tender")
    return bool(marks & node.entries.keys()) or (tender is not None and isinstance(tender.value, Mapping))


def _opening(data: bytes) -> str:
    start = data[:_LOOKED_AT]
    if encoding := next((code for mark, code in _BYTE_ORDER.items() if start.startswith(mark)), None):
        return start.decode(encoding, "ignore")
    if start[:2] == b"<\x00":
        return start.decode("utf-16-le", "ignore")
    if start[:2] == b"\x00<":
        return start.decode("utf-16-be", "ignore")
    return start.decode("latin-1")
