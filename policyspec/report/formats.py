"""The formats of the report, one module each, imported when it is asked for.

A module has `render(run: Run, view: View) -> str | bytes`; `text`, `plain` and `concise` give lines instead, which the
stream that they go to paints (`report.page`).
"""

from importlib import import_module
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.report.frame import Sources
from policyspec.report.page import Line
from policyspec.report.run import Run


@dataclass(frozen=True, slots=True)
class View:
    """What a renderer may know besides the run: the texts that it may quote, and the width of the page."""

    sources: Sources
    width: int = 80


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the report: its module under `report`, and what it is for."""

    module: str
    what: str
    lines: bool = False  # gives lines for a page
    streams: bool = False  # each tender can be written as soon as it is judged
    lints: bool = False  # has a place for diagnostics of policies without any tender
    binary: bool = False  # bytes that no screen shows
    sources: bool = False  # names the policies and the digests of the files that were read
    in_full: bool = False  # has the sentence of every outcome


FORMATS: dict[str, Format] = {
    "text": Format("text", "for people at a terminal", lines=True, lints=True),
    "plain": Format("plain", "for screen readers: no marks, frames or columns", lines=True, lints=True),
    "concise": Format("concise", "a line for each finding", lines=True, streams=True, lints=True),
    "json": Format(
        "json",
        "everything, for programs; `policyspec report` makes any other format from it",
        lints=True,
        sources=True,
        in_full=True,
    ),
    "jsonl": Format("jsonl", "a line of JSON for each outcome", streams=True, in_full=True),
    "sarif": Format("sarif", "SARIF 2.1.0, for code scanning", lints=True, sources=True),
    "junit": Format("junit", "JUnit XML, for test reports", lints=True, sources=True),
    "github": Format("github", "annotations of GitHub Actions", lints=True),
    "github-summary": Format("github_summary", "the step summary of GitHub Actions"),
    "gitlab": Format("gitlab", "GitLab code quality", lints=True),
    "markdown": Format("markdown", "Markdown", lints=True),
    "csv": Format("csv", "a row for each outcome", in_full=True),
    "xlsx": Format("xlsx", "a workbook with a row for each outcome", binary=True, in_full=True),
    "svrl": Format("svrl", "SVRL, the report of Schematron that eSenders read", sources=True, in_full=True),
    "html": Format("html", "one page for people, to read, print and send", sources=True),
}


def module(name: str) -> Any:  # noqa: ANN401 – modules of one shape, see above
    """The module of a format."""
    return import_module(f"policyspec.report.{FORMATS[name].module}")


def render(name: str, run: Run, view: View) -> str | bytes | list[Line]:
    """The run in a format: lines for a page, or what goes out as it is. Same run, same bytes."""
    made: str | bytes | list[Line] = module(name).render(run, view)
    return made
