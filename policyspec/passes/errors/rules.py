"""The wording of what is wrong with declarations and rules as wholes."""

from collections.abc import Sequence
from datetime import date, timedelta

from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.source import Span
from policyspec.model.dates import spell_date
from policyspec.model.values import Moment
from policyspec.passes.errors.common import quoted, say


def _day(day: date) -> str:
    return spell_date(Moment(day))


# --- dates ------------------------------------------------------------------------------------------------------


def judged_on_no_date(words: str, span: Span) -> Diagnostic:
    hint = "name a date of the tender, such as `judged on publication date`"
    return say("PS315", f"`{words}` is not a date of the tender", span, hint)


def needs_a_date(policy: str, span: Span, needed: Span) -> Diagnostic:
    message = f"`{policy}` has dated thresholds or rules, and says nothing of the date that selects them"
    related = (Related(needed, "the date is needed here"),)
    return say("PS315", message, span, "add `judged on publication date`, say, to the policy's header", related=related)


def gap(name: str, end: date, start: date, span: Span) -> Diagnostic:
    first, last = end + timedelta(days=1), start - timedelta(days=1)
    days = f"on {_day(first)}" if first == last else f"from {_day(first)} until {_day(last)}"
    message = f"`{name}` has no value {days}"
    return say("PS313", message, span, f"let the entry before run `until {_day(last)}`, or add one between")


def overlap(name: str, end: date | None, start: date | None, span: Span) -> Diagnostic:
    message = f"two values of `{name}` hold at once" + (f" from {_day(start)}" if start else "")
    hint = "give each entry its own days"
    if start is not None and end is None:
        hint = f"end the entry before it: `until {_day(start - timedelta(days=1))}`"
    return say("PS313", message, span, hint)


def unlike_entries(name: str, first: str, other: str, span: Span) -> Diagnostic:
    message = f"`{name}` is {first} in its first entry, and {other} here"
    return say("PS314", message, span, "write all entries in one type, one currency and on one VAT basis")


# --- parameters -------------------------------------------------------------------------------------------------


def unlike_parameter(name: str, needed: str, given: str, meant: str | None, span: Span) -> Diagnostic:
    hint = f"write `{meant}`" if meant else f"write {needed}"
    return say("PS316", f"`{name}` is {needed}, and `{given}` is not", span, hint, replacement=meant)


def out_of_bounds(name: str, value: str, low: str | None, high: str | None, span: Span) -> Diagnostic:
    within = f"between {low} and {high}" if low and high else f"at least {low}" if low else f"at most {high}"
    return say("PS316", f"`{value}` is outside the bounds of `{name}`", span, f"choose a value {within}")


def set_twice(name: str, policies: Sequence[str], span: Span, other: Span) -> Diagnostic:
    message = f"`{name}` is set to different values by {quoted(policies, 'and')}"
    related = (Related(other, "the other value is here"),)
    return say("PS325", message, span, "choose one value, or check the policies one at a time", related=related)


# --- tables -----------------------------------------------------------------------------------------------------


def result_column(decides: str, last: str, span: Span) -> Diagnostic:
    message = f"the table decides `{decides}`, and its last column is `{last}`"
    return say("PS317", message, span, f"call the last column `{decides}`")


def unlike_results(first: str, other: str, span: Span) -> Diagnostic:
    return say("PS317", f"the first row's result is {first}, and this is {other}", span, "write results of one type")


def results_without_order(kind: str, selects: str, span: Span) -> Diagnostic:
    hint = "let `the first matching row` apply, or `exactly one row`"
    return say("PS317", f"results that are {kind} have no {selects}", span, hint)


def rows_overlap(example: str, span: Span, other: Span) -> Diagnostic:
    related = (Related(other, "the other row is here"),)
    hint = "narrow one of the rows, or let `the first matching row` apply"
    return say("PS318", f"two rows apply where {example}", span, hint, related=related)


# --- duties and layers ------------------------------------------------------------------------------------------


def explained_nowhere(words: str, span: Span) -> Diagnostic:
    hint = "name a fact that holds the reason in words, or write `or explain`"
    return say("PS310", f"`{words}` cannot hold an explanation", span, hint)


def limbs_differ(rule: str, old: int, new: int, span: Span) -> Diagnostic:
    message = f"`{rule}` has {_duties(old)}, and this gives {_duties(new)}"
    return say("PS319", message, span, "give one for each, in the same order; repeat those that stay as they are")


def _duties(number: int) -> str:
    return "one duty" if number == 1 else f"{number} duties"


def weaker_strength(rule: str, span: Span) -> Diagnostic:
    message = f"`{rule}` says `must`, and this says `should`"
    return say("PS319", message, span, "write `must`, or use `relax rule` with an `under`")


def explanation_comes(rule: str, span: Span) -> Diagnostic:
    message = f"`{rule}` takes no explanation, and this does"
    return say("PS319", message, span, "leave out `or explain`, or use `relax rule` with an `under`")


def change_without_source(action: str, rule: str, span: Span) -> Diagnostic:
    hint = f'say what allows it: `under "…"` below `{action} rule`'
    return say("PS320", f"`{action} rule {rule}` gives no source", span, hint)


def changed_twice(rule: str, span: Span, other: Span) -> Diagnostic:
    related = (Related(other, "the other change is here"),)
    return say(
        "PS320", f"`{rule}` is relaxed or dropped twice", span, "let one policy alone change it", related=related
    )


def changed_its_own(action: str, rule: str, span: Span) -> Diagnostic:
    message = f"`{action} rule` changes rules of other policies, and `{rule}` names none of those"
    return say("PS320", message, span, "name the policy, as in `policy#rule`, or change the rule where it stands")


def too_deep(rule: str, words: Sequence[str], span: Span) -> Diagnostic:
    message = f"`{rule}` looks through lists within lists, {len(words)} deep: {quoted(words, 'and')}"
    return say("PS321", message, span, "split the rule, or use `for each` for the outermost")


def bounds_reversed_of(name: str, low: str, high: str, span: Span) -> Diagnostic:
    message = f"no value of `{name}` is between `{low}` and `{high}`"
    return say("PS312", message, span, f"write `between {high} and {low}`")
