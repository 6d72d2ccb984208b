"""Words and columns that the text, the page and the tables of an impact share."""

from itertools import chain

from policyspec.report.dashboard.numbers import by_tenders, number, plain
from policyspec.report.impact.figures import Band, Effect, Impact, OfBook, OfRule, Tally, said_of
from policyspec.report.words import joined


def hit(impact: Impact) -> str:
    """What tenders do under the duties of a curve, or under all: `breach`, `are flagged`, `breach or are flagged`."""
    rules = chain.from_iterable(book.rules for book in impact.books)
    return said_of(rule.strength for rule in rules)


def title(impact: Impact) -> str:
    """`quality floor from 40% to 80%`, or the names of the policies."""
    if impact.parameter is None:
        return f"The impact of {joined(impact.policies)}"
    return f"{impact.parameter.name} from {impact.books[0].value} to {impact.books[-1].value}"


def band(found: Band) -> str:
    """`2 to 870`, or `5` where nothing is open."""
    least, most = found.least.tenders, found.most.tenders
    return number(least) if least == most else f"{number(least)} to {number(most)}"


def sums(tally: Tally) -> list[str]:
    """The value of some tenders, a text for each currency and basis, the most tenders first."""
    return [f"{one.currency} {plain(one.amount)} {one.vat}" for one in by_tenders(tally.value)]


def name(book: OfBook) -> str:
    """The value of a curve, and whether the policy has it as it is."""
    return f"{book.value or ''}{' (as it is)' if book.own else ''}"


def said(rule: OfRule) -> str:
    """The id of a rule, with what was done to it."""
    return rule.rule if rule.change in ("", "same") else f"{rule.rule} ({rule.change})"


def short(impact: Impact, rule: OfRule) -> str:
    """The same, without the policy where there is only one."""
    alone = len({one.rule.partition("#")[0] for book in impact.books for one in book.rules}) == 1
    return said(rule).partition("#")[2] if alone else said(rule)


def decided(effect: Effect) -> int:
    """Tenders of which every duty that is looked at is decided."""
    return effect.judged - effect.undetermined


def basis(impact: Impact) -> list[tuple[str, str]]:
    """What the figures rest on: what it is, and what it was."""
    parameter = impact.parameter
    bounds = [f"the policy has {parameter.declared}"] if parameter else []
    if parameter and parameter.low and parameter.high:
        bounds.append(f"it may be set between {parameter.low} and {parameter.high}")
    told = [
        ("Policies", joined(impact.policies)),
        ("Baseline", joined(impact.baseline) if impact.baseline else ""),
        ("Parameter", f"{parameter.name}: {'; '.join(bounds)}" if parameter else ""),
        ("Rules that it touches", (joined(parameter.touches) if parameter.touches else "none") if parameter else ""),
        ("Set", ", ".join(impact.settings)),
        ("Dataset", f"{impact.dataset}: {number(impact.tenders)} tenders"),
        ("Inputs not read in full", number(impact.unread) if impact.unread else ""),
        ("Gate", impact.gate),
        ("Judged on", impact.on or ""),
        ("Assumptions", "" if impact.assumptions else "none are made"),
    ]
    return [(key, value) for key, value in told if value]


#: What no figure here can say; told wherever the figures are.
CANNOT = (
    "These are the designs that were published. Under another policy buyers would have designed other tenders.",
    "What a notice does not say counts as neither a pass nor a breach: `at most` has every tender that may breach.",
    "Values are estimates as they stand in the notices. Currencies and VAT bases are not added up.",
)
