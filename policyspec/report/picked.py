"""The policies that a tender is held against where nobody named any: which, why, and how to have others."""

from collections.abc import Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.report.words import joined

#: What stands for the policies that are picked, among those that are named.
PICKED = "picked"

CHOOSE = f"choose others with `--policy`, where `{PICKED}` stands for these; `policyspec policies` lists all"


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Policies by their ids, and the reason why they are picked or left out."""

    policies: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Pick:
    """What was picked for a tender. Tenders of which the same is known have equal picks.

    `known`: what of the tender decided, in clauses. `advice`: what to state or to name, so that more can be picked.
    `no_law`: why there is neither law among them nor a policy of the user's own beside them; None: there is.
    """

    known: tuple[str, ...]
    taken: tuple[Reasoned, ...]
    left_out: tuple[Reasoned, ...] = ()
    beside: tuple[str, ...] = ()  # the policies that were named beside them
    advice: str | None = None
    no_law: str | None = None

    @property
    def policies(self) -> tuple[str, ...]:
        """The ids of all that were picked."""
        return tuple(policy for one in self.taken for policy in one.policies)


def notes(pick: Pick) -> Iterator[str]:
    """The pick as notes on the tender, for formats that have no place of their own for it."""
    yield f"{opening(pick)}: {joined(list(pick.policies))} ({joined(list(pick.known))})"
    if pick.left_out:
        yield f"left out: {'; '.join(f'{joined(list(one.policies))} ({one.why})' for one in pick.left_out)}"
    if pick.advice:
        yield pick.advice
    yield CHOOSE


def opening(pick: Pick) -> str:
    """Why anything was picked at all."""
    if pick.beside:
        return f"beside {joined(list(pick.beside))} these policies were picked"
    return "no policy was named, so these were picked"


def lawless(pick: Pick | None) -> str | None:
    """That the tender was held against no law, and why, as a headline says it; None: it was."""
    return f"Not checked against any law: {pick.no_law}." if pick and pick.no_law else None
