"""A query as text: the columns that its verdicts rest on, in stages, of which each uses those before it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyspec.base.dataclasses import replace
from policyspec.engines.sql.world import Kept, Query

_NAME = re.compile(r"\bx[0-9]+_\b")
_MEMBER = re.compile(r"\b[im][0-9]+_\b")


def written(
    query: Query, selected: Mapping[str, str], beside: Sequence[str], keys: Sequence[str], table: str, where: str
) -> str:
    """The text. `selected`: what is asked for, by name; `beside`: what is handed through with the keys."""
    wanted = {name: Kept(name, text, name, text) for name, text in selected.items()}
    columns = _merged(_needed(query, selected.values()) | wanted)
    stages = _stages({name: one for name, one in columns.items() if name not in wanted})
    read = ",\n    ".join(dict.fromkeys([*keys, *_read(query)]))
    ctes = [f"stage0 AS (\n  SELECT\n    {read}\n  FROM {table}{where}\n)"]
    for number, stage in enumerate(stages, 1):
        lines = ",\n    ".join(["*", *(f"{query.dialect.once(one.definition)} AS {one.name}" for one in stage)])
        ctes.append(f"stage{number} AS (\n  SELECT\n    {lines}\n  FROM stage{number - 1}\n)")
    asked = ",\n  ".join([*keys, *beside, *(f"{columns[name].definition} AS {name}" for name in wanted)])
    return f"WITH {', '.join(ctes)}\nSELECT\n  {asked}\nFROM stage{len(stages)}\n"


def _read(query: Query) -> Iterator[str]:
    for name, depth in query.read.items():
        column = query.dialect.quoted(name)
        yield query.dialect.numbers(column, depth) if depth else column


def _needed(query: Query, texts: Iterable[str]) -> dict[str, Kept]:
    """The columns worked out on the way that some text rests on, by name, in the order of making."""
    by_name = {one.name: one for one in query.kept.values()}
    waiting = [name for text in texts for name in _NAME.findall(text)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in found:
            found.add(name)
            waiting += _NAME.findall(by_name[name].definition)
    return {name: one for name, one in by_name.items() if name in found}


def _stages(kept: Mapping[str, Kept]) -> list[list[Kept]]:
    stage: dict[str, int] = {}
    for name, one in kept.items():  # in the order of making: each uses earlier ones only
        stage[name] = 1 + max((stage[used] for used in _NAME.findall(one.definition) if used in stage), default=0)
    last = max(stage.values(), default=0)
    return [[kept[name] for name in kept if stage[name] == number] for number in range(1, last + 1)]


# --- columns that are used once ---------------------------------------------------------------------------------


def _merged(columns: Mapping[str, Kept]) -> dict[str, Kept]:
    """Without the columns that are used once: what uses one has its text in it.

    To write a list and read it again takes longer than most of what is worked out for its members.
    """
    left = dict(columns)
    users = _users(columns.values())
    for name in columns:  # in the order of making: what a column uses may stand in it by now
        match users.get(name, []):
            case [user] if (merged := _with(left[user], left[name])) is not None:
                left[user] = merged
                for used in _NAME.findall(left.pop(name).definition):
                    users[used] = [user if one == name else one for one in users[used]]
    return left


def _users(columns: Iterable[Kept]) -> dict[str, list[str]]:
    """By what each column is used: a name for each time."""
    users: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        for name in _NAME.findall(column.definition):
            users[name].append(column.name)
    return users


def _with(user: Kept, column: Kept) -> Kept | None:
    """A column with the text of another in its place; None where that would be worked out more than once."""
    definition, body = (_replaced(text, column) for text in (user.definition, user.body))
    return None if definition is None or body is None else replace(user, definition=definition, body=body)


def _replaced(text: str, column: Kept) -> str | None:
    if column.cell in text and _members(text) == _members(column.cell):
        return text.replace(column.cell, column.body)
    return None if _members(text) else text.replace(column.name, column.definition)


def _members(text: str) -> set[str]:
    """The numbers of members of lists that a text speaks of: the lists that it goes through."""
    return set(_MEMBER.findall(text))
