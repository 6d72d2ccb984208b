"""Reports in XML: text of other people goes in through here, and comes out as ASCII."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from policyspec.report.page import visible

_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # what XML 1.0 does not have besides the controls that `visible` shows


def shown(text: str) -> str:
    """The text with everything written out that XML has no place for or that a reader would not see."""
    return _NO_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text))


def put(parent: Element, name: str, attributes: Mapping[str, str | None], *lines: str) -> Element:
    """A new child with lines of text. An attribute that is None is left out."""
    made = SubElement(parent, name, given(attributes))
    made.text = "\n".join(map(shown, lines)) or None
    return made


def given(attributes: Mapping[str, str | None]) -> dict[str, str]:
    return {name: shown(value) for name, value in attributes.items() if value is not None}


def document(root: Element) -> str:
    indent(root)
    return f"{tostring(root, encoding='us-ascii', xml_declaration=True).decode('ascii')}\n"
