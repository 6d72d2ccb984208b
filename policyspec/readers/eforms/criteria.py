"""Award criteria of a lot, with their weights."""

from fractions import Fraction

from policyspec.base.dataclasses import replace
from policyspec.model.currencies import CURRENCIES
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Stated, ValueListing
from policyspec.model.literals import LiteralError
from policyspec.model.values import Money
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import errors, numbers, weights
from policyspec.readers.eforms import codes, fields, values
from policyspec.readers.eforms.spot import Spot
from policyspec.readers.weights import Draft, Stating, Unit

HOME = "cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion"
PARAMETER = "EXT/efac:AwardCriterionParameter"

#: BT-5421, list `number-weight`. Older notices give it without naming the list.
WEIGHTS = {
    "per-exa": Unit.PERCENT,
    "per-mid": Unit.PERCENT,
    "dec-exa": Unit.DECIMAL,
    "dec-mid": Unit.DECIMAL,
    "poi-exa": Unit.POINTS,
    "poi-mid": Unit.POINTS,
    "ord-imp": Unit.ORDER,
}
#: BT-5423 and BT-5422, lists `number-threshold` and `number-fixed`.
THRESHOLDS, FIXED = ("min-score", "max-pass"), ("fix-tot", "fix-unit")
#: How Norway's codes begin: for a criterion of climate and environment, and for statements that stand in its place.
OWN, EXEMPT = "quality-nor-env-", "quality-nor-env-exempt"
#: The theme that Norway's code for a criterion of climate and environment gives.
THEMES = {"quality-nor-env-criteria": "environment"}
#: Why such a statement is not taken at its word where it carries a weight or a rank, as only a criterion does.
WEIGHED = "a statement that is marked like a criterion: whether it is the one or the other cannot be told"
#: Of each fact of a criterion, the code by which a notice keeps it from publication (BT-195).
PRIVATE = {"kind": "awa-cri-typ", "name": "awa-cri-nam", "description": "awa-cri-des"}
PRIVATE_WEIGHT = {"awa-cri-num", "awa-cri-wei"}


def criteria(lot: Spot, path: str, label: str) -> Listing | None:
    """The criteria of a lot: None where it states none."""
    homes = [home for home in lot.each(HOME) if home.at("cac:SubordinateAwardingCriterion")]
    if len(homes) > 1:
        lot.reading.say(errors.part_twice(homes[1].span, f"a list of award criteria of {label}", len(homes)))
    spots = [spot for home in homes for spot in home.each("cac:SubordinateAwardingCriterion")]
    spots = [spot for spot in spots if not is_statement(spot)]
    if not spots:
        return None
    drafts = [_draft(spot, number, label) for number, spot in enumerate(spots)]
    facts = weights.with_weights(drafts, lambda: spots[0].span, label, lot.reading.say)
    items = (
        Item("criterion", f"{path}.criteria[{number}]", draft.label, facts[number], origin=draft.origin)
        for number, draft in enumerate(drafts)
    )
    return Listing(tuple(items), origin=spots[0].origin)


def routes(lot: Spot, vocabulary: Vocabulary) -> tuple[ValueListing | None, Fact | None]:
    """How a duty to weigh climate and environment is met, by Norway's codes, and why so where no criterion does it."""
    info = vocabulary.facts["lot", "environmental_routes"]
    spots = [spot for spot in lot.each(f"{HOME}/cac:SubordinateAwardingCriterion") if type_code(spot).startswith(OWN)]
    told = [spot for spot in spots if is_statement(spot) or type_code(spot) in THEMES]
    unclear = tuple(Absent(Absence.UNREADABLE, spot.origin, WEIGHED) for spot in spots if spot not in told)
    types = [kind for spot in told for kind in spot.each("cbc:AwardingCriterionTypeCode")]
    words = [text for spot in spots if is_statement(spot) for text in spot.each("cbc:Description")]
    reason = values.text(words, vocabulary.facts["lot", "reason_for_environmental_route"])
    exempt = {kind.text: "exemption" for kind in types if kind.text.startswith(EXEMPT)}
    listing = values.codes_of(types, info, {**codes.ENVIRONMENTAL_ROUTES, **exempt})
    if unclear:
        found = listing.values if listing else ()
        listing = ValueListing((*found, *unclear), origin=spots[0].origin)
    return listing, reason


def type_code(spot: Spot) -> str:
    return spot.word("cbc:AwardingCriterionTypeCode")


def is_statement(spot: Spot) -> bool:
    """Whether what stands among the criteria says how a duty is met, and carries no weight."""
    code = type_code(spot)
    if not code.startswith(OWN) or code in THEMES:
        return False
    numbers_ = [parameter.word("efbc:ParameterNumeric") for parameter in spot.each(PARAMETER)]
    return all(numbers.exact(written) == 0 for written in numbers_ if written)


def _draft(spot: Spot, number: int, whose: str) -> Draft:
    info = {i.key: i for i in spot.reading.vocabulary.facts_of("criterion")}
    kept = {private.word("efbc:FieldIdentifierCode") for private in spot.anywhere("efac:FieldsPrivacy")}
    facts = fields.read_rows(fields.CRITERION, spot, "criterion")
    types = spot.each("cbc:AwardingCriterionTypeCode")
    _put(facts, "kind", values.code(codes.CRITERION_KINDS)(types, info["kind"]))
    if theme := THEMES.get(type_code(spot)):
        _put(facts, "theme", Stated(theme, types[0].origin))
    for parameter in spot.each(PARAMETER):
        _read_parameter(parameter, facts)
    name = facts.get("name")
    for key, code in PRIVATE.items():
        if code in kept:
            facts[key] = Absent(Absence.WITHHELD, spot.origin, values.KEPT_BACK)
    called = f"criterion {number + 1} ({name.value})" if isinstance(name, Stated) else f"criterion {number + 1}"
    return Draft(f"{called} of {whose}", _stating(spot, kept, facts), facts, spot.origin)


def _put(facts: dict[str, Fact], key: str, fact: Fact | None) -> None:
    if fact is not None:
        facts[key] = fact


def _stating(spot: Spot, kept: set[str], facts: dict[str, Fact]) -> Stating | Absent | None:
    """What a criterion states of its weight: as a number with a unit, else as a text that is nothing but a weight."""
    if kept & PRIVATE_WEIGHT:
        return Absent(Absence.WITHHELD, spot.origin, values.KEPT_BACK)
    for parameter in spot.each(PARAMETER):
        code, number = parameter.word("efbc:ParameterCode"), parameter.at("efbc:ParameterNumeric")
        if number is None or not number.text or code in (*THRESHOLDS, *FIXED):
            continue
        if values.UNPUBLISHED in (number.text.casefold(), code):
            return Absent(Absence.WITHHELD, number.origin, values.KEPT_BACK)
        at_fault = number if code in WEIGHTS else parameter.at("efbc:ParameterCode") or number
        stating = weights.in_unit(WEIGHTS, code, numbers.exact(number.text), at_fault.origin)
        if isinstance(stating, Stating) and code.endswith("-mid"):
            return replace(stating, note=weights.MIDDLE)
        return stating
    description = facts.get("description")
    if not isinstance(description, Stated) or description.origin is None:
        return None
    written = weights.in_words(str(description.value), description.origin)
    if written is not None:
        del facts["description"]
    return written


def _read_parameter(parameter: Spot, facts: dict[str, Fact]) -> None:
    """A least mark, or a price that is fixed. The most tenders that pass on have no place among our facts."""
    info = parameter.reading.vocabulary.facts
    found = parameter.each("efbc:ParameterNumeric")
    match parameter.word("efbc:ParameterCode"):
        case "min-score":
            _put(facts, "minimum_score", values.number(found, info["criterion", "minimum_score"]))
        case "fix-tot":
            _put(facts, "fixed_price", _fixed_price(found, parameter))
        case _:
            pass


def _fixed_price(found: list[Spot], parameter: Spot) -> Fact | None:
    """The price in the currency of the notice's amounts, since BT-541 has none of its own; without one, unreadable."""
    spot, currency = values.first(found), parameter.reading.currency
    if spot is None:
        return None
    amount: Fraction | LiteralError = numbers.exact(spot.text)
    info = parameter.reading.vocabulary.facts["criterion", "fixed_price"]
    if isinstance(amount, LiteralError) or currency not in CURRENCIES:
        reason = amount if isinstance(amount, LiteralError) else LiteralError("the amount has no currency")
        return values.unreadable(spot, info, reason)
    note = f"the fixed price is taken to be in {currency}, as the notice's other amounts"
    fact = values.checked(spot, info, Money(currency, excluding=amount))
    return replace(fact, assumption=note) if isinstance(fact, Stated) else fact
