"""The report as SARIF 2.1.0, for code scanning.

Each outcome that somebody has to see is a result; those that are met or do not apply are counted and not listed. Its
`kind` is the standard's (3.27.9): `fail` a breach, `open` an undetermined outcome (and one that policyspec could not
evaluate), `review` a flag. Explained and waived breaches are suppressed results. Diagnostics are notifications of the
invocation; in a run without tenders, as of `policyspec lint`, they are the results.
"""

from collections.abc import Iterable, Mapping, Sequence

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.version import __version__
from policyspec.model.facts import Waiver
from policyspec.model.outcomes import Outcome, Verdict
from policyspec.report.findings import Finding, changed, findings, fingerprint, of_span, places, uri
from policyspec.report.formats import View
from policyspec.report.json import dumps
from policyspec.report.one_rule import given
from policyspec.report.page import visible
from policyspec.report.run import Comparison, Fixed, Run
from policyspec.report.sarif_notes import RESULTS, RULES, note, notes
from policyspec.report.sarif_parts import Json, code, fix, location, rule, text
from policyspec.report.words import sentence

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(run: Run, _view: View) -> str:
    """One log with one run. ASCII throughout; no time and no place of the machine that it was made on.

    A result stands on a line of its own.
    """
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run)]}, _EXPANDED)


_EXPANDED = 4  # levels that are set in: the log, its runs, a run, its results


def _run(run: Run) -> Json:
    found = findings(run)
    about_tenders = bool(run.tenders or run.unread)
    listed = [f for f in found if (f.outcome is not None) is about_tenders]
    kept = _kept(listed)
    rules = _rules(run, kept, about_tenders=about_tenders)
    index = {str(described["id"]): number for number, described in enumerate(rules)}
    gone = run.comparison.fixed if run.comparison else ()
    fixed = gone[: RESULTS - len(kept)]
    left_out = len(listed) - len(kept) + len(gone) - len(fixed)
    told = notes(run, found if about_tenders else [], left_out)
    return {
        "tool": {"driver": _driver(rules, [one.name for one in told])},
        "columnKind": "unicodeCodePoints",
        **_read(run),
        "invocations": [
            {"executionSuccessful": _successful(run), "toolExecutionNotifications": [note(one) for one in told]}
        ],
        "results": [
            *(_result(f, index, run.comparison) for f in kept),
            *(_absent(gone, index) for gone in fixed),
        ],
    }


def _kept(listed: Sequence[Finding]) -> list[Finding]:
    """The gravest, as many as are taken, and of as many rules."""
    checks = set(list(dict.fromkeys(f.check for f in listed))[:RULES])
    return [f for f in listed if f.check in checks][:RESULTS]


def _driver(rules: list[Json], told: Iterable[str]) -> Json:
    return {
        "name": "policyspec",
        "version": __version__,
        "rules": rules,
        "notifications": [code(name) for name in dict.fromkeys(told)],
    }


def _rules(run: Run, kept: Iterable[Finding], *, about_tenders: bool) -> list[Json]:
    """The rules of the results first, so that they are there however many rules were looked at; then the others."""
    if not about_tenders:
        return [code(name) for name in dict.fromkeys(f.check for f in kept)]
    outcomes: dict[str, list[Outcome]] = {f.check: [] for f in kept}
    for judged in run.tenders:
        for outcome in judged.outcomes:
            outcomes.setdefault(outcome.rule, []).append(outcome)
    return [rule(group) for group in list(outcomes.values())[:RULES]]


def _read(run: Run) -> Json:
    """The files that were read with their digests, and the policies in their versions, as far as the run has them."""
    files = [{"location": {"uri": uri(f.name)}, "hashes": {"sha-256": f.sha256}} for f in run.files]
    policies = [
        {"id": visible(p.id), "title": visible(p.title), "version": visible(p.version or "")} for p in run.policies
    ]
    read: Json = {"artifacts": files} if files else {}
    return read | ({"properties": {"policies": policies}} if policies else {})


def _successful(run: Run) -> bool:
    """Whether all that was to be checked was checked, by policies without errors."""
    return (
        not run.unread
        and not any(d.is_error for d in run.diagnostics)
        and all(judged.checked for judged in run.tenders)
        and not any(o.verdict is Verdict.FAILED for judged in run.tenders for o in judged.outcomes)
    )


# --- results ------------------------------------------------------------------------------------------------------


def _result(found: Finding, index: Mapping[str, int], comparison: Comparison | None) -> Json:
    outcome = found.outcome
    kind = _kind(outcome)
    result: Json = {
        "ruleId": visible(found.check),
        "ruleIndex": index[visible(found.check)],
        "kind": kind,
        "level": _level(found) if kind == "fail" else "none",
        "message": text(found.text),
        "locations": [location(found.at)],
        # GitHub takes this one and no other; by its own it would tell findings from each other by their line.
        "partialFingerprints": {"primaryLocationLineHash": fingerprint(found.key)},
    }
    if comparison is not None:
        result["baselineState"] = changed(found.key, comparison)
    if outcome is not None:
        return result | _of_outcome(outcome)
    return result | (_of_diagnostic(found.diagnostic) if found.diagnostic else {})


def _level(found: Finding) -> str:
    """What it would weigh if nothing excused it; suppressing is said by `suppressions`."""
    outcome = found.outcome
    if outcome is None or outcome.verdict is Verdict.BREACHED:
        return found.severity.value
    return "error" if outcome.strength.value == "must" else "warning"


def _kind(outcome: Outcome | None) -> str:
    if outcome is None:
        return "fail"
    match outcome.verdict:
        case Verdict.BREACHED | Verdict.EXPLAINED:
            return "fail"
        case Verdict.WAIVED:
            return "open" if outcome.missing else "fail"
        case Verdict.UNDETERMINED | Verdict.FAILED:
            return "open"
        case Verdict.FLAGGED:
            return "review"
        case Verdict.MET:
            return "pass"
        case Verdict.NOT_APPLICABLE:
            return "notApplicable"


def _of_outcome(outcome: Outcome) -> Json:
    parts: Json = {"relatedLocations": _related(outcome), "properties": _properties(outcome)}
    if outcome.verdict in (Verdict.WAIVED, Verdict.EXPLAINED):
        parts["suppressions"] = [_suppression(outcome)]
    return parts


def _of_diagnostic(found: Diagnostic) -> Json:
    """The other places that it speaks of, and what mends it."""
    parts: Json = {}
    if found.related:
        parts["relatedLocations"] = [location(of_span(related.span), related.note) for related in found.related]
    if found.replacement is not None and found.span is not None:
        parts["fixes"] = [fix(of_span(found.span), found.replacement)]
    return parts


def _related(outcome: Outcome) -> list[Json]:
    """The other facts that it rests on, and the rule itself."""
    others = [location(at, "a fact that it rests on") for at in places(outcome)[1:]]
    return [*others, location(of_span(outcome.policy), "the rule")]


def _properties(outcome: Outcome) -> Json:
    return {
        "verdict": outcome.verdict.value,
        "strength": outcome.strength.value,
        "limb": visible(outcome.limb),
        "item": visible(outcome.item_label),
        "blocks": outcome.blocks,
        "possible": [verdict.value for verdict in outcome.possible],
        "missing": [visible(fact.name) for fact in outcome.missing],
        "assumptions": [visible(assumption) for assumption in outcome.assumptions],
    }


def _suppression(outcome: Outcome) -> Json:
    """The explanation or waiver: by whom and until when is in its justification."""
    reason = sentence(outcome.explanation or "no reason is recorded")
    said = f"{outcome.verdict.capitalize()}: {reason} Given: {given(outcome)}"
    kind = "waiver" if isinstance(outcome.record, Waiver) else "explanation"
    return {
        "kind": "external",
        "status": "accepted",
        "justification": visible(said),
        "properties": {"record": kind},
    }


def _absent(gone: Fixed, index: Mapping[str, int]) -> Json:
    """A finding of the earlier run that is no more."""
    name = visible(gone.key[2])
    was = f"No longer so: {gone.title or gone.key[2]}, {gone.item_label}; it was {gone.verdict}."
    return {
        "ruleId": name,
        **({"ruleIndex": index[name]} if name in index else {}),
        **_was_kind(gone.verdict),
        "message": text(was),
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(gone.tender)}}}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint(gone.key)},
        "baselineState": "absent",
    }


def _was_kind(verdict: Verdict) -> Json:
    """The kind of what is gone. Of a breach the level is not known, and its rule's holds."""
    match verdict:
        case Verdict.BREACHED | Verdict.EXPLAINED | Verdict.WAIVED:
            return {"kind": "fail"}
        case Verdict.FLAGGED:
            return {"kind": "review", "level": "none"}
        case _:
            return {"kind": "open", "level": "none"}
