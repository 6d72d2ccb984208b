"""What twice as much costs: `python -m benchmarks.growth [tenders|rules|lots]... [--most 1000000]`.

*tenders*: `policyspec audit` of a dataset in one process, without looking for missing facts. *rules*: compiling and
judging with the rules of the shipped policies, and these again under other names. *lots*: tenders with so many lots.
All in processor seconds; behind them stands what each doubling multiplies them by: 2 is in proportion.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.datasets import RULES, listed, read_once, replicated, rules
from benchmarks.measured import Tables, busy, growth, processor, run
from policyspec.api import load_policies
from policyspec.audit.chunks import Chunk, Task, judge_chunk
from policyspec.audit.dataset import Dataset
from policyspec.audit.duck import connection
from policyspec.audit.judge import How, compiled
from policyspec.audit.parquet import read_tenders
from policyspec.engines import python
from policyspec.engines.interpret import evaluate
from policyspec.ir.nodes import Rule, Rulebook
from policyspec.model.facts import Tender
from policyspec.workspace.policies import Policies

PACKS = Path(__file__).parents[1] / "policies"
TENDERS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
NUMBERS_OF_RULES = (5, 10, 20, 50, 100, 200, 500)
LOTS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
PART = 1_000  # tenders in a file of a dataset


def main() -> None:
    parser = argparse.ArgumentParser(description="What twice the tenders, rules or lots cost.")
    parser.add_argument("kinds", nargs="*", default=["lots", "rules", "tenders"])
    parser.add_argument("--most", type=int, default=TENDERS[-1], help="tenders")
    given = parser.parse_args()
    print(busy())
    with tempfile.TemporaryDirectory() as name:
        for kind in given.kinds:
            match kind:
                case "tenders":
                    tenders(Path(name), given.most)
                case "rules":
                    of_rules(Path(name))
                case _:
                    lots(Path(name))


# --- tenders ----------------------------------------------------------------------------------------------------


def tenders(folder: Path, most: int) -> None:
    """An audit of so many tenders by the eight rules of the peers' benchmark."""
    policies = rules()
    base = read_once(folder / "base", PART, policies)
    whole = replicated(base, most // PART, folder / "many")
    rows = []
    for number in (number for number in TENDERS if number <= most):
        listed(whole.folder, whole.circumstances, list(whole.parts[: number // PART]))
        out = folder / "out"
        given = (
            "audit",
            str(whole.folder),
            "--policy",
            str(RULES),
            "--out",
            str(out),
            "--workers",
            "1",
            "--facts",
            "0",
        )
        runs = []
        for _ in range(3 if number <= 20_000 else 1):
            shutil.rmtree(out, ignore_errors=True)
            runs.append(run(*given))
        best = min(runs, key=lambda one: one.processor)
        peak = max(one.peak for one in runs)
        rows.append((number, best.processor, f"{best.wall:8.1f} s on the wall, at most {peak:.0f} MB"))
        print(*rows[-1], flush=True)
    growth("an audit of so many tenders, eight rules: processor seconds", rows)


# --- rules ------------------------------------------------------------------------------------------------------


def of_rules(folder: Path) -> None:
    """Rulebooks of so many rules, over a dataset of a thousand tenders and ten of them one by one."""
    policies = load_policies(*sorted(PACKS.glob("*/*.policy")))
    base = read_once(folder / "by-rules", PART, policies)
    ten = list(read_tenders(base.files))[:10]
    found = Tables("so many rules")
    for number in NUMBERS_OF_RULES:
        book = replace(policies.rulebook, rules=tuple(_many(policies.rulebook.rules, number)))
        found.add(number, _of_book(policies, book, base, ten, folder))
    found.write()


def _many(rules: tuple[Rule, ...], number: int) -> Iterator[Rule]:
    """So many rules, spread evenly over these, so that every number is of one mix; more than there are come again.

    None yields to another, whose other half may not be there.
    """
    for place in range(number):
        rule = rules[place * len(rules) // number]
        yield replace(rule, id=f"{rule.id}-{place}", yields_to=())


def _of_book(
    policies: Policies, book: Rulebook, base: Dataset, ten: Sequence[Tender], folder: Path
) -> Iterator[tuple[str, float]]:
    words = policies.vocabulary
    program = python.compile_rulebook(book, words)
    yield "ten tenders by the interpreter", processor(lambda: [evaluate(book, one, words) for one in ten], 2)
    yield "ten tenders by the Python engine", processor(lambda: [program.judge(one) for one in ten])
    yield "compiled to Python", processor(lambda: python.compile_rulebook(book, words), 2)
    with connection() as duck:
        yield "compiled to SQL", processor(lambda: compiled(duck, base.files, book, words), 2)
    yield "a thousand tenders of an audit", processor(lambda: _chunk(policies, book, base, folder), 1)


def _chunk(policies: Policies, book: Rulebook, dataset: Dataset, folder: Path) -> None:
    chunk = Chunk(0, tuple(dataset.files), dataset.tenders)
    judge_chunk(Task(book, policies.vocabulary, How(threads=1)), chunk, folder)


# --- lots -------------------------------------------------------------------------------------------------------


def lots(folder: Path) -> None:
    """Tenders with so many lots each, with the eight rules: one by each engine, and twenty as an audit judges them."""
    policies = rules()
    program = python.compile_rulebook(policies.rulebook, policies.vocabulary)
    found = Tables("so many lots")
    for number in LOTS:
        twenty = read_once(folder / f"twenty-{number}", 20, policies, number)
        chunk = partial(_chunk, policies, policies.rulebook, twenty, folder)
        found.add(number, [("twenty tenders of an audit", processor(chunk))])
        for called, whole in (("with all stated", True), ("with facts missing", False)):
            some = read_once(folder / f"{called}-{number}", _sample(number), policies, number, whole=whole)
            found.add(number, _one_by_one(policies, program, some, called))
    found.write()


def _sample(lots: int) -> int:
    """How many tenders stand for one: which rules apply to a tender is drawn, and so is what it lacks."""
    return max(5, min(40, 4_000 // lots))


def _one_by_one(
    policies: Policies, program: python.Compiled, dataset: Dataset, called: str
) -> Iterator[tuple[str, float]]:
    book, words = policies.rulebook, policies.vocabulary
    some = list(read_tenders(dataset.files))
    by_engine = processor(lambda: [program.judge(one) for one in some], 5)
    by_interpreter = processor(lambda: [evaluate(book, one, words) for one in some], 2)
    yield f"one tender {called}, by the Python engine", by_engine / len(some)
    yield f"one tender {called}, by the interpreter", by_interpreter / len(some)


if __name__ == "__main__":
    main()
