"""The handbook: a site of plain pages on a set of policies, which asks the network for nothing and runs nothing."""

from policyspec.report.handbook.address import FACTS, INDEX, SOURCES, TIMELINE, WHOLE, policy_page, rule_page
from policyspec.report.handbook.facts import vocabulary
from policyspec.report.handbook.index import index
from policyspec.report.handbook.matter import Example, Handbook
from policyspec.report.handbook.policy import policy
from policyspec.report.handbook.rule import rule
from policyspec.report.handbook.sources import sources
from policyspec.report.handbook.timeline import timeline
from policyspec.report.handbook.whole import whole

__all__ = ["Example", "Handbook", "render"]


def render(handbook: Handbook) -> dict[str, str]:
    """Each page by its path within the handbook's folder (`rules/council/standards/small-lots.html`). Same bytes.

    Raises:
        ExtraMissing: A policy is a paper, and the library that reads its prose is not installed.
    """
    pages = {
        INDEX: index(handbook),
        SOURCES: sources(handbook),
        TIMELINE: timeline(handbook),
        FACTS: vocabulary(handbook),
        WHOLE: whole(handbook),
    }
    for file in handbook.policies():
        if file.policy is not None:
            pages[policy_page(file.policy.id)] = policy(file, handbook)
    rules = handbook.rules()
    for before, one, after in zip([None, *rules], rules, [*rules[1:], None], strict=False):
        pages[rule_page(one.rule.id)] = rule(one, handbook, before, after)
    return pages
