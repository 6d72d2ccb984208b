"""The Python engine held against the interpreter: row for row, verdict for verdict, possible for possible."""

from collections.abc import Iterator
from datetime import date

from policyspec.engines.interpret import evaluate
from policyspec.engines.python import Compiled
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate
from policyspec.model.verdicts import agrees


def disagreements(
    compiled: Compiled, tender: Tender, *, gate: Gate = Gate.DRAFT, on: date | None = None, assumptions: bool = True
) -> Iterator[str]:
    """Where the two differ, in words; that they give unlike numbers of rows first."""
    result, _ = evaluate(compiled.rulebook, tender, compiled.vocabulary, gate=gate, on=on, assumptions=assumptions)
    rows = compiled.judge(tender, gate=gate, on=on, assumptions=assumptions)
    if len(rows) != len(result.outcomes):
        yield f"{tender.source}: {len(rows)} rows and {len(result.outcomes)} outcomes"
    for row, outcome in zip(rows, result.outcomes, strict=False):
        if not agrees(row, outcome):
            said = f"{outcome.rule} ({outcome.limb}) at `{outcome.item}`: {sorted(outcome.possible)}, {outcome.message}"
            yield f"{tender.source}, {gate}: {said}; the engine: {row.rule} ({row.limb}) {sorted(row.possible)}"


def everyhow(compiled: Compiled, tender: Tender, on: date | None = None) -> list[str]:
    """Where the two differ at either gate, with and without assumptions."""
    return [
        said
        for gate in Gate
        for assumptions in (True, False)
        for said in disagreements(compiled, tender, gate=gate, on=on, assumptions=assumptions)
    ]
