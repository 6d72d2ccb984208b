"""What can be read from an eForms notice at all: `READABLE` is held against a notice that states everything."""

from policyspec.readers.eforms import fields

#: Facts that no row of `fields` reads: codes that steer, parties, and what several elements say together.
_BESIDE_ROWS = {
    "tender": (
        "above_threshold", "contract_form", "cpv_codes", "delivery_area", "direct_award_reason", "framework_length",
        "legal_basis", "light_touch", "procedure", "publication_date", "regime", "subject_matter", "urgency",
        "buyer", "framework",
        "documents", "lots", "suppliers", "terms",
    ),
    "lot": (
        "area", "delivery_area", "environmental_routes", "reason_for_environmental_route", "reservation",
        "conditions", "criteria",
    ),
    "criterion": ("fixed_price", "kind", "minimum_score", "pass_fail", "points", "rank", "theme", "weight"),
    "condition": ("kind",),
    "buyer": ("activity", "country", "tier", "type"),
    "framework": ("eligible_buyers", "maximum_value"),
    "term": ("wording",),
}  # fmt: skip
_ROWS = {
    "tender": (*fields.TENDER, *fields.OF_LOTS),
    "lot": fields.LOT,
    "criterion": fields.CRITERION,
    "condition": fields.CONDITION,
    "document": fields.DOCUMENT,
    "buyer": fields.BUYER,
    "framework": fields.FRAMEWORK,
    "supplier": fields.SUPPLIER,
}

#: Each fact, list and record that a notice can state, as (owner, key).
READABLE: frozenset[tuple[str, str]] = frozenset(
    {(owner, row.key) for owner, rows in _ROWS.items() for row in rows}
    | {(owner, key) for owner, keys in _BESIDE_ROWS.items() for key in keys}
    | {("lot", key) for key, _, _ in fields.AIMS}
)
