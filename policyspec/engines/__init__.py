"""Evaluators of the Core IR, independent of each other."""
