"""Where each page of the handbook stands, and how one leads to another."""

import re
from collections.abc import Iterable

from policyspec.base.dataclasses import dataclass

INDEX = "index.html"
SOURCES = "sources.html"
TIMELINE = "timeline.html"
FACTS = "facts.html"
WHOLE = "whole.html"


def rule_page(rule: str) -> str:
    """`council/standards#small-lots` as `rules/council/standards/small-lots.html`."""
    policy, _, slug = rule.partition("#")
    return f"rules/{policy}/{slug}.html"


def policy_page(policy: str) -> str:
    return f"policies/{policy}.html"


@dataclass(frozen=True, slots=True)
class Place:
    """The page that links are written on."""

    path: str

    def to(self, path: str, anchor: str = "") -> str:
        """A link to another page of the handbook, or to a part of one."""
        if path == self.path and anchor:
            return f"#{anchor}"
        up = "../" * self.path.count("/")
        return f"{up}{path}{f'#{anchor}' if anchor else ''}"


def anchors(kind: str, names: Iterable[str]) -> dict[str, str]:
    """A name for each part of a page: `parameter-small-lot-cap`. No two are alike, whatever the names."""
    found: dict[str, str] = {}
    for name in names:
        base = re.sub(r"[^a-z0-9]+", "-", f"{kind} {name}".casefold()).strip("-")
        number = 1
        while (made := base if number == 1 else f"{base}-{number}") in found.values():
            number += 1
        found.setdefault(name, made)
    return found
