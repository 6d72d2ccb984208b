"""The configuration: `policyspec.toml`, or the table `[tool.policyspec]` of a `pyproject.toml`.

It holds settings and nothing else: no code, and nothing of another file. Which keys there are, and what each takes,
the command says (`Key`).
"""

import datetime
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import assert_never

from policyspec.base.codes import CODES
from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.encoding import NotText, text_of
from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span
from policyspec.base.suggest import did_you_mean
from policyspec.workspace.loader import Loader

NAME, SHARED = "policyspec.toml", "pyproject.toml"
_TABLE = ("tool", "policyspec")
_AT = pattern(r"at line (\d+), column (\d+)")


class Shape(StrEnum):
    """What a setting takes, as a message says it."""

    TEXT = "a text"
    TEXTS = "a text, or a list of texts"
    YES_NO = "true or false"
    TABLE = "a table of names and values"


@dataclass(frozen=True, slots=True)
class Key:
    """A setting that a command takes. `choices`: what it may be; empty: anything of its shape."""

    shape: Shape
    choices: tuple[str, ...] = ()


Setting = str | tuple[str, ...] | bool


@dataclass(frozen=True, slots=True)
class Config:
    """What a file sets, and the line of each key. A table is held as `NAME=VALUE` texts."""

    source: Source
    settings: Mapping[str, Setting]
    lines: Mapping[str, int]

    @property
    def folder(self) -> str:
        """The folder from which paths in it are meant."""
        return os.path.dirname(self.source.name) or os.curdir


def nearest(loader: Loader, beside: str = NAME) -> str | None:
    """The configuration of the working folder: in it, else in the nearest of the folders around it.

    `beside`: a file whose folder is meant in place of the working one, as in an editor.

    Not that of the tender's folder: a tender that came from elsewhere brings no settings along.
    """
    for folder in loader.folders_above(beside):
        for name in (os.path.normpath(os.path.join(folder, each)) for each in (NAME, SHARED)):
            if loader.is_file(name) and (name.endswith(NAME) or _has_table(loader.read(name))):
                return name
    return None


def read_config(name: str, data: bytes, keys: Mapping[str, Key]) -> tuple[Config, tuple[Diagnostic, ...]] | Diagnostic:
    """What a file sets, and what is wrong with some of it; or why it cannot be read at all (PS030)."""
    text = text_of(data)
    if isinstance(text, NotText):
        return _say("PS030", Span(name, text.line, text.column, text.line, text.column + 1), text.message, text.hint)
    import tomllib

    source = Source(name, text)
    try:
        stated = tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        hint = 'write `name = "value"`, one to a line, and a list as `["one", "another"]`'
        return _say("PS030", _where(str(error), source), "this is not written as TOML is", hint)
    shared = os.path.basename(name) == SHARED
    table = _within(stated, _TABLE) if shared else stated
    return _read(table, source, _TABLE if shared else (), keys)


def _read(
    table: Mapping[str, object], source: Source, header: Sequence[str], keys: Mapping[str, Key]
) -> tuple[Config, tuple[Diagnostic, ...]]:
    settings: dict[str, Setting] = {}
    found: list[Diagnostic] = []
    places = {written: _place(source, header, written) for written in table}
    for written, value in table.items():
        key = keys.get(written)
        if key is None:
            hint = did_you_mean(written.replace("_", "-"), keys, cutoff=0.75) or f"the settings are {', '.join(keys)}"
            found.append(_say("PS031", places[written], f"there is no setting `{written}`", hint))
            continue
        read = _value(value, key.shape)
        if read is None:
            found.append(_say("PS032", places[written], f"`{written}` takes {key.shape}", _example(written, key)))
        elif unknown := _unknown(read, key.choices):
            hint = did_you_mean(unknown, key.choices) or f"choose from {', '.join(key.choices)}"
            found.append(_say("PS032", places[written], f"`{written}` cannot be `{unknown}`", hint))
        else:
            settings[written] = read
    return Config(source, settings, {written: place.line for written, place in places.items()}), tuple(found)


def _value(value: object, shape: Shape) -> Setting | None:
    match shape:
        case Shape.TEXT:
            return _text(value)
        case Shape.TEXTS:
            texts = [_text(one) for one in (value if isinstance(value, list) else [value])]
            whole = tuple(text for text in texts if text is not None)
            return whole if len(whole) == len(texts) else None
        case Shape.YES_NO:
            return value if isinstance(value, bool) else None
        case Shape.TABLE:
            return tuple(_pairs(value)) if isinstance(value, dict) and all(map(_plain, value.values())) else None
        case _:
            assert_never(shape)


def _text(value: object) -> str | None:
    """A text; a date as it is written."""
    return value if isinstance(value, str) else value.isoformat() if isinstance(value, datetime.date) else None


def _pairs(table: Mapping[str, object]) -> Iterator[str]:
    """The entries of a table as `--set` takes them."""
    for name, value in table.items():
        yield f"{name}={('yes' if value else 'no') if isinstance(value, bool) else value}"


def _plain(value: object) -> bool:
    return isinstance(value, str | int | datetime.date)


def _unknown(read: Setting, choices: Sequence[str]) -> str | None:
    """The first word that is none of the choices."""
    words = read if isinstance(read, tuple) else (read,) if isinstance(read, str) else ()
    return next((word for word in words if choices and word not in choices), None)


def _example(written: str, key: Key) -> str:
    first = key.choices[0] if key.choices else "…"
    match key.shape:
        case Shape.TEXT | Shape.TEXTS:
            return f'write `{written} = "{first}"`'
        case Shape.YES_NO:
            return f"write `{written} = true`, without quotes"
        case Shape.TABLE:
            return f'write `[{written}]`, and under it `"name" = "value"` lines'
        case _:
            assert_never(key.shape)


# --- places -------------------------------------------------------------------------------------------------------


def _has_table(data: bytes | Diagnostic) -> bool:
    """Whether a `pyproject.toml` speaks of policyspec at all; one that cannot be read is another tool's matter."""
    import tomllib

    text = None if isinstance(data, Diagnostic) else text_of(data)
    try:
        return isinstance(text, str) and bool(_within(tomllib.loads(text), _TABLE))
    except (ValueError, RecursionError):
        return False


def _within(stated: object, names: Sequence[str]) -> Mapping[str, object]:
    for name in names:
        stated = stated.get(name) if isinstance(stated, dict) else None
    return stated if isinstance(stated, dict) else {}


def _where(message: str, source: Source) -> Span:
    """The place that the parser names; without one, the end of the text."""
    found = _AT.search(message)
    line, column = (int(found[1]), int(found[2])) if found else source.position(len(source.text))
    return Span(source.name, line, column, line, column + 1)


def _place(source: Source, header: Sequence[str], key: str) -> Span:
    """The line on which a key of a table is set. The parser does not say, so the text is looked through."""
    within: list[str] = []
    name = rf"\s*[\"']?{re.escape(key)}[\"']?\s*"
    for number, row in enumerate(source.text.splitlines(), 1):
        if opened := re.match(r"\s*\[+([^\]]*)\]", row):
            within = [part.strip(" \"'") for part in opened[1].split(".")]
            if within == [*header, key]:
                return Span(source.name, number, 1, number, len(row) + 1)
        elif within == list(header) and (found := re.match(rf"{name}[=.]", row)):
            start = len(row) - len(row.lstrip()) + 1
            return Span(source.name, number, start, number, len(found[0].rstrip("=. ")) + 1)
    return Span(source.name, 1, 1, 1, 1)


def _say(code: str, span: Span, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, span, hint)
