"""Ids of policies and rules: slugs, in lower case with hyphens."""

import re

from lark import Token

from policyspec.base.patterns import pattern
from policyspec.syntax import ast, errors
from policyspec.syntax.reading import Reading

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_POLICY = pattern(rf"{_SLUG}(?:/{_SLUG})*")
_RULE = pattern(_SLUG)
MOST_CHARACTERS = 64


def policy_id(reading: Reading, token: Token) -> str | None:
    """`uk/procurement-act-2023`."""
    if is_policy_id(token):
        return str(token)
    reading.report(errors.bad_id(reading.span(token), reading.written(token), "policy", mended_id(token)))
    return None


def rule_id(reading: Reading, token: Token) -> str | None:
    """`quality-outweighs-cost`."""
    if _RULE.fullmatch(token) and len(token) <= MOST_CHARACTERS:
        return str(token)
    reading.report(errors.bad_id(reading.span(token), reading.written(token), "rule", slug(token)))
    return None


def rule_ref(reading: Reading, token: Token) -> ast.RuleRef | None:
    """`uk/procurement-act-2023#time-to-bid`, or `time-to-bid` of this policy."""
    policy, hash_, rule = token.rpartition("#")
    if _RULE.fullmatch(rule) and (_POLICY.fullmatch(policy) or not hash_):
        return ast.RuleRef(policy or None, rule, reading.span(token))
    mended = f"{mended_id(policy)}#{slug(rule)}" if mended_id(policy) and slug(rule) else slug(rule)
    reading.report(errors.bad_id(reading.span(token), reading.written(token), "rule", mended))
    return None


def is_policy_id(text: str) -> bool:
    return _POLICY.fullmatch(text) is not None and all(len(part) <= MOST_CHARACTERS for part in text.split("/"))


def mended_id(text: str) -> str:
    """The policy id nearest to a text, perhaps empty."""
    return "/".join(filter(None, map(slug, text.split("/"))))


def slug(text: str) -> str:
    """The slug nearest to a text, perhaps empty: `Quality Outweighs_Cost` gives `quality-outweighs-cost`."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:MOST_CHARACTERS]
