"""Faults planted in what the engines emit, one at a time, that the harness must find.

A fault is a change to generated code or to a query, as if the emitter had written it so. What it looks for must stand in the
code of some case, so that a change of the emitter is not taken for a sound engine.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pytest

from policyspec.engines.python import compiled


@dataclass(frozen=True)
class Fault:
    """`pattern` becomes `instead` wherever it stands in the code."""

    name: str
    pattern: str
    instead: str
    engine: str = "python"

    def __str__(self) -> str:
        return self.name

    def plant(self, source: str) -> str:
        return re.sub(self.pattern, self.instead, source, flags=re.MULTILINE)


FAULTS = (
    # Code that works with ranges.
    Fault("at least is taken for above", r"compare\('at least'", "compare('above'"),
    Fault("below is taken for at most", r"compare\('below'", "compare('at most'"),
    Fault("an exception does not excuse", r"(holds_\d+) = ~(\w+)$", r"\1 = TRUE"),
    Fault("what an alternative needs is needed of all", r"= either\(\(compare", "= both((compare"),
    Fault("a negation is lost", r"^( +no_\d+ = )~", r"\1"),
    Fault("a list is whole though more may come", r"^( +)(\w+), (rest_\d+) = things\((.*)\)$", r"\1\2, \3 = things(\4)[0], None"),
    Fault("members that are not stated give no row", r"^( +)if rest_\d+ is not None:$", r"\1if False:"),
    Fault("a window has no end", r"within_window\(judged, (.*), [^,]+\)$", r"within_window(judged, \1, None)"),
    Fault("a given date is not looked at", r"judged = ground\.on or ", "judged = "),
    Fault("an explanation counts for nothing", r"explained_by\(notes\)", "BREACHED"),
    Fault("a waiver counts for nothing", r"excused\(notes, judged, (.*)\)$", r"\1"),
    Fault("what does not apply is judged", r"^( +out_\d+) = ruled_out\(.*\)$", r"\1 = FALSE"),
    Fault("highest is taken for lowest", r"extreme\('highest'", "extreme('lowest'"),
    Fault("a share by value is one by number", r"Counted\((value|cost|weight|fee)_\d+, ", "Counted(ONE, "),
    Fault("the time is measured backwards", r"time_from\((\w+), (\w+), ", r"time_from(\2, \1, "),
    Fault("the first row of a table always applies", r"looked_up\('(first|exactly one)', \(\w+,", r"looked_up('\1', (TRUE,"),
    Fault("a tender without lots is not one lot", r"things\(ground, ground\.divided, 'lots'\)", "things(ground, tender, 'lots')"),
    # Code for tenders that state it all.
    Fault("plainly, at least is taken for above", r"^( +holds_\d+ = .* else .*) >= ", r"\1 > "),
    Fault("plainly, below is taken for at most", r"^( +holds_\d+ = .* else [^<=]*) < ", r"\1 <= "),
    Fault("plainly, a bound is off by little", r"^( +holds_\d+ = .* [<>]=? )(\d+)$", r"\1\2.001"),
    Fault("plainly, a member without a value is passed over", r"^( +)if (\w+) is None:\n +open_\d+ = True$", r"\1pass"),
    Fault("plainly, unlike currencies add up", r"^( +)unlike_\d+ = True$", r"\1pass"),
    Fault("plainly, a negation is lost", r"^( +not_\d+ = .* else )not ", r"\1"),
    Fault("plainly, nothing to check is no row", r" if rows_\d+ == \[\] else ", " if False else "),
    Fault("plainly, a basis is not looked at", r"^( +alike_\d+ = ).*$", r"\1True"),
    Fault("plainly, a condition is not looked at", r"NOT_APPLICABLE if \w+ is False else ", ""),
    Fault("plainly, another day", r"on_day\((\w+), ", r"on_day(None if \1 is None else \1.replace(year=\1.year + 1, day=1), "),
    Fault("plainly, the highest is the first", r" or value_\d+ > extreme_\d+\):$", r"):"),
)  # fmt: skip


#: Of queries.
QUERIED = (
    Fault("in SQL, at least is taken for above", r" >= (?=\d)", " > ", "sql"),
    Fault("in SQL, a list is whole though more may come", r"coalesce\(\(\w+__state <> 1\), FALSE\)", "FALSE", "sql"),
    Fault("in SQL, a weight that is not stated is nought", r"(coalesce\([\w\[\]]*weight[\w\[\]]*), 1\)", r"\1, 0)", "sql"),
    Fault("in SQL, currencies compare", r"\(\w+__currency <> '\w+'\)", "FALSE", "sql"),
    Fault("in SQL, what does not apply is judged", r"coalesce\(\w+__not_applicable[\w\[\]]*, FALSE\)", "FALSE", "sql"),
    Fault("in SQL, a basis is taken for the other", r"__including\b", "__excluding", "sql"),
    Fault("in SQL, parts of words are words", re.escape(r"(^|[^\p{L}\p{N}_])"), "", "sql"),
    Fault("in SQL, or is and", r" OR ", " AND ", "sql"),
    Fault("in SQL, a day is not compared with its time", r"\b\w+__second\b", "NULL", "sql"),
    Fault("in SQL, tenders that do not fit are judged", r"WHERE unfit_ IS NULL", "", "sql"),
)  # fmt: skip


@contextmanager
def planted(fault: Fault, found: list[bool]) -> Iterator[None]:
    """The engine with a fault in what it emits; `found` is told of each text whether there was a place for it."""
    with pytest.MonkeyPatch.context() as patch:
        if fault.engine == "python":
            patch.setattr(compiled, "emitted", _emitting(fault, found, compiled.__dict__["emitted"]))
        else:
            judge = import_module("policyspec.audit.judge")
            patch.setattr(judge, "compile_rulebook", _querying(fault, found, judge.__dict__["compile_rulebook"]))
        yield


def _emitting(fault: Fault, found: list[bool], sound: Callable[..., str]) -> Callable[..., str]:
    def emitted(*args: object) -> str:
        source = sound(*args)
        found.append(fault.plant(source) != source)
        return fault.plant(source)

    return emitted


def _querying(fault: Fault, found: list[bool], sound: Callable[..., Any]) -> Callable[..., Any]:
    def compile_rulebook(*args: object, **named: object) -> Any:
        query = sound(*args, **named)
        text = fault.plant(query.text)
        found.append(text != query.text)
        return replace(query, text=text)

    return compile_rulebook
