"""A case on paper: the policy as text, the tender as YAML, what the interpreter says, ready for a folder of tests/cases."""

from collections.abc import Iterator
from dataclasses import replace

from policyspec.engines.interpret import evaluate
from policyspec.ir.dump import dump
from policyspec.model.dates import spell_day
from policyspec.model.outcomes import Outcome
from policyspec.readers import read
from policyspec.writers.native import write_native
from tests.differential.cases import Case
from tests.differential.spelling import Unspeakable, spelled
from tests.differential.texts import called, names_of, through_text


def written(case: Case, why: str) -> str:
    """A page on a case: what is wrong with it, and what to put into `tests/cases/NAME`."""
    named = renamed(case)
    return "\n".join(
        (
            f"# Case {case.name}",
            "",
            *_block("text", why),
            *_block("text", dump(named.book.rulebook)),
            f"policy.policy ({_spoken(named)}):",
            *_block("policy", _policy(named)),
            "expected.yaml:",
            *_block("yaml", expected(named)),
        )
    )


def _block(kind: str, text: str) -> Iterator[str]:
    yield from ("", f"```{kind}", text.rstrip(), "```", "")


def renamed(case: Case) -> Case:
    """The case with rules called as a policy may call them: `law#r0`, and its records with them."""
    names = names_of(case.book)
    tender = replace(
        case.tender,
        explanations=tuple(replace(e, rule=names.get(e.rule, e.rule)) for e in case.tender.explanations),
        waivers=tuple(replace(w, rule=names.get(w.rule, w.rule)) for w in case.tender.waivers),
    )
    return replace(case, book=called(case.book, names), tender=tender)


def _policy(case: Case) -> str:
    try:
        return spelled(case.book)
    except Unspeakable as why:
        return f"# not written: {why}"


def _spoken(case: Case) -> str:
    again = reread(case)
    return "compiles" if again is not None else "to be written by hand"


def reread(case: Case) -> Case | None:
    """The case after its policy and its tender went through text; None where the text does not say all of it."""
    book = through_text(case.book)
    if book is None:
        return None
    text = write_native(case.tender, book.vocabulary)
    tenders, _ = read(text.encode(), "tender.yaml", book.vocabulary)
    return replace(case, book=book, tender=tenders[0]) if len(tenders) == 1 else None


def expected(case: Case) -> str:
    """The run of a case as `expected.yaml` has it, by what the interpreter says."""
    how = case.how
    result, _ = evaluate(
        case.book.rulebook, case.tender, case.book.vocabulary, gate=how.gate, on=how.on, assumptions=how.assumptions
    )
    tender = "".join(f"      {line}\n" for line in write_native(case.tender, case.book.vocabulary).splitlines())
    several = {o.rule for o in result.outcomes if o.limb != "a"}
    lines = "".join(f"      {_told(o, limb=o.rule in several)}\n" for o in result.outcomes)
    settings = [f"    gate: {how.gate}", *([f"    on: {spell_day(how.on)}"] if how.on else [])]
    settings += [] if how.assumptions else ["    assumptions: no"]
    head = "runs:\n  - it: what differed in a generated case\n"
    return f"{head}    tender:\n{tender}" + "\n".join(settings) + f"\n    outcomes: |\n{lines}"


def _told(outcome: Outcome, *, limb: bool) -> str:
    place = [
        outcome.rule.rpartition("#")[2],
        *([outcome.limb] if limb else []),
        *([outcome.item] if outcome.item else []),
    ]
    possible = f" ({' or '.join(outcome.possible)})" if len(outcome.possible) > 1 else ""
    missing = f", missing {' and '.join(sorted(f.name for f in outcome.missing))}" if outcome.missing else ""
    return f"{' '.join(place)}: {outcome.verdict}{possible}{missing}"
