"""How much of one input is read."""

from policyspec.base.dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """In bytes, as unpacked. What is read one by one (lines, members of a package) may be of any number.

    A packed file that grows more than `ratio` times is looked on as a bomb once more than `grace` has come out of it.
    """

    record: int = 20 * MIB  # one JSON text: a file, a line, a member of a package
    whole: int = 64 * MIB  # XML, a workbook, a table
    ratio: int = 200
    grace: int = 16 * MIB
    window: int = MIB // 4  # characters by which the window over a large package grows at least
    refused: int = 100  # lines of one file that are listed as not read; the others are counted


STANDARD = Limits()
