"""From the outcomes of an audit to its figures, counted chunk by chunk: memory does not grow with the tenders."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from policyspec.audit.duck import Connection, quoted
from policyspec.base.dataclasses import dataclass, field
from policyspec.model.outcomes import Strength, Verdict
from policyspec.report.summary import MOST_GROUPS, Amount, Cell, Figures, Group

#: The kinds of groups, with the column of each.
KINDS = {"buyers": "buyer", "months": "month", "regions": "region", "categories": "category"}
WHOLE, RULES, CELLS = "whole", "rules", "cells"
_MEASURES = ("tenders", "breaching", "open", "without_value")
_SHARES = {"value": "TRUE", "at_stake": "breaching", "undecided": "open"}

#: `name` is a rule for `rules` and `cells`; `month` is used by `cells` alone.
_TABLES = """
CREATE OR REPLACE TEMP TABLE counts
  (kind VARCHAR, name VARCHAR, month VARCHAR, measure VARCHAR, verdict VARCHAR, n BIGINT);
CREATE OR REPLACE TEMP TABLE amounts
  (kind VARCHAR, name VARCHAR, share VARCHAR, currency VARCHAR, vat VARCHAR, amount DECIMAL(38, 4), n BIGINT)"""

_MUST = f"strength = '{Strength.MUST}'"
_BREACHED = f"verdict IN ('{Verdict.BREACHED}', '{Verdict.FAILED}')"
_MAY = f"verdict = '{Verdict.UNDETERMINED}' AND list_contains(possible, '{Verdict.BREACHED}')"
_FOUND = f"verdict IN ('{Verdict.BREACHED}', '{Verdict.FAILED}', '{Verdict.FLAGGED}')"
_MAY_BE_FOUND = (
    f"verdict = '{Verdict.UNDETERMINED}' AND list_has_any(possible, ['{Verdict.BREACHED}', '{Verdict.FLAGGED}'])"
)
_GRAVITY = f"list_position([{', '.join(quoted(verdict) for verdict in Verdict)}], verdict)"
_VERDICTS = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of everything, of each group that is kept, of each rule that met a tender, and of rules by month."""

    whole: Figures
    groups: Mapping[str, tuple[Group, ...]]  # by the kinds of `KINDS`
    left_out: Mapping[str, int]
    rules: Mapping[str, Figures]
    cells: tuple[Cell, ...]


def counted(duck: Connection, chunks: Sequence[tuple[Path, Path]], rules: Sequence[str]) -> Counted:
    """The figures. `chunks`: files of tenders and of their outcomes. `rules`: ids, in order."""
    duck.execute(_TABLES)
    for tenders, outcomes in chunks:
        _add(duck, tenders, outcomes)
    whole = _figures(duck, WHOLE)[None, None].done(len(rules))
    groups, left_out = {}, {}
    for kind in KINDS:
        groups[kind], left_out[kind] = _groups(duck, kind, len(rules))
    by_rule = {str(name): _of_rule(tally, whole) for (name, _), tally in _figures(duck, RULES).items()}
    months = {group.name: group.figures.tenders for group in groups["months"]}
    return Counted(whole, groups, left_out, by_rule, _cells(duck, rules, months))


# --- adding up --------------------------------------------------------------------------------------------------


def _add(duck: Connection, tenders: Path, outcomes: Path) -> None:
    """Add the numbers of one chunk. A tender is in one chunk, so nothing is counted twice."""
    duck.execute(f"CREATE OR REPLACE TEMP VIEW o AS FROM read_parquet({quoted(str(outcomes))})")
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE of_rule AS SELECT source, rule, min({_GRAVITY}) AS gravity, "
        f"bool_or({_FOUND}) AS breaching, NOT bool_or({_FOUND}) AND bool_or({_MAY_BE_FOUND}) AS open "
        "FROM o GROUP BY source, rule"
    )
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE t AS SELECT t.*, COALESCE(breaching, FALSE) AS breaching, "
        f"COALESCE(NOT breaching AND may, FALSE) AS open FROM read_parquet({quoted(str(tenders))}) t LEFT JOIN "
        f"(SELECT source, bool_or({_MUST} AND {_BREACHED}) AS breaching, bool_or({_MUST} AND {_MAY}) AS may "
        "FROM o GROUP BY source) USING (source)"
    )
    for kind, column in {WHOLE: "CAST(NULL AS VARCHAR)", **KINDS}.items():
        _add_kind(duck, kind, column)
    _add_rules(duck)


def _add_kind(duck: Connection, kind: str, column: str) -> None:
    numbers = "count(*), count_if(breaching), count_if(open), count_if(value IS NULL)"
    duck.execute(
        f"INSERT INTO counts SELECT '{kind}', {column}, NULL, unnest({list(_MEASURES)}), NULL, unnest([{numbers}]) "
        "FROM t GROUP BY 2"
    )
    named = f"(SELECT source, {column} AS name FROM t)"
    verdict = f"[{', '.join(quoted(verdict) for verdict in Verdict)}][gravity]"
    for measure, what, of in (("rules", verdict, "of_rule"), ("outcomes", "verdict", "o")):
        duck.execute(
            f"INSERT INTO counts SELECT '{kind}', name, NULL, '{measure}', {what}, count(*) "
            f"FROM {of} JOIN {named} USING (source) GROUP BY ALL"
        )
    for share, where in _SHARES.items():
        duck.execute(
            f"INSERT INTO amounts SELECT '{kind}', {column} AS name, '{share}', currency, vat, sum(value), count(*) "
            f"FROM t WHERE value IS NOT NULL AND {where} GROUP BY ALL"
        )


def _add_rules(duck: Connection) -> None:
    verdict = f"[{', '.join(quoted(verdict) for verdict in Verdict)}][gravity]"
    for kind, month in ((RULES, "NULL"), (CELLS, "month")):
        duck.execute(
            f"INSERT INTO counts SELECT '{kind}', rule, {month}, 'rules', {verdict}, count(*) "
            "FROM of_rule JOIN t USING (source) GROUP BY ALL"
        )
    duck.execute(f"INSERT INTO counts SELECT '{RULES}', rule, NULL, 'outcomes', verdict, count(*) FROM o GROUP BY ALL")
    for measure in ("breaching", "open"):
        duck.execute(
            f"INSERT INTO counts SELECT '{RULES}', rule, NULL, '{measure}', NULL, count(*) FROM of_rule "
            f"WHERE {measure} GROUP BY ALL"
        )
        share = "at_stake" if measure == "breaching" else "undecided"
        duck.execute(
            f"INSERT INTO amounts SELECT '{RULES}', rule, '{share}', currency, vat, sum(value), count(*) "
            f"FROM of_rule JOIN t USING (source) WHERE of_rule.{measure} AND value IS NOT NULL GROUP BY ALL"
        )


# --- reading off ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tally:
    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    rules: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    outcomes: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    amounts: dict[str, list[Amount]] = field(default_factory=lambda: defaultdict(list))

    def done(self, rules: int) -> Figures:
        """The figures of some tenders held against so many rules. A rule without an outcome does not apply."""
        verdicts = {**self.rules}
        verdicts[Verdict.NOT_APPLICABLE] += self.numbers["tenders"] * rules - sum(verdicts.values())
        return Figures(
            tenders=self.numbers["tenders"],
            breaching=self.numbers["breaching"],
            open=self.numbers["open"],
            rules=verdicts,
            outcomes=self.outcomes,
            value=tuple(self.amounts["value"]),
            at_stake=tuple(self.amounts["at_stake"]),
            undecided=tuple(self.amounts["undecided"]),
            without_value=self.numbers["without_value"],
        )


def _figures(duck: Connection, kind: str, where: str = "TRUE") -> dict[tuple[str | None, str | None], _Tally]:
    """The tallies of a kind of groups by name (and month)."""
    found: dict[tuple[str | None, str | None], _Tally] = defaultdict(_Tally)
    rows = duck.execute(
        f"SELECT name, month, measure, verdict, CAST(sum(n) AS BIGINT) FROM counts "
        f"WHERE kind = '{kind}' AND {where} GROUP BY ALL"
    ).fetchall()
    for name, month, measure, verdict, number in rows:
        tally = found[name, month]
        match measure:
            case "rules":
                tally.rules[Verdict(verdict)] = number
            case "outcomes":
                tally.outcomes[Verdict(verdict)] = number
            case _:
                tally.numbers[measure] = number
    for name, share, amount in _amounts(duck, kind, where):
        found[name, None].amounts[share].append(amount)
    return found


def _amounts(duck: Connection, kind: str, where: str) -> list[tuple[str | None, str, Amount]]:
    rows = duck.execute(
        f"SELECT name, share, currency, vat, sum(amount), CAST(sum(n) AS BIGINT) FROM amounts "
        f"WHERE kind = '{kind}' AND {where} GROUP BY ALL ORDER BY currency, vat"
    ).fetchall()
    return [(row[0], row[1], Amount(row[2], row[3], _plain(row[4]), row[5])) for row in rows]


def _plain(amount: Decimal) -> Decimal:
    """With two places, unless it has more."""
    short = amount.quantize(Decimal("0.01"))
    return short if short == amount else amount.normalize()


def _groups(duck: Connection, kind: str, rules: int) -> tuple[tuple[Group, ...], int]:
    """The groups of a kind, and how many are left out."""
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE kept AS SELECT name, sum(n) FILTER (measure = 'breaching') AS breaching, "
        f"sum(n) FILTER (measure = 'tenders') AS tenders FROM counts WHERE kind = '{kind}' AND verdict IS NULL "
        f"GROUP BY name ORDER BY breaching DESC, tenders DESC, name NULLS LAST"
    )
    (number,) = duck.execute("SELECT count(*) FROM kept").fetchone()
    kept = [row[0] for row in duck.execute(f"SELECT name FROM kept LIMIT {MOST_GROUPS}").fetchall()]
    where = f"name IN (SELECT name FROM kept LIMIT {MOST_GROUPS}) OR kind = '{kind}' AND name IS NULL"
    figures = _figures(duck, kind, f"({where})")
    if kind == "months":
        kept.sort(key=lambda month: (month is None, month))
    return tuple(Group(name, figures[name, None].done(rules)) for name in kept), max(number - MOST_GROUPS, 0)


def _of_rule(tally: _Tally, whole: Figures) -> Figures:
    """A rule's figures: of all tenders, for each has a verdict of it."""
    tally.numbers["tenders"], tally.numbers["without_value"] = whole.tenders, whole.without_value
    tally.amounts["value"] = list(whole.value)
    return tally.done(1)


def _cells(duck: Connection, rules: Sequence[str], months: Mapping[str | None, int]) -> tuple[Cell, ...]:
    found = _figures(duck, CELLS)
    cells = []
    for rule in rules:
        for month, tenders in months.items():
            if (rule, month) in found:
                tally = found[rule, month]
                tally.numbers["tenders"] = tenders
                cells.append(Cell(rule, month, tally.done(1).rules))
    return tuple(cells)
