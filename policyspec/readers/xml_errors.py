"""What is said of an XML file that cannot be read, in words that an officer knows."""

from collections.abc import Iterable
from xml.parsers.expat import ErrorString
from xml.parsers.expat import errors as expat_errors

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Span
from policyspec.base.suggest import nearest
from policyspec.readers.errors import say

WEB_PAGE = "a web page"
_VERSION = "add its version, as in `<cbc:CustomizationID>eforms-sdk-1.15</cbc:CustomizationID>`"
_FETCH = "fetch the file again, or export it anew"
_CODES = expat_errors.codes

#: What an error of expat's means, and what to do. Others are said in expat's words.
_SAID: dict[int, tuple[str, str]] = {
    _CODES[expat_errors.XML_ERROR_INVALID_TOKEN]: (
        "a character stands here that XML does not have in this place",
        "write `&amp;` for `&` and `&lt;` for `<` in a text, and delete characters that cannot be seen",
    ),
    _CODES[expat_errors.XML_ERROR_SYNTAX]: ("text stands here, where a tag should", _FETCH),
    _CODES[expat_errors.XML_ERROR_UNCLOSED_TOKEN]: ("a tag or text begins here and does not end", _FETCH),
    _CODES[expat_errors.XML_ERROR_PARTIAL_CHAR]: ("the file ends inside a character", _FETCH),
    _CODES[expat_errors.XML_ERROR_UNCLOSED_CDATA_SECTION]: ("the file ends here, inside a CDATA section", _FETCH),
    _CODES[expat_errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: ("this tag has one attribute twice", "keep one of the two"),
    _CODES[expat_errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: (
        "the notice ends before this, and something follows it",
        "keep one notice to a file",
    ),
    _CODES[expat_errors.XML_ERROR_UNDEFINED_ENTITY]: (
        "a name such as `&nbsp;` stands here that XML does not know",
        "write the character itself, and `&amp;` for `&`",
    ),
    _CODES[expat_errors.XML_ERROR_BAD_CHAR_REF]: ("this stands for a character that XML does not have", "delete it"),
    _CODES[expat_errors.XML_ERROR_UNBOUND_PREFIX]: (
        "the part before the colon of this name is not declared",
        'declare it on the first tag, as in `xmlns:cbc="…"`',
    ),
    _CODES[expat_errors.XML_ERROR_XML_DECL]: ("the first line cannot be read", 'write `<?xml version="1.0"?>`'),
    _CODES[expat_errors.XML_ERROR_MISPLACED_XML_PI]: (
        "`<?xml` stands here, and not at the very beginning",
        "delete what stands before it",
    ),
}  # fmt: skip
_ENDS = _CODES[expat_errors.XML_ERROR_NO_ELEMENTS]
_MISMATCH = _CODES[expat_errors.XML_ERROR_TAG_MISMATCH]


def broken(span: Span, code: int, still: tuple[str, int] | None) -> Diagnostic:
    """XML that is not well-formed; `still` is the innermost open tag and its line."""
    if still and code == _ENDS:
        message = f"the file ends here, and `{still[0]}` of line {still[1]} is still open"
        return say("PS530", span, message, "fetch the file again: its end is missing")
    if still and code == _MISMATCH:
        message = f"another tag is closed here, and `{still[0]}` of line {still[1]} is still open"
        return say("PS530", span, message, f"write `</…{still[0]}>` before it, or fetch the file again")
    if code == _ENDS:
        return nothing(span)
    message, hint = _SAID.get(code, (f"the XML cannot be read here: {ErrorString(code)}", _FETCH))
    return say("PS530", span, message, hint)


def nothing(span: Span) -> Diagnostic:
    return say("PS530", span, "no tag stands in this file", "give the XML of one notice")


def doctype(span: Span, name: str) -> Diagnostic:
    """Any document type declaration; that of a web page says what the file is."""
    if name.casefold() == "html":
        return no_notice(span, name, WEB_PAGE)
    message = f"a DOCTYPE (`{name[:40]}`) begins here, and a notice needs none"
    return say("PS531", span, message, "remove it, with all that stands in its brackets")


def other_encoding(span: Span, declared: str, actual: str) -> Diagnostic:
    message = f"the first line says `{declared}`, and the file is {actual}: it is read so"
    return say("PS532", span, message, f'write `encoding="{actual}"`', severity=Severity.WARNING)


def not_in_encoding(span: Span, declared: str) -> Diagnostic:
    said = "the first line says that the file is" if declared else "the first line names no other encoding"
    message = f"this character is not written in {declared or 'UTF-8'}, and {said}"
    hint = 'save the file as UTF-8, or name its encoding in the first line: `encoding="ISO-8859-1"`'
    return say("PS532", span, message, hint)


def unknown_encoding(span: Span, declared: str) -> Diagnostic:
    return say("PS532", span, f"the encoding `{declared[:40]}` is not read", "save the file as UTF-8, and say so")


def too_deep(span: Span, limit: int) -> Diagnostic:
    return say("PS506", span, f"more than {limit} elements stand inside one another here", "export the notice anew")


def too_long(span: Span, limit: int) -> Diagnostic:
    return say("PS506", span, f"a text of more than {limit:,} characters stands here", "shorten it")


def too_many_attributes(span: Span, count: int, limit: int) -> Diagnostic:
    return say("PS506", span, f"this tag has {count:,} attributes; {limit} are read", "export the notice anew")


def no_notice(span: Span, name: str, known: str | None) -> Diagnostic:
    message = f"this is {known} (`{name}`)" if known else f"`{name[:60]}` is no notice that is known here"
    hint = "give a ContractNotice, PriorInformationNotice or ContractAwardNotice of eForms"
    return say("PS533", span, message, hint)


def wrong_namespace(span: Span, name: str, namespace: str, expected: str) -> Diagnostic:
    found = f"is in the namespace `{namespace[:80]}`" if namespace else "is in no namespace"
    return say("PS533", span, f"`{name}` {found}, so it is no notice of eForms", f'write `xmlns="{expected}"`')


def other_version(span: Span, written: str) -> Diagnostic:
    """A version that was not held against this reader; `written` is what stands in its place, if anything."""
    if written:
        message = f"`{written[:80]}` is no version of the eForms SDK that is known here: it is read as the latest"
        return say("PS534", span, message, "versions 1.3 to 1.16 are known, written as in `eforms-sdk-1.15`")
    message = "the notice does not say to which version of the eForms SDK it is written: it is read as the latest"
    return say(
        "PS534", span, message, "add `<cbc:CustomizationID>eforms-sdk-1.15</cbc:CustomizationID>`, with its own version"
    )


def stray(span: Span, name: str, namespace: str, known: Iterable[str]) -> Diagnostic:
    """An element of a namespace that notices do not have: a mistake where it is nearly one that they have."""
    found = f"`{name[:60]}` is in {f'the namespace `{namespace[:80]}`' if namespace else 'no namespace'}"
    if near := nearest(namespace, known, cutoff=0.9):
        return say("PS533", span, f"{found}, so it is no part of a notice of eForms", f"the namespace is `{near}`")
    hint = "state what it holds in the notice itself, or delete it"
    return say("PS510", span, f"{found}, which notices do not have, and is left out", hint)
