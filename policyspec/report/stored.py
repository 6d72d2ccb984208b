"""A JSON report back to the run that it is of, so that any other format can be made from it.

`read(json.render(run))` is the run, but for the hours of the dates of explanations and waivers, which no report has.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.encoding import NotText, text_of
from policyspec.base.source import Span
from policyspec.model.facts import Explanation, Origin, Waiver
from policyspec.model.outcomes import Citation, Outcome, RuleResult, TenderResult, UsedFact
from policyspec.model.values import Moment
from policyspec.report import schema
from policyspec.report.picked import Pick, Reasoned
from policyspec.report.picture import Floor, LotPicture, Picture, Weighed
from policyspec.report.run import Comparison, Fixed, Judged, NamedPolicy, ReadFile, Run, judged_in_part, key
from policyspec.report.schema import Unfit

_MAKE = "make one with `policyspec check TENDER --policy POLICY --format json=FILE`"
_AGAIN = "check the tenders again: a report is not changed by hand"


def read(data: bytes, name: str) -> Run | Diagnostic:
    """The run of a report.

    A report of any version 1 is read; what an older one lacks is left out.

    Returns:
        The run; or PS020: it is no report, PS021: of another version, PS022: something in it is missing or not itself.
    """
    text = text_of(data)
    if isinstance(text, NotText):
        return _diagnostic("PS020", f"`{name}` is no report: {text.message}", text.hint)
    found = schema.parsed(text)
    if isinstance(found, Unfit):
        return _unfit(found, text, name)
    try:
        return _run(found)
    except _Lacking as lacking:
        return _lacks(str(lacking), name)


class _Lacking(Exception):
    """Something that the schema lets be absent is not there; the way to it in the report."""


# --- why it is none -----------------------------------------------------------------------------------------------


def _unfit(unfit: Unfit, text: str, name: str) -> Diagnostic:
    match unfit:
        case Unfit("json_invalid"):
            return _no_json(unfit.detail, name)
        case Unfit("missing", ("schema_version" | "tenders" | "tool",)) | Unfit(_, () | ("tool", *_)):
            return _diagnostic("PS020", f"`{name}` is JSON, and no report of `policyspec check`", _MAKE)
        case Unfit(_, ("schema_version",)):
            return _other_version(text, name)
        case Unfit("missing"):
            return _lacks(_way(unfit.at), name)
        case _:
            return _diagnostic("PS022", f"`{_way(unfit.at)}` in `{name}` is not what a report has there", _AGAIN)


def _no_json(detail: str, name: str) -> Diagnostic:
    if "EOF" in detail:
        return _diagnostic("PS020", f"`{name}` ends before the report does", "it was not written whole: check again")
    at = re.search(r"line (\d+) column (\d+)", detail)
    line, column = (max(int(number), 1) for number in at.groups()) if at else (1, 1)
    return _diagnostic("PS020", f"`{name}` is no JSON", _MAKE, Span(name, line, column, line, column + 1))


def _other_version(text: str, name: str) -> Diagnostic:
    written = re.search(r'"schema_version"\s*:\s*"?([^",\s}]{1,20})', text)
    version = written[1] if written else "another"
    message = f"`{name}` is a report of version {version}, and this policyspec reads version 1"
    return _diagnostic("PS021", message, "make it again with this policyspec, or read it with the one that made it")


def _lacks(way: str, name: str) -> Diagnostic:
    return _diagnostic("PS022", f"`{way}` is missing in `{name}`", _AGAIN)


def _way(at: Iterable[str | int]) -> str:
    """`tenders[0].name`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at).removeprefix(".")


def _diagnostic(code: str, message: str, hint: str, span: Span | None = None) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, span, hint)


# --- the run ------------------------------------------------------------------------------------------------------


def _run(report: schema.Report) -> Run:
    found = [_remark(record, number) for number, record in enumerate(report.diagnostics)]
    tenders = tuple(_judged(record, found, number) for number, record in enumerate(report.tenders))
    general = range(len(found)) if report.general is None else report.general
    return Run(
        tenders,
        _picked(found, general, "general"),
        report.unread,
        _comparison(report, tenders),
        tuple(NamedPolicy(p.policy, p.title, p.version, p.file) for p in report.policies),
        tuple(ReadFile(f.name, f.sha256) for f in report.files),
        judged_in_part(report.unread, tenders),
    )


def _picked(found: Sequence[Diagnostic], numbers: Iterable[int], way: str) -> tuple[Diagnostic, ...]:
    picked = []
    for number in numbers:
        if number >= len(found):
            raise _Lacking(f"diagnostics[{number}]` of `{way}")
        picked.append(found[number])
    return tuple(picked)


def _remark(record: schema.DiagnosticRecord, number: int) -> Diagnostic:
    related = []
    for other, one in enumerate(record.related):
        related.append(Related(_needed(_span(one), f"diagnostics[{number}].related[{other}].file"), one.note))
    return Diagnostic(
        record.code, record.severity, record.message, _span(record), record.hint, tuple(related), record.replacement
    )


def _judged(record: schema.TenderRecord, found: Sequence[Diagnostic], number: int) -> Judged:
    result = TenderResult(
        record.source,
        record.name,
        record.gate,
        record.judged_on.isoformat() if record.judged_on else None,
        tuple(_outcome(one, f"tenders[{number}].outcomes[{at}]") for at, one in enumerate(record.outcomes)),
        tuple(RuleResult(rule.rule, rule.title, rule.verdict) for rule in record.rules),
        record.notes,
        record.identity,
        record.takes_records,
    )
    told = _picked(found, record.diagnostics, f"tenders[{number}]")
    return Judged(result, told, _picture(record.picture), _pick(record))


def _pick(record: schema.TenderRecord) -> Pick | None:
    pick = record.policies_picked
    if pick is None:
        return None
    taken, left_out = (tuple(Reasoned(r.policies, r.why) for r in rows) for rows in (pick.taken, pick.left_out))
    return Pick(pick.known, taken, left_out, pick.beside, pick.advice, pick.no_law)


def _outcome(record: schema.OutcomeRecord, way: str) -> Outcome:
    return Outcome(
        rule=record.rule,
        title=record.title,
        limb=record.limb,
        item=record.item,
        item_label=record.item_label,
        verdict=record.verdict,
        strength=record.strength,
        message=record.message,
        policy=_needed(_span(record.policy), f"{way}.policy.file"),
        possible=record.possible,
        facts=tuple(map(_fact, record.facts)),
        missing=tuple(map(_fact, record.missing)),
        assumptions=record.assumptions,
        citations=tuple(map(_citation, record.citations)),
        because=record.because,
        suggest=record.suggest,
        explanation=record.explanation,
        item_origin=_origin(record.item_place),
        record=_record(record.record, record.rule),
        explainable=record.explainable,
        item_key=record.item_key,
        explain_in=record.explain_in,
        clear=record.clear,
    )


def _fact(record: schema.FactUsed) -> UsedFact:
    return UsedFact(record.name, record.value, record.absence, _origin(record), record.role)


def _citation(record: schema.Source) -> Citation:
    locators = tuple((one.kind, one.number) for one in record.locators)
    return Citation(record.title, locators, record.url, record.checked)


def _record(record: schema.RecordRecord | None, rule: str) -> Explanation | Waiver | None:
    if record is None:
        return None
    named, origin = record.rule or rule, _origin(record.place)
    given = _moment(record.date)
    if record.kind == "explanation":
        return Explanation(named, record.reason, record.author, given, record.item, origin)
    until, facts = _moment(record.expiry), record.facts
    return Waiver(named, record.reason, record.author, record.approver, given, until, record.item, facts, origin)


def _moment(day: date | None) -> Moment | None:
    return Moment(day) if day else None


def _span(place: schema.Place) -> Span | None:
    match place.file, place.line, place.column, place.end_line, place.end_column:
        case str(file), int(line), int(column), int(end_line), int(end_column):
            return Span(file, line, column, end_line, end_column, place.sheet)
        case _:
            return None


def _origin(place: schema.FactPlace) -> Origin | None:
    match place.file, place.line, place.column:
        case str(file), int(line), int(column):
            return Origin(file, line, column, place.pointer, place.raw, place.sheet)
        case _:
            return None


def _needed(span: Span | None, way: str) -> Span:
    if span is None:
        raise _Lacking(way)
    return span


def _comparison(report: schema.Report, tenders: Sequence[Judged]) -> Comparison | None:
    if report.comparison is None:
        return None
    new = frozenset(
        key(judged.result, outcome)
        for judged, record in zip(tenders, report.tenders, strict=True)
        for outcome, one in zip(judged.outcomes, record.outcomes, strict=True)
        if one.new
    )
    fixed = tuple(
        Fixed((f.identity, f.item_key, f.rule, f.limb), f.tender, f.item_label, f.title, f.verdict)
        for f in report.comparison.fixed
    )
    return Comparison(report.comparison.against, new, fixed)


def _picture(record: schema.PictureRecord | None) -> Picture | None:
    return Picture(record.value, tuple(map(_lot, record.lots)), record.complete) if record else None


def _lot(record: schema.LotPictured) -> LotPicture:
    return LotPicture(
        record.item,
        record.label,
        record.value,
        tuple(Weighed(c.name, c.kind, Fraction(c.weight) if c.weight else None, c.words) for c in record.criteria),
        record.complete,
        tuple(
            Floor(f.rule, f.title, f.kinds, f.least, f.strict, Fraction(f.at), f.words, f.verdict)
            for f in record.floors
        ),
    )
