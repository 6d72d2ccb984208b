"""Whether an XML file is a notice that can be read, and of which version."""

import re
from collections.abc import Iterator

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.readers import errors, xml_errors
from policyspec.readers.eforms.spot import PREFIXES
from policyspec.readers.xml_tree import Element

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
ROOTS = ("ContractNotice", "PriorInformationNotice", "ContractAwardNotice")
_NAMESPACES = {name: f"{_UBL}{name}-2" for name in ROOTS}
#: Other documents that are known, and what they are.
_OTHERS = {
    "BusinessRegistrationInformationNotice": "a notice of the registration of a company",
    "Invoice": "an invoice",
    "Order": "an order",
    "TED_EXPORT": "a notice in the form that came before eForms",
    "html": xml_errors.WEB_PAGE,
    "feed": "a news feed",
}
_VERSION = re.compile(r"eforms-sdk-([0-9]{1,3})\.([0-9]{1,3})(?:[.#-].*)?", re.DOTALL)
#: The versions of the SDK that were held against this reader.
KNOWN_MAJOR, KNOWN_MINOR = 1, range(3, 17)


def refusal(root: Element, file: str) -> Diagnostic | None:
    """Why a root is no notice, or None where it is one."""
    span = Span(file, root.line, root.column, root.line, root.column + 1)
    if root.name not in ROOTS:
        return xml_errors.no_notice(span, root.name, _OTHERS.get(root.name))
    if root.namespace != _NAMESPACES[root.name]:
        return xml_errors.wrong_namespace(span, root.name, root.namespace, _NAMESPACES[root.name])
    return None


def version(root: Element, file: str) -> Diagnostic | None:
    """What is to be said of the version that a notice names: nothing where it is known."""
    names = ("CustomizationID",)
    element = next((child for child in root.children if child.name in names), None)
    written = element.text if element else ""
    match = _VERSION.fullmatch(written)
    if match and int(match[1]) == KNOWN_MAJOR and int(match[2]) in KNOWN_MINOR:
        return None
    at = element or root
    return xml_errors.other_version(Span(file, at.line, at.column, at.line, at.column + max(1, len(written))), written)


def strays(root: Element, file: str) -> list[Diagnostic]:
    """What is to be said of elements in namespaces that notices do not have, once for each namespace.

    Errors among them say why the notice is not read.
    """
    found: dict[str, list[Element]] = {}
    for element in _strays(root):
        found.setdefault(element.namespace, []).append(element)
    return [errors.and_others(_stray(same[0], file), len(same) - 1) for same in found.values()]


def _strays(element: Element) -> Iterator[Element]:
    """The outermost of these. Extensions that are not those of eForms may hold what they like."""
    for child in element.children:
        if child.namespace in PREFIXES:
            yield from _strays(child)
        elif element.name != "ExtensionContent" or child.name == "EformsExtension":
            yield child


def _stray(first: Element, file: str) -> Diagnostic:
    span = Span(file, first.line, first.column, first.line, first.column + 1)
    return xml_errors.stray(span, first.name, first.namespace, PREFIXES)
