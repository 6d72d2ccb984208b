"""The table by which policies are picked for a tender (`policies/profile.toml`), read and asked.

Which policies are for whom stands in the table alone. What a rule comes to is never decided here.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from policyspec.base.data import data_file
from policyspec.base.dataclasses import dataclass, field
from policyspec.model.dates import spell_day
from policyspec.model.facts import Item, Stated, Tender
from policyspec.model.values import Moment
from policyspec.report.picked import Pick, Reasoned
from policyspec.report.words import joined
from policyspec.workspace.disk import Disk
from policyspec.workspace.places import Place, Places

_DRAFTS = frozenset(("native", "workbook"))  # what a notice is made from; no register publishes it


@dataclass(frozen=True, slots=True)
class Row:
    """One `[[pick]]` of the table, whose head says what each key means."""

    policies: tuple[str, ...]
    why: str
    law: bool = False
    country: frozenset[str] = frozenset()  # codes, groups taken apart
    nation: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
    draft: bool = False
    offered: bool = False
    start: date | None = None
    before: str = ""
    otherwise: str = ""
    basis: tuple[str, ...] = ()
    not_nation: Mapping[str, str] = field(default_factory=dict)
    not_notice: Mapping[str, str] = field(default_factory=dict)
    not_basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """The table: its rows, and how tenders call places."""

    rows: tuple[Row, ...]
    places: Places


@dataclass(frozen=True, slots=True)
class Known:
    """What of a tender the table asks for; None: it does not say."""

    place: Place
    began: date | None
    type: str | None
    tier: str | None
    notice: str | None
    basis: str | None
    draft: bool


# --- asking it ----------------------------------------------------------------------------------------------------


def pick(tender: Tender, profile: Profile, on: date | None = None, beside: Sequence[str] = ()) -> Pick:
    """The policies for a tender, and why.

    Args:
        tender: Read with any vocabulary that has the standard words.
        profile: What `shipped_profile` gives.
        on: The day that stands for the beginning of the procurement, where the run is judged on one.
        beside: The policies that are named beside them: whoever names one has said what binds the buyer.
    """
    known = _known(tender, profile.places, on)
    taken, left_out, dated = [], [], []
    for row in profile.rows:
        if not _near(row, known):
            continue
        reason = _against(row, known)
        if row.start and reason in (None, row.before):
            dated.append(row.start)
        if reason is None:
            taken.append(row)
        else:
            left_out.append(Reasoned(row.policies, reason))
    law = bool(beside) or any(row.law for row in taken)
    return Pick(
        tuple(_in_words(known, dated)),
        tuple(Reasoned(row.policies, row.why) for row in taken),
        tuple(left_out),
        tuple(beside),
        _advice(known, profile, law=law),
        None if law else _no_law(known.place),
    )


def _near(row: Row, known: Known) -> bool:
    """Whether the row is for buyers of the tender's country, and not only for another part of it."""
    if row.offered and not known.draft:
        return False
    elsewhere = row.nation and known.place.nation not in (None, *row.nation)
    return (not row.country or known.place.code in row.country) and not elsewhere


def _against(row: Row, known: Known) -> str | None:
    """Why the row is left out; None: nothing speaks against it."""
    if row.offered:
        return row.why
    if row.draft and not known.draft:
        return row.otherwise
    if known.notice in row.not_notice:
        return row.not_notice[str(known.notice)]
    limited = ((row.type, known.type), (row.tier, known.tier), (row.notice, known.notice))
    if any(wanted and stated not in (None, *wanted) for wanted, stated in limited):
        return row.otherwise
    if known.basis in row.basis:
        return None
    if row.nation and known.place.nation is None:
        return "the buyer's region is not stated" if not known.place.region else "the buyer's region does not say so"
    if known.place.nation in row.not_nation:
        return row.not_nation[str(known.place.nation)]
    if known.basis in row.not_basis:
        return row.not_basis[str(known.basis)]
    return row.before if row.start and known.began and known.began < row.start else None


def _in_words(known: Known, starts: Sequence[date]) -> Iterator[str]:
    """What decided, the place first. Days are told by the side of a bound on which they lie: that is what decided."""
    place = known.place
    if place.country is None:
        yield "the buyer's country is not stated"
    elif place.nation:
        yield f"the buyer is in {place.nation}"
    else:
        yield f"the buyer is in {place.name}" if place.code else f"the buyer's country is `{place.country}`"
    if starts:
        yield _when(known.began, sorted(starts))
    yield "the file is a draft" if known.draft else "the file is a published notice"


def _when(began: date | None, starts: Sequence[date]) -> str:
    if began is None:
        return "the day on which the procurement begins is not stated"
    later = [start for start in starts if start > began]
    side = f"before {spell_day(later[0])}" if later else f"on or after {spell_day(starts[-1])}"
    return f"the procurement begins {side}"


def _no_law(place: Place) -> str:
    if place.country is None:
        return "the buyer's country is not stated"
    where = place.name if place.code else f"`{place.country}`"
    return f"none that comes with policyspec is for this buyer in {where}"


def _advice(known: Known, profile: Profile, *, law: bool) -> str | None:
    place = known.place
    if place.country is None:
        return "state the buyer's country (`buyer: {country: GB}`), or name the policies that bind it"
    if not law:
        return "none of the policies here is law for this buyer: name those that bind it with `--policy`"
    parts = profile.places.nations_of(place.code) if place.code and not place.nation else []
    if parts:
        stated = "does not say" if place.region else "is not stated; it would say"
        return f"the buyer's region {stated} in which part of {place.name} it is: {joined(parts, 'or')}"
    return None


# --- what the tender says -----------------------------------------------------------------------------------------


def _known(tender: Tender, places: Places, on: date | None) -> Known:
    root = tender.root
    buyer = root.records.get("buyer")
    return Known(
        places.find(_text(buyer, "country"), _text(buyer, "region")),
        on or _began(root),
        _text(buyer, "type"),
        _text(buyer, "tier"),
        _text(root, "notice_subtype"),
        _text(root, "legal_basis"),
        tender.format in _DRAFTS,
    )


def _began(root: Item) -> date | None:
    """The day on which the procurement begins: by law, else that of its notice."""
    for key in ("commencement_date", "publication_date", "dispatch_date"):
        match root.fact(key):
            case Stated(Moment() as moment):
                return moment.day
    return None


def _text(item: Item | None, key: str) -> str | None:
    match item.fact(key) if item else None:
        case Stated(str(text)):
            return text
        case _:
            return None


# --- reading it ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def shipped_profile() -> Profile:
    """The table that ships. A mistake in it is ours."""
    data = Disk().read(str(data_file("policies", "profile.toml")))
    if not isinstance(data, bytes):
        raise FileNotFoundError(data.message)
    return read_profile(data.decode("utf-8"))


def read_profile(text: str) -> Profile:
    """The table of a text.

    Raises:
        TypeError: A row has a key that there is not, or lacks one.
        ValueError: It is no TOML.
    """
    stated = tomllib.loads(text)
    groups = stated["group"]
    rows = tuple(_row(row, groups) for row in stated["pick"])
    return Profile(rows, Places.of(stated["country"], stated["nation"]))


def _row(stated: Mapping[str, Any], groups: Mapping[str, Sequence[str]]) -> Row:
    named: dict[str, Any] = {
        _NAMES.get(key, key): tuple(value) if isinstance(value, list) else value for key, value in stated.items()
    }
    countries: Sequence[str] = named.pop("country", ())
    codes = frozenset(code for name in countries for code in groups.get(name, (name,)))
    return Row(country=codes, **named)


_NAMES = {"from": "start", "else": "otherwise"}  # words that Python keeps for itself
