"""What is said of a tests file. One function for each thing that may be wrong."""

from collections.abc import Iterable, Sequence

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic, Related, Severity
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean
from policyspec.readers.called import listed
from policyspec.readers.errors import say

_LAYOUT = "a tests file has `cases:`, and under it `- case: what it is` with `expect:`"


def no_tests(span: Span, found: str) -> Diagnostic:
    return say("PS050", span, f"{found} is not a set of tests", _LAYOUT)


def unknown_key(span: Span, key: str, owner: str, known: Iterable[str]) -> Diagnostic:
    keys = tuple(known)
    hint = did_you_mean(key, keys) or f"the keys are {', '.join(f'`{one}`' for one in keys)}"
    return say("PS051", span, f"{owner} has no key `{key}`", hint)


def wrong_shape(span: Span, name: str, found: str, expected: str, hint: str) -> Diagnostic:
    return say("PS052", span, f"{name} should be {expected}, and {found} stands here", hint)


def unknown_choice(span: Span, name: str, written: str, known: Sequence[str]) -> Diagnostic:
    expected = " or ".join(f"`{one}`" for one in known)
    hint = did_you_mean(written, known) or f"leave `{name}` out, or write one of these"
    return wrong_shape(span, f"`{name}`", f"`{written}`", expected, hint)


def lacks(span: Span, owner: str, part: str, hint: str) -> Diagnostic:
    return say("PS053", span, f"{owner} does not say {part}", hint)


def same_title(span: Span, title: str, first: Span) -> Diagnostic:
    related = (Related(first, "the first"),)
    return say("PS054", span, f"a second case is called `{title}`", "give each a title of its own", related=related)


def no_base(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    bases = f"the tenders are {listed(known)}" if known else "write it out, or name it under `tenders:`"
    hint = did_you_mean(name, known) or f"{bases}; a file is named with its ending, as `tender.yaml`"
    return say("PS055", span, f"there is no tender `{name}`", hint)


def not_one_tender(span: Span, name: str, count: int) -> Diagnostic:
    held = f"holds {count} tenders" if count else "holds no tender that can be read"
    return say("PS055", span, f"`{name}` {held}", "name a file with one tender, or write the tender out")


def which_base(span: Span, known: Sequence[str]) -> Diagnostic:
    names = f"name one of {listed(known)}" if known else "write it out, or name a file"
    return say("PS055", span, "this case does not say which tender it is about", f"add `tender:`; {names}")


def no_place(span: Span, written: str, hint: str | None) -> Diagnostic:
    return say("PS056", span, f"`{written}` is no fact and no thing of this tender", hint)


def two_places(span: Span, written: str, word: str, labels: Iterable[str]) -> Diagnostic:
    names = listed(labels)
    return say("PS056", span, f"`{written}`: two or more things are called `{word}`", f"write which: they are {names}")


def nothing_there(span: Span, written: str) -> Diagnostic:
    hint = "the tender does not state it as it is: leave the line out"
    return say("PS056", span, f"`{written}` cannot be removed: it is not there", hint)


def written_anew(span: Span, written: str) -> Diagnostic:
    return say("PS056", span, f"`{written}` stands in a list that this case writes anew", "say it in the list")


def adds_to_no_list(span: Span, written: str) -> Diagnostic:
    return say("PS056", span, f"`{written}` is no list, so nothing can be added to it", "state it under `change:`")


def derived(span: Span, written: str, hint: str) -> Diagnostic:
    return say("PS057", span, f"`{written}` is worked out from other facts and cannot be set", hint)


def cannot_scale(span: Span, written: str, why: str) -> Diagnostic:
    return say("PS058", span, f"`{written}` cannot be set: {why}", "change the weight of each criterion instead")


def no_criteria(span: Span, written: str, lot: str | None) -> Diagnostic:
    hint = f"write of which lot: `{written} of {lot}`" if lot else "state the criteria: `change: {criteria: [...]}`"
    return say("PS058", span, f"`{written}` cannot be set: there are no criteria here", hint)


def unknown_rule(span: Span, rule: str, known: Iterable[str]) -> Diagnostic:
    hint = did_you_mean(rule, known) or "`policyspec rules --policy POLICY` lists the rules"
    return say("PS059", span, f"there is no rule `{rule}` in the policies", hint)


def several_rules(span: Span, rule: str, ids: Sequence[str]) -> Diagnostic:
    return say("PS059", span, f"`{rule}` is a rule of several policies", f"write which: {listed(ids)}")


def unknown_verdict(span: Span, word: str, known: Sequence[str]) -> Diagnostic:
    hint = did_you_mean(word, known) or f"the verdicts are {', '.join(known)}"
    return say("PS060", span, f"`{word}` is no verdict", hint)


def unknown_limb(span: Span, limb: str, rule: str, known: Sequence[str]) -> Diagnostic:
    return say("PS061", span, f"rule `{rule}` has no limb `{limb}`", f"its limbs are {listed(known)}")


def unknown_item(span: Span, item: str, known: Sequence[str]) -> Diagnostic:
    there = f"the rule speaks of {listed(known)}" if known else "leave `item` out: the rule speaks of the tender"
    return say("PS062", span, f"the tender has no `{item}`", did_you_mean(item, known) or there)


def two_items(span: Span, item: str, labels: Iterable[str]) -> Diagnostic:
    return say("PS062", span, f"two or more things are called `{item}`", f"write which: they are {listed(labels)}")


def unknown_fact(span: Span, fact: str, known: Sequence[str]) -> Diagnostic:
    looked = f"the rule looks at {listed(known)}" if known else None
    return say("PS063", span, f"the rule does not look at `{fact}`", did_you_mean(fact, known) or looked)


def no_survivor(span: Span, change: str, rule: str, known: Sequence[str]) -> Diagnostic:
    hint = did_you_mean(change, known) or "take it out: there is nothing to explain"
    # A change has backticks of its own.
    return say("PS066", span, f"“{change}” is no change of `{rule}` that every test lets pass", hint)


def no_policy(span: Span, looked: Sequence[str]) -> Diagnostic:
    hint = f"it would be {listed(looked)}; say which with `policy:`" if looked else "say which with `policy:`"
    return say("PS064", span, "no policy is found for these tests", hint)


#: What stands in the way of a test that says exactly what it means, where a tender from elsewhere may be read as far
#: as it can be: keys, values, words and names that lead nowhere.
_EXACT = frozenset(("PS510", "PS511", "PS512", "PS513", "PS515", "PS521"))


def as_error(found: Diagnostic) -> Diagnostic:
    """What is said of a tender file, as it counts in a tests file."""
    return replace(found, severity=Severity.ERROR) if found.code in _EXACT else found
