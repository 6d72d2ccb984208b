"""One tender: the verdict, what holds it back with links, what was checked, and every section of findings."""

from collections import Counter
from collections.abc import Iterator

from policyspec.model.outcomes import Gate, Outcome, TenderResult, Verdict
from policyspec.report.headline import headline, unjudged
from policyspec.report.html import about, findings, pictures
from policyspec.report.html.elements import Content, Element, el, items, para, prose
from policyspec.report.html.parts import Part
from policyspec.report.page import Style
from policyspec.report.words import count, day_in_words, sentence

_LINKS = 25  # links of the summary at the top
_EACH = 12  # findings of which each has a link of its own; of more, each rule has
KINDS = {Style.BAD: "bad", Style.DOUBT: "doubt", Style.GOOD: "good"}


def section(part: Part) -> Element:
    """The whole part of the page that speaks of a tender."""
    sections = _sections(part)
    return el(
        "section",
        *_top(part),
        _summary(part),
        _contents(part, sections),
        *sections,
        class_="tender",
    )


def _top(part: Part) -> Iterator[Element]:
    result = part.judged.result
    said = headline(part.judged)
    caption = el("span", result.name, class_="caption")
    yield el(f"h{part.level}", caption, " ", said.text, id=part.id("top"), class_=f"verdict {KINDS[said.style]}")
    yield para(el("span", result.source, class_="place"), f", {_setting(result)}", class_="setting")
    amiss = unjudged(part.judged)
    if said.further:
        yield para(said.further, class_="further")
    if amiss:
        yield para(amiss, class_="inset")


def _setting(result: TenderResult) -> str:
    """How much was checked, at which gate, on which day."""
    gate = "draft" if result.gate is Gate.DRAFT else "publication"
    day = f", judged on {day_in_words(result.judged_on)}" if result.judged_on else ""
    return f"held against {count(len(result.rules), 'rule')} at the {gate} gate{day}."


def _sections(part: Part) -> list[Element]:
    found = [findings.section(part, verdict) for verdict, _ in findings.SECTIONS]
    made = (
        pictures.section(part),
        *found,
        about.what_was_checked(part),
        about.assumptions(part),
        about.remarks(part),
        about.settled(part),
    )
    return [each for each in made if each is not None]


def _contents(part: Part, sections: list[Element]) -> Element:
    """Links to the sections, in their own words."""
    links: list[Content] = []
    for each in sections:
        title = each[0]
        links.append(el("a", title.text or "", href=f"#{title.get('id')}"))
    label = f"Contents of tender {part.number}, {part.judged.result.name}"
    return el("nav", items(links), class_="contents", aria_label=label)


# --- what holds it back -------------------------------------------------------------------------------------------


def _summary(part: Part) -> Element | None:
    """The box at the top: a link to each finding that holds the tender back; if none does, to those that may yet."""
    blocking = list(_blocking(part))
    held = [each for each in blocking if _holds_back(each[0], part.judged.result.gate)]
    if not blocking:
        return None
    links = _links(held or blocking)
    rest = len(links) - _LINKS
    title = el(
        f"h{part.level + 1}",
        "What holds back publication" if held else "What may yet hold back publication",
        id=part.id("summary"),
    )
    more = para(f"And {rest} more below.") if rest > 0 else None
    return el(
        "div",
        title,
        items(links[:_LINKS]),
        more,
        class_=f"summary {'bad' if held else 'doubt'}",
        role="group",
        aria_labelledby=part.id("summary"),
    )


def _links(found: list[tuple[Outcome, str]]) -> list[Content]:
    """A link to each finding, in its own words; of many to each rule, at its first."""
    if len(found) <= _EACH:
        return [el("a", *prose(_words(outcome)), href=to) for outcome, to in found]
    first = {outcome.rule: (outcome.title or outcome.rule, to) for outcome, to in reversed(found)}
    number = Counter(outcome.rule for outcome, _ in found)
    rules = dict.fromkeys(outcome.rule for outcome, _ in found)
    return [el("a", f"{first[r][0]}: {count(number[r], 'outcome')}", href=first[r][1]) for r in rules]


def _words(outcome: Outcome) -> str:
    """The sentence of an outcome; that of one that failed does not say of what it speaks."""
    said = sentence(outcome.message)
    return f"{outcome.title or outcome.rule}: {said}" if outcome.verdict is Verdict.FAILED else said


def _blocking(part: Part) -> Iterator[tuple[Outcome, str]]:
    """The outcomes that hold the tender back or may yet, each with the address of where it is told."""
    for verdict in (Verdict.FAILED, Verdict.BREACHED, Verdict.UNDETERMINED):
        for number, group in enumerate(findings.groups_of(part, verdict), 1):
            for n, outcome in enumerate(group, 1):
                if outcome.blocks:
                    # Of many outcomes of a rule only the first are told; the others lead to where these stand.
                    to = findings.outcome_id(part, verdict, number, min(n, findings.TOLD))
                    yield outcome, f"#{to}"


def _holds_back(outcome: Outcome, gate: Gate) -> bool:
    """While drafting, what is undetermined may still come right."""
    return outcome.blocks and (outcome.verdict is not Verdict.UNDETERMINED or gate is Gate.PUBLISH)
