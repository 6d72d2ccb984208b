"""The wording of PS4xx: what a policy may say and had better not."""

from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.source import Span
from policyspec.passes.errors.common import say


def no_source(rule: str, span: Span) -> Diagnostic:
    hint = 'add `under "…"` below the duty, or to the policy\'s header'
    return say("PS401", f"`{rule}` says `must`, and cites no source", span, hint)


def not_said_whether_checked(title: str, span: Span) -> Diagnostic:
    hint = "add `checked on DATE`, `checked in REFERENCE` or `not checked`"
    return say("PS402", f"nothing is said on whether a person checked `{title}`", span, hint)


def unused(kind: str, name: str, span: Span) -> Diagnostic:
    return say("PS403", f"the {kind} `{name}` is never used", span, "use it in a rule, or take it out")


def no_title(rule: str, span: Span) -> Diagnostic:
    return say("PS404", f"`{rule}` has no title", span, f'add one, as in `rule {rule} "…"`')


def no_row(table: str, example: str, span: Span) -> Diagnostic:
    hint = "add a row for it, or a last row of `any`"
    return say("PS405", f"`{table}` has no row where {example}", span, hint)


def unreachable_row(table: str, span: Span) -> Diagnostic:
    hint = "rows above it take all its cases; move it up, or take it out"
    return say("PS406", f"this row of `{table}` never applies", span, hint)


def not_proved(rule: str, span: Span) -> Diagnostic:
    hint = "the old duties are checked too, so that nothing gets past them"
    return say("PS407", f"not proved at least as strict as `{rule}`", span, hint)


def never_in_force(rule: str, span: Span, other: Span) -> Diagnostic:
    related = (Related(other, "the policy's own days are here"),)
    return say("PS408", f"`{rule}` is in force on no day on which its policy is", span, related=related)


def explains_the_other(span: Span, duty: Span) -> Diagnostic:
    hint = "`or explain` stands on the line below its duty: move it there, or close it up to the duty above"
    related = (Related(duty, "it belongs to this duty"),)
    return say(
        "PS409", "this `or explain` belongs to the duty above it, not to the one below", span, hint, related=related
    )


def exactly_meant(text: str, span: Span) -> Diagnostic:
    hint = f"write `at least {text}` or `at most {text}`; or `exactly {text}`, if nothing else will do"
    return say("PS410", f"`be {text}` means exactly {text}: more is a breach, and so is less", span, hint)


def not_a_hundred(text: str, sum_: str, equal: str | None, span: Span) -> Diagnostic:
    message = f"the parts of `{text}` add up to {sum_}, and weights to 100"
    same = f"`{text}` is the same as `{equal}`: write that, if it is meant"
    return say("PS411", message, span, same if equal else "write parts of 100: `60:40`, say")
