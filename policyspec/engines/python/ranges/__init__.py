"""Code over ranges: it serves whatever is missing, and gives every verdict that is still possible."""
