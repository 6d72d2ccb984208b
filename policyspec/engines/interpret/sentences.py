"""The sentence of an outcome: the rule's own words with the tender's facts put in."""

import re
from fractions import Fraction
from typing import assert_never

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.interpret.conditions import holds
from policyspec.engines.interpret.expressions import value_of
from policyspec.engines.interpret.judging import Judgement
from policyspec.engines.interpret.members import members
from policyspec.engines.interpret.reading import follow
from policyspec.engines.interpret.scope import Site
from policyspec.engines.interpret.showing import UNKNOWN, shown
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.comparing import measured
from policyspec.model.facts import Absence, Absent
from policyspec.model.outcomes import Strength, Verdict
from policyspec.model.ranges import Elapsed, Interval, Ranged, Ratios
from policyspec.model.truth import Truth
from policyspec.model.types import TEXT, Kind
from policyspec.model.vocabulary import EntityInfo


def sentence(rule: ir.Rule, limb: ir.Limb, site: Site, judgement: Judgement, verdict: Verdict) -> str:
    """What an outcome says: `the quality:cost ratio of lot 2 (South) is 10:90; it must be at least 60:40`."""
    if verdict is Verdict.NOT_APPLICABLE:
        return judgement.ruled_out or "it does not apply"
    world = site.world.aside()
    telling = telling_of(rule, world)
    if limb.strength is Strength.FLAG:
        lead = "worth a look:" if verdict is Verdict.FLAGGED else "it is not known whether"
        return f"{lead} {telling.condition(limb.duty)}"
    alternatives = limb.duty.conditions if isinstance(limb.duty, ir.Or) else (limb.duty,)
    return "; or ".join(telling.duty(part, limb.strength) for part in alternatives)


def telling_of(rule: ir.Rule, world: World) -> "Telling":
    """What puts the facts of a world into a rule's words."""
    return Telling(world, *_labels(rule, world))


@dataclass(frozen=True, slots=True)
class Telling:
    """Puts a tender's facts into a rule's words.

    `labels` gives, by noun, what `the lot` is here; `items` the same by variable, the innermost last.
    """

    world: World
    labels: dict[str, str]
    items: dict[str, str]

    def duty(self, duty: ir.Condition, strength: Strength) -> str:
        """One duty: what is, and what must be."""
        negated = isinstance(duty, ir.Not)
        inner = duty.condition if isinstance(duty, ir.Not) else duty
        modal = f"{strength} not" if negated else str(strength)
        match inner:
            case ir.Compare(left=ir.Aggregate(function="number") as number, words=said) if said.startswith("there"):
                return (
                    f"{self._there(number, said)}; there {modal} be {inner.predicate}{self._worth(inner.right, number)}"
                )
            case ir.Compare(left=subject, right=right, predicate=predicate):
                return f"{self._is(subject, right)}; it {modal} be {self.put(predicate)}{self._worth(right, subject)}"
            case ir.BetweenBounds(subject=subject, low=low, predicate=predicate):
                return f"{self._is(subject, low)}; it {modal} be {self.put(predicate)}"
            case (
                ir.OneOf(subject=subject, predicate=predicate)
                | ir.Within(subject=subject, predicate=predicate)
                | ir.Among(subject=subject, predicate=predicate)
            ):
                return f"{self._is(subject)}; it {modal} be {self.put(predicate)}"
            case ir.IsStated(subject=subject):
                return f"{self._name(subject.words, subject)} {self._stated(inner)}; it {modal} be stated"
            case ir.Yes(predicate=predicate):
                answer = self._answer(holds(self.world, inner), predicate)
                return f"{self._owner(inner)} {answer}; it {modal} be {predicate}"
            case ir.Mentions(subject=subject, text=text):
                return f'{self._is(subject)}; it {modal} mention "{text}"'
            case ir.Include(collection=collection, predicate=predicate):
                return f"{self._are(collection)}; they {modal} {_including(predicate)}"
            case ir.Quantified() | ir.Not() | ir.And() | ir.Or():
                return f"{self.put(inner.words)}, which {self._told(holds(self.world, inner))}"
            case _:
                assert_never(inner)

    def condition(self, condition: ir.Condition) -> str:
        """A condition in its own words, with what its operands come to."""
        told = [(self._called(subject), self.value(subject, beside)) for subject, beside in _subjects(condition)]
        if isinstance(condition, ir.Compare):  # its words begin with the subject
            told[0] = ("it", told[0][1])
        parts = dict.fromkeys(f"{name} is {value}" for name, value in told if value != UNKNOWN)
        words = self.put(condition.words)
        return f"{words} ({'; '.join(parts)})" if parts else words

    # --- what is ----------------------------------------------------------------------------------------------------

    def _is(self, subject: ir.Expr, beside: ir.Expr | None = None) -> str:
        """What it is; of a time, in the unit of what it is held against."""
        return f"{self._called(subject)} is {self.value(subject, beside)}"

    def _called(self, subject: ir.Expr) -> str:
        name = self._name(subject.words, subject)
        entity = self._entity(subject.over) if isinstance(subject, ir.Aggregate) else None
        return said_once(name, entity.singular) if entity else name

    def _entity(self, over: ir.Collection) -> EntityInfo | None:
        """What the collection is of, as far as its first words say it."""
        return self.world.vocabulary.entity_called(over.words.split(" where ")[0].split(" of ")[0])

    def _there(self, number: ir.Aggregate, asked: str) -> str:
        """`there is no option where …`, `there are 3 lots`."""
        bounds = value_of(self.world, number).bounds
        assert isinstance(bounds, Interval)
        words, count = self.put(number.over.words), bounds.exact
        if count is None:
            counted = self._counted(number.over, words, plural=bounds.high != 1)
            return f"there {_how_many(bounds)} {counted}"
        plural = count != 1 and not (count == 0 and _singular(asked))
        return f"there {_be(count, asked)} {count or 'no'} {self._counted(number.over, words, plural=plural)}"

    def _counted(self, over: ir.Collection, words: str, *, plural: bool) -> str:
        """The words of a collection, its noun in the form that the number wants and not said again after `where`."""
        entity = self._entity(over)
        if entity is None:
            return words
        head = over.words.split(" where ")[0].split(" of ")[0]
        return said_once(words.replace(head, entity.plural if plural else entity.singular, 1), entity.singular)

    def _are(self, collection: ir.Collection) -> str:
        return f"{self._name(collection.words, collection)} are {self.values(collection)}"

    def values(self, collection: ir.Collection) -> str:
        """The scalars of a collection, in words."""
        found = members(self.world, collection)
        said = ", ".join(dict.fromkeys(self.scalar(m.value) for m in found.members if isinstance(m.value, Ranged)))
        if found.more is not None:
            said = f"{said}, and there may be others" if said else "not stated"
        return said or "none"

    def scalar(self, value: Ranged) -> str:
        """A member of a collection of scalars, in words."""
        return shown(value, TEXT, dict(self.world.items))

    def value(self, subject: ir.Expr, beside: ir.Expr | None = None) -> str:
        """What an operand comes to, in words; a time in the unit of what it is held against."""
        if isinstance(subject, ir.Fact):
            item = follow(self.world, subject.owner)
            found = item.fact(subject.info.key) if item is not None else None
            if isinstance(found, Absent):
                return str(found.why) if found.why is not Absence.UNREADABLE else "there but cannot be read"
        value = value_of(self.world, subject)
        if beside is not None and isinstance(value.bounds, Elapsed):
            value = replace(value, bounds=measured(value.bounds, value_of(self.world, beside).bounds))
        return UNKNOWN if _beyond_whole(subject, value) else shown(value, subject.type, dict(self.world.items))

    def _worth(self, right: ir.Expr, beside: ir.Expr) -> str:
        if isinstance(right, ir.Const) and right.name is None:
            return ""
        return f" ({self.value(right, beside)})"

    def _stated(self, condition: ir.IsStated) -> str:
        answer = holds(self.world, condition)
        if answer.decided:
            return "is stated" if answer.holds else "is not stated"
        subject = condition.subject
        return f"is {self.value(subject)}" if isinstance(subject, ir.Fact) else "is not stated"

    def _answer(self, answer: Truth, predicate: str) -> str:
        if not answer.decided:
            return f"is not known to be {predicate}"
        return f"is {predicate}" if answer.holds else f"is not {predicate}"

    def _told(self, answer: Truth) -> str:
        if not answer.decided:
            return "cannot be told yet"
        return "is so" if answer.holds else "is not so"

    # --- the author's words -----------------------------------------------------------------------------------------

    def _owner(self, condition: ir.Yes) -> str:
        return self._name(re.sub(r"\s+(must|should|is|are)\b.*$", "", condition.words), condition.subject)

    def _name(self, words: str, operand: object) -> str:
        """The author's words for an operand, naming the item whose it is; what is the tender's is said of none."""
        put = self.put(words)
        label = self._item_of(operand) if put == words else None
        if label is None or label in put:
            return put if put in self.labels.values() else _with_article(put)
        return f"{_with_article(put)} of {label}"

    def _item_of(self, operand: object) -> str | None:
        """The innermost item of the rule's scope of which an operand says something."""
        spoken = {node.name for node in walk(operand) if isinstance(node, ir.Var)}
        return next((label for var, label in reversed(self.items.items()) if var in spoken), None)

    def put(self, words: str) -> str:
        """The words with `the lot` said by name; inside a `where` that is another lot, and `this lot` the one."""
        before, where, within = words.partition(" where ")
        for noun, label in self.labels.items():
            before = re.sub(rf"\b(?:the|this) {re.escape(noun)}\b", label.replace("\\", r"\\"), before)
            within = re.sub(rf"\bthis {re.escape(noun)}\b", label.replace("\\", r"\\"), within)
        return before + where + within


def said_once(words: str, noun: str) -> str:
    """`option where (kind of the option is x)` as `option where kind is x`: what follows `where` is of the noun."""
    before, where, within = words.partition(" where ")
    texts = re.split(r'("[^"]*")', within)
    texts[::2] = [re.sub(rf" of the {re.escape(noun)}(?= (?:is|are|and|or)\b|\)|$)", "", text) for text in texts[::2]]
    within = "".join(texts)
    return f"{before}{where}{within[1:-1] if _enclosed(within) else within}"


def _enclosed(text: str) -> bool:
    """Whether the bracket that it begins with is closed by the one that it ends with."""
    return re.fullmatch(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", text) is not None


def _beyond_whole(subject: ir.Expr, value: Ranged) -> bool:
    """Whether a ratio of weights is known only by bounds that are no parts of one whole, such as 55% to 200%."""
    if not isinstance(value.bounds, Ratios):
        return False
    if not isinstance(subject, ir.ClassRatio) or subject.value.type.kind is not Kind.PERCENTAGE:
        return False
    low, high = value.bounds.low, value.bounds.high
    exact = low.left * high.right == high.left * low.right
    return not exact and max(low.left + low.right, high.left + high.right) > 1


def _how_many(bounds: Interval) -> str:
    """`are 2 or more`, `may be up to 3`: a number that is not known exactly."""
    if bounds.high is None:
        return f"are {bounds.low} or more" if bounds.low else "may or may not be"
    return f"are {bounds.low} to {bounds.high}" if bounds.low else f"may be up to {bounds.high}"


def _be(count: Fraction, asked: str) -> str:
    return "is" if count == 1 or (count == 0 and _singular(asked)) else "are"


def _singular(asked: str) -> bool:
    """Whether the author asks for one: `there must be at least 1 option`, `there must be no lot`."""
    return re.search(r"\b(1|no|a|an) \w", asked.split(" where ", maxsplit=1)[0]) is not None


def _including(predicate: str) -> str:
    return predicate if predicate.startswith("include") else f"include {predicate}"


def _labels(rule: ir.Rule, world: World) -> tuple[dict[str, str], dict[str, str]]:
    """What stands for `the lot`, for each noun of the rule's scope and for each variable, the innermost last."""
    labels: dict[str, str] = {}
    items: dict[str, str] = {}
    for binding in rule.scope:
        bound = world.bound.get(binding.var)
        entity = getattr(bound, "entity", None)
        info = world.vocabulary.entities.get(entity) if entity else None
        if info is not None:
            labels[info.singular] = items[binding.var] = str(getattr(bound, "label", ""))
    return labels, items


def _with_article(words: str) -> str:
    return words if re.match(r"(the|this|every|some|no|each|lot|criterion)\b|[A-Z\"0-9]", words) else f"the {words}"


def _subjects(condition: ir.Condition) -> list[tuple[ir.Expr, ir.Expr | None]]:
    """The operands of which it is to be said what they come to, each with what it is held against."""
    match condition:
        case ir.Compare(left=left, right=right):
            literal = isinstance(right, ir.Const) and right.name is None
            return [(left, right)] if literal else [(left, right), (right, left)]
        case ir.BetweenBounds(subject=s, low=low):
            return [(s, low)]
        case ir.OneOf(subject=s) | ir.Within(subject=s) | ir.Mentions(subject=s) | ir.Among(subject=s):
            return [(s, None)]
        case ir.And(conditions=parts) | ir.Or(conditions=parts):
            return [s for part in parts for s in _subjects(part)]
        case ir.Not(condition=inner):
            return _subjects(inner)
        case _:
            return []
