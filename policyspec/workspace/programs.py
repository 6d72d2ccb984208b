"""Policies as programs: compiled once so many tenders of a run are held against them that it pays.

The result is the same either way: with a program the verdicts are its own, and the interpreter is asked only for what
somebody wants to know of their reasons.
"""

from typing import TYPE_CHECKING

from policyspec.base.dataclasses import dataclass, field
from policyspec.workspace.policies import Loaded

if TYPE_CHECKING:  # a check of a few tenders does without
    from policyspec.engines.python import Compiled

#: Compiling takes as long as so many tenders save (docs/decisions/0020-when-to-compile.md).
ENOUGH = 20


@dataclass(slots=True)
class Programs:
    """The programs of the policies of a run, each made when more than `enough` tenders have been held against them."""

    enough: int = ENOUGH
    _held: dict[int, int] = field(default_factory=dict)
    _made: "dict[int, Compiled]" = field(default_factory=dict)

    def of(self, policies: Loaded) -> "Compiled | None":
        """The program of policies, for one tender more; None: there were too few yet."""
        which = id(policies)  # they last as long as the run
        self._held[which] = self._held.get(which, 0) + 1
        if which not in self._made and self._held[which] > self.enough:
            from policyspec.engines.python import compile_rulebook

            self._made[which] = compile_rulebook(policies.rulebook, policies.vocabulary)
        return self._made.get(which)
