"""The wording of PS4xx: what a policy may say and had better not."""

from datetime import date

from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.source import Span
from policyspec.ir.drift import Drift
from policyspec.ir.nodes import Period
from policyspec.model.dates import spell_day
from policyspec.model.spelling import format_value
from policyspec.model.types import Kind
from policyspec.passes.errors.common import say


def no_source(rule: str, span: Span) -> Diagnostic:
    hint = 'add `under "…"` below the duty, or to the policy\'s header'
    return say("PS401", f"`{rule}` says `must`, and cites no source", span, hint)


def not_said_whether_checked(title: str, span: Span) -> Diagnostic:
    hint = "add `checked on DATE`, `checked in REFERENCE` or `not checked`"
    return say("PS402", f"nothing is said on whether a person checked `{title}`", span, hint)


def unused_policy(policy: str, span: Span) -> Diagnostic:
    hint = "use a name of it in a rule, or take the `use` out"
    return say("PS403", f"nothing of `{policy}` is used here", span, hint)


def unused(kind: str, name: str, span: Span) -> Diagnostic:
    return say("PS403", f"the {kind} `{name}` is never used", span, "use it in a rule, or take it out")


def no_title(rule: str, span: Span) -> Diagnostic:
    return say("PS404", f"`{rule}` has no title", span, f'add one, as in `rule {rule} "…"`')


def title_twice(title: str, span: Span, first: Span) -> Diagnostic:
    hint = "give one of them another title: a finding is known by it"
    related = (Related(first, "the first is here"),)
    return say("PS426", f"two rules have the title `{title}`", span, hint, related=related)


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
    return say("PS411", message, span, same if equal else "write parts of 100: `60:40`, say", replacement=equal)


def says_otherwise(said: Drift, place: Span | None, rule: Span) -> Diagnostic:
    """`place` of the words; without it the rule is pointed at, and nothing can be put in their place."""
    clause = "title" if said.clause == "title" else f"`{said.clause}`"
    message = f"the {clause} says `{said.words}`, and the rule `{said.says}`"
    hint = "say the same in both, or keep the number to the rule"
    return say("PS412", message, place or rule, hint, replacement=said.replacement if place else None)


def never_applies(rule: str, span: Span) -> Diagnostic:
    hint = "what it is for, what it `applies when` and the days on which it is in force cannot all be so"
    return say("PS413", f"`{rule}` never applies: its conditions exclude each other", span, hint)


def never_when(condition: str, span: Span) -> Diagnostic:
    hint = "the rule's own conditions exclude it: take the duty out, or mend one of them"
    return say("PS413", f"where the rule applies, `{condition}` never holds", span, hint)


def replaced(text: str, threshold: str, old: Period, now: Period, span: Span) -> Diagnostic:
    until = f" until {spell_day(old.end)}" if old.end is not None else ""
    current = format_value(now.value, Kind.MONEY)
    message = f"`{text}` is what `{threshold}` was{until}; it is `{current}` now"
    return say("PS414", message, span, f"write `{threshold}`, which keeps up with it", replacement=threshold)


def excuses_all(exception: str, rule: str, span: Span) -> Diagnostic:
    hint = "take the rule out, or name only what is to be excused"
    return say("PS415", f"`{exception}` holds wherever `{rule}` applies, so that the rule asks nothing", span, hint)


def excuses_nothing(exception: str, rule: str, span: Span) -> Diagnostic:
    hint = "take the exception out, or mend what it names"
    return say("PS416", f"`{exception}` never holds where `{rule}` applies, so that it excuses nothing", span, hint)


def stands_already(condition: str, clause: Span | None, span: Span, *, by_policy: bool) -> Diagnostic:
    above = "the policy's header" if by_policy else "what stands above it"
    message = f"`{condition}` holds already by {above}"
    return say("PS417", message, clause or span, "take it out", replacement="" if clause is not None else None)


def asked_already(limb: str, other: str, span: Span, place: Span) -> Diagnostic:
    message = "this duty is asked for already in the same rule"
    if limb != other:
        message = f"`{other}` asks for this duty already, and for more"
    return say("PS418", message, span, "take one of them out", related=(Related(place, "the other is here"),))


def asked_elsewhere(limb: str, rule: str, span: Span, place: Span) -> Diagnostic:
    hint = "take one of them out: a breach would be reported twice"
    related = (Related(place, "it says so here"),)
    return say("PS418", f"`{rule}` says `{limb}` for the same tenders", span, hint, related=related)


def counted_not_weighed(share: str, entity: str, span: Span) -> Diagnostic:
    message = f"`{share}` counts each {entity} alike, whatever it is worth"
    hint = f"write `{share} by value`, if their value is meant"
    return say("PS419", message, span, hint, replacement=f"{share} by value")


def met_already(duty: str, span: Span, *, flag: bool) -> Diagnostic:
    message = "is flagged always" if flag else "is always met"
    return say("PS420", f"`{duty}` {message}: the conditions of the rule say as much", span, _MEND_CONDITION)


def never_met(duty: str, span: Span, *, flag: bool) -> Diagnostic:
    message = "is never flagged" if flag else "can never be met"
    return say("PS420", f"`{duty}` {message}: the conditions of the rule exclude it", span, _MEND_CONDITION)


_MEND_CONDITION = "mend the duty or the condition: as they stand, every tender is judged alike"


def option_twice(option: str, before: Span, span: Span) -> Diagnostic:
    there = Span(span.file, before.end_line, before.end_column, span.end_line, span.end_column)
    return say("PS421", f"`{option}` stands twice in the list", there, "leave one of them out", replacement="")


def checked_later(title: str, checked: date, on: date, span: Span) -> Diagnostic:
    message = f"`{title}` is said to be checked on {spell_day(checked)}, after {spell_day(on)}"
    return say("PS422", message, span, "write the day on which a person last opened the source")


def checked_long_ago(title: str, checked: date, years: int, span: Span) -> Diagnostic:
    message = f"`{title}` was last checked on {spell_day(checked)}, more than {years} years before"
    return say("PS422", message, span, "hold the rule against the source again, and write the day")


def no_value_on(threshold: str, on: date, span: Span) -> Diagnostic:
    hint = "add an entry for that day where the threshold is declared"
    return say("PS423", f"`{threshold}` has no value on {spell_day(on)}", span, hint)


def no_value_while(threshold: str, rule: str, span: Span) -> Diagnostic:
    hint = "add an entry where the threshold is declared, or mend `in force`"
    return say("PS423", f"`{threshold}` has no value on any day on which `{rule}` is in force", span, hint)


_ALLOW = 'write `# policyspec: allow PS412 because "…"`'


def allow_unread(text: str, span: Span) -> Diagnostic:
    return say("PS424", f"`{text}` is not read: it says neither what to allow nor why", span, _ALLOW)


def allow_without_reason(code: str, span: Span) -> Diagnostic:
    return say("PS424", f"nothing is said on why {code} is allowed here", span, _ALLOW.replace("PS412", code))


def allow_no_lint(code: str, span: Span) -> Diagnostic:
    hint = "only advice can be allowed: codes that begin with PS4; anything else is to be mended"
    return say("PS424", f"{code} is no advice that may be allowed", span, hint)


def allows_nothing(code: str, span: Span) -> Diagnostic:
    return say("PS425", f"{code} is allowed here, and nothing says it", span, "take it out", replacement="")
