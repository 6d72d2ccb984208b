"""What is said of packed files, of lines and packages, and of releases that are merged."""

from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.source import Span
from policyspec.readers.errors import say

_FETCH = "fetch the file again"
_COMPILE = "`ocdskit compile < FILE > compiled.jsonl` makes one line of each process"


def broken_gzip(span: Span) -> Diagnostic:
    return say("PS018", span, "this gzip file is damaged and cannot be unpacked to its end", _FETCH)


def gzip_cut_off(span: Span) -> Diagnostic:
    return say("PS018", span, "this gzip file is cut off: its end is missing", _FETCH)


def bomb(span: Span, ratio: int) -> Diagnostic:
    message = f"this gzip file grows to more than {ratio} times its size, and is not read further"
    return say(
        "PS019", span, message, "is this the right file? if it is, unpack it with `gunzip` and give what comes out"
    )


def damaged_utf16(span: Span) -> Diagnostic:
    message = "this file is in UTF-16, and some bytes from this line on are no character"
    return say("PS002", span, message, f"{_FETCH}, or save it as UTF-8")


def record_too_large(span: Span, what: str, limit: int) -> Diagnostic:
    message = f"{what} is larger than {_size(limit)}, the most that is read of one tender"
    return say("PS506", span, message, "is it one tender? if it is a list of them, write each on a line of its own")


def file_too_large(span: Span, limit: int) -> Diagnostic:
    message = f"this file is larger than {_size(limit)}"
    return say("PS506", span, message, "a tender is far smaller: is this the right file?")


def json_too_large(span: Span, limit: int) -> Diagnostic:
    message = f"this file is larger than {_size(limit)}, and is no list or package that could be read one by one"
    hint = "is it one tender? if it is a list of them, write each on a line of its own, for instance with `jq -c`"
    return say("PS506", span, message, hint)


def more_refused(span: Span, count: int) -> Diagnostic:
    lines = "line is" if count == 1 else "lines are"
    return say("PS550", span, f"{count:,} more {lines} not read, from here on", "mend the lines that are listed first")


def process_again(span: Span, ocid: str) -> Diagnostic:
    message = f"a part of this file that was read before speaks of `{ocid}` too: they are parts of one story"
    return say("PS508", span, message, _COMPILE)


def several_compiled(span: Span, ocid: str, count: int) -> Diagnostic:
    message = f"there are {count} compiled releases of `{ocid}`, where each process has one"
    return say("PS508", span, message, "keep the latest")


def no_date(span: Span, ocid: str, count: int) -> Diagnostic:
    message = f"the {count} releases of `{ocid}` cannot be put in order: this one has no date that can be read"
    return say("PS508", span, message, "give each release its `date`, as `2026-03-01T09:00:00Z`")


def merged(span: Span, ocid: str, count: int) -> Diagnostic:
    message = f"{count} releases of `{ocid}` are merged: what a later one states counts in place of the earlier"
    return say("PS551", span, message)


def same_date(span: Span, ocid: str, there: Span) -> Diagnostic:
    message = f"two releases of `{ocid}` bear one date: the one that stands later in the file counts as later"
    hint = "give them the times at which they were published"
    return say("PS552", span, message, hint, related=(Related(there, "the first"),))


def same_id(span: Span, pointer: str, id_: str, there: Span) -> Diagnostic:
    message = f"two things in `{pointer}` of one release have the id `{id_[:60]}`: they are merged into one"
    return say("PS553", span, message, "give each an `id` of its own", related=(Related(there, "the first"),))


def unlike(span: Span, ocid: str, path: str) -> Diagnostic:
    message = f"the releases of `{ocid}` cannot be merged: they state `{path}` in two ways that do not go together"
    return say("PS554", span, message, "ask the publisher which is meant, or give the compiled release")


def _size(limit: int) -> str:
    return f"{limit // 2**20} MiB" if limit >= 2**20 else f"{limit:,} bytes"
