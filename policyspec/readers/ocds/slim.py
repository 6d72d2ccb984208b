"""A tender of the facts alone that some rules ask for, from a parsed release, without the places where they stand.

What is not stated is left out, as the reader leaves it out. A release that holds anything else than what is plain gives
no tender: that one is for the reader.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.currencies import CURRENCIES
from policyspec.model.dates import parse_date
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Origin, Stated, Tender
from policyspec.model.inherit import shared_with_lot
from policyspec.model.plain import Plain, Plainly, Way
from policyspec.model.values import Moment, Money, Vat
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import numbers, weights

_UNREADABLE = Absent(Absence.UNREADABLE)
_ABOVE_WHOLE = Absent(Absence.UNREADABLE, reason="above 100%")
_NOWHERE = Origin("release", 1, 1)
_PRICES = ("price", "cost")
_DAY = 24 * 60 * 60


def plain_facts(rules: Iterable[ir.Rule], plainly: Plainly) -> frozenset[tuple[str, str]] | None:
    """The facts that some rules ask for; None where they ask for anything that has no plain reading."""
    asked: dict[tuple[str, str], None] = {}
    for node in walk(tuple(rules)):
        match node:
            case ir.Fact(info=info) if (info.owner, info.key) in plainly.facts:
                asked[info.owner, info.key] = None
            case ir.Members(info=info) if (info.owner, info.key) in plainly.lists:
                pass
            # Days are those of the buyer's clock and calendar.
            case ir.Fact() | ir.Members() | ir.Scalars() | ir.Step() | ir.TimeFrom():
                return None
    return frozenset(asked)


class _NotPlainError(Exception):
    """Something stands in the release that is for the reader."""


@dataclass(frozen=True, slots=True)
class Slim:
    """What to read: the facts of each kind of thing, and the bases of amounts by publisher."""

    facts: Mapping[str, tuple[tuple[str, Plain], ...]]
    plainly: Plainly

    @staticmethod
    def of(plainly: Plainly, vocabulary: Vocabulary, asked: Iterable[tuple[str, str]]) -> "Slim":
        """For the facts that are asked for, with those of the tender that a lot may have them from."""
        shared = dict(shared_with_lot(vocabulary))
        wanted = dict.fromkeys(asked)
        wanted |= {("tender", shared.get(key, key)): None for owner, key in wanted if owner == "lot"}
        table: dict[str, list[tuple[str, Plain]]] = {"tender": [], "lot": [], "criterion": []}
        for owner, key in wanted:
            if (owner, key) in plainly.facts:
                table[owner].append((key, plainly.facts[owner, key]))
        # An only criterion may be the price, which then has all the weight.
        if ("criterion", "weight") in wanted and ("criterion", "kind") not in wanted:
            table["criterion"].append(("kind", plainly.facts["criterion", "kind"]))
        return Slim({owner: tuple(rows) for owner, rows in table.items()}, plainly)

    def read(self, release: Mapping[str, Any]) -> Tender | None:
        """The tender; None where that is for the reader."""
        try:
            return self._read(release)
        except _NotPlainError:
            return None

    def _read(self, release: Mapping[str, Any]) -> Tender:
        tender = release.get("tender") if isinstance(release, dict) else None
        if not isinstance(tender, dict) or not tender or "compiledRelease" in release or "versionedRelease" in release:
            raise _NotPlainError
        ocid = release.get("ocid", "")
        publisher = self.plainly.publishers.get(ocid[:11]) if isinstance(ocid, str) else _refuse()
        if (publisher and publisher.drops_criteria) or tender.get("awardCriteria") is not None:
            raise _NotPlainError
        basis = publisher.basis if publisher else None
        lots = tender.get("lots")
        listed, facts = {}, self._facts("tender", tender, basis)
        if lots is not None and lots != []:
            found = [self._lot(lot, number, basis) for number, lot in enumerate(_things(lots))]
            listed["lots"] = Listing(tuple(found))
            self._check_lots(facts, lots)
        return Tender("release", "ocds", Item("tender", "", "the tender", facts, listed))

    def _check_lots(self, facts: Mapping[str, Fact], lots: list[Mapping[str, Any]]) -> None:
        """What a tender does not state its lots may state for it."""
        for key, plain in self.facts["tender"]:
            if plain.of_lots and key not in facts and any(lot.get(plain.path[0]) is not None for lot in lots):
                raise _NotPlainError

    def _facts(self, owner: str, thing: Mapping[str, Any], basis: Vat | None) -> dict[str, Fact]:
        facts = {}
        for key, plain in self.facts[owner]:
            fact = _fact(thing, plain, basis)
            if fact is not None:
                facts[key] = fact
        return facts

    def _lot(self, lot: Mapping[str, Any], number: int, basis: Vat | None) -> Item:
        path, lists = f"lots[{number}]", {}
        home = lot.get("awardCriteria")
        if home is not None and home != {}:
            found = home.get("criteria") if isinstance(home, dict) else _refuse()
            if found is not None and found != []:
                lists["criteria"] = Listing(tuple(self._criteria(list(_things(found)), f"{path}.criteria")))
        return Item("lot", path, "", self._facts("lot", lot, basis), lists)

    def _criteria(self, found: list[Mapping[str, Any]], path: str) -> Iterator[Item]:
        read = [self._facts("criterion", criterion, None) for criterion in found]
        if _is_nested(read):
            raise _NotPlainError
        for number, facts in enumerate(read):
            kind = facts.get("kind")
            if len(read) == 1 and "weight" not in facts and isinstance(kind, Stated) and kind.value in _PRICES:
                facts["weight"] = Stated(Fraction(1))
            yield Item("criterion", f"{path}[{number}]", "", facts)


def _is_nested(criteria: list[dict[str, Fact]]) -> bool:
    """Whether those of one kind make 100% by themselves beside others: weights within weights, which are not known."""
    kinds: dict[object, list[Fraction]] = {}
    for facts in criteria:
        kind, weight = facts.get("kind"), facts.get("weight")
        if weight is _ABOVE_WHOLE or (isinstance(weight, Stated) and isinstance(weight.value, Fraction)):
            # More than 100% makes more than 100% of its kind and of all, however much it is.
            part = weight.value if isinstance(weight, Stated) and isinstance(weight.value, Fraction) else Fraction(2)
            kinds.setdefault(kind.value if isinstance(kind, Stated) else None, []).append(part)
    total = sum((sum(weights_) for weights_ in kinds.values()), Fraction(0))
    return total > 1 and any(len(weights_) > 1 and sum(weights_) == 1 for weights_ in kinds.values())


def _refuse() -> Any:  # noqa: ANN401
    raise _NotPlainError


def _things(found: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401
    """The members of a list, of which none is a version of one value."""
    if not isinstance(found, list):
        raise _NotPlainError
    for thing in found:
        if not isinstance(thing, dict) or not thing or "releaseID" in thing or "releaseDate" in thing:
            raise _NotPlainError
        yield thing


def _fact(thing: Mapping[str, Any], plain: Plain, basis: Vat | None) -> Fact | None:
    if plain.way is Way.WEIGHT:
        return _weight(thing)
    found: Any = thing
    for key in plain.path:
        if not isinstance(found, dict):
            raise _NotPlainError
        found = found.get(key)
        if found is None:
            return None
    match plain.way:
        case Way.YES_NO if isinstance(found, bool):
            return Stated(found)
        case Way.CODE if isinstance(found, str) and (phrase := (plain.codes or {}).get(found)):
            return Stated(phrase)
        case Way.TEXT if isinstance(found, str):
            return Stated(found.strip()) if found.strip() else Absent(Absence.NOT_STATED)
        case Way.DATE if isinstance(found, str):
            return _date(found)
        case Way.MONEY if isinstance(found, dict):
            return _money(found, basis)
        case _:
            raise _NotPlainError


def _date(written: str) -> Fact:
    moment = parse_date(written.strip())
    if not isinstance(moment, Moment) or moment.offset is None or moment.second in (None, 0, _DAY - 1):
        raise _NotPlainError
    return Stated(moment)


def _exact(number: object) -> Fraction:
    found = numbers.exact(repr(number))
    return found if isinstance(found, Fraction) and found >= 0 and not isinstance(number, bool) else _refuse()


def _money(money: Mapping[str, Any], basis: Vat | None) -> Fact | None:
    net, gross = (None if money.get(key) is None else _exact(money[key]) for key in ("amount", "amountGross"))
    if net is None and gross is None:
        return None
    currency = money.get("currency")
    if not net and not gross:
        return _UNREADABLE
    if currency is None:
        return _UNREADABLE
    if not isinstance(currency, str) or currency not in CURRENCIES:
        raise _NotPlainError
    if gross:
        return Stated(Money(currency, excluding=net or None, including=gross))
    if basis is not None:
        return Stated(Money.of(currency, net or _refuse(), basis))
    return Stated(Money(currency, unstated=net))


def _weight(criterion: Mapping[str, Any]) -> Fact | None:
    listed = criterion.get("numbers")
    if listed is None or listed == []:
        description = criterion.get("description")
        if description is not None and not isinstance(description, str):
            raise _NotPlainError
        return None if description is None or weights.in_words(description, _NOWHERE) is None else _refuse()
    number = next(_things(listed))
    if number.get("threshold") is not None or number.get("fixed") is not None:
        raise _NotPlainError
    value, unit = number.get("number"), number.get("weight")
    if value is None:
        return None
    if unit is None:
        _exact(value)
        return _UNREADABLE
    if unit != "percentageExact":
        raise _NotPlainError
    percent = _exact(value)
    return Stated(percent / 100) if percent <= 100 else _ABOVE_WHOLE
