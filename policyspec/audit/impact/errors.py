"""Wording of what can go wrong before an impact is worked out (PS0xx)."""

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span


def no_dataset(name: str) -> Diagnostic:
    hint = f"make one with `policyspec ingest SOURCE... --out {name}`"
    return _diagnostic("PS046", f"`{name}` is no dataset of tenders", None, hint)


def empty_dataset(name: str) -> Diagnostic:
    hint = "look at unreadable.jsonl in it, and ingest notices that can be read"
    return _diagnostic("PS046", f"the dataset `{name}` has no tender", None, hint)


def not_stepped(name: str, kind: str, span: Span) -> Diagnostic:
    hint = "list the values: `--values A,B,C`"
    return _diagnostic("PS047", f"`{name}` is {kind}, which does not go in steps", span, hint)


def unlike_ends(start: str, end: str, span: Span) -> Diagnostic:
    hint = "write both alike: in one currency and on one VAT basis, or in one unit"
    return _diagnostic("PS047", f"there are no steps from `{start}` to `{end}`", span, hint)


def wrong_way(start: str, end: str, step: str, span: Span) -> Diagnostic:
    hint = "give `--step` the size of a step, above nothing"
    return _diagnostic("PS047", f"steps of `{step}` do not lead from `{start}` to `{end}`", span, hint)


def same_ends(start: str, span: Span) -> Diagnostic:
    hint = "choose two ends, or leave `--parameter` out and write `--set`"
    return _diagnostic("PS047", f"`{start}` is where the steps begin and where they end", span, hint)


def too_many(number: int, most: int, span: Span) -> Diagnostic:
    return _diagnostic("PS047", f"{number:,} values are more than the {most} of a curve", span, "take larger steps")


def too_few(span: Span) -> Diagnostic:
    return _diagnostic("PS047", "a curve takes two values or more", span, "list more: `--values 40%,60%,80%`")


def _diagnostic(code: str, message: str, span: Span | None, hint: str) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, span, hint)
