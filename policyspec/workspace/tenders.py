"""Inputs to tenders, and a tender with a rulebook to its result. Tenders are read and decided one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.engines.interpret import evaluate
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import read
from policyspec.readers.options import DEFAULT, Options
from policyspec.report.picture import picture_of
from policyspec.report.run import Judged, Run
from policyspec.workspace import errors
from policyspec.workspace.homeless import with_note
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Policies
from policyspec.workspace.swapped import policy_for_tender

SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class How:
    """The circumstances in which a tender is judged. `on`: a date in place of the policy's own `judged on`."""

    gate: Gate = Gate.DRAFT
    on: date | None = None
    assumptions: bool = True
    debug: bool = False  # let a fault of ours stop the run, with its trace
    reading: Options = DEFAULT


@dataclass(frozen=True, slots=True)
class Input:
    """What one input came to: its tenders, and what was wrong with it as a whole."""

    tenders: tuple[Tender, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def unread(self) -> bool:
        """Whether any of it could not be read. An unreadable fact within a tender is not that."""
        return not self.tenders or has_errors(self.diagnostics)


def check(names: Sequence[str], policies: Policies, loader: Loader, how: How) -> Run:
    """Every tender of every input. A folder stands for the tender files that lie in it, not for those in its folders.

    An input that cannot be read, or that policyspec fails on, does not keep the others from being checked.
    """
    vocabulary = policies.vocabulary
    parts = [_one(name, policies, vocabulary, loader, how) for name in _files(names, loader)]
    return Run(
        tuple(judged for part in parts for judged in part.tenders),
        (*policies.diagnostics, *(d for part in parts for d in part.diagnostics)),
        tuple(name for part in parts for name in part.unread),
    )


def read_input(name: str, loader: Loader, vocabulary: Vocabulary, options: Options = DEFAULT) -> Input:
    """The tenders of one file."""
    data = loader.read(name)
    if isinstance(data, Diagnostic):
        return Input((), (data,))
    if swapped := policy_for_tender(name, data):
        return Input((), (swapped,))
    return Input(*read(data, name, vocabulary, options))


def judge(tender: Tender, policies: Policies, vocabulary: Vocabulary, how: How) -> Judged:
    """What the rules come to for one tender, with what reading and judging it found."""
    result, found = evaluate(
        policies.rulebook, tender, vocabulary, gate=how.gate, on=how.on, assumptions=how.assumptions
    )
    result = with_note(result, tender, policies.rulebook.rules, vocabulary)
    picture = picture_of(tender, policies.rulebook, result, vocabulary)
    return Judged(result, (*tender.diagnostics, *found), picture)


def _files(names: Sequence[str], loader: Loader) -> Iterator[str]:
    """The files that the names stand for; a folder without any is left for the reader to find wanting."""
    for name in names:
        yield from loader.files(name, SUFFIXES, deep=False) or [name]


def _one(name: str, policies: Policies, vocabulary: Vocabulary, loader: Loader, how: How) -> Run:
    try:
        if loader.files(name, SUFFIXES, deep=False) == []:
            return Run((), (errors.nothing_in_folder(name, SUFFIXES),), (name,))
        read_ = read_input(name, loader, vocabulary, how.reading)
        judged = tuple(judge(tender, policies, vocabulary, how) for tender in read_.tenders)
    except Exception as error:
        if how.debug:
            raise
        return Run((), (errors.fault(name, error),), (name,))
    return Run(judged, read_.diagnostics, (name,) if read_.unread else ())
