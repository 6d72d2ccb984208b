"""A rule in words: who it speaks of, when it applies, each duty, what excuses, what prevails, from when."""

from collections.abc import Iterator, Sequence
from datetime import date

from policyspec.base.dataclasses import dataclass
from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_day
from policyspec.model.outcomes import Citation, Strength
from policyspec.model.vocabulary import Vocabulary
from policyspec.report.english.clauses import relative
from policyspec.report.english.conditions import statement
from policyspec.report.english.expressions import collection, entity_of, expression
from policyspec.report.english.joints import alone, parts_of
from policyspec.report.english.speech import Mood, Speech
from policyspec.report.words import sentence


@dataclass(frozen=True, slots=True)
class LimbInWords:
    """One duty or flag. `text` is its sentence; `explain` what an explanation does, where the limb takes one.

    Where it has long alternatives, `parts` are these, and `lead` what stands before them when they are listed.
    """

    label: str
    strength: Strength
    text: str
    explain: str | None
    citations: tuple[Citation, ...]
    lead: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InWords:
    """A rule as sentences. `about`: `each lot`, `the tender`."""

    about: str
    applies: tuple[str, ...]
    exceptions: tuple[str, ...]
    limbs: tuple[LimbInWords, ...]
    in_force: str | None
    judged_on: str | None

    @property
    def summary(self) -> str:
        """All of it in one paragraph, as it is read aloud."""
        return " ".join([*self.when, *(limb.text for limb in self.limbs)])

    @property
    def when(self) -> tuple[str, ...]:
        """Whom it speaks of and when, a sentence each."""
        return (f"This rule is about {self.about}.", *self.applies, *self.exceptions)


def in_words(rule: ir.Rule, vocabulary: Vocabulary) -> InWords:
    """The rule in plain English. Pure: the same rule gives the same words, whatever its author wrote beside it."""
    speech = Speech(vocabulary, (ir.Var(ir.TENDER, ir.TENDER),))
    about, inside = _about(rule, speech)
    return InWords(
        about,
        tuple(sentence(f"it applies only where {statement(each, inside)}") for each in rule.applies),
        tuple(sentence(f"it does not apply where {statement(each, inside)}") for each in rule.exceptions),
        tuple(_limb(limb, inside) for limb in rule.limbs),
        _in_force(rule.in_force),
        expression(rule.judged_on, speech) if rule.judged_on is not None else None,
    )


def _about(rule: ir.Rule, speech: Speech) -> tuple[str, Speech]:
    """`each criterion of each lot`, and speech in which they are bound."""
    said = "the tender"
    for binding in rule.scope:
        noun = collection(binding.over, speech, plural=False)
        owner = f"of the {_last_noun(speech)}"
        each = f"each {noun}"
        if said != "the tender" and noun.endswith(owner):
            each = f"each {noun.removesuffix(owner).strip()} of {said}"
        elif said != "the tender":
            each = f"{each}, for {said}"
        inside = speech.within(binding.var, entity_of(binding.over)).aloof()
        if binding.where is not None and said == "the tender":
            each += f" {relative(binding.where, binding.var, entity_of(binding.over), speech, plural=False)}"
        elif binding.where is not None:
            each += f", where {statement(binding.where, inside)}"
        said, speech = each, inside
    return said, speech


def _last_noun(speech: Speech) -> str:
    entity = speech.vocabulary.entities.get(speech.bound[-1].entity)
    return entity.singular if entity else speech.bound[-1].entity


# --- duties -------------------------------------------------------------------------------------------------------


def _limb(limb: ir.Limb, speech: Speech) -> LimbInWords:
    when = f"where {statement(limb.when, speech)}: " if limb.when is not None else ""
    if limb.strength is Strength.FLAG:
        text = f"{when}this is flagged, as something to look at, if {statement(limb.duty, speech)}"
    else:
        text = f"{when}{statement(limb.duty, speech, Mood(limb.strength.value))}"
    lead, parts = _listed(limb.duty, limb.strength, speech) if len(text) > _LONG else ("", ())
    lead = sentence(f"{when}{lead}").rstrip(".") if parts else ""
    return LimbInWords(limb.label, limb.strength, sentence(text), _explain(limb, speech), limb.citations, lead, parts)


_LONG = 140  # characters of a sentence that is better read as a list


def _listed(duty: ir.Condition, strength: Strength, speech: Speech) -> tuple[str, tuple[str, ...]]:
    """Alternatives one by one, and what stands before them."""
    mood = Mood("" if strength is Strength.FLAG else strength.value)
    match duty := alone(duty):
        case ir.Or():
            lead = "at least one of these:"
        case ir.And():
            lead = "all of these:"
        case _:
            return "", ()
    if strength is Strength.FLAG:
        lead = f"this is flagged, as something to look at, for {lead}"
    return lead, tuple(sentence(statement(part, speech, mood)) for part in parts_of(duty))


def _explain(limb: ir.Limb, speech: Speech) -> str | None:
    if limb.explain is None:
        return None
    if limb.explain.fact is None:
        return "If not, the reason may be recorded: it is then ‘explained’, and no breach."
    fact = expression(limb.explain.fact, speech)
    return f"If not, {fact} may be stated, or a reason recorded: it is then ‘explained’, and no breach."


# --- days ---------------------------------------------------------------------------------------------------------


def _in_force(windows: Sequence[ir.InForce]) -> str | None:
    if not windows:
        return None
    both = joint(windows)
    if both.start and both.end and both.start > both.end:
        return "It is never in force: its own days and those of its policy have none in common."
    said = between(both.start, both.end)
    return sentence(f"it is in force {said}") if said else None


def joint(windows: Sequence[ir.InForce]) -> ir.InForce:
    """The days that are in all windows: those of the rule and of its policy."""
    starts = [each.start for each in windows if each.start]
    ends = [each.end for each in windows if each.end]
    return ir.InForce(max(starts, default=None), min(ends, default=None))


def between(start: date | None, end: date | None) -> str:
    """`from 1 January 2026 until 31 December 2026`, both days included."""
    return " ".join([*_if("from", start), *_if("until", end)])


def _if(word: str, day: date | None) -> Iterator[str]:
    if day is not None:
        yield f"{word} {spell_day(day)}"
