"""Which source of tenders can state which fact, as an aligned table, as CSV, and for programs."""

from collections.abc import Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.model.sources import NAMES, SOURCES, Source
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.readers.ocds.find_a_tender import NOT_PUBLISHED
from policyspec.readers.readable import Key, readable
from policyspec.report.csv import table
from policyspec.report.json import Json
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped

_NONE = "–"
_HOW_TO_READ = (
    "native: a YAML or JSON tender, or the workbook. OCDS and eForms: where the fact stands; what is worked out is "
    "read off other facts. Find a Tender: whether its releases have it, or what they have instead."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One fact and its place in each source; an empty place is none."""

    info: FactInfo
    places: dict[Source, str]


def rows(vocabulary: Vocabulary) -> list[Row]:
    """Every fact that a tender may state, in the order of the vocabulary."""
    found = {source: readable(source, vocabulary) for source in SOURCES}
    infos = [(key, info) for key, info in vocabulary.facts.items() if not info.derived]
    return [Row(info, {source: _place(source, key, info, found[source]) for source in SOURCES}) for key, info in infos]


def _place(source: Source, key: Key, info: FactInfo, found: frozenset[Key]) -> str:
    if key not in found:
        return ""
    home = {"native": "yes", "ocds": info.ocds, "fts": "yes", "eforms": info.eforms}[source]
    return home or "worked out"


def instead(row: Row) -> str:
    """What Find a Tender has instead of a fact for which OCDS has a place."""
    return NOT_PUBLISHED.get((row.info.owner, row.info.key), "")


def page(vocabulary: Vocabulary, width: int) -> Iterator[Line]:
    """The table, by the things that facts belong to. OCDS paths are long, so they stand last."""
    found = rows(vocabulary)
    wide = max(len(row.info.phrase) for row in found) + 2
    fts = max(len(_fts(row)) for row in found) + 2
    forms = max(len(row.places["eforms"]) for row in found) + 2
    head = f"{'fact'.ljust(wide)}native  {NAMES['fts'].ljust(fts)}{NAMES['eforms'].ljust(forms)}{NAMES['ocds']}"
    yield from wrapped(_HOW_TO_READ, width)
    for owner in dict.fromkeys(row.info.owner for row in found):
        yield BLANK
        yield line(Piece(f"of the {vocabulary.entities[owner].singular}", Style.TITLE))
        yield line("  ", Piece(head, Style.QUIET))
        for row in found:
            if row.info.owner == owner:
                named = [row.info.phrase.ljust(wide), "yes".ljust(8), _fts(row).ljust(fts)]
                homes = [(row.places["eforms"] or _NONE).ljust(forms), row.places["ocds"] or _NONE]
                yield line("  ", *named, *homes)
    yield BLANK
    yield from wrapped(_total(found), width)


def _fts(row: Row) -> str:
    return row.places["fts"] or instead(row) or _NONE


def _total(found: list[Row]) -> str:
    counted = [f"{NAMES[source]} {sum(bool(row.places[source]) for row in found)}" for source in SOURCES]
    return f"Of {len(found)} facts and lists: {', '.join(counted)}."


def as_csv(vocabulary: Vocabulary) -> str:
    """The same as comma-separated values, with what Find a Tender has instead."""
    head = ("thing", "fact", "type", *(NAMES[source] for source in SOURCES), "Find a Tender has instead")
    return table(
        head,
        (
            (
                vocabulary.entities[row.info.owner].singular,
                row.info.phrase,
                str(row.info.type),
                *row.places.values(),
                instead(row),
            )
            for row in rows(vocabulary)
        ),
    )


def as_json(vocabulary: Vocabulary) -> Json:
    return {
        "facts": [
            {
                "thing": row.info.owner,
                "key": row.info.key,
                "phrase": row.info.phrase,
                "type": str(row.info.type),
                **{source: row.places[source] or None for source in SOURCES},
                "fts_instead": instead(row) or None,
            }
            for row in rows(vocabulary)
        ]
    }
