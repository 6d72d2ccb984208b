"""What each rule comes to for many releases of OCDS, given as parsed objects or as the text of each."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.base.extras import ExtraMissing
from policyspec.engines.python import compile_rulebook
from policyspec.engines.python.parsed.compiled import Setting, Words, compile_parsed
from policyspec.ir import nodes as ir
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, Verdict, rule_verdict
from policyspec.model.plain import Plainly
from policyspec.model.verdicts import Row
from policyspec.readers.ocds.plain import plainly, read_parsed
from policyspec.readers.ocds.slim import Slim
from policyspec.workspace.policies import Policies
from policyspec.workspace.typed import decoder, in_full

#: The words of a rule for which there is none yet.
_UNTOLD: Words = (object(),)
#: Verdicts in their own words.
ITSELF: Mapping[Verdict, object] = {verdict: verdict for verdict in Verdict}


class NotOneTenderError(ValueError):
    """A document that holds no tender to judge, or more than one."""


@dataclass(frozen=True, slots=True)
class Releases:
    """Judges releases of OCDS by a rulebook.

    `of` takes one as `json.loads` gives it and `of_json` its text in UTF-8. Both give a word for each of `rules`, in
    their order: its verdict, unless other words were asked for. Where several verdicts are possible that have one word,
    that is the word. They raise `NotOneTenderError` for a document that
    holds no tender, or more than one, and `of_json` raises `ValueError` for one that is no JSON.
    """

    rules: tuple[str, ...]
    of: Callable[[Mapping[str, Any]], Words]
    of_json: Callable[[bytes], Words]


def releases(
    policies: Policies,
    *,
    gate: Gate = Gate.DRAFT,
    on: date | None = None,
    assumptions: bool = True,
    words: Mapping[Verdict, object] = ITSELF,
) -> Releases:
    """A judge of releases. What is plainly stated is read where it stands; any other release is read as a file is."""
    compiled, table = compile_rulebook(policies.rulebook, policies.vocabulary), plainly(policies.vocabulary)

    def whole(release: Mapping[str, Any] | bytes) -> Words:
        return judged(_only(read_parsed(release, compiled.vocabulary)))

    def judged(tender: Tender) -> Words:
        rows: dict[str, list[Row]] = {rule.id: [] for rule in compiled.rulebook.rules}
        for row in compiled.judge(tender, gate=gate, on=on, assumptions=assumptions):
            rows[row.rule].append(row)
        return tuple(_word(each, words) for each in rows.values())

    def in_part(release: Mapping[str, Any]) -> Words:
        """What lacks something that the rules ask for, and is plain else: rule by rule."""
        said = [word for each in alone for word in each(release) or _UNTOLD]
        left = tuple(number for number, word in enumerate(said) if word is _UNTOLD[0])
        tender = slim_of(left).read(release)
        if tender is None:
            return whole(release)
        rows = compiled.judge_by(left, tender, gate=gate, on=on, assumptions=assumptions)
        for number, each in zip(left, rows, strict=True):
            said[number] = _word(each, words)
        return tuple(said)

    setting = Setting(gate is Gate.PUBLISH, policies.rulebook.vat_basis if assumptions else None, words)
    made = compile_parsed(policies.rulebook, table, setting, in_part)
    of_one = [compile_parsed(policies.rulebook, table, setting, _refused, only=r.id) for r in policies.rulebook.rules]
    alone, asked = [one[0] for one in of_one if one], [one[1].facts for one in of_one if one]

    @lru_cache(maxsize=256)
    def slim_of(left: tuple[int, ...]) -> Slim:
        return Slim.of(table, policies.vocabulary, {fact for number in left for fact in asked[number]})

    of = whole if made is None else made[0]

    def of_json(data: bytes) -> Words:
        release = in_full(data)
        return whole(data) if release is None else of(release)

    def of_json_in_part(data: bytes) -> Words:
        release = in_full(data)
        return whole(data) if release is None else in_part(release)

    quick = _typed(compiled.rulebook, table, setting, of_json_in_part)
    return Releases(tuple(rule.id for rule in policies.rulebook.rules), of, quick or of_json)


def _typed(
    rulebook: ir.Rulebook, table: Plainly, setting: Setting, otherwise: Callable[[bytes], Words]
) -> Callable[[bytes], Words] | None:
    """The same over texts of which only what the rules ask for is decoded; None where there is no such way."""
    made = compile_parsed(rulebook, table, setting, _refused, typed=True)
    if made is None:
        return None
    judge, emitted = made
    try:
        decode, errors = decoder(emitted.paths)
    except ExtraMissing:
        return None

    def of_json(data: bytes) -> Words:
        try:
            return judge(decode(data)) or otherwise(data)
        except errors:
            return otherwise(data)

    return of_json


def _refused(_: object) -> Words:
    return ()


def _only(found: tuple[Tender, ...]) -> Tender:
    if len(found) != 1:
        message = f"there are {len(found)} tenders in it"
        raise NotOneTenderError(message)
    return found[0]


def _word(rows: Iterable[Row], words: Mapping[Verdict, object]) -> object:
    """The word for a rule's verdict. Of a row, it is that of all verdicts that are possible where they have one."""
    verdicts = set()
    for row in rows:
        alike = len({words[verdict] for verdict in row.possible}) == 1
        verdicts.add(rule_verdict(set(row.possible)) if alike else row.verdict)
    return words[rule_verdict(verdicts)]
