"""Policies given as tenders, and tenders given as policies: told as such, and not as text full of mistakes."""

import re

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.workspace import errors

LOOKED_AT = 20_000  # bytes of a file whose kind is told
_PAPER = ".policy.md"  # a policy within a paper, of which the first lines may say anything
_COMMENT = pattern(r"\s*(#.*)?")
_HEADER = pattern(r"\s*policy\s+[a-z0-9][a-z0-9/-]*(\s|$)", re.IGNORECASE)
_TITLE = pattern(r"[\"']?tender[\"']?\s*:")


def policy_for_tender(name: str, data: bytes) -> Diagnostic | None:
    """A policy that stands where a tender should."""
    policy = name.endswith(_PAPER) or _HEADER.match(_opening(data))
    return errors.policy_for_tender(name) if policy else None


def tender_for_policy(name: str, data: bytes) -> Diagnostic | None:
    """A tender that stands where a policy should."""
    opening = _opening(data)
    if name.endswith(_PAPER) or _HEADER.match(opening):
        return None
    tender = opening.lstrip().startswith("{") or any(_TITLE.match(line) for line in _lines(data))
    return errors.tender_for_policy(name) if tender else None


def _opening(data: bytes) -> str:
    """The first line that says something."""
    return next((line for line in _lines(data) if not _COMMENT.fullmatch(line)), "")


def _lines(data: bytes) -> list[str]:
    return data[:LOOKED_AT].decode("utf-8-sig", "replace").splitlines()
