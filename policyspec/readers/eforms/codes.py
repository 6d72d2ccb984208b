"""Codes of eForms to the phrases of our code lists, by the names of the lists in its SDK.

A code that is not here is unreadable, and never taken for a likely one.
"""

from policyspec.model import crosswalk

BUYER_TYPES = {
    **crosswalk.BUYER_TYPES["eu-buyer-legal-type"],
    "rl-aut": "local authority",
    "grp-p-aut": "other public body",
    "spec-rights-entity": "utility",
    "eu-ins-bod-ag": "international body",
    "eu-int-org": "international body",
    "int-org": "international body",
    "org-sub": "subsidised organisation",
    "org-sub-cga": "subsidised organisation",
    "org-sub-ra": "subsidised organisation",
    "org-sub-la": "subsidised organisation",
}
#: The tier of government that a type of buyer names (BT-11).
TIERS = {"cga": "central", "ra": "regional", "la": "local"}
#: Types that have a tier which their code leaves open; other types without a tier in their code have none to name.
WITHOUT_THEIR_TIER = ("body-pl", "org-sub", "pub-undert")
CATEGORIES = {"supplies": "goods", "services": "services", "works": "works"}
CONDITION_KINDS = {
    # BT-809, from SDK 1.12
    "slc-stand-to-gen": "turnover",
    "slc-stand-to-spec": "turnover",
    "slc-stand-fin-ratio": "financial standing",
    "slc-stand-ins": "insurance",
    "slc-stand-other": "financial standing",
    "slc-suit-reg-prof": "qualifications",
    "slc-suit-reg-trade": "qualifications",
    "slc-suit-auth": "certification",
    "slc-abil-ref-work": "client references",
    "slc-abil-ref-supply": "client references",
    "slc-abil-ref-services": "client references",
    "slc-abil-exp-supply": "experience",
    "slc-abil-staff-tech-qc": "staff numbers",
    "slc-abil-staff-tech-work": "staff numbers",
    "slc-abil-staff-yrly-avg": "staff numbers",
    "slc-abil-staff-mgr-number": "staff numbers",
    "slc-abil-staff-qual": "qualifications",
    "slc-abil-mgmt-env": "certification",
    "slc-abil-qc-cert": "certification",
    "slc-abil-qc-other": "certification",
    # BT-747, up to SDK 1.10
    "ef-stand": "financial standing",
    "sui-act": "qualifications",
    "tp-abil": "experience",
    "other": "other condition",
}
CRITERION_KINDS = {
    **crosswalk.CRITERION_KINDS,
    "quality-nor-env-criteria": "quality",  # Norway: a criterion of climate and environment
}
DIRECT_AWARD_GROUNDS = {
    **crosswalk.DIRECT_AWARD_GROUNDS,
    "exclusive": "single supplier",
    "other-exclusive": "single supplier",
    "sc-right": "single supplier",
    "closure": "insolvency bargain",
    "crisis": "extreme urgency",
    "below-thres": "low value",
    "below-thres-sme": "low value",
}
PERMISSIONS = {"allowed": "allowed", "required": "required", "not-allowed": "barred"}
PROCEDURES = {
    "open": "open procedure",
    "restricted": "restricted procedure",
    "neg-w-call": "negotiated procedure",
    "neg-wo-call": "direct award",
    "comp-dial": "competitive dialogue",
    "innovation": "innovation partnership",
}
#: Codes of procedures that say no more than how many stages there are, or that a law of their own applies.
VAGUE_PROCEDURES = {
    "oth-single": "the notice says only that it is another procedure, in one stage",
    "oth-mult": "the notice says only that it is another procedure, in several stages",
    "comp-tend": "competitive tendering under Regulation (EC) 1370/2007 is none of our procedures",
}
RESERVATIONS = {"res-ws": "supported employment", "res-pub-ser": "public service mutual"}
SELECTION_METHODS = {
    "fa-wo-rc": "without reopening competition",
    "fa-w-rc": "with reopening of competition",
    "fa-mix": "partly with and partly without reopening competition",
}
YES_NO = {"true": True, "false": False, "yes": True, "no": False}

#: ISO 3166: three letters, as eForms writes countries, to the two letters of our facts.
COUNTRIES = {
    "ALB": "AL", "AND": "AD", "AUT": "AT", "BEL": "BE", "BGR": "BG", "BIH": "BA", "CHE": "CH", "CYP": "CY",
    "CZE": "CZ", "DEU": "DE", "DNK": "DK", "ESP": "ES", "EST": "EE", "FIN": "FI", "FRA": "FR", "GBR": "GB",
    "GRC": "GR", "HRV": "HR", "HUN": "HU", "IRL": "IE", "ISL": "IS", "ITA": "IT", "LIE": "LI", "LTU": "LT",
    "LUX": "LU", "LVA": "LV", "MCO": "MC", "MKD": "MK", "MLT": "MT", "MNE": "ME", "NLD": "NL", "NOR": "NO",
    "POL": "PL", "PRT": "PT", "ROU": "RO", "SMR": "SM", "SRB": "RS", "SVK": "SK", "SVN": "SI", "SWE": "SE",
    "TUR": "TR", "UKR": "UA", "USA": "US", "VAT": "VA", "CAN": "CA", "AUS": "AU", "JPN": "JP",
}  # fmt: skip

#: ISO 639: two letters to the three that eForms writes.
LANGUAGES = {
    "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "fi": "fin", "fr": "fra", "ga": "gle", "hr": "hrv", "hu": "hun", "is": "isl", "it": "ita", "lt": "lit",
    "lv": "lav", "mk": "mkd", "mt": "mlt", "nb": "nob", "nl": "nld", "nn": "nno", "no": "nor", "pl": "pol",
    "pt": "por", "ro": "ron", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "uk": "ukr",
    "cy": "cym",
}  # fmt: skip
#: Languages that are written in two forms, of which a notice names the one and its texts the other.
FORMS = {"nor": ("nob", "nno")}

#: Kinds and types of notices that call for no bids.
WITHOUT_BIDS = frozenset(
    {"result", "dir-awa-pre", "cont-modif", "completion", "consultation", "pin-only", "pin-buyer", "pin-tran"}
)
ELECTRONIC = {"allowed": True, "required": True, "not-allowed": False}
SIZES = {"micro": True, "small": True, "medium": True, "sme": True, "large": False}

ACTIVITIES = {
    # list `authority-activity`
    "gen-pub": "public services",
    "defence": "defence",
    "pub-os": "public order",
    "econ-aff": "economic affairs",
    "env-pro": "environmental protection",
    "hc-am": "housing",
    "health": "health",
    "rcr": "recreation",
    "education": "education",
    "soc-pro": "social protection",
    # list `entity-activity`
    "gas-heat": "gas",
    "electricity": "electricity",
    "water": "water",
    "rail": "rail",
    "urttb": "urban transport",
    "port": "ports",
    "airport": "airports",
    "post": "post",
    "gas-oil": "oil",
    "solid-fuel": "coal",
}
STRATEGIC_AIMS = {"env-imp": "environmental", "soc-obj": "social", "inn-pur": "innovative"}
ENVIRONMENTAL_AIMS = {
    "clim-mitig": "climate mitigation",
    "clim-adapt": "climate adaptation",
    "circ-econ": "circular economy",
    "pollu-prev": "pollution prevention",
    "biodiv-eco": "biodiversity",
    "water-mar": "water protection",
    "other": "other environmental aim",
}
SOCIAL_AIMS = {
    "acc-all": "accessibility",
    "et-eq": "ethnic equality",
    "gen-eq": "gender equality",
    "hum-right": "human rights",
    "opp": "employment opportunities",
    "work-cond": "working conditions",
    "other": "other social aim",
}
INNOVATION_AIMS = {
    "mar-nov": "market novelty",
    "org-nov": "buyer novelty",
    "prod-innov": "product innovation",
    "proc-innov": "process innovation",
    "rd-act": "research",
    "buy-eff": "efficiency",
    "fp-requ": "functional requirements",
    "other": "other innovation",
}
GREEN_STANDARDS = {
    "eu": "EU green criteria",
    "national": "national green criteria",
    "other": "other green criteria",
}
ACCESSIBILITY = {"inc": "included", "n-inc": "without natural users", "n-inc-just": "left out"}
EU_FUNDS = {"eu-funds": True, "no-eu-funds": False}
#: Codes that say whether something runs at all, of which the kinds do not matter.
DYNAMIC = {"dps-list": True, "dps-nlist": True, "none": False}
ALL_LOTS = {"all": True}

#: Norway, extension of the list `award-criterion-type`; the exemptions are several in later versions.
ENVIRONMENTAL_ROUTES = {
    "quality-nor-env-criteria": "award criterion",
    "quality-nor-env-spec": "specification",
    "quality-nor-env-none": "exemption",
}
