"""A check that is asked for in the plainest way: `policyspec check t.yaml --policy p.policy --gate publish`.

Whatever is more than that (help, completion, a configuration, an option or value that is not known here, a mistake) is
click's, which has all options with their meaning in `cli.check`. What is understood here click understands alike:
tests/cli/test_plainly.py holds the two together.
"""

import os
from collections.abc import Sequence
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Gate


@dataclass(frozen=True, slots=True)
class Asked:
    """What `policyspec check` is asked. The names are those of click's parameters."""

    tenders: Sequence[str]
    policies: Sequence[str] = ()
    gate: str = Gate.DRAFT.value
    on: str | None = None
    settings: Sequence[str] = ()
    formats: Sequence[str] = ()
    output: str | None = None
    fail_on: Sequence[str] = ()
    library: Sequence[str] = ()
    assumptions: bool = True
    records: Sequence[str] = ()
    ignore_explanations: bool = False
    ignore_waivers: bool = False
    baseline: str | None = None
    languages: Sequence[str] = ()
    color: str = "auto"
    stdin_name: str = "standard input"
    watch: bool = False


#: The options that are understood here: the field that each sets, and whether it may be repeated.
_OPTIONS = {
    "--policy": ("policies", True),
    "-p": ("policies", True),
    "--gate": ("gate", False),
    "--on": ("on", False),
    "--set": ("settings", True),
    "--format": ("formats", True),
    "-f": ("formats", True),
    "--output": ("output", False),
    "-o": ("output", False),
    "--fail-on": ("fail_on", True),
    "--library": ("library", True),
}
_GATES = {None, *(gate.value for gate in Gate)}


def asked(arguments: Sequence[str]) -> Asked | None:
    """What the arguments of `policyspec check` ask; None: click has to say."""
    if "_POLICYSPEC_COMPLETE" in os.environ:
        return None
    given = _given(arguments)
    if given is None or not (given["tenders"] and given["policies"]):
        return None
    configured = not given.pop("no_config", False) and _configured()
    return None if configured or given.get("gate") not in _GATES else Asked(**given)


def _given(arguments: Sequence[str]) -> dict[str, Any] | None:
    """The values of the options, by field; None: there is something else among them."""
    given: dict[str, Any] = {"tenders": (), "policies": ()}
    waiting = iter(arguments)
    for argument in waiting:
        if not argument.startswith("-"):
            given["tenders"] += (argument,)
        elif argument == "--no-config":
            given["no_config"] = True
        else:
            value = next(waiting, "-")
            if argument not in _OPTIONS or value.startswith("-"):
                return None
            field, repeated = _OPTIONS[argument]
            given[field] = (*given.get(field, ()), value) if repeated else value
    return given


def _configured() -> bool:
    from policyspec.workspace.config import nearest
    from policyspec.workspace.disk import Disk

    return nearest(Disk()) is not None
