"""A page that is worked through: its files are written and its commands run, in the order of the page.

A block's first line names what it is: ```` ```yaml care.tests.yaml ```` is a file of that name, ```` ```console exits 1 ````
commands after `$ `, each with all that it says below it, of which the last exits so. ```` ```policy added care.policy ````
goes to the end of that file, and ```` ```policy changed care.policy ```` in the place of the declaration that begins alike.
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import Shop
from tests.docs.blocks import FILE, WHOLE

_COMMAND = re.compile(r"^\$ policyspec ", re.MULTILINE)
_DECLARED = re.compile(r"\w+ [\w-]+")  # how a declaration begins: `rule quality-first`, `parameter least`


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
    for match in WHOLE.finditer(page.read_text(encoding="utf-8")):
        info, body = match["info"].strip(), match["body"]
        if file := FILE.match(info):
            shop.write(file["name"], _whole(shop.folder / file["name"], file["how"], body))
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


def _whole(path: Path, how: str | None, body: str) -> str:
    """The text of a file with what a block adds to it, or changes in it."""
    match how:
        case "added":
            return f"{path.read_text(encoding='utf-8')}\n{body}"
        case "changed":
            return _changed(path.read_text(encoding="utf-8"), body)
        case _:
            return body


def _changed(text: str, body: str) -> str:
    begins = _DECLARED.match(body)
    assert begins is not None, body
    old = re.compile(rf"^{re.escape(begins[0])}\b.*\n(?:[ \t]+\S.*\n|\n(?=[ \t]))*", re.MULTILINE)
    assert len(old.findall(text)) == 1, (begins[0], text)
    return old.sub(lambda _: body, text)
