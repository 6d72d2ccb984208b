"""The report as SVRL, the report language of ISO Schematron (ISO/IEC 19757-3), which eSenders read.

A policy that judges a tender is an active pattern, and each outcome that applies or may apply a fired rule in it. What
is met asserts nothing more; a rule that does not apply is not fired. `flag` is always the verdict. `role` is ERROR for
what holds back publication, WARN for a breached `should` and for a `must` that may yet be breached, INFO for the rest.

- breached, undetermined, explained, waived, failed: `failed-assert`. An undetermined rule did not hold, and no reader
  of SVRL may take it for one that did; explained and waived ones carry their reason as a diagnostic.
- flagged: `successful-report`.

`location` is the XPath of the most telling fact in an eForms notice, and its JSON pointer in other formats.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from policyspec.base.diagnostics import Severity, in_order
from policyspec.model.outcomes import Outcome, Verdict
from policyspec.report.findings import Place, assumed, changed, of_span, severity, standing, state, uri, where
from policyspec.report.formats import View
from policyspec.report.headline import headline, unjudged
from policyspec.report.one_rule import cited_in_words
from policyspec.report.run import Comparison, Judged, Run, key
from policyspec.report.unread import not_checked
from policyspec.report.words import sentence
from policyspec.report.xml import document, put

_NAMESPACE = "http://purl.oclc.org/dsdl/svrl"
_ROLE = {Severity.ERROR: "ERROR", Severity.WARNING: "WARN", Severity.NOTE: "INFO"}
_NOT_NAME = re.compile(r"[^A-Za-z0-9._-]")
_PREFIX = re.compile(r"\b([a-z]+):(?=[A-Za-z@*])")

#: The prefixes of eForms notices, for the XPaths.
_PREFIXES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
}


def render(run: Run, _view: View) -> str:
    """One output for all tenders; the pattern's `documents` says which one it judged."""
    root = Element("svrl:schematron-output", {"xmlns:svrl": _NAMESPACE, "title": "policyspec", "schemaVersion": "iso"})
    for text in _texts(run):
        put(root, "svrl:text", {}, text)
    for prefix in _prefixes(run):
        put(root, "svrl:ns-prefix-in-attribute-values", {"prefix": prefix, "uri": _PREFIXES[prefix]})
    _reading(root, run)
    versions = {policy.id: [policy.version] for policy in run.policies if policy.version}
    for judged in run.tenders:
        fired = (outcome for outcome in judged.outcomes if outcome.verdict is not Verdict.NOT_APPLICABLE)
        for policy, outcomes in groupby(fired, lambda outcome: outcome.rule.rpartition("#")[0]):
            name = " ".join([policy, *versions.get(policy, [])])
            _pattern(root, judged, name, outcomes, run.comparison)
    return document(root)


def _texts(run: Run) -> Iterator[str]:
    for judged in run.tenders:
        result = judged.result
        yield f"{result.source}: {headline(judged).text}"
        yield from [f"{result.source}: {unread}" for unread in [unjudged(judged)] if unread]
        yield from (f"{result.source}: {sentence(note)}" for note in judged.notes)
        yield from (f"{result.source}: {words}" for words in assumed(result))


def _prefixes(run: Run) -> list[str]:
    places = (where(outcome, judged).pointer for judged in run.tenders for outcome in judged.outcomes)
    used = {prefix for pointer in places for prefix in _PREFIX.findall(pointer or "")}
    return [prefix for prefix in _PREFIXES if prefix in used]


# --- what was read ------------------------------------------------------------------------------------------------


def _reading(root: Element, run: Run) -> None:
    """The first pattern: every input, whether it was read, and what reading it and the policies found."""
    put(root, "svrl:active-pattern", {"id": "reading", "name": "reading of policies and tenders"})
    for name in run.unread:
        put(root, "svrl:fired-rule", {"context": "/", "document": uri(name)})
        _assert(root, "unread", "/", "ERROR", "unread", [not_checked(run, name)])
    for judged in run.tenders:
        put(root, "svrl:fired-rule", {"context": "/", "document": uri(judged.result.source)})
        if not judged.checked:
            _assert(root, "unchecked", "/", "ERROR", "unchecked", [headline(judged).text])
    found = in_order(run.all_diagnostics())
    for diagnostic in found:
        at = of_span(diagnostic.span) if diagnostic.span else None
        put(root, "svrl:fired-rule", {"context": "/", "document": uri(at.file) if at else None})
        texts = [f"{at}: " if at else "", sentence(diagnostic.message), sentence(diagnostic.hint or "")]
        _assert(root, diagnostic.code, "/", _ROLE[diagnostic.severity], diagnostic.severity.value, texts)


def _assert(root: Element, name: str, location: str, role: str, flag: str, texts: Iterable[str]) -> None:
    made = put(root, "svrl:failed-assert", {"id": name, "location": location, "test": name, "role": role, "flag": flag})
    put(made, "svrl:text", {}, " ".join(text for text in texts if text))


# --- outcomes -----------------------------------------------------------------------------------------------------


def _pattern(
    root: Element, judged: Judged, policy: str, outcomes: Iterable[Outcome], comparison: Comparison | None
) -> None:
    name = f"{policy} on {judged.result.name}"
    put(
        root,
        "svrl:active-pattern",
        {"id": _name(policy), "documents": uri(judged.result.source), "name": name},
    )
    for outcome in outcomes:
        _fired(root, judged, outcome, comparison)


def _fired(root: Element, judged: Judged, outcome: Outcome, comparison: Comparison | None) -> None:
    at = where(outcome, judged)
    grave = severity(outcome, judged.result.gate)
    rule = {
        "id": _name(outcome.rule),
        "name": outcome.title or None,
        "context": _location(at),
        "flag": outcome.verdict.value,
        "document": uri(judged.result.source),
    }
    put(root, "svrl:fired-rule", rule)
    if grave is None:
        return
    kind = "svrl:successful-report" if outcome.verdict is Verdict.FLAGGED else "svrl:failed-assert"
    attributes = {
        "id": _name(f"{outcome.rule}.{outcome.limb}"),
        "location": _location(at),
        "test": f"{outcome.rule} {outcome.limb}",
        "role": _ROLE[grave],
        "flag": outcome.verdict.value,
    }
    made = put(root, kind, attributes)
    for name, text in _diagnostics(outcome):
        reference = put(made, "svrl:diagnostic-reference", {"diagnostic": name})
        put(reference, "svrl:text", {}, text)
    item = f"{outcome.item_label}: " if outcome.item else ""
    said = f"{changed(key(judged.result, outcome), comparison)} {state(outcome)}".strip()
    put(made, "svrl:text", {}, f"{said.capitalize()}. {item}{sentence(outcome.message)}")


def _diagnostics(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """What else is to be said of it, by what it is."""
    yield from (("standing", text) for text in standing(outcome))
    if outcome.because:
        yield "because", sentence(outcome.because)
    if outcome.suggest:
        yield "suggest", sentence(outcome.suggest)
    yield from (("citation", sentence(cited_in_words(cited))) for cited in outcome.citations)


def _location(at: Place) -> str:
    """Its XPath, or its JSON pointer."""
    return at.pointer or "/"


def _name(text: str) -> str:
    """The text as a name of XML: letters, digits and `.-_`, a letter first."""
    return f"r-{_NOT_NAME.sub('_', text)}"
