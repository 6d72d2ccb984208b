"""What readers say about a tender file. One function for each thing that may be wrong."""

from collections.abc import Iterable

from policyspec.base.codes import CODES
from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic, Related, Severity
from policyspec.base.encoding import NotText
from policyspec.base.remembered import remembered
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Absent, Origin


def say(
    code: str,
    span: Span,
    message: str,
    hint: str | None = None,
    *,
    related: tuple[Related, ...] = (),
    severity: Severity | None = None,
) -> Diagnostic:
    one_line = " ".join(message.split())  # the user's own words may be a paragraph
    return Diagnostic(code, severity or CODES[code].severity, one_line, span, hint, related)


def at(origin: Origin) -> Span:
    """The place of a fact, as a span. A text on one line is marked as it stands, and of a sheet the one cell."""
    raw = origin.raw or ""
    width = len(raw) if raw and "\n" not in raw and not origin.sheet else 1
    return Span(origin.file, origin.line, origin.column, origin.line, origin.column + width, origin.sheet)


# Encoding and size


def not_text(span: Span, why: NotText) -> Diagnostic:
    return say("PS507" if why.of_program else "PS002", span, why.message, why.hint)


def hidden_character(span: Span) -> Diagnostic:
    return say("PS002", span, "a character that cannot be seen stands here", "delete it")


def empty(span: Span, hint: str = "begin with `tender:` and its title") -> Diagnostic:
    return say("PS501", span, "this file states nothing", hint)


def too_large(span: Span, size: int, limit: int) -> Diagnostic:
    message = f"this file has {size:,} characters; {limit:,} are read"
    return say("PS506", span, message, "split it: one file for each tender")


def too_many_parts(span: Span, limit: int) -> Diagnostic:
    return say("PS506", span, f"this file has more than {limit:,} parts", "split it: one file for each tender")


def too_deep(span: Span, limit: int) -> Diagnostic:
    return say("PS506", span, f"more than {limit} levels stand inside one another here", "check the brackets")


# YAML and JSON as such


def not_yaml(span: Span, message: str, hint: str | None) -> Diagnostic:
    return say("PS502", span, message, hint)


def cut_at_comma(span: Span, key: str) -> Diagnostic:
    hint = 'inside `{ }` put an amount in quotes: `"GBP 1,200,000 excluding VAT"`'
    return say("PS502", span, f"the comma before `{key}` ends the value", hint)


def key_is_no_text(span: Span) -> Diagnostic:
    return say("PS502", span, "a list stands where a key should", "write `key: value`")


def dash_without_blank(span: Span, key: str) -> Diagnostic:
    return say("PS502", span, f"there is no blank after the dash of `{key}`", f"write `- {key[1:]}: …`")


def shortcut(span: Span, written: str) -> Diagnostic:
    hint = "write the values out in full, or put a text that begins with a sign in quotes"
    return say("PS503", span, f"`{written}` is a shortcut that is not used here", hint)


def second_document(span: Span) -> Diagnostic:
    return say("PS503", span, "a second document begins here", "write one tender to a file, without `---`")


_CUT_OFF = "fetch the file again: its end is missing"


def not_json(span: Span, message: str, hint: str | None) -> Diagnostic:
    return say("PS504", span, message, hint)


def json_cut_off(span: Span, expected: str) -> Diagnostic:
    return say("PS504", span, f"the JSON ends here, where {expected} should stand", _CUT_OFF)


def text_cut_off(span: Span) -> Diagnostic:
    return say("PS504", span, "the text in quotes that begins here is cut off", _CUT_OFF)


def text_after_json(span: Span) -> Diagnostic:
    hint = "keep one release, package or tender to a file, or to a line (JSON Lines: name the file `….jsonl`)"
    return say("PS504", span, "the JSON ends before this, and something follows it", hint)


def half_a_character(span: Span) -> Diagnostic:
    message = "this text holds half a character"
    return say("PS504", span, message, "write the character out, or delete it")


def key_twice(key: str, here: Span, there: Span) -> Diagnostic:
    related = (Related(there, "the first"),)
    message = f"`{key}` is stated twice, on line {there.line} and here"
    return say("PS505", here, message, "keep one of the two", related=related)


# What a file states


TENDER_HINT = "a tender file is YAML that begins with `tender:`, or an OCDS release, package or record"


def no_tender(span: Span, found: str) -> Diagnostic:
    return say("PS507", span, f"{found} is not a tender", TENDER_HINT)


def not_read(span: Span, message: str, hint: str) -> Diagnostic:
    return say("PS507", span, message, hint)


def other_version(span: Span, version: str) -> Diagnostic:
    message = f"this package is written to version {version[:20]} of OCDS, and is read as version 1.1"
    return say("PS507", span, message, "publish in version 1.1 to have all facts read", severity=Severity.WARNING)


def several_releases(span: Span, ocid: str, count: int) -> Diagnostic:
    message = f"the {count} releases of `{ocid}` are parts of one story"
    return say("PS508", span, message, "merge them first, and give the compiled release or the record")


def unknown_key(span: Span, key: str, hint: str | None, *, severity: Severity | None = None) -> Diagnostic:
    return say("PS510", span, f"`{key}` is not known here and is left out", hint, severity=severity)


def other_key(span: Span, key: str, meant: str) -> Diagnostic:
    return say("PS510", span, f"`{key}` is not known here: did you mean `{meant}`?", f"it is read so; write `{meant}:`")


def unreadable(span: Span, name: str, reason: str, hint: str | None) -> Diagnostic:
    return say("PS511", span, f"{name} cannot be read: {reason}", hint)


def stated_again(here: Span, there: Span, name: str, key: str) -> Diagnostic:
    message = f"{name} is stated twice: `{key}` says it again"
    return say("PS511", here, message, "keep one of the two", related=(Related(there, "the first"),))


@remembered
def _code_meant(written: str, codes: tuple[str, ...]) -> str | None:
    return did_you_mean(written, codes)


def code_meant(written: str, codes: Iterable[str]) -> str | None:
    """The code of a list that is nearest, as a hint."""
    return _code_meant(written, tuple(codes))


def unknown_code(span: Span, name: str, reason: str, hint: str | None) -> Diagnostic:
    return say("PS512", span, f"{name} cannot be read: {reason}", hint)


def no_such_item(span: Span, name: str, written: str, noun: str, hint: str | None) -> Diagnostic:
    return say("PS513", span, f"{name}: there is no {noun} called `{written}`", hint)


def two_such_items(span: Span, name: str, written: str, nouns: str, labels: str) -> Diagnostic:
    message = f"{name}: two or more {nouns} are called `{written}`"
    return say("PS513", span, message, f"write which of them, or give each a name of its own: they are {labels}")


def blank(span: Span, name: str) -> Diagnostic:
    return say("PS514", span, f"{name} is blank: it is read as not stated", "leave the line out, or state it")


def placeholder(span: Span, name: str, reason: str) -> Diagnostic:
    return say("PS514", span, f"{name} is not taken as stated: {reason}")


def wrong_shape(span: Span, name: str, found: str, expected: str, hint: str | None) -> Diagnostic:
    return say("PS515", span, f"{name} should be {expected}, and {found} stands here", hint)


def criteria_twice(span: Span, item: str, there: Span | None) -> Diagnostic:
    related = (Related(there, "the tender's"),) if there else ()
    message = f"{item} states its own criteria, so the tender's do not count for it"
    hint = "state the criteria once: on the tender for all lots, or on each lot"
    return say("PS516", span, message, hint, related=related)


def mixed_weights(span: Span, item: str, units: str) -> Diagnostic:
    hint = "give all weights as percentages, or all as points"
    return say("PS517", span, f"the weights of {item} are stated in {units}: they cannot be compared", hint)


def nested_weights(span: Span, item: str, kind: str, total: str) -> Diagnostic:
    message = f"the {kind} criteria of {item} make 100% by themselves, and all make {total}"
    hint = "the weights may be shares of a part of the mark: give the effective weight of each in the whole mark"
    return say("PS518", span, message, hint)


def weighted_gate(span: Span, name: str, weight: str) -> Diagnostic:
    hint = "a bid passes or fails on it, or is marked on it: state one of the two"
    return say("PS517", span, f"{name} is pass-fail and has a weight of {weight}", hint)


def no_limit(span: Span, name: str, written: str) -> Diagnostic:
    return say("PS519", span, f"{name}: `{written}` is read as no limit")


def same_name(span: Span, noun: str, name: str, there: Span | None) -> Diagnostic:
    related = (Related(there, "the first"),) if there else ()
    return say("PS520", span, f"a second {noun} is called `{name}`", "give each a name of its own", related=related)


def lots_differ(span: Span, phrase: str) -> Diagnostic:
    message = f"the lots do not say the same of `{phrase}`, which a tender has once"
    return say("PS535", span, message, "check the lots in tenders of their own, where a rule needs it exactly")


def incomplete_record(span: Span, noun: str, missing: str) -> Diagnostic:
    return say("PS521", span, f"this {noun} does not say its {missing}, and is left out", f"add `{missing}:`")


def damaged_text(span: Span, name: str, found: str) -> Diagnostic:
    hint = "the text lost its line breaks or accents on its way; look at the source"
    return say("PS522", span, f"{name} holds `{found}`, which is damage and not text", hint)


def and_others(diagnostic: Diagnostic, others: int) -> Diagnostic:
    """The diagnostic, with how many more places it speaks for."""
    return replace(diagnostic, message=f"{diagnostic.message} (and {others} more like it)") if others else diagnostic


def none_known(span: Span, hint: str | None) -> Diagnostic:
    return say("PS507", span, "no key of this file is a fact of a tender", hint)


def unreadable_at(absent: Absent, name: str, hint: str) -> Diagnostic:
    """As `unreadable`, for a fact that was read apart from its message."""
    span = at(absent.origin) if absent.origin else Span("", 1, 1, 1, 1)
    return unreadable(span, name, absent.reason or "it is not a value of its type", hint)


def part_twice(span: Span, what: str, count: int) -> Diagnostic:
    return say("PS536", span, f"{what} stands here again: the {count} are read as one", "state it once for each lot")
