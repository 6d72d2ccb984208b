"""A tender of an audit, explained: read back from the dataset and judged by the interpreter."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from policyspec.audit import errors
from policyspec.audit.duck import connection, quoted
from policyspec.audit.journal import plan_of
from policyspec.audit.parquet import attach, read_tenders
from policyspec.audit.run import policy_digest
from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.columns import IDENTITY, SOURCE
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate
from policyspec.report.run import Judged, Run
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Policies, load
from policyspec.workspace.tenders import How, judge

_KNOWN = 100_000  # names among which a near one is looked for


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit as it stands in its folder, with the policies that it was made with."""

    folder: Path
    plan: Mapping[str, Any]
    policies: Policies

    @property
    def files(self) -> list[Path]:
        """The files of its dataset."""
        parts = (self.folder / self.plan["dataset"]).resolve() / "parts"
        return [parts / name for chunk in self.plan["chunks"] for name in chunk]


def audited(folder: Path, loader: Loader) -> Audited | Diagnostic:
    """The audit of a folder, if its policies are still what they were."""
    plan = plan_of(folder)
    if plan is None:
        return errors.no_audit(str(folder))
    policies = load(plan["policies"], loader, library=plan["library"], parameters=plan["settings"])
    digest = policy_digest(policies)
    if digest != plan["digests"]["policy"]:
        return errors.changed(str(folder), [("policy", plan["digests"]["policy"], digest)])
    return Audited(folder, plan, policies)


def tenders_called(audit: Audited, name: str) -> list[Tender] | Diagnostic:
    """The tenders of that number in a register (ocid), or the one that was read from there."""
    where = f"{IDENTITY} = {quoted(name)} OR {SOURCE} = {quoted(name)}"
    found = list(read_tenders(audit.files, where)) if audit.files else []
    return found or errors.no_tender(str(audit.folder), name, _names(audit))


def explained(audit: Audited, tenders: list[Tender], rules: list[str]) -> Run:
    """What `check` would say of these tenders, as a run; of these rules (full ids), or of all where none is named."""
    plan = audit.plan
    how = How(Gate(plan["gate"]), date.fromisoformat(plan["on"]) if plan["on"] else None, plan["assumptions"])
    judged = (judge(tender, audit.policies, audit.policies.vocabulary, how) for tender in tenders)
    return Run(tuple(_of_rules(one, rules) for one in judged))


def _of_rules(judged: Judged, rules: list[str]) -> Judged:
    if not rules:
        return judged
    outcomes = tuple(outcome for outcome in judged.outcomes if outcome.rule in rules)
    results = tuple(result for result in judged.rules if result.rule in rules)
    return replace(judged, result=replace(judged.result, outcomes=outcomes, rules=results), picture=None)


def _names(audit: Audited) -> list[str]:
    if not audit.files:
        return []
    with connection() as duck:
        attach(duck, audit.files)
        return [row[0] for row in duck.execute(f"SELECT DISTINCT {IDENTITY} FROM tenders LIMIT {_KNOWN}").fetchall()]
