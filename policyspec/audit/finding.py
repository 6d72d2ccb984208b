"""What is found of the tenders of a chunk, put in order and written.

Words that come again and again are of types that list them. DuckDB then joins and sorts numbers, and writes each word
once; whoever reads the file meets text.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from policyspec.audit.describing import COLUMNS
from policyspec.audit.duck import Connection, quoted
from policyspec.engines.sql.judging import BITS, verdicts_of
from policyspec.ir.nodes import Rulebook
from policyspec.model.outcomes import Strength, Verdict

#: What is found of a tender: the number of a limb, the path of a thing (empty: the tender), and a `set_of` verdicts.
FOUND = {"limb": "INTEGER", "item": "VARCHAR", "possible": "UTINYINT"}
#: The columns of a description that hold words which many tenders have.
_WORDS = ("buyer", "month", "region", "category", "currency", "vat", "beside")
#: The columns of an outcome beside those of its tender.
_OUTCOME = ("limbs.rule", "limbs.strength", "limbs.limb", "item", "sets.verdict", "sets.possible")


def set_of(verdicts: Iterable[Verdict]) -> int:
    """The number of a set of verdicts; the other way it is `engines.sql.judging.verdicts_of`."""
    return sum(BITS[verdict] for verdict in verdicts)


def write_found(duck: Connection, rulebook: Rulebook, tenders: Path, outcomes: Path) -> None:
    """Write the table `told` (`n`, `COLUMNS`) of tenders, and with it `found` (`n`, `FOUND`), as Parquet."""
    _limbs(duck, rulebook)
    _sets(duck)
    words = {column: _type(duck, column, f"SELECT DISTINCT {column} FROM told ORDER BY 1") for column in _WORDS}
    item = _type(duck, "item", "SELECT item FROM (SELECT DISTINCT item FROM found) ORDER BY length(item), item")
    typed = ", ".join(f"CAST({name} AS {words[name]}) AS {name}" if name in words else name for name in COLUMNS)
    duck.execute(f"CREATE TEMP TABLE typed AS SELECT n, {typed} FROM told ORDER BY n")
    _copied(duck, f"SELECT {', '.join(COLUMNS)} FROM typed ORDER BY n", tenders)
    found = f"(SELECT * REPLACE (CAST(item AS {item}) AS item) FROM found) AS found"
    _copied(
        duck,
        f"SELECT {', '.join((*COLUMNS, *_OUTCOME))} FROM {found} JOIN typed USING (n) "
        "JOIN limbs ON limbs.number = found.limb JOIN sets ON sets.number = found.possible "
        "ORDER BY n, limbs.place, item, limbs.number, sets.number",
        outcomes,
    )


def _limbs(duck: Connection, rulebook: Rulebook) -> None:
    """The limbs, with the place of the rule of each."""
    limbs = [(place, rule.id, limb) for place, rule in enumerate(rulebook.rules) for limb in rule.limbs]
    rules = _listing(duck, "rule", (rule for _, rule, _ in limbs))
    strengths = _listing(duck, "strength", Strength)
    labels = _listing(duck, "limb", (limb.label for _, _, limb in limbs))
    duck.execute(
        f"CREATE TEMP TABLE limbs (number INTEGER, place INTEGER, rule {rules}, strength {strengths}, limb {labels})"
    )
    written = ", ".join(
        f"({number}, {place}, {quoted(rule)}, {quoted(limb.strength)}, {quoted(limb.label)})"
        for number, (place, rule, limb) in enumerate(limbs)
    )
    if written:
        duck.execute(f"INSERT INTO limbs VALUES {written}")


def _sets(duck: Connection) -> None:
    """The sets of verdicts that are found, with the verdict of each."""
    verdicts = _listing(duck, "verdict", Verdict)
    duck.execute(f"CREATE TEMP TABLE sets (number UTINYINT, verdict {verdicts}, possible {verdicts}[])")
    for (number,) in duck.execute("SELECT DISTINCT possible FROM found").fetchall():
        duck.execute("INSERT INTO sets VALUES (?, ?, ?)", [number, *_words(verdicts_of(number))])


def _words(possible: Collection[Verdict]) -> tuple[str, list[str]]:
    ordered = [verdict.value for verdict in Verdict if verdict in possible]
    return ordered[0] if len(ordered) == 1 else Verdict.UNDETERMINED.value, ordered


def _listing(duck: Connection, name: str, words: Iterable[str]) -> str:
    listed = ", ".join(f"({n}, {quoted(word)})" for n, word in enumerate(dict.fromkeys(words)))
    return _type(duck, name, f"SELECT w FROM (VALUES {listed or '(0, NULL)'}) AS v (n, w) ORDER BY n")


def _type(duck: Connection, name: str, words: str) -> str:
    """A type that lists the words which a query gives, in that order; its name."""
    duck.execute(f"CREATE TYPE words_{name} AS ENUM (SELECT w FROM ({words}) AS s (w) WHERE w IS NOT NULL)")
    return f"words_{name}"


def _copied(duck: Connection, select: str, made: Path) -> None:
    duck.execute(f"COPY ({select}) TO {quoted(str(made))} (FORMAT parquet, COMPRESSION zstd)")
