"""What people write in everyday words, and how the language says it: `60/40`, `60% or more`, `… unless C`.

Each is only a proposal: `syntax.repair` makes it where the clause reads on with it.
"""

import re
from collections.abc import Callable, Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.base.patterns import pattern as compiled
from policyspec.base.suggest import nearest
from policyspec.model.dates import MONTHS
from policyspec.model.literals import LiteralError, parse_literal
from policyspec.model.types import Kind
from policyspec.model.vocabulary import fold, standard
from policyspec.syntax import grammar
from policyspec.syntax.clause import Edit
from policyspec.syntax.grammar import Failure
from policyspec.syntax.keywords import LOCATORS, RESERVED


@dataclass(frozen=True, slots=True)
class Rewording:
    """An edit that says it the language's way. `hint` says what to do where that is more than the edit's text."""

    edit: Edit
    hint: str | None = None


_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_WORD = rf"(?!(?:{'|'.join(sorted(RESERVED))})(?![\w-]))[^\W\d_][\w'/-]*"
_NAME = rf"{_WORD}(?:\s+{_WORD})*"
_BE = r"(?<![\w-])(?:be|is|are)(?:\s+not)?\s+"
_VAT = r"""
    [\s-]{0,3}\(?\s{0,3}
    (?:(?P<without>exc?l?\.?|excluding|exclusive\s+of|net\s+of|before|without|not\s+including)
      |incl?\.?|including|inclusive\s+of|gross\s+of)
    [\s-]{0,3}vat(?!\w)(?:\s?\))?
"""
_CURRENCIES = {"pound": "GBP", "sterling": "GBP", "gbp": "GBP", "euro": "EUR", "eur": "EUR", "usd": "USD"}
_UNITS = ("hours", "days", "weeks", "months", "years", "hour", "day", "week", "month", "year")


def rewordings(kind: str, bare: str) -> Iterator[Rewording]:
    """What may be said another way in a clause of the grammar's rule `kind`; `bare` is its text without quotations."""
    for shape, said in (*_OF_ANY, *_OF_KIND.get(kind, ())):
        for match in shape.finditer(bare):
            reworded = said(match)
            if reworded is not None:
                yield reworded


Said = Callable[[re.Match[str]], Rewording | None]
_Shape = tuple[re.Pattern[str], Said]


def _shape(pattern: str, said: Said) -> _Shape:
    return compiled(pattern, re.IGNORECASE | re.VERBOSE), said


def _as(template: str) -> Said:
    """In place of the whole match, the template with the match's named groups in it."""

    def said(match: re.Match[str]) -> Rewording:
        groups = {name: " ".join((text or "").split()) for name, text in match.groupdict().items()}
        return Rewording(Edit(match.start(), match.end(), template.format_map(groups)))

    return said


# --- amounts and dates -------------------------------------------------------------------------------------------


def _vat(match: re.Match[str]) -> Rewording:
    blanks = len(match[0]) - len(match[0].lstrip())
    word = "excluding" if match["without"] else "including"
    return Rewording(Edit(match.start() + blanks, match.end(), f"{'' if blanks else ' '}{word} VAT"))


def _money(match: re.Match[str]) -> Rewording | None:
    currency = _CURRENCIES[match["currency"].lower().rstrip("s")]
    vat = "" if match["vat"] is None else f" {'excluding' if match['without'] else 'including'} VAT"
    said = _in_full(f"{currency} {match['amount']}{vat}")
    return Rewording(Edit(match.start(), match.end(), said)) if said else None


def _in_full(money: str) -> str | None:
    """`GBP 2 million` as `GBP 2,000,000`."""
    read = parse_literal(money, Kind.MONEY)
    if not isinstance(read, LiteralError):
        return money
    full = re.fullmatch(r"write `([^`]*)`", read.hint or "")
    return full[1] if full else None


def _ratio(match: re.Match[str]) -> Rewording:
    return Rewording(Edit(match.start("a"), match.end(), f"{match['a']}:{match['b']}"))


def _short_year(match: re.Match[str]) -> Rewording | None:
    month = nearest(match["month"], MONTHS, cutoff=0.4)
    day = f"{int(match['day'])} {month} 20{match['year']}"
    if isinstance(parse_literal(day, Kind.DATE), LiteralError):
        return None
    return Rewording(Edit(match.start(), match.end(), day))


def _unit(match: re.Match[str]) -> Rewording | None:
    unit = nearest(match["unit"], _UNITS)
    return Rewording(Edit(*match.span("unit"), unit), f"did you mean `{unit}`?") if unit else None


# --- sentences ---------------------------------------------------------------------------------------------------


def _at_least(match: re.Match[str]) -> Rewording:
    relation = next(word for word, more in _OR_MORE.items() if match["more"].lower() in more)
    return Rewording(Edit(match.start("value"), match.end(), f"{relation} {match['value']}"))


_OR_MORE = {
    "at least": ("more", "above", "higher", "over", "greater", "longer", "larger"),
    "at most": ("less", "fewer", "below", "lower", "under", "shorter", "smaller"),
    "on or after": ("later", "after"),
    "on or before": ("earlier", "before", "sooner"),
}
_ANY_MORE = "|".join(word for more in _OR_MORE.values() for word in more)


def _one_of(match: re.Match[str]) -> Rewording | None:
    """Of codes only: what is said of a thing, like `urgent`, is no list of values."""
    names = re.split(r"\s*,\s*(?:or\s+)?|\s+or\s+", match["list"])
    known = [info for name in names for info in standard().owners_of(name)]
    if any(info.type.kind is Kind.YES_NO for info in known) or _ends_in_a_thing(match.string[: match.start()]):
        return None
    return Rewording(Edit(*match.span("list"), f"one of {', '.join(names)}"))


def _ends_in_a_thing(before: str) -> bool:
    """Whether the subject is a thing, not a fact of it: `every lot must …`."""
    words = re.sub(r"\s+(?:must|should)(?:\s+not)?\s*$", "", before, flags=re.IGNORECASE).split()
    return any(standard().entity_called(" ".join(words[-n:])) for n in (1, 2, 3)) and "of" not in words[-4:-1]


def _time_from(match: re.Match[str]) -> Rewording | None:
    """`D must be at least 25 days after E` is about the time from E to D."""
    if not (_is_day(match["subject"]) and _is_day(match["anchor"])):
        return None
    ends = (match["anchor"], match["subject"])
    start, end = ends if match["way"].lower() in ("after", "from", "of", "following") else ends[::-1]
    relation = "at most" if match["relation"].lower() == "within" else match["relation"]
    said = f"the time from {start} to {end} {match['be']} {relation} {match['length']}".replace("  ", " ")
    return Rewording(Edit(match.start("subject"), match.end(), said), f"write `{said}`")


def _is_day(words: str) -> bool:
    """Whether a fact is a day, by the vocabulary, else by how its name ends."""
    fact = re.sub(r"^(?:the|a|an)\s", "", words.strip(), flags=re.IGNORECASE).split(" of ")[0]
    known = standard().owners_of(fact)
    return any(info.type.kind is Kind.DATE for info in known) or (
        not known and fold(fact).split(" ")[-1] in ("date", "deadline", "day", "start", "end")
    )


def _in_parentheses(match: re.Match[str]) -> Rewording:
    hint = f"put the condition in parentheses: `where (…) by {match['by']}`"
    return Rewording(Edit(*match.span("condition"), f"({match['condition']})"), hint)


def _except_when(match: re.Match[str]) -> Rewording | None:
    """An exception is a clause of its own, of the whole rule."""
    condition = f"except when {match['condition'].strip()}"
    if isinstance(grammar.parse(condition, "except_when"), Failure):
        return None
    return Rewording(Edit(match.start(), match.end(), ""), f"write `{condition}` on a line of its own")


def _and_not(match: re.Match[str]) -> Rewording:
    return Rewording(Edit(match.start(), match.end(), f"and not ({match['condition'].strip()})"))


def _state(match: re.Match[str]) -> Rewording | None:
    """`every lot must have a title` asks that the title is stated."""
    thing = next((e for e in standard().entities.values() if fold(match["thing"]) in (e.singular, e.plural)), None)
    if thing is None or standard().fact(thing.key, match["fact"]) is None:
        return None
    one = thing.key == "tender" or match["which"].strip().lower() == "the"
    owner = f"{'the' if one else 'every'} {thing.singular}"
    said = f"{match['fact']} of {owner} {match['modal']} be stated"
    return Rewording(Edit(match.start(), match.end(), said), f"write `{said}`")


# --- names and titles --------------------------------------------------------------------------------------------


def _title(match: re.Match[str]) -> Rewording:
    quoted = '"' + match["title"].strip("' ") + '"'
    return Rewording(Edit(*match.span("title"), quoted), f"put the title in quotes: `{quoted}`")


def _quoted(match: re.Match[str]) -> Rewording:
    return Rewording(Edit(*match.span("number"), f'"{match["number"]}"'))


# --- the tables -------------------------------------------------------------------------------------------------------


_DUTIES: tuple[_Shape, ...] = (
    _shape(r"(?<![\w-])unless\s+(?P<condition>\S.*)$", _except_when),
    _shape(r"^unless\s+(?P<condition>[^,]+),(?:\s*then(?!\w))?", _except_when),
    _shape(r"(?<![\w-])or\s+explain\s+(?:why(?:\s+not)?|the\s+reasons?)(?=\s*$|\s+in\s)", _as("or explain")),
    _shape(
        rf"^(?P<which>(?:every\s+|each\s+|the\s+)?)(?P<thing>{_NAME})\s+(?P<modal>must|should)\s+have\s+(?:an?\s+|the\s+)?(?P<fact>{_NAME})$",
        _state,
    ),
    _shape(
        r"^(?:the\s+|a\s+|this\s+)?(?:tender|contract|procurement)\s+(?P<modal>must|should)\s+have(?=\s)",
        _as("there {modal} be"),
    ),
)
_CONDITIONS: tuple[_Shape, ...] = (_shape(r"(?<![\w-])unless\s+(?P<condition>[^()]+)$", _and_not),)
_HEADS: tuple[_Shape, ...] = (
    _shape(
        r"^(?:rule|policy)\s+(?-i:[a-z0-9]+(?:[/-][a-z0-9]+)*)\s+(?P<title>[^\s\"](?:[^\"]*?[^\s\"])?)(?=\s*$|\s+version\s)",
        _title,
    ),
)

#: What is said another way in clauses of one kind only.
_OF_KIND: dict[str, tuple[_Shape, ...]] = {
    "duty": _DUTIES,
    "alternative": _DUTIES,
    "or_explain": _DUTIES[2:3],
    "flag_when": _CONDITIONS,
    "applies_when": _CONDITIONS,
    "rule": _HEADS,
    "policy": _HEADS,
    "under": (_shape(rf"(?<![\w-])(?:{'|'.join(LOCATORS)})\s+(?P<number>[0-9A-Za-z][^\s\"<>,]*)", _quoted),),
}


#: What is said another way wherever it stands.
_OF_ANY: tuple[_Shape, ...] = (
    _shape(
        rf"""(?<![\w.,])(?P<amount>{_NUMBER}(?:\s*(?:thousand|million|billion|bn|m|k)(?!\w))?)
        \s*(?P<currency>pounds?|euros?|sterling|GBP|EUR|USD)(?!\w)(?:\s+sterling(?!\w))?(?P<vat>{_VAT})?""",
        _money,
    ),
    _shape(rf"(?<=[\dkmn]){_VAT}", _vat),
    _shape(rf"(?<![\w/.,:-])(?P<a>{_NUMBER})\s*/\s*(?P<b>{_NUMBER})(?![\w/%])", _as("{a}:{b}")),
    _shape(
        rf"(?<=ratio\s)(?P<head>[^\"]{{0,200}}?)(?<![\w.,])(?P<a>{_NUMBER})\s+to\s+(?P<b>{_NUMBER})(?![\w%])", _ratio
    ),
    _shape(rf"(?<=be\s)(?P<a>{_NUMBER}%?)\s+to\s+(?P<b>{_NUMBER}(?:%|\s+{_WORD})?)", _as("between {a} and {b}")),
    _shape(
        rf"(?<!\d)(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(rf'{m[:3]}[a-z]*' for m in MONTHS)})\.?"
        r"\s+'?(?P<year>[0-9]{2})(?![\w,:])",
        _short_year,
    ),
    _shape(rf"(?<![\w.,]){_NUMBER}\s+(?:(?:working|calendar|business)\s+)?(?P<unit>[a-z']+)", _unit),
    _shape(
        r"""(?:^|(?<=when\s)|(?<=and\s)|(?<=or\s))(?P<subject>(?:(?!(?:and|or|when|where|must|should|is|are)(?!\w))[^\"(),\s]+\s+){1,20})
        (?P<be>(?:must|should)(?:\s+not)?\s+be|is(?:\s+not)?)\s+(?P<relation>at\s+least|at\s+most|above|below|exactly|within|)\s*
        (?P<length>[0-9]+\s+(?:(?:working|calendar)\s+)?(?:hour|day|week|month|year)s?)\s+
        (?P<way>after|before|from|of|following)\s+(?P<anchor>"""
        rf"{_NAME}(?:\s+of\s+{_NAME})*)",
        _time_from,
    ),
    _shape(
        rf"{_BE}(?P<value>[^\"()]{{1,200}}?)\s+or\s+(?P<more>{_ANY_MORE})(?![\w-])",
        _at_least,
    ),
    _shape(rf"{_BE}(?P<list>{_NAME}(?:\s*,\s*{_NAME})*(?:,?\s+or\s+{_NAME})+)", _one_of),
    _shape(
        r"(?<![\w-])(?:time|period|interval|number\s+of\s+(?:\w+\s+)?days|days)\s+between\s+(?P<a>[^\"()]{1,200}?)\s+and(?!\w)",
        _as("time from {a} to"),
    ),
    _shape(
        r"(?<![\w-])share\s+of\s+[^\"()]{1,100}?\s+where\s+(?P<condition>[^\"()]{1,300}?)"
        rf"(?=\s+by\s+(?P<by>{_NAME}))",
        _in_parentheses,
    ),
    _shape(r"(?<![\w-])(?P<modal>must|should)\s+not\s+exceed(?!\w)", _as("{modal} be at most")),
    _shape(r"(?<![\w-])(?P<modal>must|should)\s+exceed(?!\w)", _as("{modal} be above")),
    _shape(r"(?<![\w-])(?:does|do)\s+not\s+exceed(?!\w)", _as("is at most")),
)
