"""Options that several commands share, and what their words mean.

click is imported where an option is declared: a check asked for plainly (`cli.plainly`) declares none.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from policyspec.base.patterns import pattern
from policyspec.base.suggest import did_you_mean
from policyspec.cli.exits import FailOn
from policyspec.cli.usage import CannotStart
from policyspec.model.dates import parse_date
from policyspec.model.numerals import LiteralError
from policyspec.readers.options import Options
from policyspec.workspace.disk import Disk

if TYPE_CHECKING:
    from click import Context, Parameter
    from click.shell_completion import CompletionItem

STDIN = "-"
_LANGUAGE = pattern("[A-Za-z]{2,3}")

Function = Callable[..., object]
Decorator = Callable[[Function], Function]


def files(_context: "Context", _parameter: "Parameter", incomplete: str) -> "list[CompletionItem]":
    """What a shell completes where a file or a folder may stand: it knows better than we which there are."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def policy_option(*, required: bool) -> Decorator:
    from click import option

    return option(
        "--policy",
        "-p",
        "policies",
        metavar="POLICY",
        multiple=True,
        required=required,
        shell_complete=files,
        help="A policy file, or a folder with policies. May be repeated.",
    )


def library_option(function: Function) -> Function:
    from click import option

    return option(
        "--library",
        "library",
        metavar="DIR",
        multiple=True,
        shell_complete=files,
        help="A folder in which `use uk/thresholds` is looked up as uk/thresholds.policy. May be repeated.",
    )(function)


def stdin_option(function: Function) -> Function:
    from click import option

    what = "What to call standard input (`-`) in the report."
    return option("--stdin-name", metavar="NAME", default="standard input", help=what)(function)


def language_option(function: Function) -> Function:
    from click import option

    return option(
        "--language",
        "languages",
        metavar="CODE",
        multiple=True,
        help="The language wanted of a notice in several (en, deu). May be repeated, the best first.",
    )(function)


def reading(languages: Sequence[str]) -> Options:
    codes = tuple(code.strip() for text in languages for code in text.split(",") if code.strip())
    if strange := next((code for code in codes if not _LANGUAGE.fullmatch(code)), None):
        hint = "write its two or three letters, like `en` or `deu`"
        raise CannotStart(f"option `--language`: `{strange}` is not the code of a language", hint)
    return Options(codes)


def format_option(function: Function) -> Function:
    from click import Choice, option

    kinds = Choice(["text", "json"])
    return option("--format", "-f", "format_", type=kinds, default="text", help="How to write the report.")(function)


def disk(names: Iterable[str], stdin_name: str) -> Disk:
    """The files of this machine, with standard input under its name where `-` is among the names."""
    named = stdin_named(names)
    given = sys.stdin.buffer.read() if named and sys.stdin is not None else b""
    return Disk({stdin_name: given} if named else None)


def stdin_named(names: Iterable[str]) -> bool:
    """Whether `-` is among the names; it may be so once."""
    times = list(names).count(STDIN)
    if times > 1:
        raise CannotStart("standard input (`-`) is named twice", "it can be read only once: give the other as a file")
    return times == 1


def with_stdin(names: Sequence[str], stdin_name: str) -> list[str]:
    return [stdin_name if name == STDIN else name for name in names]


def day(text: str | None) -> date | None:
    """`--on`: a day, as the language writes it or as ISO 8601 does."""
    if text is None:
        return None
    moment = parse_date(text)
    if isinstance(moment, LiteralError):
        raise CannotStart(f"option `--on`: {moment.message}", moment.hint)
    return moment.day


def fail_on(words: Sequence[str]) -> frozenset[FailOn]:
    """`--fail-on should --fail-on flag` or `--fail-on should,flag`; `must` is among them unless it is `never`."""
    named = [word.strip() for text in words for word in text.split(",") if word.strip()]
    for word in named:
        if word not in set(FailOn):
            hint = did_you_mean(word, FailOn) or f"choose from {', '.join(FailOn)}"
            raise CannotStart(f"option `--fail-on`: `{word}` is not known", hint)
    chosen = frozenset(FailOn(word) for word in named)
    if FailOn.NEVER in chosen and len(chosen) > 1:
        raise CannotStart("option `--fail-on`: `never` goes with nothing else", "leave it out, or leave the others out")
    return chosen if FailOn.NEVER in chosen else chosen | {FailOn.MUST}


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_SIZE = pattern(r"(\d{1,6}) *([KMGT])I?B?", re.IGNORECASE)
_UNITS = {"K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


def memory(text: str | None) -> int | None:
    """`--memory 4GB`, in bytes."""
    if text is None:
        return None
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise CannotStart(f"option `--memory`: `{text}` is no amount of memory", "write it like `4GB` or `800MB`")
    return int(found[1]) * _UNITS[found[2].upper()]
