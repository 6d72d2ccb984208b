"""What can be read from an OCDS release at all: `READABLE` is held against a release that states everything."""

from policyspec.readers.ocds import fields

#: Facts that no row of `fields` reads: codes, parties, dates of notices, and what several members say together.
_BESIDE_ROWS = {
    "tender": (
        "assessment_summaries_date", "contract_form", "cpv_codes", "criteria", "delivery_area", "direct_award_ground",
        "electronic", "engagement_notice_date", "light_touch", "main_cpv_code", "participation_fee",
        "planned_notice_date", "procedure", "publication_date", "reason_for_omitting_kpis", "regime", "reservation",
        "subject_matter",
        "buyer", "framework",
        "conditions", "documents", "engagements", "kpis", "lots", "outcomes", "suppliers", "terms",
    ),
    "lot": ("area", "conditions", "cpv_code", "criteria", "delivery_area", "reservation"),
    "criterion": ("description", "kind", "minimum_score", "name", "pass_fail", "points", "rank", "weight"),
    "buyer": ("country", "identifier", "name", "region", "type"),
    "document": ("kind",),
    "outcome": ("target",),
    "kpi": ("target",),
    "supplier": ("small",),
    "term": ("wording",),
    "framework": ("eligible_buyers",),
}  # fmt: skip
_ROWS = {
    "tender": fields.TENDER,
    "lot": fields.LOT,
    "framework": fields.FRAMEWORK,
    "document": fields.DOCUMENT,
    "outcome": fields.METRIC,
    "kpi": fields.METRIC,
    "engagement": fields.ENGAGEMENT,
    "condition": fields.CONDITION,
    "supplier": fields.SUPPLIER,
}

#: Each fact, list and record that a release can state, as (owner, key).
READABLE: frozenset[tuple[str, str]] = frozenset(
    {(owner, row.key) for owner, rows in _ROWS.items() for row in rows}
    | {(owner, key) for owner, keys in _BESIDE_ROWS.items() for key in keys}
)
