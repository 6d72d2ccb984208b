"""Straight code: plain values where facts are stated, one pass over each list for all rules.

What it cannot tell is None, and is left to the code over ranges. It never says what that code would not.
"""
