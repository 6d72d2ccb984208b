"""Inputs to tenders, and a tender with a rulebook to its result. Tenders are read and decided one by one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, assert_never

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.engines.interpret import evaluate
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import read_each
from policyspec.readers.options import DEFAULT, Options
from policyspec.readers.pieces import opened
from policyspec.report.picked import Pick
from policyspec.report.picture import picture_of
from policyspec.report.run import Judged, Run
from policyspec.workspace import errors, homeless, of_lots
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Loaded
from policyspec.workspace.programs import Programs
from policyspec.workspace.records import NONE as NO_RECORDS
from policyspec.workspace.records import Ledger, Records
from policyspec.workspace.size import too_large
from policyspec.workspace.swapped import LOOKED_AT, policy_for_tender

if TYPE_CHECKING:
    from policyspec.engines.python import Compiled

#: How the name of a file of tests ends: it lies beside policies and tenders, and is no tender.
ENDING_OF_TESTS = ".tests.yaml"
SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".json.gz", ".jsonl.gz", ".xml", ".xlsx", ".ods", ".csv")


@dataclass(frozen=True, slots=True)
class How:
    """The circumstances in which a tender is judged. `on`: a date in place of the policy's own `judged on`."""

    gate: Gate = Gate.DRAFT
    on: date | None = None
    assumptions: bool = True
    debug: bool = False  # let a fault of ours stop the run, with its trace
    reading: Options = DEFAULT
    records: Records = NO_RECORDS  # explanations and waivers from files of their own
    in_full: bool = False  # somebody reads the reasons of every outcome, so that none need be put off


@dataclass(frozen=True, slots=True)
class Input:
    """What one input came to: its tenders, and what was wrong with it as a whole."""

    tenders: tuple[Tender, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def unread(self) -> bool:
        """Whether any of it could not be read. An unreadable fact within a tender is not that."""
        return not self.tenders or has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Unread:
    """An input of which all or a part could not be read. The diagnostics that say why come before it."""

    name: str
    tenders: int = 0  # those of it that were judged all the same


#: What a run comes to, one after another.
Found = Judged | Diagnostic | Unread


@dataclass(frozen=True, slots=True)
class Held:
    """A tender with the policies that it is held against, and where they were picked for it why."""

    tender: Tender
    policies: Loaded
    picked: Pick | None = None


def check_each(names: Sequence[str], policies: Loaded, loader: Loader, how: How) -> Iterator[Found]:
    """Every tender of every input, each as soon as it is judged, and what is wrong with the inputs, as it is met.

    Nothing is kept: a file of JSON Lines may be larger than the memory. For reports that print one tender after
    another; `check` gathers the same into a `Run`. The diagnostics of the policies are in `policies.diagnostics`, and
    not among these; those of a tender stand in its `Judged`. A folder stands for the tender files in it and in its
    folders. An input that cannot be read, or that policyspec fails on, does not keep the others from
    being checked.
    """

    def held(name: str) -> Iterator[Held | Diagnostic]:
        for found in read_file(name, loader, policies.vocabulary, how.reading):
            yield Held(found, policies) if isinstance(found, Tender) else found

    return check_by(names, held, loader, how)


def check_by(
    names: Sequence[str], held: Callable[[str], Iterator[Held | Diagnostic]], loader: Loader, how: How
) -> Iterator[Found]:
    """As `check_each`. `held` reads a file, and says for each of its tenders what it is held against."""
    ledger, programs = Ledger(how.records), Programs()
    for name in files_of(names, loader):
        yield from _each(name, held, loader, how, ledger, programs)
    yield from ledger.closing()


def check(names: Sequence[str], policies: Loaded, loader: Loader, how: How) -> Run:
    """All that `check_each` gives, as one run, with the diagnostics of the policies."""
    return gathered(check_each(names, policies, loader, how), policies.diagnostics)


def gathered(found: Iterable[Found], of_policies: Iterable[Diagnostic]) -> Run:
    """What `check_each` gave, as one run, with the diagnostics of the policies."""
    tenders: list[Judged] = []
    diagnostics: list[Diagnostic] = [*of_policies]
    unread: list[Unread] = []
    for one in found:
        match one:
            case Judged():
                tenders.append(one)
            case Diagnostic():
                diagnostics.append(one)
            case Unread():
                unread.append(one)
            case _:
                assert_never(one)
    return Run(tuple(tenders), tuple(diagnostics), tuple(one.name for one in unread), in_part=in_part(unread))


def in_part(unread: Iterable[Unread]) -> dict[str, int]:
    """Of the inputs that could not be read in full those of which tenders were judged, with their number."""
    return {one.name: one.tenders for one in unread if one.tenders}


def read_input(name: str, loader: Loader, vocabulary: Vocabulary, options: Options = DEFAULT) -> Input:
    """The tenders of one file."""
    found = list(read_file(name, loader, vocabulary, options))
    tenders = tuple(one for one in found if isinstance(one, Tender))
    return Input(tenders, tuple(one for one in found if isinstance(one, Diagnostic)))


def judge(
    tender: Tender, policies: Loaded, vocabulary: Vocabulary, how: How, program: "Compiled | None" = None
) -> Judged:
    """What the rules come to for one tender, and what reading and judging it found. `program`: that of the policies."""
    gate, on, assumptions = how.gate, how.on, how.assumptions
    by_program = None
    if program is not None:
        by_program = program.judge(tender, gate=gate, on=on, assumptions=assumptions), program.reads
    result, found = evaluate(
        policies.rulebook, tender, vocabulary, gate=gate, on=on, assumptions=assumptions, found=by_program
    )
    for with_note in (homeless.with_note, of_lots.with_note):
        result = with_note(result, tender, policies.rulebook.rules, vocabulary)
    picture = picture_of(tender, policies.rulebook, result, vocabulary)
    return Judged(result, (*tender.diagnostics, *found), picture)


def judge_alone(tender: Tender, policies: Loaded, how: How, program: "Compiled | None" = None) -> Judged:
    """One tender by itself, with the records that `how` brings, and all that is to be said of them."""
    ledger = Ledger(how.records)
    with_records = ledger.joined(tender, policies.vocabulary)
    judged = ledger.entered(judge(with_records, policies, policies.vocabulary, how, program))
    return replace(judged, diagnostics=(*judged.diagnostics, *ledger.closing()))


def files_of(names: Sequence[str], loader: Loader) -> Iterator[str]:
    """The files that the names stand for, each once; a folder without any is left for the reader to find wanting."""
    seen: set[str] = set()
    for name in names:
        for file in inside(name, loader) or [name]:
            identity = loader.identity(file)
            if identity not in seen:
                seen.add(identity)
                yield file


def inside(folder: str, loader: Loader) -> list[str] | None:
    """The tender files of a folder and of those within it, without those of tests; None where it is no folder."""
    found = loader.files(folder, SUFFIXES, deep=True)
    return None if found is None else [name for name in found if not name.endswith(ENDING_OF_TESTS)]


def read_file(name: str, loader: Loader, vocabulary: Vocabulary, options: Options) -> Iterator[Tender | Diagnostic]:
    """The tenders of one file as they are read, and what is wrong with it as a whole, as it is met."""
    opening, pieces = opened(loader.pieces(name), LOOKED_AT)
    if swapped := policy_for_tender(name, opening):
        yield swapped
    else:
        for found in read_each(pieces, name, vocabulary, options):
            yield (too_large(found) or found) if isinstance(found, Tender) else found


def _each(
    name: str,
    held: Callable[[str], Iterator[Held | Diagnostic]],
    loader: Loader,
    how: How,
    ledger: Ledger,
    programs: Programs,
) -> Iterator[Found]:
    """What one file comes to. A fault of ours with one tender leaves the others of the file to be judged."""
    tenders = errors_ = 0
    for found in _tenders(name, held, loader, how):
        one = _judged(found, how, ledger, programs) if isinstance(found, Held) else found
        yield one
        tenders += isinstance(one, Judged)
        errors_ += isinstance(one, Diagnostic) and one.is_error
    if errors_ or not tenders:
        yield Unread(name, tenders)


def _tenders(
    name: str, held: Callable[[str], Iterator[Held | Diagnostic]], loader: Loader, how: How
) -> Iterator[Held | Diagnostic]:
    try:
        if inside(name, loader) == []:
            yield errors.nothing_in_folder(name, SUFFIXES)
        else:
            yield from held(name)
    except Exception as error:
        if how.debug:
            raise
        yield errors.fault(name, error)


def _judged(held: Held, how: How, ledger: Ledger, programs: Programs) -> Judged | Diagnostic:
    policies, tender = held.policies, held.tender
    try:
        with_records = ledger.joined(tender, policies.vocabulary)
        program = None if how.in_full else programs.of(policies)
        judged = ledger.entered(judge(with_records, policies, policies.vocabulary, how, program))
        programs.note(policies, judged)
        return replace(judged, picked=held.picked) if held.picked else judged
    except Exception as error:
        if how.debug:
            raise
        return errors.fault(tender.source, error)
