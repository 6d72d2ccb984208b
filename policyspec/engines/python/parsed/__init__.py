"""Verdicts straight from a parsed document, without a tender of facts in between.

What is generated here takes for granted that all is plainly stated, and refuses a document in which it is not.
"""
