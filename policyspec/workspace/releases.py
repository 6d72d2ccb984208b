"""What each rule comes to for many releases of OCDS, given as parsed objects or as the text of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyspec.base.extras import ExtraMissing
from policyspec.engines.python import Compiled, compile_rulebook
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
        return _in_words(compiled, compiled.judge(tender, gate=gate, on=on, assumptions=assumptions), words)

    def in_part(release: Mapping[str, Any]) -> Words:
        """What lacks something that the rules ask for, and is plain else."""
        tender = slim.read(release) if slim is not None else None
        return whole(release) if tender is None else judged(tender)

    setting = Setting(gate is Gate.PUBLISH, policies.rulebook.vat_basis if assumptions else None, words)
    made = compile_parsed(policies.rulebook, table, setting, in_part)
    slim = Slim.of(table, policies.vocabulary, made[1].facts) if made is not None else None
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


def _in_words(compiled: Compiled, rows: Iterable[Row], words: Mapping[Verdict, object]) -> Words:
    verdicts: dict[str, set[Verdict]] = {rule.id: set() for rule in compiled.rulebook.rules}
    for row in rows:
        alike = len({words[verdict] for verdict in row.possible}) == 1
        verdicts[row.rule].add(rule_verdict(set(row.possible)) if alike else row.verdict)
    return tuple(words[rule_verdict(each)] for each in verdicts.values())
