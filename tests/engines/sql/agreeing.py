"""The SQL engine held against the interpreter: what the query says of each tender, rule, limb and item."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from policyspec.audit.duck import connection
from policyspec.audit.judge import How, compiled, queried
from policyspec.audit.parquet import write_tenders
from policyspec.engines.interpret import evaluate
from policyspec.ir.nodes import Rulebook
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary


def disagreements(
    folder: Path, tenders: Sequence[Tender], rulebook: Rulebook, vocabulary: Vocabulary, how: How
) -> list[str]:
    """Where the two differ, in words; of the tenders and the rules that the query gives an answer for."""
    file = folder / "tenders.parquet"
    write_tenders(tenders, vocabulary, file)
    with connection() as duck:
        query = compiled(duck, [file], rulebook, vocabulary, how)
        rows = list(queried(duck, query))
    left = {found.rule for found in query.unsupported}
    fits = {row.source for row in rows}
    said = []
    for tender in tenders:
        if tender.source not in fits:
            continue
        found = Counter((r.row.rule, r.row.limb, r.row.item, r.row.possible) for r in rows if r.source == tender.source)
        result, _ = evaluate(rulebook, tender, vocabulary, gate=how.gate, on=how.on, assumptions=how.assumptions)
        wanted = Counter((o.rule, o.limb, o.item, frozenset(o.possible)) for o in result.outcomes if o.rule not in left)
        said += [f"{tender.source}, {how.gate}: not said: {one}" for one in wanted - found]
        said += [f"{tender.source}, {how.gate}: said in place of it: {one}" for one in found - wanted]
    return said
