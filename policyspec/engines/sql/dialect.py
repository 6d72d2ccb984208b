"""What SQL is called in DuckDB and in Spark. All else of a query is the same text in both."""

from typing import Protocol

from policyspec.base.dataclasses import dataclass


class Dialect(Protocol):
    """One kind of SQL. Lists count from 1; a list that is null has no members."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def text(self) -> str:
        """The type of texts."""
        ...

    def quoted(self, name: str) -> str:
        """The name of a column."""
        ...

    def string(self, text: str) -> str:
        """A text, as a literal."""
        ...

    def at(self, array: str, index: str) -> str:
        """A member of a list by its number; null where either is null."""
        ...

    def numbers(self, column: str, depth: int) -> str:
        """A column of numbers of members, in lists within one another, in the type by which lists are looked into."""
        ...

    def each(self, array: str, var: str, body: str) -> str:
        """The list of what `body` comes to for each member, which is `var` there."""
        ...

    def length(self, array: str) -> str: ...

    def total(self, array: str, places: int) -> str:
        """The exact sum of decimals, null where the list is null or empty; members that are null count for nothing."""
        ...

    def known(self, array: str) -> str:
        """How many members are not null."""
        ...

    def most(self, array: str) -> str:
        """The highest member that is not null."""
        ...

    def least(self, array: str) -> str:
        """The lowest member that is not null."""
        ...

    def has_true(self, array: str) -> str:
        """Whether a list of yes/no has a yes; null where the list is null."""
        ...

    def once(self, definition: str) -> str:
        """A column that is worked out once, and not again wherever its name stands."""
        ...

    def days(self, later: str, earlier: str) -> str:
        """The whole days from one date to another."""
        ...

    def plus_days(self, day: str, days: int) -> str: ...

    def plus_months(self, day: str, months: int) -> str:
        """The same day some months on, clipped to the month's end."""
        ...

    def matches(self, text: str, pattern: str) -> str:
        """Whether a regular expression, given as a literal, is found in a text."""
        ...

    def contains(self, text: str, part: str) -> str: ...

    def starts(self, text: str, stem: str) -> str: ...

    def verdicts(self, text: str, depth: int) -> str:
        """Sets of verdicts, in lists within one another to a depth, in the type that takes least room."""
        ...


def _string(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class DuckDB:
    """DuckDB 1.3 and later (`lambda x: …`)."""

    name: str = "duckdb"
    title: str = "DuckDB"
    text: str = "VARCHAR"

    def quoted(self, name: str) -> str:
        return name if name.isidentifier() and name.isascii() else '"' + name.replace('"', '""') + '"'

    def string(self, text: str) -> str:
        return _string(text)

    def at(self, array: str, index: str) -> str:
        return f"{array}[{index}]"

    def numbers(self, column: str, depth: int) -> str:
        # Else each number is made one of 64 bits wherever it stands between brackets.
        return f"CAST({column} AS BIGINT{'[]' * depth}) AS {column}"

    def each(self, array: str, var: str, body: str) -> str:
        return f"list_transform({array}, lambda {var}: {body})"

    def length(self, array: str) -> str:
        return f"len({array})"

    def total(self, array: str, places: int) -> str:  # noqa: ARG002 - a sum keeps its places
        return f"list_sum({array})"

    def known(self, array: str) -> str:
        return f"list_count({array})"

    def most(self, array: str) -> str:
        return f"list_max({array})"

    def least(self, array: str) -> str:
        return f"list_min({array})"

    def has_true(self, array: str) -> str:
        return f"list_contains({array}, TRUE)"

    def once(self, definition: str) -> str:
        return definition

    def days(self, later: str, earlier: str) -> str:
        return f"({later} - {earlier})"

    def plus_days(self, day: str, days: int) -> str:
        return f"({day} + CAST({days} AS INTEGER))"

    def plus_months(self, day: str, months: int) -> str:
        return f"CAST({day} + to_months(CAST({months} AS INTEGER)) AS DATE)"

    def matches(self, text: str, pattern: str) -> str:
        return f"regexp_matches({text}, {_string(pattern)})"

    def contains(self, text: str, part: str) -> str:
        return f"contains({text}, {_string(part)})"

    def starts(self, text: str, stem: str) -> str:
        return f"starts_with({text}, {_string(stem)})"

    def verdicts(self, text: str, depth: int) -> str:
        return f"CAST({text} AS UTINYINT{'[]' * depth})"


@dataclass(frozen=True, slots=True)
class Spark:
    """Spark SQL 3.5 and later."""

    name: str = "spark"
    title: str = "Spark SQL"
    text: str = "STRING"

    def quoted(self, name: str) -> str:
        return name if name.isidentifier() and name.isascii() else "`" + name.replace("`", "``") + "`"

    def string(self, text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"

    def at(self, array: str, index: str) -> str:
        return f"try_element_at({array}, {index})"

    def numbers(self, column: str, depth: int) -> str:  # noqa: ARG002 - the type is the one that it has
        return column

    def each(self, array: str, var: str, body: str) -> str:
        return f"transform({array}, {var} -> {body})"

    def length(self, array: str) -> str:
        return f"array_size({array})"

    def total(self, array: str, places: int) -> str:
        zero = f"CAST(0 AS DECIMAL(38, {places}))"
        return f"aggregate({array}, {zero}, (a_, b_) -> CAST(a_ + coalesce(b_, 0) AS DECIMAL(38, {places})))"

    def known(self, array: str) -> str:
        return f"array_size(array_compact({array}))"

    def most(self, array: str) -> str:
        return f"array_max({array})"

    def least(self, array: str) -> str:
        return f"array_min({array})"

    def has_true(self, array: str) -> str:
        return f"(array_position({array}, TRUE) > 0)"

    def once(self, definition: str) -> str:
        # The optimiser puts a definition in the place of a name that stands once, were it within a loop: list within
        # list, each is then worked out as often as all around it have members. It leaves alone what tells partitions.
        return f"if(spark_partition_id() >= 0, {definition}, NULL)"

    def days(self, later: str, earlier: str) -> str:
        return f"datediff({later}, {earlier})"

    def plus_days(self, day: str, days: int) -> str:
        return f"date_add({day}, {days})"

    def plus_months(self, day: str, months: int) -> str:
        return f"add_months({day}, {months})"

    def matches(self, text: str, pattern: str) -> str:
        return f"({text} RLIKE {self.string(pattern)})"

    def contains(self, text: str, part: str) -> str:
        return f"contains({text}, {self.string(part)})"

    def starts(self, text: str, stem: str) -> str:
        return f"startswith({text}, {self.string(stem)})"

    def verdicts(self, text: str, depth: int) -> str:
        return f"CAST({text} AS {'ARRAY<' * depth}SMALLINT{'>' * depth})"


DIALECTS: dict[str, Dialect] = {"duckdb": DuckDB(), "spark": Spark()}
