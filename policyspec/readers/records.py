"""Explanations and waivers from a file of their own: for notices, which have no place for them."""

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Explanation, Origin, Waiver
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.readers import errors, record_errors
from policyspec.readers.beside import EXPLANATION_KEYS, WAIVER_KEYS, Record, records
from policyspec.readers.called import Called, listed
from policyspec.readers.scalars import Reading
from policyspec.readers.text import decode
from policyspec.readers.tree import Document, Mapping, Scalar

EXPLANATIONS, WAIVERS = "explanations", "waivers"


@dataclass(frozen=True, slots=True)
class Filed:
    """An explanation or waiver of a file of its own. Its item is as written: what it means each tender says."""

    record: Explanation | Waiver
    tender: str | None  # of which it speaks: its number in a register, its title or its file; None: of any
    origin: Origin
    item_origin: Origin | None = None
    tender_origin: Origin | None = None


def read_records(
    data: bytes, name: str, vocabulary: Vocabulary
) -> tuple[tuple[Filed, ...], tuple[Diagnostic, ...]] | Diagnostic:
    """The explanations and waivers of a file, and what is wrong with some; or why the file is none of that kind."""
    from policyspec.readers.yaml_tree import read_yaml  # most runs have no such file, and many no YAML

    source = decode(data, name)
    document = source if isinstance(source, Diagnostic) else read_yaml(source)
    if isinstance(document, Diagnostic):
        return document
    root = document.root
    if not isinstance(root, Mapping) or not {fold(key) for key in root.entries} & {EXPLANATIONS, WAIVERS}:
        return record_errors.no_records(document.span(root))
    reading = Reading(document, vocabulary)
    filed = _filed(root, reading)
    return filed, tuple(reading.found)


def in_tender(filed: Filed, called: Called) -> Explanation | Waiver | None:
    """The record with the path of its item in one tender, or None where that tender has no such item, or two."""
    if filed.record.item is None:
        return filed.record
    paths = called.paths(filed.record.item)
    return replace(filed.record, item=paths[0]) if len(paths) == 1 else None


def _filed(root: Mapping, reading: Reading) -> tuple[Filed, ...]:
    found: list[Filed] = []
    for entry in root.entries.values():
        match fold(entry.key.text):
            case "explanations":
                for one in records(entry, "explanation", (*EXPLANATION_KEYS, "tender"), reading):
                    found += _of(one, one.explanation(one.text("item")))
            case "waivers":
                for one in records(entry, "waiver", (*WAIVER_KEYS, "tender"), reading):
                    found += _of(one, one.waiver(one.text("item")))
            case _:
                hint = f"the keys are {listed((EXPLANATIONS, WAIVERS))}; each record says of which `tender` it is"
                reading.say(errors.unknown_key(reading.document.span(entry.key), entry.key.text, hint))
    return tuple(found)


def _of(record: Record, made: Explanation | Waiver | None) -> list[Filed]:
    if made is None:
        return []
    document = record.reading.document
    places = (_place(record, key, document) for key in ("item", "tender"))
    return [Filed(made, record.text("tender"), document.origin(record.node), *places)]


def _place(record: Record, key: str, document: Document) -> Origin | None:
    value = record.values.get(key)
    return document.origin(value) if isinstance(value, Scalar) else None
