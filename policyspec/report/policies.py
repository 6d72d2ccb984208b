"""Policies as their headers state them: which there are, in which version, of how many rules, from which sources."""

from collections.abc import Iterator, Sequence
from datetime import date

from policyspec.base.dataclasses import dataclass
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Citation, Strength
from policyspec.report.json import Json, citation
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.rules import sources_of, strengths_of, window_in_words
from policyspec.report.words import count, joined
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Listed:
    """A policy with its rules. `thresholds`: how many it declares, for itself or for others."""

    policy: ast.Policy
    file: str
    rules: tuple[ir.Rule, ...]
    thresholds: int

    @property
    def sources(self) -> list[Citation]:
        """The works that its rules rest on, each once, without the places in them."""
        cited = [one for rule in self.rules for one in sources_of(rule)]
        return list(dict.fromkeys(Citation(one.title, url=one.url, checked=one.checked) for one in cited))

    @property
    def windows(self) -> list[ir.InForce]:
        """On which days its rules are in force, each once, the earliest first; none where they always are."""
        found = dict.fromkeys(window for rule in self.rules for window in rule.in_force)
        return sorted(found, key=lambda one: (one.start or date.min, one.end or date.max))


def listed(rulebook: ir.Rulebook, files: Sequence[ast.PolicyFile]) -> list[Listed]:
    """The policies of a run, in the order of their ids."""
    rules: dict[str, list[ir.Rule]] = {}
    for rule in rulebook.rules:
        rules.setdefault(rule.id.partition("#")[0], []).append(rule)
    found = [
        Listed(file.policy, file.file, tuple(rules.get(file.policy.id, ())), _thresholds(file))
        for file in files
        if file.policy is not None
    ]
    return sorted(found, key=lambda one: one.policy.id)


def _thresholds(file: ast.PolicyFile) -> int:
    return sum(isinstance(node, ast.Threshold) for node in file.declarations)


def listing(policies: Sequence[Listed], width: int) -> Iterator[Line]:
    """Each policy: title, id and version, its rules by strength, when they are in force, and its sources."""
    for one in policies:
        version = f" version {one.policy.version}" if one.policy.version else ""
        yield line(Piece(one.policy.title or one.policy.id, Style.TITLE))
        yield line("  ", Piece(f"{one.policy.id}{version}", Style.CODE))
        for said in _said(one):
            yield from wrapped(said, width, indent=6, style=Style.QUIET)
        yield BLANK
    of = sum(len(one.rules) for one in policies)
    yield line(f"{count(len(policies), 'policy', 'policies')}, {count(of, 'rule')}.")


def _said(one: Listed) -> Iterator[str]:
    strongest = [strengths_of(rule)[:1] for rule in one.rules]  # a rule counts by its strongest duty
    by = joined([f"{strongest.count([kind])} {kind.value}" for kind in Strength if [kind] in strongest])
    held = [f"{count(len(one.rules), 'rule')} ({by})"] if one.rules else []
    held += [count(one.thresholds, "threshold")] if one.thresholds else []
    yield joined(held) or "no rules"
    if one.windows:
        some = "" if all(rule.in_force for rule in one.rules) else "some "
        yield f"{some}{joined(list(dict.fromkeys(map(window_in_words, one.windows))))}"
    for cited in one.sources:
        yield f"{cited.title} ({cited.checked or 'no word on whether it was checked'})"


def as_json(policies: Sequence[Listed]) -> Json:
    return {"schema_version": "1.0", "policies": [_json(one) for one in policies]}


def _json(one: Listed) -> Json:
    return {
        "policy": one.policy.id,
        "title": one.policy.title,
        "version": one.policy.version,
        "file": one.file,
        "thresholds": one.thresholds,
        "rules": [rule.id for rule in one.rules],
        "in_force": [
            {"from": w.start.isoformat() if w.start else None, "until": w.end.isoformat() if w.end else None}
            for w in one.windows
        ],
        "sources": [citation(cited) for cited in one.sources],
    }
