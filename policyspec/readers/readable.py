"""What each source of tenders can state at all: the native formats, OCDS, Find a Tender, eForms."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import assert_never

from policyspec.base.dataclasses import dataclass
from policyspec.model.sources import Source
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.eforms.fields import AIMS
from policyspec.readers.eforms.readable import READABLE as EFORMS
from policyspec.readers.ocds.find_a_tender import NOT_PUBLISHED
from policyspec.readers.ocds.readable import READABLE as OCDS
from policyspec.readers.terms import TERMS

#: A fact, a list or a record: the thing that it belongs to, and its key.
Key = tuple[str, str]

#: Facts that reading works out of others where they are not stated, and from which.
WORKED_OUT: Mapping[Key, tuple[Key, ...]] = {
    ("criterion", "theme"): (("criterion", "name"),),
    **{
        (owner, length): ((owner, first), (owner, last)) for length, first, last in TERMS for owner in ("tender", "lot")
    },
}


#: Lists of which a notice never says that they are whole.
_NEVER_WHOLE: frozenset[Key] = frozenset({("tender", "terms")})
#: Lists of which eForms has a code that says that there are none.
_EMPTY_IN_EFORMS: frozenset[Key] = frozenset({("lot", key) for key, _, _ in AIMS} | {("lot", "environmental_routes")})
#: What a notice may rule out: the weight of a pass-fail criterion, and a reservation, where it is for nobody.
_MAY_NOT_APPLY: frozenset[Key] = frozenset(
    {("criterion", "weight"), ("tender", "reservation"), ("lot", "reservation"), ("buyer", "tier")}
)


@dataclass(frozen=True, slots=True)
class Speech:
    """What tenders of a source may say: the facts and lists that they can state, and how.

    `empty`: lists of which they can say that there are none. `never_whole`: lists that may always have more members.
    `may_not_apply`: facts of which they can say that they do not apply.
    """

    stated: frozenset[Key]
    empty: frozenset[Key]
    never_whole: frozenset[Key]
    may_not_apply: frozenset[Key]


def speech(source: Source, vocabulary: Vocabulary) -> Speech:
    """What tenders of a source may say."""
    stated = readable(source, vocabulary)
    stated |= of_lots(stated, vocabulary)
    if source == "native":
        return Speech(stated, empty=stated, never_whole=frozenset(), may_not_apply=stated)
    empty = _EMPTY_IN_EFORMS if source == "eforms" else frozenset()
    return Speech(stated, empty=empty, never_whole=_NEVER_WHOLE, may_not_apply=_MAY_NOT_APPLY)


def of_lots(stated: AbstractSet[Key], vocabulary: Vocabulary) -> frozenset[Key]:
    """What lots have from their tender: what they inherit, and what a tender without lots says of itself as one."""
    found = set()
    for info in vocabulary.facts_of("lot"):
        same = vocabulary.fact("tender", info.phrase)
        if same is not None and (same.owner, same.key) in stated:
            found.add((info.owner, info.key))
    return frozenset(found)


def readable(source: Source, vocabulary: Vocabulary) -> frozenset[Key]:
    """Every fact, list and record that a source can state, and what reading works out of these."""
    stated = _stated(source, vocabulary)
    return stated | worked_out(stated, vocabulary)


def worked_out(stated: AbstractSet[Key], vocabulary: Vocabulary) -> frozenset[Key]:
    """What reading works out where the source has no place for it."""
    return frozenset(
        key
        for key, bases in WORKED_OUT.items()
        if key in vocabulary.facts and key not in stated and stated >= set(bases)
    )


def _stated(source: Source, vocabulary: Vocabulary) -> frozenset[Key]:
    match source:
        case "native":
            return frozenset(key for key, info in vocabulary.facts.items() if not info.derived)
        case "ocds":
            return OCDS
        case "fts":
            return OCDS - NOT_PUBLISHED.keys()
        case "eforms":
            return EFORMS
        case _:
            assert_never(source)
