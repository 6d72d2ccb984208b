"""Which rules a source of tenders can ever decide, in words and for programs."""

from collections import Counter
from collections.abc import Iterator, Sequence

from policyspec.model.decidable import LimbReach, Reach, RuleReach
from policyspec.model.outcomes import Strength
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.report.json import Json
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import count

_STYLE = {Reach.BOTH: Style.GOOD, Reach.MET: Style.DOUBT, Reach.BREACHED: Style.DOUBT, Reach.NEVER: Style.BAD}
#: The same of a flag, which is neither met nor breached.
_OF_FLAGS = {
    Reach.BOTH: "can flag or not",
    Reach.MET: "can never flag",
    Reach.BREACHED: "can only flag",
    Reach.NEVER: "never",
}


def listing(found: Sequence[RuleReach], source: str, vocabulary: Vocabulary, width: int) -> Iterator[Line]:
    """Every rule with what it can come to for tenders of the source, and which facts it would need for more."""
    for one in found:
        yield line(Piece(one.rule, Style.CODE))
        yield from wrapped(one.title, width, indent=4) if one.title else ()
        alike = len({limb.reach for limb in one.limbs}) == 1
        limbs = one.limbs[:1] if alike else one.limbs
        for limb in limbs:
            lead = Piece(f"{limb.limb}: " if limb.limb and not alike else "", Style.QUIET)
            yield from wrapped(_said(limb), width, indent=4, lead=lead, style=_STYLE[limb.reach])
        if one.wanting:
            names = ", ".join(_named(info, vocabulary) for info in one.wanting)
            yield from wrapped(names, width, indent=4, lead=Piece("wants ", Style.QUIET))
    yield BLANK
    yield from wrapped(total(found, source), width)


def _said(limb: LimbReach) -> str:
    return _OF_FLAGS[limb.reach] if limb.strength is Strength.FLAG else limb.reach.value


def _named(info: FactInfo, vocabulary: Vocabulary) -> str:
    return info.phrase if info.owner == "tender" else f"{info.phrase} of the {vocabulary.entities[info.owner].singular}"


def total(found: Sequence[RuleReach], source: str) -> str:
    """`From eForms, of 12 rules 4 can be met or breached, …`. Flags are counted with those that they are like."""
    counted = Counter(one.reach for one in found)
    parts = [f"{counted[reach]} {reach.value}" for reach in Reach if reach is not Reach.NEVER]
    never = f"{counted[Reach.NEVER]} can never be decided"
    return f"From {source}, of {count(len(found), 'rule')} {', '.join([*parts, never])}."


def as_json(found: Sequence[RuleReach], source: str) -> Json:
    return {
        "source": source,
        "rules": [
            {
                "rule": one.rule,
                "title": one.title,
                "reach": one.reach.name.lower(),
                "limbs": [
                    {
                        "limb": limb.limb,
                        "strength": limb.strength.value,
                        "reach": limb.reach.name.lower(),
                        "wanting": [
                            {"thing": info.owner, "key": info.key, "phrase": info.phrase} for info in limb.wanting
                        ],
                    }
                    for limb in one.limbs
                ],
            }
            for one in found
        ],
    }
