"""A case on disk: a policy, tenders, and the outcomes that a person judged to be right."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from policyspec.model.outcomes import Outcome

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class _Plain(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """Writes text as it was written: `60:40` and `no` without quotes."""

    def __init__(self, stream: Any, **_: object) -> None:
        Emitter.__init__(self, stream, width=200, allow_unicode=True)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, sort_keys=False)
        BaseResolver.__init__(self)


@dataclass(frozen=True, slots=True)
class Run:
    """One tender of a case and what the rules come to for it. `whole`: it lists every rule."""

    case: str
    number: int
    it: str
    policy: Path
    tender: Path | bytes
    gate: str
    on: str | None
    assumptions: bool
    lines: tuple[str, ...]
    whole: bool
    finds: tuple[str, ...] | None  # codes of what is amiss with the tender, its explanations and its waivers
    rules: tuple[str, ...] | None  # the verdicts of whole rules, where the case speaks of them
    assumes: tuple[str, ...] | None
    says: tuple[str, ...]
    blocks: bool | None
    exits: int | None

    @property
    def name(self) -> str:
        return f"{self.case}-{self.number}-{self.it[:60]}"

    @property
    def named(self) -> set[str]:
        """The rules that it speaks of."""
        return {line.split(":")[0].split()[0] for line in self.lines}


def runs() -> Iterator[Run]:
    """Every run of every case."""
    for file in sorted(HERE.glob("*/expected.yaml")):
        case: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
        for number, run in enumerate(case["runs"], start=1):
            yield _run(file.parent, case, number, run)


def _run(folder: Path, case: dict[str, Any], number: int, run: dict[str, Any]) -> Run:
    policy = case.get("policy", "policy.policy")
    changed = "with" in run or "without" in run
    return Run(
        case=folder.name,
        number=number,
        it=run["it"],
        policy=_file(folder, policy),
        tender=_changed(folder, case["base"], run) if changed else _tender(folder, run.get("tender", case.get("base"))),
        gate=run.get("gate", "draft"),
        on=run.get("on"),
        assumptions=run.get("assumptions", "yes") == "yes",
        lines=tuple(_lines(run["outcomes"])),
        whole=not changed,
        finds=tuple(run.get("finds", [])) if not changed or "finds" in run else None,
        rules=tuple(_lines(run["rules"])) if "rules" in run else None,
        assumes=tuple(run["assumes"]) if "assumes" in run else None,
        says=tuple(run.get("says", [])),
        blocks=run["blocks"] == "yes" if "blocks" in run else None,
        exits=int(run["exits"]) if "exits" in run else None,
    )


def _file(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else ROOT / name


def _tender(folder: Path, tender: Any) -> Path | bytes:
    return _file(folder, tender) if isinstance(tender, str) else _written(tender)


def _changed(folder: Path, base: str, run: dict[str, Any]) -> bytes:
    text = _file(folder, base).read_text(encoding="utf-8")
    tender: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - text only
    without = run.get("without", [])
    unknown = [key for key in without if key not in tender]
    assert not unknown, f"{base} does not state {unknown}"
    return _written({k: v for k, v in (tender | run.get("with", {})).items() if k not in without})


def _written(tender: dict[str, Any]) -> bytes:
    return yaml.dump(tender, Dumper=_Plain).encode()


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        told = " ".join(line.partition(" # ")[0].split())
        if told and not told.startswith("#"):
            yield told


def told(outcome: Outcome, *, limb: bool, policy: str) -> str:
    """An outcome as a case writes it. A rule of another policy than the case's own says which."""
    place = [called(outcome.rule, policy), *([outcome.limb] if limb else []), *([outcome.item] if outcome.item else [])]
    possible = f" ({' or '.join(outcome.possible)})" if len(outcome.possible) > 1 else ""
    missing = f", missing {' and '.join(sorted(f.name for f in outcome.missing))}" if outcome.missing else ""
    return f"{' '.join(place)}: {outcome.verdict}{possible}{missing}"


def called(rule: str, policy: str) -> str:
    """A rule's id, short where it is of the policy."""
    return rule.removeprefix(f"{policy}#")
