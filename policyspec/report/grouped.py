"""The outcomes of a tender as reports for people tell them: by verdict and rule, with what each waits for."""

from collections import Counter
from collections.abc import Iterable, Iterator

from policyspec.base.dataclasses import replace
from policyspec.model.outcomes import Outcome, TenderResult, UsedFact, Verdict
from policyspec.report.folded import folded
from policyspec.report.words import count, joined

_NAMED = 5  # facts that one rule is said to wait for


def having(result: TenderResult, verdict: Verdict) -> list[Outcome]:
    return [outcome for outcome in result.outcomes if outcome.verdict is verdict]


def by_rule(outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    """The outcomes of each rule together, rules in the order of their first."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.rule, []).append(outcome)
    return list(groups.values())


def counted(result: TenderResult, verdict: Verdict) -> str:
    """`2 rules`, `1 rule, 3 outcomes`: the numbers of the counts at the end.

    A rule with a graver verdict that has such an outcome too is told here as well, and counted as `in part`.
    """
    outcomes = having(result, verdict)
    whole = sum(rule.verdict is verdict for rule in result.rules)
    part = len(by_rule(outcomes)) - whole
    rules = [count(whole, "rule")] if whole else []
    rules += [f"{part} more in part" if whole else f"{count(part, 'rule')} in part"] if part else []
    of = "" if whole == len(outcomes) else f", {count(len(outcomes), 'outcome')}"
    return f"{joined(rules)}{of}"


def waiting(found: Iterable[Outcome]) -> Counter[str]:
    """The missing facts by how many outcomes wait for each; empty where each waits for its own."""
    outcomes = list(found)
    said = folded(wanted(fact) for outcome in outcomes for fact in outcome.missing if not _told_why(fact))
    waits = ({said.get(name, name): None for name in map(wanted, outcome.missing)} for outcome in outcomes)
    facts = Counter(name for names in waits for name in names)
    return facts if max(facts.values(), default=0) > 1 else Counter()


def wanted(fact: UsedFact) -> str:
    """The fact in words; one that is there and cannot be used says why."""
    if not _told_why(fact):
        return fact.name
    where = f", {fact.origin}" if fact.origin else ""
    return f"{fact.name} ({fact.absence}{where})"


def _told_why(fact: UsedFact) -> bool:
    return fact.absence not in {None, "not stated"}


def comes_to(group: Iterable[Outcome]) -> str:
    """`may be breached or met; waits for the value of lot 2`: over all the items of a rule."""
    outcomes = list(group)
    possible = [verdict.value for verdict in Verdict if any(verdict in outcome.possible for outcome in outcomes)]
    missing = [fact for outcome in outcomes for fact in outcome.missing]
    said = folded(wanted(fact) for fact in missing if not _told_why(fact))
    facts = list(dict.fromkeys(said.get(name, name) for name in map(wanted, missing)))
    waits = f"; waits for {joined(_first(facts))}" if facts else ""
    return f"may be {joined(possible, 'or')}{waits}"


def _first(names: list[str]) -> list[str]:
    """The names, or of many the first few and the number of the others."""
    rest = len(names) - _NAMED
    return names if rest < 2 else [*names[:_NAMED], f"{rest} others"]


def told_once(group: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of a rule, those that say the same of several lots as one, with the facts of them all.

    `the value of lot 1 is …`, `the value of lot 2 is …` become `the value of each of lots 1 and 2 is …`.
    """
    alike: dict[tuple[str, str], list[Outcome]] = {}
    for number, outcome in enumerate(group):
        told = outcome.message.replace(f" of {outcome.item_label}", _EACH)
        several = _EACH in told and outcome.item_label not in told and outcome.explanation is None
        alike.setdefault((outcome.limb, told) if several else (str(number), ""), []).append(outcome)
    return [one for (_, told), same in alike.items() for one in _as_one(told, same)]


_EACH = " of each of \0"


def _as_one(told: str, same: list[Outcome]) -> Iterator[Outcome]:
    """The outcomes with one sentence, those whose items can be said together as one."""
    said = folded(f"it of {outcome.item_label}" for outcome in same)
    items: dict[str, list[Outcome]] = {}
    for outcome in same:
        items.setdefault(said[f"it of {outcome.item_label}"].removeprefix("it of "), []).append(outcome)
    for label, those in items.items():
        facts = tuple(dict.fromkeys(fact for one in those for fact in one.facts))
        if label == those[0].item_label:  # an item by itself, or several that nothing tells apart
            yield from those
        else:
            yield replace(those[0], message=told.replace("\0", label), facts=facts)


def taken_for_granted(result: TenderResult) -> dict[str, list[str]]:
    """Each assumption with the titles of the rules that rest on it."""
    resting: dict[str, dict[str, None]] = {}
    for outcome in result.outcomes:
        for assumption in outcome.assumptions:
            resting.setdefault(assumption, {})[outcome.title or outcome.rule] = None
    return {assumption: list(rules) for assumption, rules in resting.items()}


def why_not(result: TenderResult) -> dict[str, str]:
    """For each rule that does not apply, the first reason that an outcome of it gives. No other sentence is made."""
    idle = {rule.rule for rule in result.rules if rule.verdict is Verdict.NOT_APPLICABLE}
    reasons: dict[str, str] = {}
    for outcome in result.outcomes:
        if outcome.rule in idle and outcome.rule not in reasons and outcome.message:
            reasons[outcome.rule] = outcome.message
    return reasons
