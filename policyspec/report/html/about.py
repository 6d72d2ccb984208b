"""What was checked, what the tender's file itself is like, what is settled, and every count."""

from collections.abc import Iterable, Iterator

from policyspec.base.diagnostics import Diagnostic, Severity, in_order
from policyspec.model.outcomes import TenderResult, Verdict
from policyspec.report.frame import Sources, of_span
from policyspec.report.grouped import taken_for_granted, why_not
from policyspec.report.html.elements import Content, Element, details, el, items, para, prose, row, rows, table
from policyspec.report.html.parts import Part, tag, verdict_tag
from policyspec.report.html.quote import marked
from policyspec.report.html.words import GATES, STRENGTHS, VERDICTS
from policyspec.report.run import Judged, tally
from policyspec.report.words import count, day_in_words, sentence

_SEVERITY = {Severity.ERROR: "bad", Severity.WARNING: "doubt", Severity.NOTE: "quiet"}
_COUNTED = (
    Verdict.MET,
    Verdict.BREACHED,
    Verdict.EXPLAINED,
    Verdict.WAIVED,
    Verdict.UNDETERMINED,
    Verdict.NOT_APPLICABLE,
    Verdict.FLAGGED,
    Verdict.FAILED,
)
_NUMBERS = frozenset((1, 2))
_ASSUMED = 30  # assumptions that are told


def what_was_checked(part: Part) -> Element:
    """The file, the gate, the day, the policies, and how much of it there was."""
    result = part.judged.result
    return part.section("What was checked", "checked", rows(_setting(part)), counts(result))


def _setting(part: Part) -> Iterator[tuple[str, list[Content]]]:
    result = part.judged.result
    yield "Tender", [result.name]
    yield "File", [el("span", result.source, class_="place")]
    yield "Gate", [f"{GATES[result.gate]}."]
    if result.judged_on:
        yield "Judged on", [day_in_words(result.judged_on)]
    yield "Policies", _policies(part)
    for note in part.judged.notes:
        yield "Note", prose(sentence(note))


def _policies(part: Part) -> list[Content]:
    """Each policy with its version and the number of its rules."""
    named = {policy.id: f"{policy.title} {policy.version or ''}".strip() for policy in part.policies}
    rules: dict[str, int] = {}
    for rule in part.judged.rules:
        policy = rule.rule.partition("#")[0]
        rules[policy] = rules.get(policy, 0) + 1
    if not rules:
        return ["none that has a rule"]
    return [
        items(
            [f"{named[policy]}, " if policy in named else None, el("code", policy), f", {count(number, 'rule')}"]
            for policy, number in rules.items()
        )
    ]


def counts(result: TenderResult) -> Element:
    """Every verdict with its number, so that what was not checked cannot pass for a pass."""
    rules = tally(rule.verdict for rule in result.rules)
    outcomes = tally(outcome.verdict for outcome in result.outcomes)
    body = [
        row([verdict_tag(verdict)], str(rules[verdict]), str(outcomes[verdict]), numeric=_NUMBERS)
        for verdict in _COUNTED
        if verdict is not Verdict.FAILED or outcomes[verdict]
    ]
    body.append(row("In all", str(len(result.rules)), str(len(result.outcomes)), numeric=_NUMBERS))
    note = "An outcome is one duty of a rule for one item; a rule counts once, by the gravest of its outcomes."
    whole = table("Counts", ["Verdict", "Rules", "Outcomes"], body, numeric=_NUMBERS)
    return el("div", whole, para(note, class_="hint"), class_="counts")


def assumptions(part: Part) -> Element | None:
    """What was taken for granted, each once, with the rules that rest on it."""
    resting = taken_for_granted(part.judged.result)
    if not resting:
        return None
    rest = len(resting) - _ASSUMED
    told: list[Content | list[Content]] = [
        [*prose(sentence(assumption)), details(f"{_rest(len(rules))} on it", items(rules))]
        for assumption, rules in list(resting.items())[:_ASSUMED]
    ]
    told += [f"And {count(rest, 'more assumption')}."] if rest > 0 else []
    return part.section(f"Taken for granted: {count(len(resting), 'assumption')}", "assumptions", items(told))


def _rest(number: int) -> str:
    return f"{count(number, 'rule')} {'rests' if number == 1 else 'rest'}"


def remarks(part: Part) -> Element | None:
    """What could not be read in the tender's file, and what is to be said of its explanations and waivers."""
    found = in_order(part.judged.diagnostics)
    if not found:
        return None
    told = diagnostics(found, part.view.sources)
    return part.section(f"About the tender’s file: {count(len(found), 'remark')}", "file", told)


def diagnostics(found: Iterable[Diagnostic], sources: Sources) -> Element:
    return el("div", *(_diagnostic(each, sources) for each in found))


def _diagnostic(found: Diagnostic, sources: Sources) -> Element:
    return el(
        "div",
        para(
            tag(found.severity.value.capitalize(), _SEVERITY[found.severity]),
            " ",
            *prose(sentence(found.message)),
            " ",
            el("code", found.code),
        ),
        marked(of_span(found.span), sources) if found.span else None,
        para("Write: ", el("code", found.replacement)) if found.replacement and found.replacement.strip() else None,
        para("What to do: ", *prose(sentence(found.hint))) if found.hint else None,
        class_="outcome",
    )


def settled(part: Part) -> Element | None:
    """What is met and what does not apply, folded up, so that one can see what was looked at."""
    result = part.judged.result
    reasons = why_not(result)
    folded: list[Content] = []
    for verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        rules = [rule for rule in result.rules if rule.verdict is verdict]
        if rules:
            why = {r.rule: reasons.get(r.rule, "") for r in rules} if verdict is Verdict.NOT_APPLICABLE else {}
            lines = [_one(rule.title or rule.rule, why.get(rule.rule, "")) for rule in rules]
            folded.append(details(f"{verdict.value.capitalize()}: {count(len(rules), 'rule')}", items(lines)))
    return part.section("Met, and not applicable", "settled", *folded) if folded else None


def _one(title: str, why: str) -> list[Content]:
    return [title, ": " if why else None, *prose(why)]


def glossary(tenders: Iterable[Judged]) -> Element:
    """What the words of the report mean."""
    seen = {outcome.verdict for judged in tenders for outcome in judged.outcomes}
    verdicts = [
        (verdict, text) for verdict, text in VERDICTS.items() if verdict in seen or verdict is not Verdict.FAILED
    ]
    words: list[tuple[str, list[Content]]] = [(verdict.value.capitalize(), [text]) for verdict, text in verdicts]
    words += [(strength.value.capitalize(), [text]) for strength, text in STRENGTHS.items()]
    return el("section", el("h2", "What the words mean", id="words"), rows(words))
