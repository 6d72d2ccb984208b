"""The SQL engine: a rulebook as one query over a dataset of tenders (`policyspec.model.columns`)."""

from policyspec.engines.sql.compile import CompiledQuery, LimbColumns, NotExpressed, compile_rulebook, diagnostic
from policyspec.engines.sql.dialect import DIALECTS, Dialect

__all__ = ["DIALECTS", "CompiledQuery", "Dialect", "LimbColumns", "NotExpressed", "compile_rulebook", "diagnostic"]
