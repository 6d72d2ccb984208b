"""Which facts an undetermined outcome names as missing, and what becomes of it when exactly these are filled in."""

from collections.abc import Iterator
from random import Random

from policyspec.engines.interpret.reading import name_of
from policyspec.model.facts import Tender, items
from policyspec.model.inherit import inherited
from policyspec.model.outcomes import Outcome, Verdict
from tests.law import completing, law
from tests.law.cases import Case
from tests.law.completing import Place
from tests.law.domain import VOCABULARY


def places(of: Case) -> dict[str, Place]:
    """Every fact of the tender that a case speaks of, by its name in words. Labels are drawn so that none is twice."""
    found: dict[str, Place] = {}
    for item in items(inherited(of.tender, VOCABULARY).root):
        for known in of.setting.pool.get(item.entity, []):
            name = name_of(item, known)
            found[name] = found[f"the rest of {name}"] = (item.path, known.key)
    return found


def named(of: Case, outcome: Outcome) -> frozenset[Place]:
    """The facts that an outcome names as missing."""
    known = places(of)
    return frozenset(known[fact.name] for fact in outcome.missing)


def filled(rng: Random, of: Case, facts: frozenset[Place]) -> Tender:
    """The tender with these facts filled in, and no others."""
    return completing.filled(rng, inherited(of.tender, VOCABULARY), of.setting, lambda place: place in facts)


def became(before: law.Outcomes, after: law.Outcomes, key: law.Key) -> Iterator[tuple[law.Key, Outcome]]:
    """What one outcome of a draft became: that of the same item, or those of items that it stood for."""
    if key in after:
        yield from ((key, outcome) for outcome in after[key])
    rule, limb, path = key
    for later, found in after.items():
        if later[:2] == (rule, limb) and later not in before and law.within(later[2], path) and later != key:
            yield from ((later, outcome) for outcome in found)


def is_open(outcome: Outcome) -> bool:
    return outcome.verdict is Verdict.UNDETERMINED
