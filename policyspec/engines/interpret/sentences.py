"""The sentence of an outcome: the rule's own words with the tender's facts put in."""

import re
from typing import assert_never

from policyspec.engines.interpret.conditions import holds
from policyspec.engines.interpret.expressions import value_of
from policyspec.engines.interpret.judging import Judgement
from policyspec.engines.interpret.reading import follow
from policyspec.engines.interpret.scope import Site
from policyspec.engines.interpret.showing import shown
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model.facts import Absence, Absent
from policyspec.model.outcomes import Strength, Verdict
from policyspec.model.truth import Truth


def sentence(rule: ir.Rule, limb: ir.Limb, site: Site, judgement: Judgement, verdict: Verdict) -> str:
    """What an outcome says: `the quality:cost ratio of lot 2 (South) is 10:90; it must be at least 60:40`."""
    if verdict is Verdict.NOT_APPLICABLE:
        return judgement.ruled_out or "it does not apply"
    telling = Telling(rule, site)
    if limb.strength is Strength.FLAG:
        return f"worth a look: {telling.condition(limb.duty)}"
    if isinstance(limb.duty, ir.Or):
        return "; or ".join(telling.duty(part, limb.strength) for part in limb.duty.conditions)
    return telling.duty(limb.duty, limb.strength)


class Telling:
    """Puts a tender's facts into the words of one rule at one site. Reads only; traces nothing."""

    def __init__(self, rule: ir.Rule, site: Site) -> None:
        self.world: World = site.world.tracing()
        self.labels = _labels(rule, self.world)

    def duty(self, duty: ir.Condition, strength: Strength) -> str:
        """One duty: what is, and what must be."""
        negated = isinstance(duty, ir.Not)
        inner = duty.condition if isinstance(duty, ir.Not) else duty
        modal = f"{strength} not" if negated else str(strength)
        match inner:
            case ir.Compare(left=subject, right=right, predicate=predicate):
                return f"{self._is(subject)}; it {modal} be {predicate}{self._worth(right)}"
            case (
                ir.BetweenBounds(subject=subject, predicate=predicate) | ir.OneOf(subject=subject, predicate=predicate)
            ):
                return f"{self._is(subject)}; it {modal} be {predicate}"
            case ir.Within(subject=subject, predicate=predicate) | ir.Among(subject=subject, predicate=predicate):
                return f"{self._is(subject)}; it {modal} be {predicate}"
            case ir.IsStated(subject=subject):
                return f"{self._name(subject.words)} {self._stated(inner)}; it {modal} be stated"
            case ir.Yes(predicate=predicate):
                owner = self._owner(inner)
                return f"{owner} {self._answer(holds(self.world, inner), predicate)}; it {modal} be {predicate}"
            case ir.Mentions(subject=subject, text=text):
                return f'{self._is(subject)}; it {modal} mention "{text}"'
            case ir.Include() | ir.Quantified() | ir.Not() | ir.And() | ir.Or():
                words = self._put(inner.words)
                return f"{words}: {self._told(holds(self.world, inner))}; it {modal} be so"
            case _:
                assert_never(inner)

    def condition(self, condition: ir.Condition) -> str:
        """A condition in its own words, with what its operands come to."""
        parts = [self._is(subject) for subject in dict.fromkeys(_subjects(condition))]
        words = self._put(condition.words)
        return f"{words} ({'; '.join(parts)})" if parts else words

    def _is(self, subject: ir.Expr) -> str:
        return f"{self._name(subject.words)} is {self._value(subject)}"

    def _value(self, subject: ir.Expr) -> str:
        if isinstance(subject, ir.Fact):
            item = follow(self.world, subject.owner)
            found = item.fact(subject.info.key) if item is not None else None
            if isinstance(found, Absent):
                return str(found.why) if found.why is not Absence.UNREADABLE else "there but cannot be read"
        return shown(value_of(self.world, subject), subject.type, dict(self.world.items))

    def _worth(self, right: ir.Expr) -> str:
        if isinstance(right, ir.Const) and right.name is None:
            return ""
        return f" ({self._value(right)})"

    def _stated(self, condition: ir.IsStated) -> str:
        answer = holds(self.world, condition)
        if answer.decided:
            return "is stated" if answer.holds else "is not stated"
        subject = condition.subject
        return f"is {self._value(subject)}" if isinstance(subject, ir.Fact) else "is not stated"

    def _owner(self, condition: ir.Yes) -> str:
        words = re.sub(r"\s+(must|should|is|are)\b.*$", "", condition.words)
        return self._name(words)

    def _answer(self, answer: Truth, predicate: str) -> str:
        if not answer.decided:
            return f"is not known to be {predicate}"
        return f"is {predicate}" if answer.holds else f"is not {predicate}"

    def _told(self, answer: Truth) -> str:
        if not answer.decided:
            return "not known"
        return "so" if answer.holds else "not so"

    def _name(self, words: str) -> str:
        """The author's words for an operand, naming the item that the rule is judged for."""
        put = self._put(words)
        label = next(reversed(self.labels.values()), None)
        if label is None or label in put or put != words:
            return _with_article(put)
        return f"{_with_article(put)} of {label}"

    def _put(self, words: str) -> str:
        """The words with `the lot` (or `this lot`) said by name."""
        for noun, label in self.labels.items():
            words = re.sub(rf"\b(?:the|this|every|each) {re.escape(noun)}\b", lambda _, label=label: label, words)  # type: ignore[misc]
        return words


def _labels(rule: ir.Rule, world: World) -> dict[str, str]:
    """What stands for `the lot`, for each noun of the rule's scope, the innermost last."""
    found: dict[str, str] = {}
    for binding in rule.scope:
        bound = world.bound.get(binding.var)
        entity = getattr(bound, "entity", None)
        info = world.vocabulary.entities.get(entity) if entity else None
        if info is not None:
            found[info.singular] = str(getattr(bound, "label", ""))
    return found


def _with_article(words: str) -> str:
    return words if re.match(r"(the|this|every|some|no|each|lot|criterion)\b|[A-Z\"0-9]", words) else f"the {words}"


def _subjects(condition: ir.Condition) -> list[ir.Expr]:
    match condition:
        case ir.Compare(left=left, right=right):
            return [left] if isinstance(right, ir.Const) else [left, right]
        case ir.BetweenBounds(subject=s) | ir.OneOf(subject=s) | ir.Within(subject=s):
            return [s]
        case ir.Mentions(subject=s) | ir.Among(subject=s):
            return [s]
        case ir.And(conditions=parts) | ir.Or(conditions=parts):
            return [s for part in parts for s in _subjects(part)]
        case ir.Not(condition=inner):
            return _subjects(inner)
        case _:
            return []
