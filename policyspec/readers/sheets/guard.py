"""A workbook is a zip file, and is opened only after its directory has been looked at: how much is in it, of what kind.

What the directory says is then held against what is there, so that no later reader can be surprised.
"""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.readers.sheets import errors
from policyspec.readers.sheets.limits import Limits

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps what a password locks
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_PACKED = (".xlsx", ".xlsm", ".ods", ".csv", ".zip", ".xls", ".json", ".yaml", ".xml")
_BROKEN = (
    BadZipFile, LargeZipFile, struct.error, zlib.error, EOFError, OSError, ValueError, OverflowError, RuntimeError,
    LookupError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """A zip that holds a workbook. `data` is all of it, and `read` gives one of its parts."""

    data: bytes
    names: frozenset[str]
    is_ods: bool

    def read(self, part: str) -> bytes:
        with ZipFile(BytesIO(self.data)) as archive:
            return archive.read(part)


def opened(data: bytes, name: str, limits: Limits) -> Package | Diagnostic | None:
    """The workbook in some bytes, or why it is refused; None where they are no workbook."""
    if data.startswith(OLD_OFFICE):
        return errors.password(name) if _ENCRYPTED in data else errors.older_kind(name)
    if len(data) > limits.packed:
        return errors.too_large(name, f"has {len(data):,} bytes", f"{limits.packed:,} are read")
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _too_much(archive, len(data), name, limits) or _package(archive, data, name)
    except _BROKEN:
        return errors.damaged(name, "its parts cannot be taken out")


def _too_much(archive: ZipFile, size: int, name: str, limits: Limits) -> Diagnostic | None:
    entries = archive.infolist()
    raw = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        return errors.too_large(name, f"has {len(entries):,} parts", f"{limits.entries:,} are read")
    if raw > limits.raw:
        return errors.too_large(name, f"unpacks to {raw:,} bytes", f"{limits.raw:,} are read")
    if raw > limits.ratio * size:
        times = f"{limits.ratio:,} times is the most that is read"
        return errors.too_large(name, f"unpacks to {-(-raw // size):,} times its size", times)
    return None


def _package(archive: ZipFile, data: bytes, name: str) -> Package | Diagnostic | None:
    entries = archive.infolist()
    names = frozenset(entry.filename for entry in entries)
    if not entries:
        return errors.damaged(name, "there is nothing in it")
    if any(entry.flag_bits & 1 for entry in entries):
        return errors.password(name)
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        return errors.damaged(name, "its parts are packed in a way that workbooks are not")
    if broken := archive.testzip():
        return errors.damaged(name, f"its part `{broken[:40]}` is not what its directory says")
    is_ods = "mimetype" in names and archive.read("mimetype").strip() == _ODS
    if "xl/workbook.xml" in names or (is_ods and "content.xml" in names):
        locked = (
            is_ods and "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml")
        )
        return errors.password(name) if locked else Package(data, names, is_ods)
    if "xl/workbook.bin" in names:
        return errors.binary_kind(name)
    inside = next((entry for entry in sorted(names) if _is_given_as(entry)), None)
    return errors.packed(name, inside) if inside else None


def _is_given_as(entry: str) -> bool:
    """Whether an entry is a file that a person could give by itself, and no part of some document."""
    return entry.casefold().endswith(_PACKED) and not entry.startswith(("[", "_", "word/", "ppt/", "META-INF/"))
