"""What policies would have done to the tenders of a dataset, and the curve of that over a parameter of theirs."""
