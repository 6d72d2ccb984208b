"""Why a rule came to its verdict, for programs."""

from collections.abc import Sequence

from policyspec.model.reasoning import Clause, ItemReasoning, LeftOut, LimbReasoning, Reasoning, Step, Way
from policyspec.report.json import Json, dumps, origin_of, outcome, place, used_fact

_EXPANDED = 6  # levels with a line for each member


def render(found: Sequence[Reasoning]) -> str:
    """One document for all that was asked: a rule for several tenders, or several rules of one name."""
    return dumps({"schema_version": "1.0", "reasonings": [_reasoning(one) for one in found]}, _EXPANDED)


def _reasoning(found: Reasoning) -> Json:
    return {
        "rule": found.rule,
        "title": found.title,
        "policy": place(found.policy),
        "tender": found.result.source,
        "tender_name": found.result.name,
        "gate": found.result.gate.value,
        "judged_on": found.result.judged_on,
        "verdict": found.verdict.value,
        "items": [_item(item) for item in found.items],
        "left_out": [_left_out(one) for one in found.left_out],
    }


def _item(item: ItemReasoning) -> Json:
    return {
        "item": item.path,
        "item_label": item.label,
        "place": origin_of(item.origin),
        "nothing_to_check": item.nothing,
        "applies": [_clause(clause) for clause in item.clauses],
        "limbs": [_limb(limb) for limb in item.limbs],
    }


def _left_out(one: LeftOut) -> Json:
    return {"item": one.path, "item_label": one.label, "place": origin_of(one.origin), "step": _step(one.step)}


def _limb(limb: LimbReasoning) -> Json:
    return {
        "outcome": outcome(limb.outcome, None),
        "when": _clause(limb.when) if limb.when is not None else None,
        "duty": _step(limb.duty) if limb.duty is not None else None,
        "ways": [_way(way) for way in limb.ways],
    }


def _way(way: Way) -> Json:
    return {"verdict": way.verdict.value, "facts": [{"name": name, "values": words} for name, words in way.facts]}


def _clause(clause: Clause) -> Json:
    return {"bearing": clause.bearing.value, "lets_apply": clause.lets_apply.value, "step": _step(clause.step)}


def _step(step: Step) -> Json:
    return {
        "words": step.words,
        "answer": step.answer.value,
        "about": step.about,
        "remark": step.remark,
        "join": step.join.value if step.join is not None else None,
        "shown": [{"words": one.words, "value": one.value, "note": one.note} for one in step.shown],
        "facts": [used_fact(one) for one in step.facts],
        "parts": [_step(part) for part in step.parts],
    }
