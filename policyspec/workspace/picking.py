"""Tenders held against the policies that are picked for each of them: `workspace.profile` says which."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from policyspec.base.data import data_file
from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary, standard
from policyspec.report.picked import Pick
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Load, Loaded, load
from policyspec.workspace.profile import pick, shipped_profile
from policyspec.workspace.shipped import SUFFIXES
from policyspec.workspace.tenders import Found, Held, How, check_by, read_file


@dataclass(frozen=True, slots=True)
class Picking:
    """How policies are picked, and those that were loaded for the picks of this run so far.

    `beside`: policies that are named beside them. `parameters`: settings as `NAME=VALUE`, each for the packs that have
    such a parameter. `load`: how policies are loaded, as `policies.load` does.
    """

    loader: Loader
    beside: tuple[str, ...] = ()
    library: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    on: date | None = None
    load: Load = load
    _loaded: dict[tuple[str, ...], Loaded] = field(default_factory=dict)

    @property
    def loaded(self) -> tuple[Loaded, ...]:
        """The policies of every pick so far."""
        return tuple(self._loaded.values())

    def named(self) -> Loaded:
        """What can be looked at before any tender is: the policies beside, and whether the parameters fit any."""
        paths = [*([str(data_file("policies"))] if self.parameters else []), *self.beside]
        return self.load(paths, self.loader, library=self.library, parameters=self.parameters)

    def vocabulary(self) -> Vocabulary:
        """The words of every policy that may be picked."""
        return self.load([str(data_file("policies")), *self.beside], self.loader, library=self.library).vocabulary

    def of(self, tender: Tender) -> tuple[Pick, Loaded]:
        """The policies for a tender, and why. Those of equal picks are loaded once."""
        made = pick(tender, shipped_profile(), self.on, self.beside)
        if made.policies not in self._loaded:
            self._loaded[made.policies] = self._load(made)
        return made, self._loaded[made.policies]

    def _load(self, made: Pick) -> Loaded:
        files = [*files_of(made, self.loader), *self.beside]
        if not (fitting := self._fitting(files)):
            return self.load(files, self.loader, library=self.library)
        return self.load(files, self.loader, library=self.library, parameters=fitting)

    def _fitting(self, files: Sequence[str]) -> list[str]:
        """The settings for which these policies have a parameter."""
        if not self.parameters:
            return []
        from policyspec.workspace import settings  # with what reads policies, which a check can mostly do without

        loaded = load(files, self.loader, library=self.library)
        return [text for text in self.parameters if not settings.apply(loaded.files, [text])[1]]


def files_of(made: Pick, loader: Loader) -> list[str]:
    """The files of the policies that are picked."""
    root = data_file("policies")
    names = (str(root / f"{policy}{suffix}") for policy in made.policies for suffix in SUFFIXES)
    return [*filter(loader.is_file, names)]


def check_picked(names: Sequence[str], picking: Picking, how: How) -> Iterator[Found]:
    """As `tenders.check_each`, each tender by its own pick."""
    return check_by(names, lambda name: _held(name, picking, how), picking.loader, how)


def _held(name: str, picking: Picking, how: How) -> Iterator[Held | Diagnostic]:
    """The tenders of a file with what each is held against.

    What is picked rests on standard words, and a tender may state facts that only the policies picked for it declare.
    So the file is read again with their words: once for each pick, no further than is needed, and nothing is kept.
    """
    again: dict[tuple[str, ...], _Reading] = {}
    number = 0
    for found in read_file(name, picking.loader, standard(), how.reading):
        if isinstance(found, Diagnostic):
            yield found
            continue
        made, policies = picking.of(found)
        if policies.vocabulary is standard():
            yield Held(found, policies, made)
        else:
            reading = again.setdefault(made.policies, _Reading(_tenders(name, picking.loader, policies, how)))
            yield Held(reading.nth(number) or found, policies, made)
        number += 1


def _tenders(name: str, loader: Loader, policies: Loaded, how: How) -> Iterator[Tender]:
    found = read_file(name, loader, policies.vocabulary, how.reading)
    return (one for one in found if isinstance(one, Tender))


@dataclass(slots=True)
class _Reading:
    """The tenders of a file, taken in order."""

    tenders: Iterator[Tender]
    next: int = 0

    def nth(self, number: int) -> Tender | None:
        """The tender of this number, counted from 0; numbers never fall."""
        found = next(islice(self.tenders, number - self.next, None), None)
        self.next = number + 1
        return found
