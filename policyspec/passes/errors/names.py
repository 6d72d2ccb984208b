"""The wording of PS2xx: names that mean nothing, the wrong thing or two things."""

from collections.abc import Iterable, Sequence

from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean, nearest
from policyspec.passes.errors.common import a, one, quoted, say


def unknown(phrase: str, span: Span, hint: str, mended: str | None) -> Diagnostic:
    return say("PS201", f"nothing is called `{phrase}`", span, hint, replacement=mended)


def unknown_ratio(said: str, meant: str, span: Span) -> Diagnostic:
    return say("PS201", f"nothing is called `{said}`", span, f"did you mean `{meant}`?", replacement=meant)


def declared_otherwise(declared: str, said: str, span: Span, places: Sequence[Span]) -> Diagnostic:
    message = f"`{declared}` is declared here, and `{said}` is said in {len(places)} places"
    related = tuple(Related(place, "said here") for place in places)
    return say("PS201", message, span, f"did you mean `{said}`?", related=related, replacement=said)


def not_quoted(words: str, span: Span) -> Diagnostic:
    return say("PS201", f"nothing is called `{words}`", span, f'text is written in quotes: `"{words}"`')


def relation_of(phrase: str, meant: str, span: Span) -> Diagnostic:
    return say("PS201", f"`{phrase}` is no name and no value", span, f"write `{meant}`", replacement=meant)


def only_a_code(phrase: str, span: Span, codes: str, hint: str, mended: str | None) -> Diagnostic:
    message = f"`{phrase}` is one of the {codes}, and no fact here takes those"
    return say("PS201", message, span, hint, replacement=mended)


def ratio_of_kinds(left: str, right: str, mended: str, span: Span) -> Diagnostic:
    message = f"`{left}` and `{right}` are kinds of criterion, and a ratio is of their weights"
    return say("PS201", message, span, f"write `{mended}`", replacement=mended)


def no_such_code(phrase: str, span: Span, codes: str, members: Sequence[str]) -> Diagnostic:
    holding = [code for code in members if set(phrase.casefold().split()) <= set(code.casefold().split())]
    near = holding[0] if len(holding) == 1 else nearest(phrase, members, cutoff=0.6)
    hint = f"did you mean `{near}`?" if near else f"they are: {', '.join(members)}"
    return say("PS202", f"`{phrase}` is not one of the {codes}", span, hint, replacement=near)


def fact_of_another(phrase: str, noun: str, owners: Sequence[str], span: Span) -> Diagnostic:
    return say("PS203", f"{one(noun)} has no `{phrase}`", span, f"what has one: {_some(owners)}")


def no_such_fact(phrase: str, noun: str, span: Span, hint: str, mended: str | None) -> Diagnostic:
    return say("PS203", f"{one(noun)} has no `{phrase}`", span, hint, replacement=mended)


def fact_out_of_scope(phrase: str, owners: Sequence[str], way: str, span: Span) -> Diagnostic:
    message = f"`{phrase}` belongs to {_some(owners)}, and nothing here says to which"
    each = f", or add `for each {way[6:]}`" if way.startswith("every ") else ""
    return say("PS203", message, span, f"write `{phrase} of {way}`{each}")


def _some(nouns: Sequence[str]) -> str:
    """A few of some nouns: `the tender, a lot or a criterion`."""
    *first, last = [one(noun) for noun in nouns[:3]]
    return f"{', '.join(first)} or {last}" if first else last


def nothing_in_scope(noun: str, span: Span) -> Diagnostic:
    hint = f"add `for each {noun}` to the rule, or write `every {noun}`"
    return say("PS204", f"no one {noun} is in scope here", span, hint)


def this_of_nothing(noun: str, span: Span) -> Diagnostic:
    hint = f"`this {noun}` is the {noun} of `for each {noun}`; a rule without one has none"
    return say("PS204", f"no {noun} of a `for each` is in scope here", span, hint)


def ambiguous(phrase: str, readings: Sequence[str], span: Span) -> Diagnostic:
    hint = f"write {quoted(readings)}"
    return say("PS205", f"`{phrase}` may belong to two things here", span, hint)


def declared_twice(name: str, span: Span, first: Span) -> Diagnostic:
    related = (Related(first, "the first is here"),)
    return say("PS206", f"`{name}` is declared twice", span, "give one of them another name", related=related)


def name_of_the_vocabulary(name: str, span: Span, of: str) -> Diagnostic:
    message = f"`{name}` is a word of the vocabulary already: {of}"
    return say("PS207", message, span, "choose a name that no fact and no thing has")


def rule_twice(rule: str, span: Span, first: Span) -> Diagnostic:
    related = (Related(first, "the first is here"),)
    return say("PS208", f"two rules have the id `{rule}`", span, "give one of them another id", related=related)


def no_such_rule(rule: str, span: Span, known: Iterable[str]) -> Diagnostic:
    hint = did_you_mean(rule, known, cutoff=0.6) or "a rule of another policy is written `policy#rule` and needs `use`"
    return say("PS209", f"no rule is called `{rule}`", span, hint)


def policy_not_used(policy: str, rule: str, span: Span, uses: Iterable[str]) -> Diagnostic:
    hint = did_you_mean(policy, uses) or f"add `use {policy}` above the rules"
    return say("PS209", f"`{policy}#{rule}` is of a policy that this one does not use", span, hint)


def no_such_thing(noun: str, span: Span, known: Iterable[str]) -> Diagnostic:
    hint = did_you_mean(noun, known, cutoff=0.6) or "things are those of the vocabulary: lot, criterion, outcome, party"
    return say("PS210", f"a tender has no things called `{noun}`", span, hint)


def no_home(name: str, why: str, path: str, span: Span) -> Diagnostic:
    hint = "write it as `tender.lotDetails.rationale`, or `tender.lots[].rationale` for a fact of the lot"
    return say("PS219", f"`{name}` has no place in OCDS at `{path}`: {why}", span, hint)


def thing_of_what(noun: str, outside: str, owners: Sequence[str], span: Span) -> Diagnostic:
    readings = [f"for each {noun} of each {owner}" for owner in owners]
    return say("PS210", f"{a(noun)} belongs to {a(owners[0])}, not to the {outside}", span, f"write {quoted(readings)}")


def no_list_of(noun: str, span: Span) -> Diagnostic:
    return say(
        "PS210", f"there is no list of every {noun} to go through", span, f"speak of `the {noun}`, without `for each`"
    )


def from_two_policies(name: str, policies: Sequence[str], span: Span, related: tuple[Related, ...]) -> Diagnostic:
    message = f"`{name}` is declared by {quoted(policies, 'and')}, and this policy uses both"
    hint = "use one of them only, or declare the name in this policy"
    return say("PS211", message, span, hint, related=related)


def fact_of_two_types(name: str, policies: Sequence[str], span: Span, other: Span) -> Diagnostic:
    message = f"the fact `{name}` is declared with different types by {quoted(policies, 'and')}"
    related = (Related(other, "the other is here"),)
    return say("PS211", message, span, "a tender states it once: declare it alike, or by another name", related=related)


def no_such_parameter(name: str, policy: str, span: Span, known: Iterable[str]) -> Diagnostic:
    names = sorted(known)
    there = f"its parameters: {', '.join(names)}" if names else "it has none"
    hint = did_you_mean(name, names, cutoff=0.6) or there
    return say("PS212", f"`{policy}` has no parameter called `{name}`", span, hint)


def through_itself(name: str, span: Span) -> Diagnostic:
    return say("PS213", f"`{name}` is declared through itself", span, "a declaration may rest on others, not on itself")


def reserved_word(name: str, word: str, span: Span) -> Diagnostic:
    return say("PS214", f"`{word}` in `{name}` is a word of the language", span, "choose a name without it")


def cycle(rules: Sequence[str], span: Span) -> Diagnostic:
    path = " gives way to ".join(f"`{rule}`" for rule in rules)
    return say("PS216", f"rules give way to each other in a circle: {path}", span, "take out one of the priorities")


def unlike_scopes(prevailing: str, item: str, yielding: str, span: Span) -> Diagnostic:
    message = f"`{prevailing}` speaks of each {item}, and `{yielding}` does not"
    hint = "a rule can prevail over one for the same things, and a rule of the tender over any"
    return say("PS217", message, span, hint)


def class_of_another(name: str, noun: str, actual: str, span: Span) -> Diagnostic:
    message = f"`{name}` is said of {one(noun)}, and this is {one(actual)}"
    subject = "the tender" if noun == "tender" else f"every {noun}"
    return say("PS218", message, span, f"say it of {one(noun)}, as in `{subject} is {a(name)}`")


def not_said_of(
    phrase: str, noun: str, near: str | None, owners: Sequence[str], akin: Sequence[str], span: Span
) -> Diagnostic:
    """`near` mends a slip; `owners` are the things of which it is said; `akin` shares a word with it."""
    hint = f"`policyspec vocabulary {noun}` lists what can be"
    if near:
        hint = f"did you mean `{near}`?"
    elif owners:
        hint = f"it is said of {_some(owners)}; {hint}"
    elif akin:
        hint = f"perhaps {quoted(akin)} is meant; {hint}"
    return say("PS201", f"nothing called `{phrase}` can be said of {one(noun)}", span, hint, replacement=near)
