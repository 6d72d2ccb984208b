"""Tender files to facts. What reads a format is imported when a file is in it."""

from collections.abc import Iterator

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import container_errors, errors
from policyspec.readers.kinds import is_ocds, is_sheet, is_xml
from policyspec.readers.limits import STANDARD, Limits
from policyspec.readers.lines import is_lines
from policyspec.readers.native import knows_any, read_native
from policyspec.readers.options import DEFAULT, Options
from policyspec.readers.pieces import Pieces, in_utf8, opened, unpacked, whole
from policyspec.readers.text import decode
from policyspec.readers.tree import Document, Mapping, Scalar, Style, standing

__all__ = ["read", "read_each", "tenders_of"]

_LOOKED_AT = 2**16  # bytes by which the kind of a file is told


def read(
    data: bytes, name: str, vocabulary: Vocabulary, options: Options = DEFAULT
) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    """The tenders of one file, and what is wrong with the file as a whole: all that `read_each` gives."""
    found = list(read_each((data,), name, vocabulary, options))
    tenders = tuple(one for one in found if isinstance(one, Tender))
    return tenders, tuple(one for one in found if isinstance(one, Diagnostic))


def read_each(
    pieces: Pieces, name: str, vocabulary: Vocabulary, options: Options = DEFAULT, limits: Limits = STANDARD
) -> Iterator[Tender | Diagnostic]:
    """The tenders of one file as they are read, and what is wrong with the file as a whole, as it is met.

    `pieces` are its bytes in order; a diagnostic among them says why there are no more. The format is told by what
    stands in the file; `name` (a path, or `standard input`) decides only between YAML, JSON and JSON Lines where more
    than one could be meant. A gzip file is read as what is packed in it. JSON Lines, and packages larger than one
    record may be, are read part by part, and no part is kept.

    What was found in reading a tender stands in its own `diagnostics`. A file that cannot be read gives no tender and
    an error that names the place. No bytes make this raise.
    """
    opening, pieces = opened(unpacked(pieces, name, limits), _LOOKED_AT)
    if is_xml(opening) or is_sheet(opening, name):
        yield from _all(_not_json(pieces, name, vocabulary, options, limits))
        return
    opening, pieces = opened(in_utf8(pieces, name), _LOOKED_AT)
    if is_lines(opening, name):
        from policyspec.readers.streams import read_lines

        yield from read_lines(pieces, name, lambda document: tenders_of(document, vocabulary), limits)
        return
    start, pieces = opened(pieces, limits.record + 1)
    if len(start) > limits.record and _is_json(start[:_LOOKED_AT].decode("utf-8-sig", "replace"), name):
        from policyspec.readers.streams import read_members

        yield from read_members(pieces, name, vocabulary, limits)
    else:
        yield from _all(_one_text(pieces, name, vocabulary, limits))


def _all(found: tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]) -> Iterator[Tender | Diagnostic]:
    tenders, diagnostics = found
    yield from tenders
    yield from diagnostics


def _not_json(
    pieces: Pieces, name: str, vocabulary: Vocabulary, options: Options, limits: Limits
) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    data = whole(pieces, limits.whole)
    if isinstance(data, Diagnostic):
        return (), (data,)
    if len(data) > limits.whole:
        return (), (container_errors.file_too_large(Span(name, 1, 1, 1, 1), limits.whole),)
    if is_xml(data):
        from policyspec.readers.eforms import read_eforms

        return read_eforms(data, name, vocabulary, options)
    from policyspec.readers.sheets import read_sheets

    return read_sheets(data, name, vocabulary, options)


def _one_text(
    pieces: Pieces, name: str, vocabulary: Vocabulary, limits: Limits
) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    data = whole(pieces, limits.record)
    source = data if isinstance(data, Diagnostic) else decode(data, name)
    if isinstance(source, Diagnostic):
        return (), (source,)
    document = _tree(source)
    return ((), (document,)) if isinstance(document, Diagnostic) else tenders_of(document, vocabulary)


def _tree(source: Source) -> Document | Diagnostic:
    if _is_json(source.text, source.name):
        from policyspec.readers.json_tree import read_json

        return read_json(source)
    from policyspec.readers.yaml_tree import read_yaml

    return read_yaml(source)


def _is_json(text: str, name: str) -> bool:
    name = name.casefold().removesuffix(".gz")
    if name.endswith((".json", ".yaml", ".yml")):
        return name.endswith(".json")
    return text.lstrip()[:1] in ("{", "[")


def tenders_of(document: Document, vocabulary: Vocabulary) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    """The tenders of one JSON or YAML text, and what is wrong with it as a whole."""
    root = document.root
    if is_ocds(root):
        from policyspec.readers.ocds import read_ocds

        return read_ocds(document, vocabulary)
    if isinstance(root, Scalar) and root.style is Style.PLAIN and root.is_null:
        return (), (errors.empty(document.span(root)),)
    if not isinstance(root, Mapping):
        return (), (errors.no_tender(document.span(root), standing(root)),)
    if not root.entries:
        return (), (errors.empty(document.span(root), errors.TENDER_HINT),)
    if not knows_any(root, vocabulary):
        first = next(iter(root.entries.values())).key
        return (), (errors.none_known(document.span(first), errors.TENDER_HINT),)
    return (read_native(document, vocabulary),), ()
