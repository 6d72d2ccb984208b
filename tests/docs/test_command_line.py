"""The page of the command line has every command and option that there is; no page has one that there is not."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from policyspec.cli.commands import commands
from policyspec.cli.main import COMMANDS
from policyspec.report.formats import FORMATS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "policies").rglob("*.md")]
CONTEXT = click.Context(commands)
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
EVERYWHERE = {"--help", "-h"}


def found_as(command: str) -> click.Command:
    """A command by its name; of one with commands of its own, such as `new rule`, by both."""
    group: click.Command = commands
    for name in command.split():
        assert isinstance(group, click.Group)
        found = group.get_command(CONTEXT, name)
        assert found is not None
        group = found
    return group


def all_commands() -> Iterator[str]:
    for name in COMMANDS:
        command = found_as(name)
        yield name
        if isinstance(command, click.Group):
            yield from (f"{name} {inner}" for inner in command.commands)


NAMES = tuple(all_commands())


def options(command: str) -> set[str]:
    named = [one for one in found_as(command).params if isinstance(one, click.Option)]
    return {name for one in named for name in (*one.opts, *one.secondary_opts)}


def tables() -> Iterator[tuple[str, list[list[str]]]]:
    """Each table: the heading before it with its own first cell, and the cells of its rows."""
    heading = ""
    for block in re.split(r"\n{2,}", PAGE):
        if block.startswith("#"):
            heading = block.splitlines()[0]
        if block.startswith("|"):
            rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in block.splitlines()]
            yield f"{heading} {rows[0][0]}", rows[2:]


def described(command: str) -> set[str]:
    """The options of a command that have a row: among those of several commands, or in a table of its own."""
    found: set[str] = set()
    for title, rows in tables():
        own = re.search(rf"`policyspec {command}(?= [A-Z\[]|`)", title)
        of = [row[0] for row in rows if own or ("Options of several" in title and f"`{command}`" in row[1])]
        found |= set(OPTION.findall(" ".join(of)))
    return found


@pytest.mark.parametrize("command", NAMES)
def test_a_command_and_each_of_its_options_is_described(command: str) -> None:
    assert re.search(rf"\bpolicyspec {command}\b", PAGE)
    assert options(command) - described(command) == set()


@pytest.mark.parametrize("command", NAMES)
def test_what_is_described_is_there(command: str) -> None:
    assert described(command) - options(command) == set()


def test_the_commands_that_are_listed_are_there() -> None:
    block = PAGE.split("```text\n", 1)[1].split("```", 1)[0]
    listed = {line.split()[1]: line[50:].strip() for line in block.splitlines()}
    assert listed == COMMANDS


def test_every_format_has_a_row() -> None:
    [rows] = [rows for title, rows in tables() if title == "## Formats format"]
    assert [row[0].strip("`") for row in rows] == list(FORMATS)
    assert [row[0].strip("`") for row in rows if "yes" in row[2]] == [n for n, one in FORMATS.items() if one.lints]


def uses(text: str) -> Iterator[tuple[str, str]]:
    """Each command line in a text, in a block or between backticks: the command, and what is given to it."""
    for line in re.findall(r"policyspec ([^`\n]*)", re.sub(r"\\\n\s*", " ", text)):
        given = re.split(r"[|&#;)]", line)[0].split()
        if given and given[0] in COMMANDS:
            inner = 2 if " ".join(given[:2]) in NAMES else 1
            yield " ".join(given[:inner]), " ".join(given[inner:])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_command_line_on_any_page_has_options_that_are_there(page: Path) -> None:
    written = uses(page.read_text(encoding="utf-8"))
    unknown = [
        f"{command}: {option}"
        for command, given in written
        for option in OPTION.findall(re.sub(r'"[^"]*"', "", given))
        if option not in options(command) | EVERYWHERE
    ]
    assert unknown == []


def test_uses_are_seen() -> None:
    text = "`policyspec check t --gate publish` and\npolicyspec report r \\\n  --forrmat html | jq --x"
    assert list(uses(text)) == [("check", "t --gate publish"), ("report", "r --forrmat html")]
