"""What policies would have done to many tenders, as text, as a page and as tables."""
