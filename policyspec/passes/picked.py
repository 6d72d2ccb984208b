"""Phrases that stand for more than a name: some of a list, the highest of a list, a number in words."""

import re

from policyspec.base.patterns import pattern
from policyspec.model.types import Kind
from policyspec.model.vocabulary import fold, is_scalar
from policyspec.passes.context import Context
from policyspec.passes.errors.common import a, quoted, singular
from policyspec.passes.hints import Meant, splits, wrote
from policyspec.passes.scope import owners_in_scope

_ABOUT = ("on", "for", "about", "concerning", "regarding")
_IN = pattern(r"(.+) (?:in|within|per|for) (?:each |a |all )?(.+)", re.IGNORECASE)
_EXTREMES = {
    **dict.fromkeys(("highest", "maximum", "largest", "biggest", "greatest"), "highest"),
    **dict.fromkeys(("lowest", "minimum", "smallest"), "lowest"),
    **dict.fromkeys(("total", "sum", "overall", "combined"), "total"),
}
_MULTIPLES = {"twice": "2 times", "double": "2 times", "thrice": "3 times", "half": "50% of"}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def picked_out(words: str, at: Context) -> Meant | None:
    """`quality criteria`, `small suppliers`, `criterion on social value`: some of a list, picked out by a fact."""
    inside = _inside(words, at)
    if inside is not None:
        return inside
    pairs = [(noun, test) for test, noun in splits(words)] + list(splits(words))
    for noun, test in pairs:
        entity = at.vocabulary.entity_called(noun)
        if entity is not None and entity.key != "tender":
            said = [f"{noun} where {one}" for one in _tests(entity.key, test, at)]
            about = test.split()[0].casefold() in _ABOUT
            if not said and not about and fold(words).startswith(fold(noun)):
                continue
            hint = f"write {quoted(said)}" if said else _without_test(noun, entity.singular, test, about=about)
            return Meant(hint, said[0] if len(said) == 1 else None)
    return None


def _inside(words: str, at: Context) -> Meant | None:
    """`criteria in each lot`: a list of another thing."""
    parts = _IN.fullmatch(words)
    listed, owner = (at.vocabulary.entity_called(parts[n]) if parts else None for n in (1, 2))
    if parts is None or listed is None or owner is None:
        return None
    return Meant(f"write `{parts[1]} of the {owner.singular}`, below `for each {owner.singular}`")


def _without_test(noun: str, one: str, test: str, *, about: bool) -> str:
    listed = f"`policyspec vocabulary {one}` lists the facts to ask for"
    if about or len(test.split()) > 2:
        return f"write `{noun} where …`; {listed}"
    return f"write `{noun} where …`, or define {a(test)} {one} with `define`; {listed}"


def _tests(entity: str, test: str, at: Context) -> list[str]:
    """`quality` as `kind of the criterion is quality`; `for SMEs` as `the lot is suitable for SMEs`."""
    noun = singular(at.vocabulary, entity)
    first, _, rest = fold(test).partition(" ")
    said = rest if first in _ABOUT else fold(test)
    found = []
    for info in at.vocabulary.facts_of(entity):
        codes = at.vocabulary.codes.get(info.type.codes or "", ()) if info.type.kind is Kind.CODE else ()
        if said in map(fold, codes):
            found.append(f"{info.phrase} of the {noun} is {said if said in codes else _spelt(said, codes)}")
        if info.type.kind is Kind.YES_NO and f" {fold(info.phrase)}".endswith(f" {fold(test)}"):
            found.append(f"the {noun} is {info.phrase}")
    return found


def _spelt(said: str, codes: tuple[str, ...]) -> str:
    return next(code for code in codes if fold(code) == said)


def aggregated(words: str, at: Context) -> Meant | None:
    """`highest lot value` for `highest value of lots`."""
    first, _, rest = words.partition(" ")
    function = _EXTREMES.get(first.casefold())
    for noun, phrase in splits(rest) if function is not None else ():
        entity = at.vocabulary.entity_called(noun)
        info = at.vocabulary.fact(entity.key, phrase) if entity is not None else None
        if entity is not None and info is not None and is_scalar(info.type) and entity.key != "tender":
            return wrote(f"{function} {info.phrase} of {entity.plural}")
    return None


def counted(words: str, at: Context) -> Meant | None:
    """`two`, `twice estimated value`: a number in words."""
    first, _, rest = words.casefold().partition(" ")
    if words.casefold() in _NUMBERS:
        return Meant(f"write `{_NUMBERS.index(words.casefold()) + 1}`", str(_NUMBERS.index(words.casefold()) + 1))
    if first in _MULTIPLES and (owners_in_scope(rest, at) or at.names.find(rest)):
        return wrote(f"{_MULTIPLES[first]} {rest}")
    return None
