"""A page that is worked through: its files are written and its commands run, in the order of the page.

A block's first line names what it is: ```` ```yaml care.tests.yaml ```` is a file of that name, ```` ```console exits 1 ````
commands after `$ `, each with all that it says below it, of which the last exits so.
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import Shop
from tests.docs.blocks import FENCE

_COMMAND = re.compile(r"^\$ policyspec ", re.MULTILINE)
_FILE = re.compile(r"^\w+ (\S+\.\S+)$")


@dataclass(frozen=True)
class Step:
    """A command of a page: what the page shows, and what came."""

    command: str
    shown: str
    said: str
    exits: int | None  # as the page says of it
    code: int


def walk(page: Path, shop: Shop) -> list[Step]:
    """Works through a page in a folder."""
    steps: list[Step] = []
    for match in FENCE.finditer(page.read_text(encoding="utf-8")):
        info, body = match["info"].strip(), match["body"]
        if file := _FILE.match(info):
            shop.write(file[1], body)
        elif info.startswith("console"):
            _, *parts = _COMMAND.split(body)
            for number, part in enumerate(parts, start=1):
                exits = int(info.split()[-1]) if number == len(parts) else None
                steps.append(_step(part, exits, shop))
    return steps


def _step(part: str, exits: int | None, shop: Shop) -> Step:
    command, _, shown = part.partition("\n")
    ran = shop.run(*shlex.split(command))
    return Step(command, shown.rstrip(), f"{ran.out}{ran.err}".rstrip(), exits, ran.code)
