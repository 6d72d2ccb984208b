"""What can be read from a parsed release without reading the whole of it, and the whole of one."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from policyspec.base.dataclasses import replace
from policyspec.base.source import Source
from policyspec.model import plain
from policyspec.model.crosswalk import CRITERION_KINDS
from policyspec.model.facts import Tender
from policyspec.model.inherit import shared_with_lot
from policyspec.model.plain import Plain, Plainly, Way
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.json_tree import read_json
from policyspec.readers.ocds import codes, fields, own, read_ocds, values
from policyspec.readers.ocds.release import PUBLISHERS
from policyspec.readers.ocds.values import Reader
from policyspec.readers.text import decode
from policyspec.readers.tree import Document

_WAYS: dict[Reader, Way] = {
    values.text: Way.TEXT,
    values.yes_no: Way.YES_NO,
    values.date: Way.DATE,
    values.money: Way.MONEY,
}

_CRITERION = {
    ("criterion", "name"): Plain(("name",), Way.TEXT),
    ("criterion", "kind"): Plain(("type",), Way.CODE, CRITERION_KINDS),
    ("criterion", "weight"): Plain(("numbers",), Way.WEIGHT),
}
#: Facts of a tender that other words may give than those of their row.
_ALSO_ELSEWHERE = {"above_threshold"}
_OF_LOTS = {row.key for row in fields.OF_LOTS}
_LISTS = {("tender", "lots"): ("lots",), ("lot", "criteria"): ("awardCriteria", "criteria")}


def plainly(vocabulary: Vocabulary) -> Plainly:
    """The plain readings of OCDS: a fact that one row reads, where that states it. Paths start at the tender or lot."""
    facts = dict(_CRITERION)
    for entity, rows in (("tender", fields.TENDER), ("lot", fields.LOT)):
        counts = Counter(row.key for row in rows)
        alone = [row for row in rows if counts[row.key] == 1 and not row.release and row.key not in _ALSO_ELSEWHERE]
        for row in (*alone, *_own_rows(entity, vocabulary)):
            if (found := _plain(row)) is not None:
                facts[entity, row.key] = replace(found, of_lots=entity == "tender" and row.key in _OF_LOTS)
    publishers = {prefix: plain.Publisher(each.basis, each.drops_criteria) for prefix, each in PUBLISHERS.items()}
    return Plainly(facts, _LISTS, publishers, dict(shared_with_lot(vocabulary)))


def _own_rows(entity: str, vocabulary: Vocabulary) -> Iterator[fields.Row]:
    """The rows of facts that policies declare, from the thing on; a tender's are written from the release on."""
    for info in vocabulary.facts_of(entity):
        if info.own and info.ocds:
            row = own.row(info, vocabulary)
            if entity != "tender":
                yield row
            elif row.path[0] == "tender":
                yield replace(row, path=row.path[1:])


def _plain(row: fields.Row) -> Plain | None:
    if isinstance(row.read, codes.OneOf):
        return Plain(row.path, Way.CODE, row.read.codes)
    way = _WAYS.get(row.read)
    return None if way is None else Plain(row.path, way)


def read_parsed(release: Mapping[str, object] | bytes, vocabulary: Vocabulary) -> tuple[Tender, ...]:
    """The tenders of a document of OCDS that has been parsed, or of its text: what the reader makes of a file."""
    source = decode(release if isinstance(release, bytes) else json.dumps(release).encode(), "release")
    document = read_json(source) if isinstance(source, Source) else source
    return read_ocds(document, vocabulary)[0] if isinstance(document, Document) else ()
