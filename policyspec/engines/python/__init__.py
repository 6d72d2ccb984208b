"""The Python engine: a rulebook compiled to Python functions, which give verdicts and no explanations."""

from policyspec.engines.python.compiled import Compiled, compile_rulebook

__all__ = ["Compiled", "compile_rulebook"]
