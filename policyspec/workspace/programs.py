"""Policies as programs: compiled where so many tenders of a run are held against them that it pays.

The result is the same either way. With a program the verdicts are its own, and the interpreter is asked only for what
somebody wants to know of their reasons (docs/decisions/0020-when-check-compiles.md).
"""

from typing import TYPE_CHECKING

from policyspec.base.dataclasses import dataclass, field
from policyspec.model.outcomes import Outcome, Verdict
from policyspec.report.run import Judged
from policyspec.workspace.policies import Loaded

if TYPE_CHECKING:  # a check of a few tenders does without
    from policyspec.engines.python import Compiled

#: So many tenders are judged by the interpreter first: compiling takes about as long.
ENOUGH = 20


@dataclass(slots=True)
class Tried:
    """What came of the first tenders that were held against some policies, and the program of these."""

    tenders: int = 0
    outcomes: int = 0
    plain: int = 0  # of the outcomes those of which nothing need be explained
    program: "Compiled | None" = None

    def note(self, judged: Judged) -> None:
        self.tenders += 1
        self.outcomes += len(judged.outcomes)
        self.plain += sum(map(_plain, judged.outcomes))

    @property
    def pays(self) -> bool:
        """Whether it pays to compile the policies: there are many tenders, and most outcomes say all by themselves."""
        return self.tenders >= ENOUGH and 2 * self.plain > self.outcomes


@dataclass(slots=True)
class Programs:
    """The programs of the policies of a run, each made when it pays."""

    _tried: dict[int, Tried] = field(default_factory=dict)

    def of(self, policies: Loaded) -> "Compiled | None":
        """The program of these policies, where there is one."""
        tried = self._of(policies)
        if tried.program is None and tried.pays:
            from policyspec.engines.python import compile_rulebook

            tried.program = compile_rulebook(policies.rulebook, policies.vocabulary)
        return tried.program

    def note(self, policies: Loaded, judged: Judged) -> None:
        """Note what came of a tender, while that tells whether a program pays."""
        tried = self._of(policies)
        if tried.tenders < ENOUGH:
            tried.note(judged)

    def _of(self, policies: Loaded) -> Tried:
        return self._tried.setdefault(id(policies), Tried())  # they last as long as the run


def _plain(outcome: Outcome) -> bool:
    return outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE) and not outcome.assumptions
