"""Values as people write them: `GBP 10,000 including VAT`, `60%`, `10 working days`, `1 April 2026`.

The language's literals and the native tender format's values are read and written here, exactly.
"""
