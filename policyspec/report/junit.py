"""The report as JUnit XML, for the test reports of continuous integration: the dialect of Jenkins (`junit-10.xsd`).

A tender is a test suite, an outcome a test case. Only what is met passes. A breach of a `must` or a `should` is a
failure, and so is, at the publication gate, an undetermined `must` that may be breached. What is undetermined,
explained, waived, flagged or does not apply is skipped, with its reason. What could not be checked is an error.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from policyspec.base.diagnostics import Diagnostic, in_order
from policyspec.model.outcomes import Gate, Outcome, Verdict
from policyspec.report.findings import assumed, changed, state, told, where
from policyspec.report.formats import View
from policyspec.report.headline import headline, unjudged
from policyspec.report.run import Comparison, Judged, Run, fails_must, key
from policyspec.report.unread import not_checked
from policyspec.report.words import sentence
from policyspec.report.xml import document, given, put


def render(run: Run, _view: View) -> str:
    """A document with a suite for each tender, for each input that was not read, and for the policies."""
    root = Element("testsuites", {"name": "policyspec"})
    for name in run.unread:
        _not_checked(root, name, "read", not_checked(run, name), run.diagnostics)
    for judged in run.tenders:
        _tender(root, judged, run)
    _policies(root, run)
    _count(root, list(root))
    return document(root)


def _tender(root: Element, judged: Judged, run: Run) -> None:
    result = judged.result
    suite = put(root, "testsuite", {"name": f"{result.source}: {result.name}", "file": result.file})
    properties = put(suite, "properties", {})
    for name, value in _properties(judged, run):
        put(properties, "property", {"name": name, "value": value})
    for outcome in judged.outcomes:
        _case(suite, outcome, judged, run.comparison)
    if not judged.checked:
        case = put(suite, "testcase", {"classname": "policyspec", "name": "a rule applies"})
        put(case, "error", {"type": "not checked", "message": headline(judged).text})
    if judged.diagnostics:
        put(suite, "system-err", {}, *_lines(in_order(judged.diagnostics)))
    _count(suite, [suite])


def _properties(judged: Judged, run: Run) -> list[tuple[str, str]]:
    result = judged.result
    return [
        *(("policy", f"{policy.id} {policy.version or ''}".strip()) for policy in run.policies),
        ("gate", result.gate.value),
        *([("judged on", result.judged_on)] if result.judged_on else []),
        ("verdict", headline(judged).text),
        *([("not read", unread)] if (unread := unjudged(judged)) else []),
        *(("note", sentence(note)) for note in judged.notes),
        *(("taken for granted", words) for words in assumed(result)),
    ]


def _case(suite: Element, outcome: Outcome, judged: Judged, comparison: Comparison | None) -> None:
    policy, _, name = outcome.rule.rpartition("#")
    item = outcome.item_label if outcome.item else ""
    named = " · ".join(part for part in (name, f"duty {outcome.limb}", item) if part)
    case = put(suite, "testcase", {"classname": policy.replace(".", "_"), "name": named})
    text = told(outcome)
    kind = _kind(outcome, judged.result.gate)
    if kind is not None:
        since = changed(key(judged.result, outcome), comparison)
        put(
            case,
            kind,
            {"type": f"{since} {state(outcome)}".strip(), "message": text},
            f"{where(outcome, judged)}: {text}",
        )
    put(case, "system-out", {}, f"{outcome.title or outcome.rule}: {state(outcome)}. {text}")


def _kind(outcome: Outcome, gate: Gate) -> str | None:
    """The element that says that it did not pass; None: it did."""
    match outcome.verdict:
        case Verdict.MET:
            return None
        case Verdict.FAILED:
            return "error"
        case Verdict.BREACHED:
            return "failure"
        case Verdict.UNDETERMINED if fails_must(outcome, gate):
            return "failure"
        case Verdict.UNDETERMINED | Verdict.WAIVED | Verdict.EXPLAINED | Verdict.FLAGGED | Verdict.NOT_APPLICABLE:
            return "skipped"


def _policies(root: Element, run: Run) -> None:
    """A case for each diagnostic that is not of a tender; those of inputs that were not read among them."""
    if not run.diagnostics:
        return
    suite = put(root, "testsuite", {"name": "policies and inputs"})
    for number, found in enumerate(in_order(run.diagnostics), start=1):
        case = put(suite, "testcase", {"classname": "policyspec", "name": f"{number} · {found.code} · {_at(found)}"})
        kind = "error" if found.is_error else "skipped"
        put(case, kind, {"type": found.code, "message": sentence(found.message)}, *_lines([found]))
    _count(suite, [suite])


def _not_checked(root: Element, name: str, what: str, text: str, found: Iterable[Diagnostic]) -> None:
    suite = put(root, "testsuite", {"name": name, "file": name})
    case = put(suite, "testcase", {"classname": "policyspec", "name": what})
    of_it = [d for d in found if d.span is not None and d.span.file == name]
    put(case, "error", {"type": "not checked", "message": text}, *_lines(of_it))
    _count(suite, [suite])


def _lines(found: Iterable[Diagnostic]) -> list[str]:
    """A line for each diagnostic."""
    return [f"{d.severity}[{d.code}] {_at(d)}: {sentence(d.message)} {sentence(d.hint or '')}" for d in found]


def _at(found: Diagnostic) -> str:
    return str(found.span) if found.span else "the run"


def _count(counted: Element, suites: Iterable[Element]) -> None:
    """The numbers of a suite, or of all."""
    cases = [case for suite in suites for case in suite.iter("testcase")]
    numbers = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
    }
    if counted.tag == "testsuite":
        numbers["skipped"] = sum(case.find("skipped") is not None for case in cases)
    counted.attrib.update(given({name: str(number) for name, number in numbers.items()}))
