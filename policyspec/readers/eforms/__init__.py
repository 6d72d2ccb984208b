"""eForms notices, in XML, to facts."""

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.eforms import roots
from policyspec.readers.eforms.notice import read_notice
from policyspec.readers.eforms.spot import PREFIXES
from policyspec.readers.options import DEFAULT, Options
from policyspec.readers.xml_tree import LIMITS, Limits, read_xml

__all__ = ["read_eforms"]


def read_eforms(
    data: bytes, name: str, vocabulary: Vocabulary, options: Options = DEFAULT, limits: Limits = LIMITS
) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    """The tender of one notice, or why there is none. What was found in reading it stands in its `diagnostics`."""
    file = read_xml(data, name, PREFIXES, limits)
    if isinstance(file, Diagnostic):
        return (), (file,)
    if refused := roots.refusal(file.root, name):
        return (), (refused,)
    strays = roots.strays(file.root, name)
    if wrong := [stray for stray in strays if stray.is_error]:
        return (), (wrong[0],)
    tender = read_notice(file.root, name, vocabulary, options)
    said = roots.version(file.root, name)
    found = (*file.found, *([said] if said else []), *strays)
    return (replace(tender, diagnostics=(*found, *tender.diagnostics)),), ()
