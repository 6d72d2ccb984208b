"""Rules as their policies state them: the list of a rulebook, and everything about one rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Source
from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_day
from policyspec.model.literals import format_value
from policyspec.model.outcomes import Citation, Strength
from policyspec.report.json import Json, citation, place
from policyspec.report.one_rule import cited_in_words
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import count, joined
from policyspec.syntax import ast

_LABELS = 12  # columns of the labels beside a rule


@dataclass(frozen=True, slots=True)
class Declared:
    """A rule with what the policy files say beside it."""

    rule: ir.Rule
    policy: ast.Policy | None
    scope: str  # `the tender`, `each criterion of each lot`
    text: str  # as written


def declared(rulebook: ir.Rulebook, files: Sequence[ast.PolicyFile], sources: Sequence[Source]) -> list[Declared]:
    """The rules of a rulebook, each with its text."""
    texts = {source.name: source for source in sources}
    found: dict[str, tuple[ast.Rule, ast.PolicyFile]] = {}
    for file in files:
        for node in file.declarations:
            if isinstance(node, ast.Rule) and file.policy is not None:
                found[f"{file.policy.id}#{node.id}"] = node, file
    return [_declared(rule, *found[rule.id], texts) for rule in rulebook.rules if rule.id in found]


def _declared(rule: ir.Rule, node: ast.Rule, file: ast.PolicyFile, texts: Mapping[str, Source]) -> Declared:
    nouns = [noun.words for noun in node.for_each.nouns] if node.for_each else []
    scope = f"each {' of each '.join(nouns)}" if nouns else "the tender"
    return Declared(rule, file.policy, scope, _text(node, texts.get(file.file)))


def _text(node: ast.Rule, source: Source | None) -> str:
    if source is None:
        return ""
    last = node.span.end_line - (node.span.end_column == 1)
    return "\n".join(source.line(number) for number in range(node.span.line, max(last, node.span.line) + 1)).rstrip()


def strengths(rule: ir.Rule) -> str:
    return joined([strength.value for strength in strengths_of(rule)] or ["no duty"])


def strengths_of(rule: ir.Rule) -> list[Strength]:
    """The strengths of its limbs, each once, the strongest first."""
    present = {limb.strength for limb in rule.limbs}
    return [strength for strength in Strength if strength in present]


# --- the list -----------------------------------------------------------------------------------------------------


def listing(rules: Sequence[Declared], width: int) -> Iterator[Line]:
    """Every rule by policy: full id, title, strength, scope, source and when it is in force."""
    policy = None
    for one in rules:
        if one.policy is not policy and one.policy is not None:
            policy = one.policy
            yield from _policy(policy)
        yield line("  ", Piece(one.rule.id, Style.CODE))
        yield from wrapped(one.rule.title, width, indent=6) if one.rule.title else ()
        said = [
            strengths(one.rule),
            f"of {one.scope}",
            *map(window_in_words, one.rule.in_force),
            *_short(sources_of(one.rule)),
        ]
        yield from wrapped("; ".join(said), width, indent=6, style=Style.QUIET)
    yield BLANK
    yield line(f"{count(len(rules), 'rule')}.")


def _short(cited: Sequence[Citation]) -> list[str]:
    return [joined([str(one) for one in cited])] if cited else []


def _policy(policy: ast.Policy) -> Iterator[Line]:
    yield BLANK
    version = f" version {policy.version}" if policy.version else ""
    yield line(Piece(policy.title or policy.id, Style.TITLE), Piece(f"  {policy.id}{version}", Style.QUIET))


def parameters(files: Sequence[ast.PolicyFile], width: int) -> Iterator[Line]:
    """Every parameter with its value, its bounds and what it is."""
    found = [(file, node) for file in files for node in file.declarations if isinstance(node, ast.Parameter)]
    if not found:
        return
    yield BLANK
    yield line(Piece("Parameters", Style.TITLE), Piece('  set one with --set "NAME=VALUE"', Style.QUIET))
    for _, node in found:
        yield from wrapped(_parameter(node), width, indent=2)


def _parameter(node: ast.Parameter) -> str:
    between = f", between {node.low.text} and {node.high.text}" if node.low and node.high else ""
    doc = f": {node.doc}" if node.doc else ""
    return f"{node.name.words} is {node.value.text}{between}{doc}"


# --- one rule -----------------------------------------------------------------------------------------------------


def page(one: Declared, files: Sequence[ast.PolicyFile], width: int) -> Iterator[Line]:
    """Everything about one rule: its text, then what bears on it from elsewhere."""
    rule = one.rule
    yield line(Piece(rule.title or rule.id, Style.TITLE))
    version = f" version {one.policy.version}" if one.policy and one.policy.version else ""
    yield line(Piece(f"{rule.id}{version} · {rule.span.file}:{rule.span.line}", Style.QUIET))
    yield BLANK
    yield from (line(f"  {row}") for row in one.text.splitlines())
    yield BLANK
    for label, text in _bearings(one, files):
        yield from wrapped(text, width, lead=Piece(label.ljust(_LABELS), Style.QUIET))


def _bearings(one: Declared, files: Sequence[ast.PolicyFile]) -> Iterator[tuple[str, str]]:
    rule = one.rule
    yield "Strength", strengths(rule)
    yield "Applies to", one.scope
    yield from (("Only when", condition.words) for condition in rule.applies)
    yield from (("Except when", condition.words) for condition in rule.exceptions)
    yield from (("Gives way", f"to {other.rule}, where that applies") for other in rule.yields_to)
    yield from (("In force", window_in_words(window)) for window in rule.in_force)
    if rule.judged_on is not None:
        yield "Judged on", rule.judged_on.words
    for name in dict.fromkeys(node.name for node in _within(rule) if isinstance(node, ir.Const) and node.name):
        yield from (("Parameter", _parameter(node)) for node in _parameters_called(name, files))
    for threshold in dict.fromkeys(node for node in _within(rule) if isinstance(node, ir.Threshold)):
        yield from (("Threshold", f"{threshold.name} is {_period(p, threshold)}") for p in threshold.periods)
    yield from (("Source", cited_in_words(cited)) for cited in sources_of(rule))
    yield from (("Because", text) for text in [rule.because] if text)
    yield from (("To do", text) for text in [rule.suggest] if text)


def _parameters_called(name: str, files: Sequence[ast.PolicyFile]) -> Iterator[ast.Parameter]:
    for file in files:
        for node in file.declarations:
            if isinstance(node, ast.Parameter) and node.name.words.casefold() == name.casefold():
                yield node


def _period(period: ir.Period, threshold: ir.Threshold) -> str:
    window = _between(period.start, period.end)
    return f"{format_value(period.value, threshold.type.kind)}{f' {window}' if window else ''}"


def window_in_words(window: ir.InForce) -> str:
    return f"in force {_between(window.start, window.end)}".rstrip()


def _between(start: date | None, end: date | None) -> str:
    said = [f"from {spell_day(start)}"] if start else []
    return " ".join([*said, f"until {spell_day(end)}"] if end else said)


def sources_of(rule: ir.Rule) -> list[Citation]:
    """The sources of a rule and of its limbs, each once."""
    return list(dict.fromkeys([*rule.citations, *(cited for limb in rule.limbs for cited in limb.citations)]))


def _within(node: object) -> Iterator[object]:
    """Every node of a rule, itself first."""
    yield node
    if isinstance(node, tuple):
        for part in node:
            yield from _within(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _within(getattr(node, field.name))


# --- for programs -------------------------------------------------------------------------------------------------


def as_json(rules: Sequence[Declared], files: Sequence[ast.PolicyFile]) -> Json:
    return {
        "schema_version": "1.0",
        "policies": [_policy_json(file) for file in files if file.policy is not None],
        "rules": [_rule_json(one) for one in rules],
    }


def _policy_json(file: ast.PolicyFile) -> Json:
    policy = file.policy
    return {
        "policy": policy.id if policy else None,
        "title": policy.title if policy else None,
        "version": policy.version if policy else None,
        "file": file.file,
        "parameters": [
            {
                "name": node.name.words,
                "value": node.value.text,
                "low": node.low.text if node.low else None,
                "high": node.high.text if node.high else None,
                "description": node.doc,
            }
            for node in file.declarations
            if isinstance(node, ast.Parameter)
        ],
    }


def _rule_json(one: Declared) -> Json:
    rule = one.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "strength": sorted({limb.strength.value for limb in rule.limbs}),
        "scope": one.scope,
        "in_force": [
            {"from": w.start.isoformat() if w.start else None, "until": w.end.isoformat() if w.end else None}
            for w in rule.in_force
        ],
        "citations": [citation(cited) for cited in sources_of(rule)],
        "because": rule.because,
        "suggest": rule.suggest,
        "text": one.text,
        "policy": place(rule.span),
    }
