"""The formats of the report, one module each, imported when it is asked for.

A module has `render(run: Run, view: View) -> str | bytes`; `text`, `plain` and `concise` give lines instead, which the
stream that they go to paints (`report.page`).
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from policyspec.report.frame import Sources
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


FORMATS: dict[str, Format] = {
    "text": Format("text", "for people at a terminal", lines=True),
    "plain": Format("plain", "for screen readers: no marks, frames or columns", lines=True),
    "concise": Format("concise", "a line for each finding", lines=True, streams=True),
    "json": Format("json", "everything, for programs; `policyspec report` makes any other format from it"),
    "jsonl": Format("jsonl", "a line of JSON for each outcome", streams=True),
    "sarif": Format("sarif", "SARIF 2.1.0, for code scanning"),
    "junit": Format("junit", "JUnit XML, for test reports"),
    "github": Format("github", "annotations of GitHub Actions"),
    "github-summary": Format("github_summary", "the step summary of GitHub Actions"),
    "gitlab": Format("gitlab", "GitLab code quality"),
    "markdown": Format("markdown", "Markdown"),
    "csv": Format("csv", "a row for each outcome"),
    "xlsx": Format("xlsx", "a workbook with a row for each outcome"),
    "svrl": Format("svrl", "SVRL, the report of Schematron that eSenders read"),
    "html": Format("html", "one page for people, to read, print and send"),
}


def module(name: str) -> Any:  # noqa: ANN401 – modules of one shape, see above
    """The module of a format."""
    return import_module(f"policyspec.report.{FORMATS[name].module}")


def render(name: str, run: Run, view: View) -> str | bytes:
    """The run in a format that is not lines. Same run, same bytes."""
    made: str | bytes = module(name).render(run, view)
    return made
