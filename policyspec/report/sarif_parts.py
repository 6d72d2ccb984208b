"""The parts of which a SARIF report is put together: texts, places, descriptions of rules and of messages."""

from collections.abc import Iterable, Sequence

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Severity
from policyspec.base.source import cell
from policyspec.model.outcomes import Citation, Outcome, Strength
from policyspec.report.findings import Place, uri
from policyspec.report.one_rule import cited_in_words
from policyspec.report.page import visible
from policyspec.report.words import joined, sentence

Json = dict[str, object]

_LEVEL = {Strength.MUST: Severity.ERROR, Strength.SHOULD: Severity.WARNING, Strength.FLAG: Severity.NOTE}


def text(words: str) -> Json:
    """A message. Braces are doubled (SARIF 3.11.5), and nothing in it is a link (3.11.6)."""
    return {"text": visible(words).replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def location(at: Place, note: str | None = None) -> Json:
    """A place. A cell of a spreadsheet, a JSON pointer and an XPath are logical; a line is physical."""
    physical: Json = {"artifactLocation": {"uri": uri(at.file)}}
    if at.line is not None and at.sheet is None:
        physical["region"] = _region(at)
    found: Json = {"physicalLocation": physical}
    if logical := _logical(at):
        found["logicalLocations"] = logical
    return found | ({"message": text(note)} if note else {})


def _region(at: Place) -> Json:
    parts = (
        ("startLine", at.line),
        ("startColumn", at.column),
        ("endLine", at.end_line),
        ("endColumn", at.end_column),
    )
    return {name: number for name, number in parts if number is not None}


def _logical(at: Place) -> list[Json]:
    found: list[Json] = []
    if at.sheet is not None and at.line is not None:
        named = cell(at.line, at.column or 1)
        found.append({"name": named, "fullyQualifiedName": visible(f"{at.sheet}!{named}"), "kind": "cell"})
    if at.pointer:
        found.append({"fullyQualifiedName": visible(at.pointer)})
    return found


def fix(at: Place, replacement: str) -> Json:
    """A change of the file that mends what is said of the place."""
    change = {"deletedRegion": _region(at), "insertedContent": {"text": visible(replacement)}}
    said = f"Write `{replacement}`." if replacement.strip() else "Take it out."
    return {
        "description": text(said),
        "artifactChanges": [{"artifactLocation": {"uri": uri(at.file)}, "replacements": [change]}],
    }


def rule(outcomes: Sequence[Outcome]) -> Json:
    """What a rule is, from its outcomes."""
    first = outcomes[0]
    strengths = [strength for strength in Strength if any(o.strength is strength for o in outcomes)]
    cited = list(dict.fromkeys(c for outcome in outcomes for c in outcome.citations))
    title = first.title or first.rule
    described: Json = {
        "id": visible(first.rule),
        "name": visible(first.rule.rpartition("#")[2]),
        "shortDescription": text(title),
        "fullDescription": text(sentence(first.because or title)),
        "help": text(_help(outcomes, cited)),
        "defaultConfiguration": {"level": _LEVEL[strengths[0]].value},
        "properties": {
            "strength": joined([strength.value for strength in strengths]),
            "citations": [visible(str(citation)) for citation in cited],
            "tags": ["procurement", *(strength.value for strength in strengths)],
        },
    }
    link = next((c.url for c in cited if c.url and _is_link(c.url)), None)
    return described | ({"helpUri": link} if link else {})


def _help(outcomes: Sequence[Outcome], cited: Iterable[Citation]) -> str:
    first = outcomes[0]
    suggested = dict.fromkeys(outcome.suggest for outcome in outcomes if outcome.suggest)
    parts = [
        *([f"Because: {sentence(first.because)}"] if first.because else []),
        *(f"To do: {sentence(suggest)}" for suggest in suggested),
        *(f"Source: {sentence(cited_in_words(citation))}" for citation in cited),
    ]
    return " ".join(parts) or sentence(first.title or first.rule)


def _is_link(url: str) -> bool:
    """Whether it is a web address in plain characters; a tool may make it something to click on."""
    return url.startswith(("https://", "http://")) and all("!" <= c <= "~" and c not in '"<>\\^`{|}' for c in url)


def code(name: str) -> Json:
    """What a message of ours is about."""
    known = CODES.get(name)
    return {
        "id": name,
        "shortDescription": text(known.title if known else _OURS.get(name, name)),
        "defaultConfiguration": {"level": known.severity.value if known else "error"},
        "help": text(f"`policyspec explain {name}` says what it means and how to mend it." if known else name),
    }


_OURS = {
    "unread": "input that could not be read",
    "unchecked": "tender to which no rule applies",
    "left-out": "results that are left out",
    "not-listed": "outcomes that need nobody",
    "failed": "rule that policyspec could not evaluate",
    "assumed": "what was taken for granted",
    "tender": "what is to be known of a tender",
}
