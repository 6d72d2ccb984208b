"""What each rule comes to for many releases of OCDS, given as parsed objects or as the text of each."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
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
from policyspec.readers.ocds.slim import Slim, plain_facts
from policyspec.workspace.policies import Loaded
from policyspec.workspace.typed import decoder, in_full

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
    policies: Loaded,
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
        return tuple(word_of(each, words) for each in rows.values())

    def in_part(release: Mapping[str, Any]) -> Words:
        """A release that is not plain enough for the code over releases, as a tender of what is asked for."""
        tender = slim.read(release) if slim is not None else None
        return whole(release) if tender is None else judged(tender)

    def others(release: Mapping[str, Any], said: Words) -> Words:
        """The words of the rules with code over releases, and those of the others beside them."""
        tender = slim.read(release) if said and slim is not None else None
        if tender is None:
            return in_part(release)
        rows = compiled.judge_by(left, tender, gate=gate, on=on, assumptions=assumptions)
        found = dict(zip(left, (word_of(each, words) for each in rows), strict=True))
        mine = iter(said)
        return tuple(found[number] if number in found else next(mine) for number in range(len(compiled.rules)))

    setting = Setting(gate is Gate.PUBLISH, policies.rulebook.vat_basis if assumptions else None, words, assumptions)
    fused, emitted = compile_parsed(policies.rulebook, table, setting, in_part)
    left = tuple(number for number in range(len(compiled.rules)) if number not in emitted.rules)
    asked = plain_facts([policies.rulebook.rules[number] for number in left], table)
    slim = None if asked is None else Slim.of(table, policies.vocabulary, emitted.facts | asked)
    of = fused
    if left:
        alone, _ = compile_parsed(policies.rulebook, table, setting, _refused)
        of = whole if slim is None else lambda release: others(release, alone(release))

    def of_json(data: bytes) -> Words:
        release = in_full(data)
        return whole(data) if release is None else of(release)

    def of_json_in_part(data: bytes) -> Words:
        release = in_full(data)
        return whole(data) if release is None else in_part(release)

    quick = None if left else _typed(compiled.rulebook, table, setting, of_json_in_part)
    return Releases(tuple(rule.id for rule in policies.rulebook.rules), of, quick or of_json)


def _typed(
    rulebook: ir.Rulebook, table: Plainly, setting: Setting, otherwise: Callable[[bytes], Words]
) -> Callable[[bytes], Words] | None:
    """The same over texts of which only what the rules ask for is decoded; None where that cannot be done here."""
    judge, emitted = compile_parsed(rulebook, table, setting, _refused, typed=True)
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


def word_of(rows: Iterable[Row], words: Mapping[Verdict, object]) -> object:
    """The word for a rule's verdict. Of a row, it is that of all verdicts that are possible where they have one."""
    verdicts = set()
    for row in rows:
        alike = len({words[verdict] for verdict in row.possible}) == 1
        verdicts.add(rule_verdict(set(row.possible)) if alike else row.verdict)
    return words[rule_verdict(verdicts)]
