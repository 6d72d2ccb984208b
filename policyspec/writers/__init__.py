"""Tenders from facts to files, one module or folder per format."""
