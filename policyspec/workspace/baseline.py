"""A baseline: the report of an earlier run, against which only what is new makes a run fail.

It is for taking rules into use where there is an old stock that breaches them. What is found again is told as before;
it is only not held against the one who did not bring it. It is found again by its tender, its item's name, its rule
and its limb, never by a line. What has become graver since (undetermined then, breached now) is new.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from policyspec.base.codes import CODES
from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.outcomes import Gate, Outcome, Strength, TenderResult, Verdict
from policyspec.report.run import Comparison, Fixed, Key, Run, key

_MAJOR = "1"
_FORMAT = "make it with `policyspec check … --format json=FILE`"

#: Whether it fails a `must` at its gate, then its verdict, then its strength: greater is graver.
Gravity = tuple[bool, int, int]

_NO_FINDING = (Verdict.MET, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of the earlier run."""

    finding: Fixed
    gravity: Gravity


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings of the report of that name, by key."""

    name: str
    findings: Mapping[Key, Earlier]


def read_baseline(name: str, data: bytes) -> Baseline | Diagnostic:
    """The findings of a report in JSON, or why there are none to be had (PS033, PS034)."""
    try:
        report = json.loads(data)
        version = str(report["schema_version"])
        if version.partition(".")[0] != _MAJOR:
            return _other_version(name, version)
        found = [_earlier(tender, outcome) for tender in report["tenders"] for outcome in tender["outcomes"]]
    except (ValueError, LookupError, TypeError, RecursionError):
        return _no_report(name)
    findings: dict[Key, Earlier] = {}
    for one in found:
        if one.finding.verdict not in _NO_FINDING and not _graver_there(findings, one):
            findings[one.finding.key] = one
    return Baseline(name, findings)


def compared(run: Run, baseline: Baseline | None) -> Run:
    """The run with what is new in it and what is fixed. A tender or a rule that is not in this run is not fixed."""
    if baseline is None:
        return run
    now = _gravities(run)
    then = baseline.findings
    new = frozenset(k for k, grave in now.items() if k not in then or grave > then[k].gravity)
    held = {(judged.result.identity or judged.result.source, r.rule) for judged in run.tenders for r in judged.rules}
    fixed = tuple(one.finding for k, one in then.items() if k not in now and (k[0], k[2]) in held)
    return replace(run, comparison=Comparison(baseline.name, new, fixed))


def _gravities(run: Run) -> dict[Key, Gravity]:
    """How grave each finding of a run is; of two with one key the graver counts."""
    found: dict[Key, Gravity] = {}
    for result, outcome in _findings(judged.result for judged in run.tenders):
        grave = _gravity(outcome.verdict, outcome.strength, result.gate, blocks=outcome.blocks)
        own = key(result, outcome)
        found[own] = max(grave, found.get(own, grave))
    return found


def _findings(results: Iterable[TenderResult]) -> Iterator[tuple[TenderResult, Outcome]]:
    for result in results:
        yield from ((result, outcome) for outcome in result.outcomes if outcome.verdict not in _NO_FINDING)


def _gravity(verdict: Verdict, strength: Strength, gate: Gate, *, blocks: bool) -> Gravity:
    fails = strength is Strength.MUST and (verdict is Verdict.BREACHED or (gate is Gate.PUBLISH and blocks))
    return fails, -list(Verdict).index(verdict), -list(Strength).index(strength)


def _graver_there(findings: Mapping[Key, Earlier], one: Earlier) -> bool:
    there = findings.get(one.finding.key)
    return there is not None and there.gravity >= one.gravity


def _earlier(tender: Mapping[str, object], outcome: Mapping[str, object]) -> Earlier:
    """An outcome as the report has it. Reports of before 1.1 have no keys: they name the source and the path."""
    verdict, strength = Verdict(str(outcome["verdict"])), Strength(str(outcome["strength"]))
    own = (
        str(tender.get("identity") or tender["source"]),
        str(outcome.get("item_key") or outcome["item"]),
        str(outcome["rule"]),
        str(outcome["limb"]),
    )
    gravity = _gravity(verdict, strength, Gate(str(tender["gate"])), blocks=bool(outcome["blocks"]))
    finding = Fixed(own, str(tender["source"]), str(outcome["item_label"]), str(outcome["title"]), verdict)
    return Earlier(finding, gravity)


def _no_report(name: str) -> Diagnostic:
    return _say("PS033", name, f"`{name}` is not a report of policyspec in JSON", _FORMAT)


def _other_version(name: str, version: str) -> Diagnostic:
    message = f"`{name}` is a report of version {version[:20]}, and version {_MAJOR} is read here"
    return _say("PS034", name, message, _FORMAT.replace("make it", "make it again"))


def _say(code: str, name: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, Span(name, 1, 1, 1, 1), hint)
