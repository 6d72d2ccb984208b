"""The tests of a rule as worked examples: what differs in the tender, and what the rule then says."""

from collections.abc import Sequence

from policyspec.model.outcomes import Verdict
from policyspec.report.handbook.matter import Example
from policyspec.report.html.elements import Content, Element, details, el, items, para, prose
from policyspec.report.html.parts import tag, verdict_tag
from policyspec.report.words import count, joined, sentence

_SAID = 3  # sentences of one example
_DIFFERS = 8  # lines of what differs
_ORDER: list[Verdict | None] = [*Verdict, None]


def worked(examples: Sequence[Example]) -> Element:
    """One example of each verdict, the gravest first; the others can be unfolded."""
    first: dict[Verdict | None, Example] = {}
    for example in examples:
        first.setdefault(_verdict(example), example)
    shown = sorted(first.values(), key=lambda example: _ORDER.index(_verdict(example)))
    rest = [example for example in examples if example not in shown]
    more = details(f"And {count(len(rest), 'more example')}", *map(_example, rest)) if rest else None
    return el("div", *map(_example, shown), el("div", more, class_="unprinted") if rest else None)


def _verdict(example: Example) -> Verdict | None:
    """The gravest of its verdicts."""
    return min((verdict for verdict, _ in example.outcomes), key=_ORDER.index, default=None)


def _example(example: Example) -> Element:
    verdicts = sorted({verdict for verdict, _ in example.outcomes}, key=_ORDER.index)
    said = list(dict.fromkeys(sentence(text) for _, text in example.outcomes))
    head: list[Content] = [part for verdict in verdicts for part in (verdict_tag(verdict), " ")]
    return el(
        "div",
        el("h3", sentence(example.title).rstrip(".")),
        para(*head, *([] if example.holds else [tag("This test fails", "bad")])),
        _differs(example.differs),
        *(para(*prose(text), class_="said") for text in said[:_SAID]),
        para(f"And {len(said) - _SAID} more such.", class_="hint") if len(said) > _SAID else None,
        para(f"It waits for: {joined(example.waits_for)}.") if example.waits_for else None,
        class_="example",
    )


def _differs(lines: Sequence[str]) -> Element | None:
    if not lines:
        return None
    shown: list[Content | list[Content]] = [[el("code", line)] for line in lines[:_DIFFERS]]
    rest = len(lines) - _DIFFERS
    return el(
        "div", para("The tender, in which:", class_="hint"), items(shown + ([f"and {rest} more"] if rest > 0 else []))
    )
