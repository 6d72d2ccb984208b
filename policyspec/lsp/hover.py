"""What a word of a policy is: definition, unit and homes of a fact, the history of a threshold, what a rule says."""

import re
from collections.abc import Iterator
from datetime import date

from policyspec.base.source import Span
from policyspec.base.visible import visible
from policyspec.ir import nodes as ir
from policyspec.lsp import navigation
from policyspec.lsp.analysis import Analysis
from policyspec.lsp.meaning import Code, Meaning, code
from policyspec.lsp.occurrences import PolicyId, RuleId
from policyspec.model.cpv import division
from policyspec.model.dates import spell_day
from policyspec.model.examples import example_of
from policyspec.model.page import owners_in_words, type_in_words
from policyspec.model.spelling import format_value
from policyspec.model.values import Classification
from policyspec.model.vocabulary import EntityInfo, FactInfo, Vocabulary
from policyspec.passes.declared import Definition, OwnFact, Parameter, Table, Threshold
from policyspec.report.english import in_words
from policyspec.syntax import ast
from policyspec.syntax.literate import policy_of
from policyspec.syntax.text import plain

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~$&#]")
_PHRASE = re.compile(r"[^\W\d_][\w'’/-]*(?: [^\W\d_][\w'’/-]*)*")
_MOST_WORDS = 8


def hovered(analysis: Analysis, offset: int, on: date | None = None) -> tuple[str, Span] | None:
    """The Markdown for a place in a policy, and the stretch that it is about. `on`: the date that is looked at."""
    found = analysis.at(offset)
    meant = analysis.meaning(found) if found is not None else None
    if found is not None and meant is not None:
        text = explained(meant, analysis, on)
        return (text, found.span) if text else None
    return _in_words(analysis, offset)


def explained(meant: Meaning, analysis: Analysis, on: date | None = None) -> str:
    """What something in a policy is, in Markdown; empty where there is nothing to tell."""
    vocabulary = analysis.names.vocabulary
    match meant:
        case FactInfo():
            return fact(meant, vocabulary)
        case EntityInfo():
            return _thing(meant, vocabulary)
        case Threshold():
            return _threshold(meant, on)
        case Parameter() | Definition() | Table() | OwnFact():
            return _declared(meant.name, meant.policy, meant.span, analysis)
        case RuleId():
            return _rule(meant, analysis)
        case PolicyId(policy):
            return _policy(policy, analysis)
        case Code(words, lists):
            return f"**{_plain(words)}**: one of the {_plain(' and the '.join(lists))}"
        case ast.Literal(value):
            name = division(value.code) if isinstance(value, Classification) else None
            return f"CPV division {name}" if name else ""


def fact(info: FactInfo, vocabulary: Vocabulary) -> str:
    """A fact: what it is, whose, of which type, and where it stands in other formats."""
    example = "" if info.derived else f"`{info.phrase}: {example_of(info, vocabulary)}`"
    rows = {
        "of": owners_in_words(vocabulary, info),
        "type": type_in_words(vocabulary, info.type),
        "in a tender": example,
        "derived": "worked out from other facts, never stated" if info.derived else "",
        "OCDS": f"`{info.ocds}`" if info.ocds else "",
        "eForms": info.eforms,
    }
    lines = [f"- {label}: {text}" for label, text in rows.items() if text]
    return "\n".join([f"**{_plain(info.phrase)}**", "", _plain(info.definition), "", *lines])


def _thing(entity: EntityInfo, vocabulary: Vocabulary) -> str:
    facts = ", ".join(_plain(info.phrase) for info in vocabulary.facts_of(entity.key))
    return f"**{_plain(entity.singular)}**\n\n{_plain(entity.definition)}\n\nIts facts: {facts}"


def _threshold(threshold: Threshold, on: date | None) -> str:
    """Every entry of the timeline; the one in force on the date, or the newest, is bold."""
    kind = threshold.type.kind if threshold.type is not None else None
    now = period_on(threshold.periods, on)
    rows = []
    for period in threshold.periods:
        said = f"{format_value(period.value, kind) if kind else ''}{_window(period)}"
        rows.append(f"- **{_plain(said)}**" if period is now else f"- {_plain(said)}")
    return "\n".join([f"**{_plain(threshold.name)}**, a threshold of {_plain(threshold.policy)}", "", *rows])


def period_on(periods: tuple[ir.Period, ...], on: date | None) -> ir.Period | None:
    """The entry in force on a date; where none is given, the newest."""
    if on is None:
        return periods[-1] if periods else None
    inside = (p for p in periods if (p.start is None or p.start <= on) and (p.end is None or on <= p.end))
    return next(inside, None)


def _window(period: ir.Period) -> str:
    start = f" from {spell_day(period.start)}" if period.start else ""
    return start + (f" until {spell_day(period.end)}" if period.end else "")


def _declared(name: str, policy: str, span: Span, analysis: Analysis) -> str:
    """A declaration in its own words."""
    return f"**{_plain(name)}**, of {_plain(policy)}\n\n{_quoted(declaration_at(span, analysis), analysis)}"


def declaration_at(span: Span, analysis: Analysis) -> ast.Declaration | None:
    """The declaration whose name stands at a place."""
    for file in analysis.files:
        for node in file.declarations:
            if node.span.file == span.file and node.span.line <= span.line <= node.span.end_line:
                return node
    return None


def _quoted(node: ast.Declaration | None, analysis: Analysis) -> str:
    source = next((s for s in analysis.sources if node is not None and s.name == node.span.file), None)
    if source is None or node is None:
        return ""
    last = node.span.end_line - (node.span.end_column == 1)
    rows = [visible(source.line(number)) for number in range(node.span.line, max(last, node.span.line) + 1)]
    return "\n".join(["````policy", *(row.rstrip().replace("````", "` ` ` `") for row in rows), "````"])


def _rule(found: RuleId, analysis: Analysis) -> str:
    """A rule: its title, what it says in plain English, and what it rests on. One with a mistake, in its own words."""
    rule = next((r for r in analysis.policies.rulebook.rules if r.id == f"{found.policy}#{found.rule}"), None)
    if rule is None:
        span = navigation.rule_span(found, analysis.files)
        return _quoted(declaration_at(span, analysis), analysis) if span is not None else ""
    words = in_words(rule, analysis.policies.vocabulary)
    limbs = [f"- {_plain(limb.text)}" for limb in words.limbs]
    cited = [f"- under {_plain(str(citation))}" for citation in rule.citations]
    because = [f"\n{_plain(rule.because)}"] if rule.because else []
    head = f"**{_plain(rule.title)}** ({_plain(rule.id)})"
    return "\n".join([head, "", _plain(" ".join(words.when)), "", *limbs, *cited, *because])


def _policy(id_: str, analysis: Analysis) -> str:
    policy = next((f.policy for f in analysis.files if f.policy is not None and f.policy.id == id_), None)
    if policy is None:
        return ""
    version = f" version {policy.version}" if policy.version else ""
    owner = f"\n\nOwner: {_plain(policy.owner)}" if policy.owner else ""
    return f"**{_plain(policy.title or policy.id)}**\n\n{_plain(policy.id)}{version}{owner}"


def _in_words(analysis: Analysis, offset: int) -> tuple[str, Span] | None:
    """What the longest known phrase around a place is, where the clause cannot be read."""
    text = analysis.page.text
    number = text.line_of(offset)
    bare = plain(policy_of(analysis.page.source)).bare  # what stands in quotes, in comments and around a policy is gone
    start = text.start(number)
    for match in _PHRASE.finditer(bare[start : start + len(text.line(number))]):
        column = offset - start
        if not match.start() <= column <= match.end():
            continue
        for begin, end in _stretches(match[0], column - match.start()):
            words = match[0][begin:end]
            meant = known(words, analysis)
            if meant is not None:
                first = match.start() + begin + 1
                span = Span(analysis.page.name, number + 1, first, number + 1, first + len(words))
                return explained(meant, analysis), span
    return None


def known(words: str, analysis: Analysis) -> Meaning | None:
    """What a phrase means that stands nowhere in particular."""
    names = analysis.names
    declared = next(iter(names.find(words)), None)
    infos = names.vocabulary.owners_of(words)
    return declared or next(iter(infos), None) or names.vocabulary.entity_called(words) or code(words, names.vocabulary)


def _stretches(phrase: str, at: int) -> Iterator[tuple[int, int]]:
    """The runs of whole words that cover a place, the longest first."""
    ends = [m.span() for m in re.finditer(r"\S+", phrase)]
    for count in range(min(_MOST_WORDS, len(ends)), 0, -1):
        for first in range(len(ends) - count + 1):
            start, end = ends[first][0], ends[first + count - 1][1]
            if start <= at <= end:
                yield start, end


def _plain(text: str) -> str:
    """Somebody's words within Markdown: words only, whatever signs are in them."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", visible(text))
