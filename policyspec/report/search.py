"""From a person's word to the phrases of the vocabulary that may be meant."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from policyspec.model.vocabulary import Vocabulary, fold

#: Words that say nothing of what is looked for.
_EMPTY = frozenset("a an and are at by for from in is it of on or that the to what when with".split())  # noqa: SIM905


def near_phrases(vocabulary: Vocabulary, phrase: str, *, most: int = 5) -> list[str]:
    """Phrases close to one that names nothing, the likeliest first.

    First those that hold its words; then those spelt nearly like it; then codes that hold its words; then facts and
    things whose definition holds them. Where there are none of these, those spelt a little like it.
    """
    words = _words(phrase)
    found = [
        *_phrases(vocabulary, words),
        *_alike(vocabulary, phrase, 0.8),
        *_codes(vocabulary, words),
        *_defined(vocabulary, words),
    ]
    meant = dict.fromkeys(_entry_of(vocabulary, name) for name in found or _alike(vocabulary, phrase, 0.6))
    return list(meant)[:most]


def related(vocabulary: Vocabulary, phrase: str) -> list[str]:
    """The phrases of facts and things that hold all words of another: `suitable for SMEs` of `SMEs`."""
    held = dict.fromkeys(_entry_of(vocabulary, name) for name in _phrases(vocabulary, _words(phrase)))
    return [name for name in held if fold(name) != fold(phrase)]


def _entry_of(vocabulary: Vocabulary, name: str) -> str:
    """The phrase under which an entry stands: of an alias or a plural the canonical one."""
    owners = {} if vocabulary.entity_called(name) else {info.phrase: info for info in vocabulary.owners_of(name)}
    return next(iter(owners)) if len(owners) == 1 else name


def _phrases(vocabulary: Vocabulary, words: frozenset[str]) -> list[str]:
    """Phrases that hold all the words: first those of facts that notices state too, and shorter ones before longer."""
    in_notices = {phrase for info in vocabulary.facts.values() if info.ocds for phrase in info.phrases}
    held = [name for name in sorted(vocabulary.phrases()) if words and words <= _words(name)]
    return sorted(held, key=lambda name: (name not in in_notices, len(name)))


def _alike(vocabulary: Vocabulary, phrase: str, cutoff: float) -> list[str]:
    known = {fold(name): name for name in sorted(vocabulary.phrases())}
    return [known[match] for match in get_close_matches(fold(phrase), known, n=5, cutoff=cutoff)]


def _words(text: str) -> frozenset[str]:
    """The words that count, each without the ending of a plural."""
    words = re.findall(r"\w+", fold(text))
    return frozenset(_singular(word) for word in words if word not in _EMPTY)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _codes(vocabulary: Vocabulary, words: frozenset[str]) -> list[str]:
    codes = dict.fromkeys(code for phrases in vocabulary.codes.values() for code in phrases)
    return sorted((code for code in codes if words and words <= _words(code)), key=len)


def _defined(vocabulary: Vocabulary, words: frozenset[str]) -> Iterator[str]:
    """What is defined with the words; the tender's own facts first."""
    facts = sorted(vocabulary.facts.values(), key=lambda info: info.owner != "tender")
    defined = [(info.phrase, info.definition) for info in facts]
    defined += [(entity.singular, entity.definition) for entity in vocabulary.entities.values()]
    return (phrase for phrase, definition in defined if words and words <= _words(definition))
