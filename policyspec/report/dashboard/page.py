"""The page as a whole: its sections, the links to them, its frame."""

from collections.abc import Sequence

from policyspec.report.dashboard import about, groups, headline, rules, shares, wants
from policyspec.report.dashboard.style import STYLE
from policyspec.report.html.elements import Content, Element, document, el, items, para
from policyspec.report.html.head import head
from policyspec.report.summary import Summary


def render(summary: Summary) -> str:
    """An audit as one HTML file that asks the network for nothing and runs nothing. Same summary, same bytes."""
    return document(
        el(
            "html",
            head(f"{headline.title(summary)} – policyspec audit", STYLE),
            el(
                "body",
                el("a", "Skip to main content", href="#main", class_="skip"),
                shares.patterns(),
                el("header", el("p", el("b", "policyspec"), " Audit: procurement rules over many notices")),
                el("main", *_content(summary), id="main", tabindex="-1"),
                el(
                    "footer",
                    para(f"Made by policyspec {summary.tool} from the notices and policies that are named above."),
                ),
            ),
            lang="en-GB",
        )
    )


def _content(summary: Summary) -> list[Content]:
    sections = [each for each in _sections(summary) if each is not None]
    return [*headline.top(summary), _contents(sections), *sections]


def _sections(summary: Summary) -> list[Element | None]:
    links = rules.names(rules.shown(summary))
    return [
        headline.figures(summary),
        headline.value(summary),
        rules.by_rule(summary),
        *groups.sections(summary),
        wants.section(summary, links),
        about.unread(summary),
        about.how_to_see_why(),
        rules.told(summary),
        about.basis(summary),
        about.glossary(summary),
    ]


def _contents(sections: Sequence[Element]) -> Element:
    """Links to the sections, in their own words."""
    links = [el("a", each[0].text or "", href=f"#{each[0].get('id')}") for each in sections]
    return el("nav", items(links), class_="contents", aria_label="Contents")
