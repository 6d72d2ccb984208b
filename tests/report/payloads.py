"""Hostile texts, and a run that has one of them in every place where a tender, a policy or a file name may put it.

Each format is held to its own boundary with them: nothing acts on a terminal, no cell is a formula, no markup is
markup, no line is forged. `RUN` is the same run with harmless texts.
"""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Any

from policyspec.base.diagnostics import Diagnostic, Related, Severity
from policyspec.base.source import Span
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Citation, Gate, Outcome, Role, TenderResult, UsedFact, Verdict
from policyspec.report.formats import View
from policyspec.report.picture import Floor, LotPicture, Picture, Weighed
from policyspec.report.run import Comparison, Fixed, Judged, NamedPolicy, ReadFile, Run, judged_in_part, key
from tests.cli.samples import (
    BREACHED,
    EXPLAINED,
    FAILED,
    FLAGGED,
    MET,
    NOT_APPLICABLE,
    OPEN,
    SHOULD,
    WAIVED,
    result,
)

PAYLOADS = {
    "colour": "\x1b[31mred\x1b[0m",
    "link of a terminal": "\x1b]8;;http://x.test\x07here\x1b]8;;\x07",
    "c1 controls": "a\x9b31mb\x85c",
    "null": "a\x00b",
    "line": "first\nsecond",
    "carriage return": "first\r\nsecond\rthird",
    "other line ends": "a\x0bb\x0cc\x1cd\u2028e\u2029f",
    "tab": "a\tb",
    "right to left": "price \u202e001\u202c and \u2066late\u2069",
    "hidden": "zero\u200bwidth\ufeff",
    "surrogate": "broken \udce9 byte",
    "formula": "=cmd|' /C calc'!A0",
    "formula with plus": "+1+cmd|' /C calc'!A0",
    "formula with minus": "-2+3",
    "formula with at": "@SUM(1+1)",
    "formula after a tab": "\t=1+1",
    "formula after a line end": "\r=1+1",
    "formula after a space": " =1+1",
    "full width formula": "\uff1d1+1",
    "cells": 'a","b";"c\n"d',
    "script": "<script>alert(1)</script>",
    "end of a script": "</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "entity": "&lt;b&gt; &amp; &#x41;",
    "comment": "--> <!-- <b>",
    "cdata": "]]><evil/>",
    "end of a suite": "</testsuite></failure>",
    "doctype": '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hosts">]>&y;',
    "address that runs": "javascript:alert(1)",
    "annotation": "::error file=x.yaml,line=1::forged",
    "annotation on a line of its own": "x\n::error::forged\n::stop-commands::t",
    "parts of an annotation": "a,b:c%0A%0D::d",
    "older annotation": "##[error]forged",
    "link": "[here](http://x.test) ![](http://x.test/p.png) <http://x.test>",
    "address": "see http://x.test and www.x.test and a@x.test",
    "reference of a link": "[a]: http://x.test",
    "mention": "@everyone @org/team #1 GH-1 org/repo#1",
    "emphasis": "**b** _i_ ~~s~~ `code` ```",
    "fence": "```\n# heading\n```",
    "heading": "# heading",
    "list": "- item\n1. item",
    "table": "a | b || c |",
    "quote": "> quoted",
    "underline": "text\n====",
    "backslash": "\\| \\` \\[x\\](y) \\",
    "html in markdown": "<details><summary>x</summary>",
    "closing of a comment": "-->",
    "braces": "{{ x }} ${{ github.token }} %s {0}",
    "long": "x" * 5_000,
}

#: Fields that hold no text of anybody's: words of ours, dates, digests.
_OURS = {"code", "judged_on", "sha256"}

SHEET = Origin("lots.xlsx", 4, 3, "/lots/0", "10%\nor so", "Lots")

_OUTCOMES = (
    replace(BREACHED, item_origin=SHEET, item_key="lots[North]", assumptions=("the lots are all there are",)),
    replace(
        OPEN,
        missing=(
            UsedFact("publication date", None, "not stated"),
            UsedFact("budget", None, "unreadable", SHEET, Role.DUTY),
        ),
        citations=(Citation("Act", (("section", "18"), ("paragraph", "2")), "https://example.org/act", "not checked"),),
    ),
    MET,
    NOT_APPLICABLE,
    replace(EXPLAINED, explain_in="reasons for one lot"),
    WAIVED,
    FLAGGED,
    SHOULD,
    FAILED,
)

_REMARK = Diagnostic(
    "PS511",
    Severity.WARNING,
    "`9O%` is not a percentage",
    Span("t.yaml", 6, 44, 6, 47),
    "write it with the digits 0 to 9",
    (Related(Span("lots.xlsx", 4, 3, 4, 4, "Lots"), "the other is here"),),
    "90%",
)
_ERROR = Diagnostic("PS001", Severity.ERROR, "`lost.yaml` cannot be read: no such file", None, "did you mean `t.yaml`?")
_LINT = Diagnostic("PS401", Severity.WARNING, "duty without a source", Span("council.policy", 7, 3, 7, 40))

_PICTURE = Picture(
    "GBP 1,000,000",
    (
        LotPicture(
            "lots[0]",
            "lot 1 (North)",
            "GBP 500,000",
            (Weighed("Quality of care", "quality", Fraction(1, 10), "10%"), Weighed("Social value", None, None, "not stated")),
            complete=False,
            floors=(Floor("council/x#quality", "Quality outweighs cost", ("quality",), True, False, Fraction(3, 5), "at least 60:40", Verdict.BREACHED),),
        ),
    ),
)  # fmt: skip


def _tender() -> TenderResult:
    made = result(*_OUTCOMES, gate=Gate.PUBLISH)
    return replace(made, notes=("OCDS has no place for two of the facts",), identity="ocds-1", takes_records=False)


_FOUND = _tender()
RUN = Run(
    (Judged(_FOUND, (_REMARK,), _PICTURE), Judged(result(source="empty.yaml"))),
    (_LINT, _ERROR),
    ("lost.yaml",),
    Comparison(
        "before.json",
        frozenset({key(_FOUND, _FOUND.outcomes[0])}),
        (Fixed(("ocds-1", "", "council/x#gone", "a"), "t.yaml", "the tender", "It is gone", Verdict.BREACHED),),
    ),
    (NamedPolicy("council/x", "Our rules", "1.0.0", "council.policy"),),
    (ReadFile("t.yaml", "0" * 64),),
)


#: Of a renderer that has no file to quote from.
NOTHING = View(lambda _: None)


def poisoned(payload: str, run: Run = RUN) -> Run:
    """The run with the payload as every text that is not ours."""
    made: Run = _with(run, payload)
    first = made.tenders[0]
    assert made.comparison is not None
    new = frozenset({key(first.result, first.outcomes[0])})
    in_part = judged_in_part(made.unread, made.tenders)
    return replace(made, comparison=replace(made.comparison, new=new), in_part=in_part)


def outcomes(run: Run) -> list[Outcome]:
    return [outcome for judged in run.tenders for outcome in judged.outcomes]


def _with(node: Any, payload: str) -> Any:
    match node:
        case Enum():
            return node
        case str():
            return payload
        case tuple():
            return tuple(_with(part, payload) for part in node)
        case _ if is_dataclass(node) and not isinstance(node, type):
            changed = {
                f.name: _with(getattr(node, f.name), payload) for f in fields(node) if f.init and f.name not in _OURS
            }
            return replace(node, **changed)
        case _:
            return node
