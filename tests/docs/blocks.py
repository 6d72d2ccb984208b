"""The fenced blocks of a page, as examples that can be run."""

import re
from dataclasses import dataclass, field
from pathlib import Path

#: A block within one of a longer fence is text there, and an example of its own here.
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
#: The block as a whole, whatever stands in it.
WHOLE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
#: What a block is to a file of its page: all of it, all of a wrong one, what comes at its end, a rule in a new form.
FILE = re.compile(r"^\w+ (?:(?P<how>wrong|everyday|added|changed) )?(?P<name>\S+\.\S+)$")


@dataclass(slots=True)
class Example:
    """A policy block and the tender and outcomes that follow it. `line` is where it stands on the page."""

    page: str
    line: int
    policy: str
    wrong: bool = False
    tender: str | None = None
    outcomes: dict[str, str] = field(default_factory=dict)  # gate → the lines of the block

    @property
    def name(self) -> str:
        return f"{self.page}:{self.line}"


def examples(page: Path) -> list[Example]:
    """Every policy block of a page that is no part of a file, with what follows it."""
    text = page.read_text(encoding="utf-8")
    found: list[Example] = []
    for match in FENCE.finditer(text):
        kind, _, rest = match["info"].strip().partition(" ")
        body, line = match["body"], text.count("\n", 0, match.start()) + 1
        if kind == "policy" and not FILE.match(match["info"].strip()):
            found.append(Example(page.name, line, body, wrong=rest == "wrong"))
        elif kind == "tender":
            found[-1].tender = body
        elif kind == "outcomes":
            found[-1].outcomes[rest or "draft"] = body
    return found
