"""Tenders for measuring with: varied, plausible, and the same on every machine."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

SEED = 1611
SERVICES = ("Supported living", "Home care", "Grounds maintenance", "School transport", "Legal advice", "Road repairs")
CODES = ("85000000", "85312400", "77310000", "60130000", "79100000", "45233142")
PLACES = ("North", "South", "East", "West", "Centre")
OUTCOMES = ("Fewer hospital admissions", "More people in work", "Shorter waits", "Less waste to landfill")

#: What a design says besides its value, lots and criteria. Each part is in four tenders of five.
PARTS = """\
needs date: 12 May 2025
options date: 8 September 2025
specification date: 14 January 2026

commencement date: 2 March 2026
contract start date: 1 September 2026

contract length: 3 years
maximum contract length: 5 years

areas: [North, South, East]
service type: care
people-facing: yes

cost method: whole-life cost
cost horizon: 5 years
scoring formula: cheapest price divided

low bid trigger: a price more than 15% below the mean of all bids
low bid steps: [notice, reasoned decision]

needs:
  - {name: Help near home, source: survey of 640 residents, date: 28 April 2025}

assets:
  - {name: Village halls, holder: parish councils, contribution: rooms on weekday evenings}

options:
  - {name: The council's own team, kind: in-house, social cost: few sites, economic cost: pensions, reason: too small}
  - {name: A contract, kind: contract, social benefit: more sites, economic cost: its price, reason: chosen}

goals:
  - {name: Fewer car journeys, kind: environmental, document: Climate strategy, reference: action 17}

KPIs:
  - {name: Visits kept, measure: visits kept of those planned, target: 95%, purpose: a review below 85%}

social note: Loneliness was put first.
economic note: Local charities can bid.
environmental note: Sites are within walking distance.

engagements:
  - {name: Survey, group: user, date: 17 March 2025, published: yes}
  - {name: Market day, group: provider, sector: social, date: 2 October 2025, published: no}

conflicts:
  - {name: Fear of noise, people: neighbours, response: closes at 21:00, published: yes}
""".rstrip().split("\n\n")


def criteria(rng: Random, indent: str) -> Iterator[str]:
    """Two to four criteria whose weights total 100%, bar one list in twenty."""
    price = rng.randrange(20, 95, 5)
    social = rng.choice((0, 5, 10)) if price <= 80 else 0
    quality = 100 - price - social - (1 if rng.random() < 0.05 else 0)
    yield f"{indent}criteria:"
    yield f"{indent}  - {{name: Quality, kind: quality, weight: {quality}%}}"
    if social:
        yield f"{indent}  - {{name: Social value, kind: quality, theme: social value, weight: {social}%}}"
    yield f"{indent}  - {{name: Price, kind: price, weight: {price}%}}"


def lots(rng: Random, value: int, number: int) -> Iterator[str]:
    """Lots that share the value out; one in ten does not state its own."""
    yield "lots:"
    for index in range(number):
        yield f"  - title: {PLACES[index]}"
        if rng.random() < 0.9:
            yield f"    value: GBP {value // number:,} excluding VAT"
        yield f"    suitable for SMEs: {rng.choice(('yes', 'no'))}"
        yield from criteria(rng, "    ")


def outcomes(rng: Random) -> Iterator[str]:
    """Some outcomes; a baseline or target is often missing, as in drafts."""
    yield "outcomes:"
    for name in rng.sample(OUTCOMES, rng.randint(1, 3)):
        facts = [f"name: {name}", "measure: cases per quarter"]
        facts += [f"{fact}: {rng.randint(5, 90)}" for fact in ("baseline", "target") if rng.random() < 0.7]
        yield f"  - {{{', '.join(facts)}}}"


def tender(rng: Random, number: int) -> str:
    """The text of one tender in the native format."""
    kind = rng.randrange(len(SERVICES))
    value = rng.randrange(20_000, 3_000_000, 1_000)
    lines = [
        f"tender: {SERVICES[kind]} {number}",
        "buyer: {name: Example Council, type: local authority, country: GB}",
        f"main CPV code: {CODES[kind]}",
        f"estimated value: GBP {value:,} excluding VAT",
        f"publication date: {rng.randint(1, 28)} March 2026",
    ]
    if rng.random() < 0.9:
        lines.append(f"submission deadline: {rng.randint(1, 30)} April 2026")
    divided = rng.choice((0, 2, 3, 5))
    lines += lots(rng, value, divided) if divided else criteria(rng, "")
    lines += outcomes(rng) if rng.random() < 0.8 else ["outcomes: []"]
    lines += [part for part in PARTS if rng.random() < 0.8]
    return "\n".join(lines) + "\n"


def write_tenders(folder: Path, number: int) -> list[Path]:
    """Writes so many tenders into a folder and gives their paths."""
    rng = Random(SEED)
    paths = [folder / f"tender-{index:05}.yaml" for index in range(1, number + 1)]
    for index, path in enumerate(paths, start=1):
        path.write_text(tender(rng, index), encoding="utf-8")
    return paths
