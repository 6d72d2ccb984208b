"""A dataset of tenders: a folder of Parquet files, with a list of what they were read from.

    lock                the run that works on it
    dataset.json        its version, the vocabulary that it was read with, its parts in order
    unreadable.jsonl    what was wrong with inputs, a diagnostic on each line
    parts/ID.parquet    tenders (`policyspec.model.columns`); ID.json says what they were read from

The list is written last. A run that is broken off leaves the dataset as it was, and what was read by then is not read
again.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree

from policyspec.audit.code import fingerprint
from policyspec.audit.duck import Connection, connection, quoted
from policyspec.audit.inputs import Unit, files_of, survey, units_of
from policyspec.audit.lock import locked
from policyspec.audit.parquet import attach
from policyspec.audit.reading import Part, Said, file_of, read_unit, write_whole
from policyspec.audit.workers import end_with_parent
from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.version import __version__
from policyspec.model.columns import FORMAT, IDENTITY, INPUT, SOURCE, UNFIT, columns_of
from policyspec.model.vocabulary import FactInfo, Vocabulary, standard
from policyspec.workspace.loader import Loader

_VERSION = 1
_LIST, _UNREADABLE, _PARTS, _LOCK = "dataset.json", "unreadable.jsonl", "parts", "lock"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset as it stands on the disk."""

    folder: Path
    circumstances: str  # of its reading: the versions, the code and the vocabulary
    parts: tuple[Part, ...]

    @property
    def files(self) -> list[Path]:
        """Its files of Parquet, in order, without those that have no tender."""
        return [file_of(self.folder / _PARTS, part.id) for part in self.parts if part.tenders]

    @property
    def inputs(self) -> dict[str, str]:
        """The digest of each input by its name."""
        return {one.name: one.digest for part in self.parts for one in part.inputs}

    @property
    def tenders(self) -> int:
        return sum(part.tenders for part in self.parts)

    @property
    def unfit(self) -> int:
        return sum(part.unfit for part in self.parts)

    @property
    def said(self) -> list[Said]:
        return [said for part in self.parts for said in part.said]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did: the dataset, and the inputs read, kept as they were, and dropped.

    `anew`: what stood there was read with other words or by other code, so that nothing of it was kept.
    """

    dataset: Dataset
    read: tuple[str, ...]
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    anew: bool


def load(folder: Path) -> Dataset | None:
    """The dataset of a folder; None where there is none of this version."""
    try:
        read = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        parts = tuple(Part.from_json(part) for part in read["parts"])
        return Dataset(folder, read["circumstances"], parts) if read["version"] == _VERSION else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def circumstances_of(vocabulary: Vocabulary) -> str:
    """A digest of all on which the reading of an input depends but the input."""
    columns = [repr(column) for column in columns_of(vocabulary)]
    own = [repr(info) for info in vocabulary.facts.values() if info.own]
    parts = [str(_VERSION), __version__, fingerprint(), *columns, *own]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def ingest(
    names: Sequence[str],
    folder: Path,
    loader: Loader,
    vocabulary: Vocabulary,
    *,
    workers: int = 1,
    told: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
) -> Ingested:
    """Bring a dataset to what some files and folders hold: read what is new or changed, drop what is gone.

    The same inputs give the same files, whatever the number of workers. `told` hears how many units of how many are
    done. Raises ExtraMissing, `lock.InUse`, and OSError where the folder cannot be written.
    """
    parts = folder / _PARTS
    parts.mkdir(parents=True, exist_ok=True)
    with locked(folder / _LOCK):
        surveys = [survey(name) for name in files_of(names, loader)]
        wanted = {one.input.name: one.input.digest for one in surveys}
        circumstances = circumstances_of(vocabulary)
        old = load(folder)
        had = old.inputs if old is not None else {}
        anew = old is not None and old.circumstances != circumstances
        same = set() if anew else {name for name, digest in wanted.items() if digest and had.get(name) == digest}
        kept = _kept(old, same, parts)
        fresh = [s for s in surveys if s.input.name not in same]
        units = [(unit, unit.id(circumstances)) for unit in units_of(fresh)]
        read = list(_read(units, parts, vocabulary, workers, told))
        with connection() as duck:
            read = _each_once(duck, read, parts)
        dataset = Dataset(folder, circumstances, (*kept, *read))
        _write(dataset)
    names_read, names_kept = (tuple(n for n in wanted if (n in same) is known) for known in (False, True))
    return Ingested(dataset, names_read, names_kept, tuple(n for n in had if n not in wanted), anew)


# --- reading ----------------------------------------------------------------------------------------------------

_vocabulary: Vocabulary | None = None  # of a worker: made once, and not sent with each unit


def _prepare(own: tuple[FactInfo, ...], codes: Mapping[str, tuple[str, ...]]) -> None:
    global _vocabulary  # noqa: PLW0603
    _vocabulary = standard().with_own(own, codes)
    end_with_parent()


def _work(unit: Unit, id_: str, folder: Path) -> Part:
    assert _vocabulary is not None
    return read_unit(unit, id_, folder, _vocabulary)


def _read(
    units: Sequence[tuple[Unit, str]],
    folder: Path,
    vocabulary: Vocabulary,
    workers: int,
    told: Callable[[int, int], None],
) -> Iterator[Part]:
    if workers < 2 or len(units) < 2:
        for done, (unit, id_) in enumerate(units, 1):
            yield read_unit(unit, id_, folder, vocabulary)
            told(done, len(units))
        return
    own = tuple(info for info in vocabulary.facts.values() if info.own)
    with ProcessPoolExecutor(workers, get_context("spawn"), _prepare, (own, dict(vocabulary.codes))) as pool:
        waiting = [pool.submit(_work, unit, id_, folder) for unit, id_ in units]
        for done, one in enumerate(waiting, 1):
            yield one.result()
            told(done, len(units))


# --- taking out -------------------------------------------------------------------------------------------------


def _kept(old: Dataset | None, same: set[str], folder: Path) -> list[Part]:
    """The parts that stay, without the inputs that are gone or have changed."""
    parts = [part for part in (old.parts if old else ()) if any(one.name in same for one in part.inputs)]
    with connection() as duck:
        return [_without(duck, part, same, folder) for part in parts]


def _without(duck: Connection, part: Part, same: set[str], folder: Path) -> Part:
    """A part without the inputs that are gone or have changed."""
    inputs = tuple(one for one in part.inputs if one.name in same)
    if inputs == part.inputs:
        return part
    names = ", ".join(quoted(one.name) for one in inputs)
    said = tuple(one for one in part.said if one.input in same)
    return _selected(duck, replace(part, inputs=inputs, said=said), f"{INPUT} IN ({names})", folder)


def _selected(duck: Connection, part: Part, where: str, folder: Path) -> Part:
    """A part with the tenders that meet a condition, as a file of its own."""
    id_ = hashlib.sha256(f"{part.id}\0{where}".encode()).hexdigest()[:32]
    made, beside = file_of(folder, id_), folder / f".{id_}.unfinished"
    columns = attach(duck, [file_of(folder, part.id)], "part")
    duck.execute(f"COPY (FROM part WHERE {where}) TO {quoted(str(beside))} (FORMAT parquet, COMPRESSION zstd)")
    beside.replace(made)
    attach(duck, [made], "part")
    unfit = f"count({UNFIT})" if UNFIT in columns else "0"
    tenders, unfit_ = duck.execute(f"SELECT count(*), {unfit} FROM part").fetchone()
    part = replace(part, id=id_, tenders=tenders, unfit=unfit_)
    write_whole(folder / f"{id_}.json", json.dumps(part.to_json(), ensure_ascii=False))
    return part


def _each_once(duck: Connection, parts: Sequence[Part], folder: Path) -> list[Part]:
    """Each process of an input once: what comes again in a later part of it is taken out, as within one part."""
    found = list(parts)
    cut = {part.inputs[0].name for part in parts if part.lines is not None}
    for name in sorted(cut):
        places = [n for n, part in enumerate(found) if part.lines is not None and part.inputs[0].name == name]
        attach(duck, [file_of(folder, found[n].id) for n in places], "whole")
        again = duck.execute(
            f"SELECT {SOURCE}, {IDENTITY} FROM whole WHERE {FORMAT} = 'ocds' AND {IDENTITY} IN (SELECT {IDENTITY} "
            f"FROM whole WHERE {FORMAT} = 'ocds' GROUP BY {IDENTITY} HAVING count(*) > 1)"
        ).fetchall()
        if again:
            _take_out(duck, found, places, again, folder)
    return found


def _take_out(
    duck: Connection, parts: list[Part], places: Sequence[int], again: Sequence[tuple[str, str]], folder: Path
) -> None:
    seen: set[str] = set()
    for n in places:
        attach(duck, [file_of(folder, parts[n].id)], "part")
        here = {row[0] for row in duck.execute(f"SELECT {SOURCE} FROM part").fetchall()}
        ours = [(source, ocid) for source, ocid in again if source in here]
        late = [(source, ocid) for source, ocid in ours if ocid in seen]
        seen |= {ocid for _, ocid in ours}
        if late:
            said = tuple(_again(parts[n], source, ocid) for source, ocid in late)
            names = ", ".join(quoted(source) for source, _ in late)
            kept = replace(parts[n], said=(*parts[n].said, *said))
            parts[n] = _selected(duck, kept, f"{SOURCE} NOT IN ({names})", folder)


def _again(part: Part, source: str, ocid: str) -> Said:
    from policyspec.base.source import Span
    from policyspec.readers.container_errors import process_again

    name = part.inputs[0].name
    line = int(source.removeprefix(name).lstrip(":").partition("#")[0])
    found = process_again(Span(name, line, 1, line, 1), ocid)
    return Said(name, found.code, str(found.severity), found.message, line, 1, found.hint)


# --- writing ----------------------------------------------------------------------------------------------------


def _write(dataset: Dataset) -> None:
    said = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in dataset.said)
    write_whole(dataset.folder / _UNREADABLE, said)
    written = {
        "version": _VERSION,
        "circumstances": dataset.circumstances,
        "parts": [part.to_json() for part in dataset.parts],
    }
    write_whole(dataset.folder / _LIST, json.dumps(written, ensure_ascii=False, indent=1) + "\n")
    wanted = {part.id for part in dataset.parts}
    for file in sorted((dataset.folder / _PARTS).iterdir()):
        if file.stem in wanted:
            continue
        if file.is_dir():  # a run was broken off while it wrote there
            rmtree(file, ignore_errors=True)
        else:
            file.unlink(missing_ok=True)
