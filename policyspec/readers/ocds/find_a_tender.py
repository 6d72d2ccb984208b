"""What Find a Tender leaves out of its OCDS releases.

From its published practice (the notices UK1 to UK17 under the Procurement Act 2023, the mapping of the forms before
them, its extension `cabinetoffice/ocds_uk_extension` as of 13 January 2026) and from 18 releases of May to July 2026.
What it publishes rarely is not here; what none of its notices has a question for is.
"""

_ON_LOTS = "on lots only"

#: Facts that a release of OCDS can state, and those of Find a Tender do not, with what stands instead.
NOT_PUBLISHED: dict[tuple[str, str], str] = {
    ("tender", "criteria"): _ON_LOTS,
    ("tender", "contract_start_date"): _ON_LOTS,
    ("tender", "contract_end_date"): _ON_LOTS,
    ("tender", "latest_end_date"): _ON_LOTS,
    ("tender", "contract_length"): _ON_LOTS,
    ("tender", "suitable_for_smes"): _ON_LOTS,
    ("tender", "suitable_for_vcses"): _ON_LOTS,
    ("tender", "variants"): _ON_LOTS,
    ("tender", "maximum_renewals"): "in words only",
    ("lot", "maximum_renewals"): "in words only",
    ("tender", "assessment_method"): _ON_LOTS,
    ("tender", "submission_start_date"): "the end of the period alone",
    ("tender", "light_touch"): "left empty",
    ("tender", "reason_for_not_dividing_into_lots"): "left empty",
    ("tender", "participation_fee"): "that there is one, not how much",
    ("framework", "maximum_value"): "as the tender's value",
    ("tender", "outcomes"): "indicators, once there is a contract",
    ("outcome", "name"): "indicators, once there is a contract",
    ("outcome", "measure"): "indicators, once there is a contract",
    ("outcome", "target"): "indicators, once there is a contract",
}
