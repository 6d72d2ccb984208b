"""How large a workbook may be. All of it is looked at before anything is taken apart."""

from policyspec.base.dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """A limit is the most that is still read."""

    packed: int = 10 * 2**20  # bytes of the file, which is a zip
    raw: int = 50 * 2**20  # bytes of what is in it
    ratio: int = 100  # raw bytes for each packed one
    entries: int = 100  # files within the zip
    rows: int = 100_000  # of one sheet, to the last with anything in it
    cells: int = 1_000_000  # rows by columns: a library lays out all of them, blank or not
    characters: int = 20 * 2**20  # of all cells of a sheet: many may show one long text that stands in the file once


LIMITS = Limits()
