"""Advice on policies that are well formed: one file for each rule of good writing."""

from collections.abc import Mapping, Sequence
from datetime import date

from policyspec.base.diagnostics import has_errors
from policyspec.base.trees import walk
from policyspec.ir import nodes as ir
from policyspec.passes.context import Findings
from policyspec.passes.declared import Names
from policyspec.passes.lint import (
    checked,
    drift,
    exact,
    exceptions,
    explained,
    foregone,
    lapsed,
    never,
    options,
    ratios,
    repeated,
    replaced,
    shares,
    sources,
    standing,
    tables,
    titles,
    unused,
)
from policyspec.passes.rules import Elaborated
from policyspec.syntax import ast


def every_lint(
    files: Sequence[ast.PolicyFile],
    library: Mapping[str, Names],
    rules: Sequence[Elaborated],
    findings: Findings,
    on: date | None,
) -> None:
    """All of them, over all files. `on`: the day that thresholds and checks of sources are held against."""
    for file in files:
        titles.look(file, findings)
        sources.look(file, findings)
        explained.look(file, findings)
        exact.look(file, findings)
        nodes = tuple(walk(file.declarations, ast.__name__))
        ratios.look(nodes, findings)
        options.look(nodes, findings)
        checked.look(file, on, findings)
    replaced.look(files, library, on, findings)
    unused.look(files, library, findings)
    for (policy, _), grid in findings.tables.items():
        tables.look(grid, library[policy].vocabulary, findings)
    if not findings.unread and not has_errors(findings.diagnostics):  # else a rule may not say what is meant
        _of_rules(rules, findings, on)


def _of_rules(rules: Sequence[Elaborated], findings: Findings, on: date | None) -> None:
    """What is to be said of rules that all could be understood."""
    drift.look(rules, findings)
    never.look(rules, findings)
    exceptions.look(rules, findings)
    standing.look(rules, findings)
    repeated.look(rules, findings)
    foregone.look(rules, findings)
    for rule in (each.rule for each in rules):
        nodes = tuple(walk((rule.scope, rule.applies, rule.exceptions, rule.limbs), ir.__name__))
        shares.look(nodes, findings)
        lapsed.look(rule, nodes, on, findings)
