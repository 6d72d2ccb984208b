"""The doors of `import policyspec`: load policies, read a tender, check one against the other.

Everything that they take and return is frozen, and the same arguments give the same result. Mistakes in policies and
inputs are raised here, and only here, as exceptions that carry their diagnostics.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from os import PathLike, fspath

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, Outcome, RuleResult, Strength, TenderResult, Verdict
from policyspec.model.verdicts import Row
from policyspec.model.vocabulary import standard
from policyspec.report.picked import Pick
from policyspec.report.run import Judged
from policyspec.workspace.disk import Disk
from policyspec.workspace.picking import files_of
from policyspec.workspace.policies import Policies, load
from policyspec.workspace.profile import pick, shipped_profile
from policyspec.workspace.records import NONE, Records, load_records
from policyspec.workspace.releases import NotOneTenderError, Releases, releases
from policyspec.workspace.tenders import How, judge_alone, read_input

__all__ = [
    "Compiled",
    "Diagnostic",
    "Gate",
    "Judged",
    "NotOneTenderError",
    "Outcome",
    "Policies",
    "PolicyError",
    "PolicyspecError",
    "RecordsError",
    "Releases",
    "Row",
    "RuleResult",
    "Severity",
    "Strength",
    "Tender",
    "TenderError",
    "TenderResult",
    "Verdict",
    "check",
    "compile_policies",
    "load_policies",
    "policies_for",
    "read_tender",
    "read_tenders",
    "releases",
]

Path = str | PathLike[str]


class PolicyspecError(Exception):
    """What was given cannot be used. `diagnostics` say what is wrong, where, and what to do."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(_in_words, self.diagnostics)))


class PolicyError(PolicyspecError):
    """Policies with errors: no tender is judged by them."""


class TenderError(PolicyspecError):
    """An input that cannot be read as the tender, or tenders, that were asked for."""


class RecordsError(PolicyspecError):
    """A file of explanations and waivers that cannot be read as one."""


def load_policies(*paths: Path, library: Sequence[Path] = (), settings: Mapping[str, str] | None = None) -> Policies:
    """The policies in these files and folders, and all that they use.

    Args:
        paths: Policy files, or folders that hold some.
        library: Folders in which `use uk/thresholds` is looked up as `uk/thresholds.policy`.
        settings: Values for parameters, as a policy writes them: `{"small lots share": "40%"}`.

    Raises:
        PolicyError: A policy cannot be read or has an error. Warnings are in `Policies.diagnostics`.
    """
    texts = [f"{name}={value}" for name, value in (settings or {}).items()]
    loaded = load([fspath(p) for p in paths], Disk(), library=[fspath(p) for p in library], parameters=texts)
    if not loaded.usable:
        raise PolicyError(d for d in loaded.diagnostics if d.is_error)
    return loaded


def read_tenders(source: Path | bytes, policies: Policies | None = None) -> tuple[Tender, ...]:
    """The tenders in one input: one in the native format, one or more in a package of OCDS releases.

    Args:
        source: A file's path, or its contents as bytes.
        policies: Those that the tender will be checked against: their own facts are then read too.

    Raises:
        TenderError: It cannot be read. A fact that cannot be read is in `Tender.diagnostics`, and unreadable.
    """
    name = "tender" if isinstance(source, bytes) else fspath(source)
    disk = Disk({name: source} if isinstance(source, bytes) else None)
    found = read_input(name, disk, standard() if policies is None else policies.vocabulary)
    if found.unread:
        raise TenderError(d for d in found.diagnostics if d.is_error)
    return found.tenders


def read_tender(source: Path | bytes, policies: Policies | None = None) -> Tender:
    """The one tender of an input; see `read_tenders`.

    Raises:
        TenderError: It cannot be read, or holds more than one tender.
    """
    tenders = read_tenders(source, policies)
    if len(tenders) > 1:
        message = f"there are {len(tenders)} tenders in `{tenders[0].source}`"
        raise TenderError([Diagnostic("PS001", Severity.ERROR, message, None, "use read_tenders")])
    return tenders[0]


def policies_for(tender: Tender, *, on: date | None = None) -> Policies:
    """The policies that `policyspec check` picks for a tender where none is named.

    They are picked by the buyer's country and type, and by the dates. A tender that states facts of theirs under
    `extensions` is read again with them: `read_tender(source, policies_for(tender))`.

    Args:
        tender: What `read_tender` returned.
        on: The day that stands for the beginning of the procurement.
    """
    return _picked(tender, on)[1]


def check(
    policies: Policies | None,
    tender: Tender,
    *,
    gate: Gate | str = Gate.DRAFT,
    on: date | None = None,
    assumptions: bool = True,
    records: Path | Sequence[Path] = (),
    program: Compiled | None = None,
) -> Judged:
    """Hold a tender against policies.

    Args:
        policies: What `load_policies` returned; None: those of `policies_for`, and `picked` of the result says why.
        tender: What `read_tender` returned.
        gate: `"draft"`: what is missing may still come; `"publish"`: the tender is judged as it stands.
        on: The date to judge on, in place of the one that the policy names.
        assumptions: False: what would rest on an assumption is undetermined.
        records: A file of explanations and waivers, or several, as `--records` takes them.
        program: What `compile_policies` made of these policies, for many tenders: the result is the same, its verdicts
            are there sooner, and what explains an outcome is worked out when it is first looked at.

    Raises:
        RecordsError: A file of records cannot be read, or is none.
        ValueError: The program is one of other policies.

    Returns:
        `outcomes`, one for each duty of each rule and each item that it speaks of; `rules`, the verdict of each rule;
        `diagnostics` on the tender's facts, explanations and waivers.
    """
    picked = None
    if policies is None:
        picked, policies = _picked(tender, on)
    if program is not None and program.rulebook is not policies.rulebook:
        raise ValueError("the program is one of other policies")
    held = _records([records] if isinstance(records, str | PathLike) else records, policies)
    how = How(Gate(gate), on, assumptions, records=held)
    return replace(judge_alone(tender, policies, how, program), picked=picked)


def compile_policies(policies: Policies) -> Compiled:
    """The policies as a program, for the verdicts of many tenders without what explains them.

    Its `judge` takes a tender, and `gate`, `on` and `assumptions` as `check` does. It gives a `Row` for each outcome
    that `check` would give, in the same order: the rule, the limb, the item's path, and the verdicts that are possible.
    One case is for `check` to tell: an undetermined duty for whose missing facts a waiver stands.
    """
    return compile_rulebook(policies.rulebook, policies.vocabulary)


def _picked(tender: Tender, on: date | None) -> tuple[Pick, Policies]:
    disk, made = Disk(), pick(tender, shipped_profile(), on)
    return made, load(files_of(made, disk), disk)


def _records(paths: Sequence[Path], policies: Policies) -> Records:
    if not paths:
        return NONE
    made = load_records([fspath(path) for path in paths], Disk(), policies.vocabulary)
    if not made.usable:
        raise RecordsError(found for found in made.diagnostics if found.is_error)
    return made


def _in_words(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.span}: " if diagnostic.span else ""
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    return f"{place}{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}{hint}"
