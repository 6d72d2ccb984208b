"""A few tenders and rules of which every figure can be counted by hand."""

from pathlib import Path

POLICY = """policy audit/sample "Sample" version 1.0.0

rule small "Contracts are small"
  estimated value must be at most GBP 1,000,000 excluding VAT

rule friendly "Small firms can bid"
  the tender should be suitable for SMEs
  or explain
"""

#: By name: who buys, when, where, what, for how much, and whether it suits small firms.
TENDERS = {
    "a": """tender: A
identifier: t-a
buyer: {name: North, region: Coast}
publication date: 5 March 2026
category: services
estimated value: GBP 900,000 excluding VAT
suitable for SMEs: yes
""",
    "b": """tender: B
identifier: t-b
buyer: {name: North, region: Coast}
publication date: 20 March 2026
category: works
estimated value: GBP 2,000,000 excluding VAT
suitable for SMEs: yes
""",
    "c": """tender: C
identifier: t-c
buyer: {name: South}
publication date: 2 April 2026
estimated value: GBP 3,000,000 excluding VAT
""",
    "d": """tender: D
identifier: t-d
buyer: {name: South}
suitable for SMEs: no
""",
    "e": """tender: E
identifier: t-e
buyer: {name: South, region: Hills}
publication date: 9 April 2026
estimated value: EUR 100 including VAT
suitable for SMEs: yes
""",
    # What is recorded beside a tender has no column.
    "f": """tender: F
identifier: t-f
dispatch date: 1 May 2026
delivery area: Moor
estimated value: GBP 5,000,000 excluding VAT
suitable for SMEs: no
explanations:
  - {rule: audit/sample#friendly, reason: one supplier makes it, author: Head of buying, date: 1 April 2026}
""",
    # Neither has an amount beyond those of the columns.
    "g": """tender: G
identifier: t-g
estimated value: GBP 123,456,789,012,345,678 excluding VAT
suitable for SMEs: yes
""",
}


def written(folder: Path) -> tuple[Path, Path]:
    """The tenders as files of a folder, with one that cannot be read, and the policy."""
    tenders = folder / "in"
    tenders.mkdir(parents=True)
    for name, text in TENDERS.items():
        (tenders / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tenders / "h.json").write_text("{", encoding="utf-8")
    policy = folder / "sample.policy"
    policy.write_text(POLICY, encoding="utf-8")
    return tenders, policy


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Every file that an audit left, by name."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
