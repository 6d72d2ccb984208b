"""What a person claims of a case: `#! PS203 3:12 "part of the message" hint "part of the hint"`.

A claim at the end of a line speaks of that line, and may name the column alone: `#! PS203 :12`. One on a line of its
own names line and column, or speaks of the whole file.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.ir.nodes import Rulebook
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import compile_policies, used_policies
from policyspec.syntax import ast
from policyspec.syntax.parse import parse

HERE = Path(__file__).parent
_CLAIM = re.compile(
    r"(?P<code>PS\d{3})(?:\s+(?P<line>\d+)?:(?P<column>\d+))?"
    r'(?:\s+"(?P<message>[^"]*)")?(?:\s+hint\s+"(?P<hint>.*?)")?\s*$'
)


@dataclass(frozen=True, slots=True)
class Claim:
    """None: nothing is claimed of that."""

    code: str
    line: int | None
    column: int | None
    message: str
    hint: str

    def speaks_of(self, said: Diagnostic) -> bool:
        place = (said.span.line, said.span.column) if said.span else (None, None)
        return (
            said.code == self.code
            and self.line in (None, place[0])
            and self.column in (None, place[1])
            and self.message in said.message
            and self.hint in (said.hint or "")
        )


def claims_of(text: str) -> list[Claim]:
    """The claims in a case, in the order of its lines."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        before, *claims = line.split("#!")
        for claim in claims:
            match = _CLAIM.match(claim.strip())
            assert match, f"line {number}: `#!{claim}` is not a claim"
            own = number if before.strip() else None
            lines = int(match["line"]) if match["line"] else own
            column = int(match["column"]) if match["column"] else None
            found.append(Claim(match["code"], lines, column, match["message"] or "", match["hint"] or ""))
    return found


def said_of(path: Path) -> list[Diagnostic]:
    """What reading and compiling a case says of it."""
    return _compiled(path)[1]


def rulebook_of(path: Path) -> Rulebook:
    """The rules of a case, and of the stand-ins that it uses."""
    return _compiled(path)[0]


@cache
def _compiled(path: Path) -> tuple[Rulebook, list[Diagnostic]]:
    sources = {path.name: Source(path.name, path.read_text(encoding="utf-8"))}
    stand_ins = {f.stem: f for f in sorted((HERE / "stand-ins").glob("*.policy"))}
    file, found = parse(sources[path.name])
    files = [file]
    for use in used_policies(file):
        stand_in = stand_ins.get(use.policy.rpartition("/")[2])
        if stand_in is not None:
            sources[stand_in.name] = Source(stand_in.name, stand_in.read_text(encoding="utf-8"))
            files.append(_sound(sources[stand_in.name]))
    rulebook, compiled = compile_policies(files, standard(), sources, found)
    return rulebook, [*found, *compiled]


def _sound(source: Source) -> ast.PolicyFile:
    file, found = parse(source)
    assert not found, f"the stand-in {source.name} has a mistake"
    return file


def shown(said: Diagnostic) -> str:
    """A diagnostic on two lines, as the machine's part of a golden file has it."""
    place = f"{said.span.line}:{said.span.column}" if said.span else "-"
    return f"  {place} {said.code} {said.severity}: {said.message}\n      {said.hint or '-'}\n"
