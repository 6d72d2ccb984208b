"""Code over parsed releases held against the whole way: the release read as a file, its tender judged."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.engines.python.parsed.compiled import Setting, Words, compile_parsed
from policyspec.engines.python.parsed.emit import emit_parsed
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, Verdict, rule_verdict
from policyspec.readers.ocds.plain import plainly, read_parsed
from policyspec.readers.ocds.slim import Slim
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load

ROOT = Path(__file__).parents[3]
RULES = "benchmarks/peers/rules.policy"


@cache
def policies(path: str = RULES) -> Policies:
    found = load([str(ROOT / path)], Disk())
    assert found.usable, found.diagnostics
    return found


def alone(book: Policies) -> list[Policies]:
    """The policies, and each of their rules by itself, for which more releases are plain."""
    rules = book.rulebook.rules
    return [book, *(replace(book, rulebook=replace(book.rulebook, rules=(rule,))) for rule in rules)]


def whole(book: Policies, release: object, gate: Gate) -> Words | None:
    """The whole way; None: there is no tender, or more than one."""
    found = read_parsed(json.dumps(release).encode(), book.vocabulary)
    if len(found) != 1:
        return None
    return _verdicts(compile_rulebook(book.rulebook, book.vocabulary), found[0], gate)


def _verdicts(compiled: Compiled, tender: Tender, gate: Gate) -> Words:
    verdicts: dict[str, set[Verdict]] = {rule.id: set() for rule in compiled.rulebook.rules}
    for row in compiled.judge(tender, gate=gate):
        verdicts[row.rule].add(row.verdict)
    return tuple(rule_verdict(each) for each in verdicts.values())


def told(book: Policies, release: Mapping[str, Any], gate: Gate) -> Words | None:
    """What the code over parsed releases says by itself; None: nothing."""
    return _code(book, gate)(release) or None


def _code(book: Policies, gate: Gate) -> Any:
    key = (tuple(rule.id for rule in book.rulebook.rules), gate)
    if key not in _MADE:
        setting = Setting(gate is Gate.PUBLISH, book.rulebook.vat_basis, {verdict: verdict for verdict in Verdict})
        _MADE[key], _ = compile_parsed(book.rulebook, plainly(book.vocabulary), setting, _refused)
    return _MADE[key]


def _refused(_: object) -> Words:
    return ()


_MADE: dict[object, Any] = {}


def in_part(book: Policies, release: Mapping[str, Any], gate: Gate) -> Words | None:
    """What the tender of the facts alone that are asked for comes to; None: there is none."""
    key = tuple(rule.id for rule in book.rulebook.rules)
    if key not in _SLIM:
        table = plainly(book.vocabulary)
        emitted = emit_parsed(book.rulebook, table)
        compiled = compile_rulebook(book.rulebook, book.vocabulary)
        _SLIM[key] = Slim.of(table, book.vocabulary, emitted.facts), compiled
    slim, compiled = _SLIM[key]
    tender = slim.read(release)
    return None if tender is None else _verdicts(compiled, tender, gate)


_SLIM: dict[object, tuple[Slim, Compiled]] = {}


def disagreements(books: list[Policies], release: Mapping[str, Any], gates: tuple[Gate, ...]) -> Iterator[str]:
    """Where the two ways differ, in words."""
    for gate in gates:
        for book in books:
            found = {way(book, release, gate) for way in (told, in_part)} - {None}
            if found and found != {wanted := whole(book, release, gate)}:
                yield f"{[r.id for r in book.rulebook.rules]}, {gate}: {found}, and the whole way {wanted}"
