"""Clauses drawn from the grammar itself: every form that it may take, with made-up words in them."""

from functools import cache
from random import Random

from lark import Lark
from lark.grammar import NonTerminal, Rule, Symbol, Terminal

from policyspec.base.data import data_file
from tests.syntax.reading import HEADER

#: What is drawn for a terminal that is a pattern. Some words are near to keywords, or are some elsewhere.
SAMPLES = {
    "WORD": "price|fee|lots|value|weight|owner|table|policy-making|use|reason|title|each|for|flag|first|Public Contract",
    "ID": "a/b|a/b#c|r-s", "STRING": '"a"|"x # y"|“said ‘so’”|"two words, and more"', "URL": "<https://example.org/a#b>",
    "MONEY": "£10,000|GBP 5 including VAT|EUR 3.50|GBP 1,000,000", "PERCENT": "60%|5 per cent",
    "POINTS": "1 percentage point", "RATIO": "60:40|60 : 40", "DATE": "1 May 2026|2026-04-01",
    "DURATION": "25 days|1 month|10 working days", "CPV": "CPV 85000000", "NUMBER": "5|1250|1,250",
    "VERSION_NUMBER": "1.0", "OPERATOR": ">=|<|=|≠", "AT_LEAST": "at least", "AT_MOST": "at most",
    "ON_OR_BEFORE": "on or before", "ON_OR_AFTER": "on or after", "ONE_OF": "one of", "EACH_OF": "each of",
    "GIVE_OR_TAKE": "give or take", "OR_EXPLAIN": "or explain", "NUMBER_OF": "number of", "SHARE_OF": "share of",
    "RATIO_OF": "ratio of", "TIME_FROM": "time from", "LOWER_OF": "lower of", "HIGHER_OF": "higher of",
    "NO_LIMIT": "no limit",
}  # fmt: skip
KINDS = (
    "duty",
    "alternative",
    "applies_when",
    "flag_when",
    "under",
    "for_each",
    "in_force",
    "define",
    "fact",
    "parameter",
)
_MOST = 14  # levels of the grammar; below them the shortest form is taken
_DUTY = "  price must be stated\n"


def policy(rng: Random) -> str:
    """A policy with one clause that the grammar takes. Not all of these are sentences: some are refused after it."""
    kind = rng.choice(KINDS)
    clause = sentence(rng, kind)
    match kind:
        case "define" | "fact" | "parameter":
            return f"{HEADER}{clause}\n"
        case "alternative":
            return f'{HEADER}rule a "A"\n{_DUTY}  {clause}\n'
        case _:
            return f'{HEADER}rule a "A"\n  {clause}\n{"" if kind == "duty" else _DUTY}'


def sentence(rng: Random, start: str) -> str:
    rules, least, words = _grammar()
    return " ".join(_drawn(rng, NonTerminal(start), rules, least, words, _MOST))


@cache
def _grammar() -> tuple[dict[str, list[Rule]], dict[str, int], dict[str, str]]:
    """The forms of each rule, how many levels the shortest of each needs, and the terminals that are plain words."""
    text = data_file("grammars", "policyspec.lark").read_text(encoding="utf-8")
    lark = Lark(text, parser="lalr", start=list(KINDS), maybe_placeholders=False)
    rules: dict[str, list[Rule]] = {}
    for rule in lark.rules:
        rules.setdefault(rule.origin.name, []).append(rule)
    words = {terminal.name: terminal.pattern.value for terminal in lark.terminals}
    least: dict[str, int] = {}
    while len(least) < len(rules):
        for name, forms in rules.items():
            known = [_levels(form, least) for form in forms if all(_is_known(s, least) for s in form.expansion)]
            least.update({name: min(known)} if known and name not in least else {})
    return rules, least, words


def _is_known(symbol: Symbol, least: dict[str, int]) -> bool:
    return isinstance(symbol, Terminal) or symbol.name in least


def _levels(form: Rule, least: dict[str, int]) -> int:
    return 1 + max((least[s.name] for s in form.expansion if isinstance(s, NonTerminal)), default=0)


def _drawn(
    rng: Random,
    symbol: Symbol,
    rules: dict[str, list[Rule]],
    least: dict[str, int],
    words: dict[str, str],
    levels: int,
) -> list[str]:
    if isinstance(symbol, Terminal):
        return [rng.choice(SAMPLES.get(symbol.name, words[symbol.name]).split("|"))]
    forms = [form for form in rules[symbol.name] if _levels(form, least) <= levels]
    form = rng.choice(forms) if forms else min(rules[symbol.name], key=lambda form: _levels(form, least))
    return [word for part in form.expansion for word in _drawn(rng, part, rules, least, words, levels - 1)]
