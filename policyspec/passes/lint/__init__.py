"""Advice on policies that are well formed: one file for each rule of good writing."""

from collections.abc import Mapping, Sequence

from policyspec.passes.context import Findings
from policyspec.passes.declared import Names
from policyspec.passes.lint import exact, explained, ratios, sources, tables, titles, unused
from policyspec.syntax import ast


def every_lint(files: Sequence[ast.PolicyFile], library: Mapping[str, Names], findings: Findings) -> None:
    """All of them, over all files."""
    for file in files:
        titles.look(file, findings)
        sources.look(file, findings)
        explained.look(file, findings)
        exact.look(file, findings)
        ratios.look(file, findings)
    unused.look(files, library, findings)
    for (policy, _), grid in findings.tables.items():
        tables.look(grid, library[policy].vocabulary, findings)
