"""Tender files to facts."""
