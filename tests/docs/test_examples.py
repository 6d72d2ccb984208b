"""Every example in the reference of the language does what the page says."""

import re
from pathlib import Path

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.engines.interpret import evaluate
from policyspec.ir.nodes import Rulebook
from policyspec.model.outcomes import Gate, Outcome
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import compile_policies
from policyspec.readers import read
from policyspec.syntax.parse import parse
from tests.docs.blocks import Example, examples

DOCS = Path(__file__).parents[2] / "docs"
ALL = [e for page in sorted(DOCS.glob("*.md")) for e in examples(page)]
HEADER = """policy docs/example "Example" version 1.0
  judged on publication date
  under "Example Act" section "1" not checked

"""


def _compiled(example: Example) -> tuple[Rulebook, list[Diagnostic]]:
    text = example.policy if example.policy.startswith("policy ") else HEADER + example.policy
    source = Source(example.name, text)
    file, found = parse(source)
    rulebook, more = compile_policies([file], standard(), {source.name: source})
    return rulebook, [d for d in (*found, *more) if d.is_error]


def _named(example: Example) -> str:
    return example.name


@pytest.mark.parametrize("example", [e for e in ALL if not e.wrong], ids=_named)
def test_it_compiles(example: Example) -> None:
    _, errors = _compiled(example)
    assert not errors


@pytest.mark.parametrize("example", [e for e in ALL if e.wrong], ids=_named)
def test_it_gives_the_one_diagnostic_that_it_names(example: Example) -> None:
    claims = [
        (number, code)
        for number, line in enumerate(example.policy.splitlines(), start=1)
        for code in re.findall(r"#! (PS\d{3})", line)
    ]
    _, errors = _compiled(example)
    offset = 0 if example.policy.startswith("policy ") else HEADER.count("\n")
    assert [(d.span.line - offset, d.code) for d in errors if d.span] == claims
    assert claims
    assert all(d.hint for d in errors)


RUN = [(e, gate) for e in ALL for gate in e.outcomes]


@pytest.mark.parametrize(("example", "gate"), RUN, ids=[f"{e.name}-{g}" for e, g in RUN])
def test_its_outcomes_are_those_on_the_page(example: Example, gate: str) -> None:
    rulebook, errors = _compiled(example)
    assert not errors
    vocabulary = standard().with_own(rulebook.own_facts, dict(rulebook.own_codes))
    assert example.tender is not None
    tenders, diagnostics = read(example.tender.encode(), "tender.yaml", vocabulary)
    assert not [d for d in (*diagnostics, *tenders[0].diagnostics) if d.is_error]
    result, _ = evaluate(rulebook, tenders[0], vocabulary, gate=Gate(gate))
    expected = [_expected(line) for line in example.outcomes[gate].splitlines() if line.strip()]
    several = {o.rule for o in result.outcomes if o.limb != "a"}
    assert [_told(o, shown_limb=o.rule in several) for o in result.outcomes] == expected


def _expected(line: str) -> str:
    return " ".join(line.split())


def _told(outcome: Outcome, *, shown_limb: bool) -> str:
    place = [
        outcome.rule.split("#")[1],
        *([outcome.limb] if shown_limb else []),
        *([outcome.item] if outcome.item else []),
    ]
    told = f"{' '.join(place)}: {outcome.verdict}"
    if len(outcome.possible) > 1:
        told += f" ({' or '.join(outcome.possible)})"
    if outcome.missing:
        told += f", missing {' and '.join(f.name for f in outcome.missing)}"
    return told


def test_there_are_examples() -> None:
    assert len(ALL) > 20
