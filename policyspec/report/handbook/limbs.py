"""A rule's sentences as they stand on a page: whom it speaks of, and each duty with its letter and strength."""

from policyspec.model.outcomes import Strength
from policyspec.report.english import InWords, LimbInWords
from policyspec.report.html.elements import Content, Element, el, items, para
from policyspec.report.html.parts import cited, tag
from policyspec.report.html.words import STRENGTHS

_NAMES = {Strength.MUST: "must", Strength.SHOULD: "should", Strength.FLAG: "flag"}


def plainly(words: InWords) -> list[Content]:
    """The rule in plain English."""
    return [para(" ".join(words.when)), limbs(words), para(words.in_force) if words.in_force else None]


def limbs(words: InWords) -> Element:
    """Each duty or flag with its letter; with its strength, where they differ in that."""
    unlike = len({limb.strength for limb in words.limbs}) > 1
    return el("ul", *(_limb(limb, tagged=unlike) for limb in words.limbs), class_="limbs")


def _limb(limb: LimbInWords, *, tagged: bool) -> Element:
    letter, _, of = limb.label.partition(" ")
    said: list[Content] = [
        para(tag(_NAMES[limb.strength], "strength") if tagged else None, limb.lead if limb.parts else limb.text),
        items(limb.parts) if limb.parts else None,
        para(limb.explain) if limb.explain else None,
        para(f"As tightened by {of.strip('()')}.", class_="hint") if of else None,
        *(para("Source: ", *cited(one), class_="hint") for one in limb.citations),
    ]
    return el("li", el("span", f"({letter})", class_="label"), el("div", *said))


def strength_words(words: InWords) -> list[tuple[str, list[Content]]]:
    """What the strengths mean that the rule has."""
    present = dict.fromkeys(limb.strength for limb in words.limbs)
    return [(strength.value.capitalize(), [STRENGTHS[strength]]) for strength in present]
