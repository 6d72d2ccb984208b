"""The reference interpreter: the meaning of the language, and its explanations."""

from policyspec.engines.interpret.evaluate import evaluate

__all__ = ["evaluate"]
