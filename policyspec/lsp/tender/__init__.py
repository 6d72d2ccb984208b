"""Tender files: what is wrong with them, what the folder's policies make of them, completion and hover."""
