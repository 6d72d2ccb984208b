"""Policies as SQL: what the text is, and what it leaves to another engine."""

from pathlib import Path

from click.testing import CliRunner

from policyspec.cli.compile import command

POLICY = """\
policy example/standstill
  under "Procurement Act 2023" not checked

rule quoted "A name with 'quotes'"
  title must be "O'Hara"

rule standstill "Eight working days"
  the time from award date to submission deadline must be at least 8 working days
"""


def written(tmp_path: Path, dialect: str) -> tuple[str, str]:
    file = tmp_path / "standstill.policy"
    file.write_text(POLICY)
    out = tmp_path / "out.sql"
    arguments = [str(file), "--to", "sql", "--dialect", dialect, "--out", str(out)]
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert result.exit_code == 0, result.output
    return out.read_text(), result.stderr


def test_a_rule_that_a_query_cannot_express_is_named(tmp_path: Path) -> None:
    text, said = written(tmp_path, "duckdb")
    assert "PS701" in said
    assert "`example/standstill#standstill` is not in the query: DuckDB cannot express working days" in " ".join(
        said.split()
    )
    assert "award_date" not in text


def test_what_a_policy_says_is_a_literal(tmp_path: Path) -> None:
    assert "title__folded = ' o '' hara '" in written(tmp_path, "duckdb")[0]
    assert r"title__folded = ' o \' hara '" in written(tmp_path, "spark")[0]


def test_the_same_policies_give_the_same_text(tmp_path: Path) -> None:
    assert written(tmp_path, "duckdb") == written(tmp_path, "duckdb")
