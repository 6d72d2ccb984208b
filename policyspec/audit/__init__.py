"""Datasets of tenders: written from notices once, judged many times."""
