"""What is set for the folder that a file stands in: its `policyspec.toml`, and what the editor sets itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.dates import parse_date
from policyspec.model.numerals import LiteralError
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import Vocabulary
from policyspec.workspace.config import Key, Shape, nearest, read_config
from policyspec.workspace.loader import Loader
from policyspec.workspace.records import load_records
from policyspec.workspace.tenders import SUFFIXES, How

#: The settings that are looked at here; the command line says what is wrong with any of them.
_KEYS = {
    **dict.fromkeys(("policy", "tenders", "library", "records"), Key(Shape.TEXTS)),
    "gate": Key(Shape.TEXT, tuple(Gate)),
    "on": Key(Shape.TEXT),
    "set": Key(Shape.TABLE),
    "assumptions": Key(Shape.YES_NO),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the editor's own settings ask for. `example`: a tender to try rules on; `on`: a date."""

    example: str | None = None
    on: str | None = None
    pause: int = 200  # milliseconds without an edit after which a text is looked at


@dataclass(frozen=True, slots=True)
class Folder:
    """What is set for a folder; paths are made whole."""

    policies: tuple[str, ...] = ()
    tenders: tuple[str, ...] = ()
    library: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    gate: Gate = Gate.DRAFT
    on: date | None = None
    assumptions: bool = True

    def how(self, loader: Loader, vocabulary: Vocabulary) -> How:
        """The circumstances in which tenders are judged here, with the explanations and waivers on file."""
        records = load_records(self.records, loader, vocabulary)
        return How(self.gate, self.on, self.assumptions, records=records)


def folder_of(name: str, loader: Loader, wishes: Wishes) -> Folder:
    """What is set for the folder of a file: by the nearest `policyspec.toml`, and by the editor, which prevails."""
    config = nearest(loader, name)
    data = loader.read(config) if config is not None else None
    read = read_config(config, data, _KEYS) if config is not None and isinstance(data, bytes) else None
    settings = {} if read is None or isinstance(read, Diagnostic) else read[0].settings
    home = PurePath(config or name).parent

    def texts(key: str) -> tuple[str, ...]:
        value = settings.get(key, ())
        return value if isinstance(value, tuple) else (str(value),)

    def paths(key: str) -> tuple[str, ...]:
        return tuple(str(home / path) for path in texts(key))

    on = wishes.on or next(iter(texts("on")), None)
    return Folder(
        paths("policy"),
        paths("tenders"),
        paths("library"),
        paths("records"),
        texts("set"),
        Gate(next(iter(texts("gate")), Gate.DRAFT)),
        _day(on),
        settings.get("assumptions") is not False,
    )


def example_of(name: str, folder: Folder, loader: Loader, wishes: Wishes, roots: Sequence[str]) -> str | None:
    """The tender on which rules are tried: the one that the editor names, else the first of the folder's."""
    if wishes.example:
        homes = [*roots, str(PurePath(name).parent)]
        return next((path for home in homes if loader.is_file(path := str(PurePath(home, wishes.example)))), None)
    for path in folder.tenders:
        found = loader.files(path, SUFFIXES, deep=False)
        if found or loader.is_file(path):
            return found[0] if found else path
    return None


_NOTHING_SAID = Wishes()


def wishes_of(settings: object, before: Wishes = _NOTHING_SAID) -> Wishes:
    """The editor's settings, as a client sends them; what is of another shape is passed over."""
    stated = settings.get("policyspec", settings) if isinstance(settings, Mapping) else None
    if not isinstance(stated, Mapping):
        return before
    example, on, pause = (stated.get(key) for key in ("example", "on", "pause"))
    return Wishes(
        example if isinstance(example, str) else before.example if example is None else None,
        on if isinstance(on, str) else before.on if on is None else None,
        pause if isinstance(pause, int) and 0 <= pause <= 10_000 else before.pause,
    )


def _day(text: str | None) -> date | None:
    moment = parse_date(text) if text else None
    return None if moment is None or isinstance(moment, LiteralError) else moment.day
