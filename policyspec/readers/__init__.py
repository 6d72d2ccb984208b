"""Tender files to facts."""

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import errors
from policyspec.readers.kinds import is_sheet, is_xml
from policyspec.readers.json_tree import read_json
from policyspec.readers.native import knows_any, read_native
from policyspec.readers.options import DEFAULT, Options
from policyspec.readers.ocds import is_ocds, read_ocds
from policyspec.readers.text import decode
from policyspec.readers.tree import Document, Mapping, Scalar
from policyspec.readers.yaml_tree import read_yaml

__all__ = ["read"]


def read(
    data: bytes, name: str, vocabulary: Vocabulary, options: Options = DEFAULT
) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    """The tenders of one file, and what is wrong with the file as a whole.

    The format is told by what stands in the file; `name` (a path, or `standard input`) decides only between YAML and
    JSON where both could be meant. What was found in reading a tender stands in its own `diagnostics`. A file that
    cannot be read gives no tender and an error that names the place. No bytes make this raise.
    """
    if is_xml(data):
        from policyspec.readers.eforms import read_eforms

        return read_eforms(data, name, vocabulary, options)
    if is_sheet(data, name):
        from policyspec.readers.sheets import read_sheets

        return read_sheets(data, name, vocabulary, options)
    source = decode(data, name)
    if isinstance(source, Diagnostic):
        return (), (source,)
    document = read_json(source) if _is_json(source) else read_yaml(source)
    if isinstance(document, Diagnostic):
        return (), (document,)
    return _tenders(document, vocabulary)


def _is_json(source: Source) -> bool:
    name = source.name.casefold()
    if name.endswith((".json", ".yaml", ".yml")):
        return name.endswith(".json")
    return source.text.lstrip()[:1] in ("{", "[")


def _tenders(document: Document, vocabulary: Vocabulary) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    root = document.root
    if is_ocds(root):
        return read_ocds(document, vocabulary)
    if isinstance(root, Scalar) and root.is_null:
        return (), (errors.empty(document.span(root)),)
    if not isinstance(root, Mapping):
        found = "a text" if isinstance(root, Scalar) else "a list"
        return (), (errors.no_tender(document.span(root), found),)
    if not root.entries:
        return (), (errors.empty(document.span(root)),)
    if not knows_any(root, vocabulary):
        first = next(iter(root.entries.values())).key
        return (), (errors.none_known(document.span(first), errors.TENDER_HINT),)
    return (read_native(document, vocabulary),), ()
