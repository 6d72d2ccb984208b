"""The facts that the language's own sample and the harder rules speak of: each has its place and its type."""

import pytest

from policyspec.model.types import Kind
from policyspec.model.vocabulary import standard

#: Thing, then kind of value, then phrases.
SAID = """
tender yes/no: light touch, urgent, divided into lots, aimed at VCSEs, electronic, preselected
tender percentage: quality weight, cost weight, social value weight, budget change
tender percentage: flexibility limit
tender number: maximum lots per supplier
tender money: estimated value, value, price ceiling, yearly value, turnover required, budget
tender date: publication date, submission deadline, needs date, options date, resources date, approval date
tender date: contract start date, contract end date, social value record date, pipeline notice date, commencement date
tender date: engagement notice date, planned notice date, assessment summaries date, contract signature date
tender date: framework start date
tender duration: contract length, maximum contract length, framework length, payment period
tender text: title, subject matter, known risks, reason for not dividing into lots, reason for a single lot, tie-break
tender text: tender notice, pipeline reference, reason for no engagement notice, commissioning lead, procurement lead
tender text: community benefit summary, reason for no community benefits, social note, economic note, urgency
tender text: environmental note
tender code: category, procedure, regime, VAT basis, contract form, service type, consortia, insurance stage
tender code: approving body, reservation, scoring formula
tender classification: main CPV code
tender list: lots, criteria, criteria groups, options, outcomes, parties, engagements, findings, conflicts, objections
tender list: replies, risks, terms, subcontracts, change options, conditions, requirements, related purchases, KPIs
tender list: reopenings, suppliers
tender values: CPV codes, reserved functions
tender item: buyer, provider, integrator, framework, financial year
lot text: title, area, options
lot money: value, turnover required
lot classification: CPV code
lot yes/no: suitable for SMEs
lot percentage: quality weight, cost weight
lot list: criteria
criterion text: name
criterion code: kind, theme
criterion percentage: weight
criterion number: rank, minimum score
criterion yes/no: pass-fail
criteria group percentage: weight
criteria group list: members
member percentage: weight
outcome text: name, measure, baseline, target, data source, proxy
outcome code: kind
outcome item: criterion
outcome yes/no: paid
outcome duration: lead time
outcome values: levers, lever
outcome money: cost
option code: kind
option text: social cost, social benefit, economic cost, economic benefit, environmental cost, environmental benefit
party percentage: pain share, gain share, contract share, share at risk, cap
engagement code: sector, group
finding code: decision
conflict text: response
risk item: owner
risk values: managers
provider values: services, service
integrator values: functions
subcontract duration: payment period
subcontract yes/no: exclusive
term yes/no: provider-specific
term text: reason
requirement yes/no: brand-specific, equivalence-tolerant
framework yes/no: open
reopening date: date, previous date
change option money: limit
related purchase money: value
related purchase date: date
related purchase classification: CPV code
buyer money: yearly payments
buyer code: type
buyer text: name, country, region
buyer yes/no: fault
financial year date: start
"""

CASES = [
    (owner.replace(" ", "_"), kind, phrase)
    for line in SAID.strip().splitlines()
    for head, _, phrases in [line.partition(": ")]
    for owner, _, kind in [head.rpartition(" ")]
    for phrase in phrases.split(", ")
]


@pytest.mark.parametrize(("owner", "kind", "phrase"), CASES)
def test_the_fact_has_its_place(owner: str, kind: str, phrase: str) -> None:
    info = standard().fact(owner, phrase)
    assert info is not None
    assert info.type.kind is Kind(kind)


@pytest.mark.parametrize(
    ("owner", "phrase", "plural"),
    [
        ("outcome", "kind", "kinds"),
        ("option", "kind", "kinds"),
        ("engagement", "sector", "sectors"),
        ("lot", "value", "values"),
        ("criterion", "weight", "weights"),
    ],
)
def test_a_list_says_it_in_the_plural(owner: str, phrase: str, plural: str) -> None:
    assert standard().fact(owner, plural) == standard().fact(owner, phrase)


@pytest.mark.parametrize(
    ("owner", "phrase", "codes"),
    [
        ("tender", "procedure", "direct award, call-off, open procedure, competitive flexible procedure"),
        ("tender", "regime", "light touch, defence, utilities"),
        ("tender", "category", "services, goods, works"),
        ("tender", "contract form", "alliance, integrator"),
        ("tender", "service type", "care"),
        ("tender", "insurance stage", "award"),
        ("tender", "consortia", "allowed"),
        ("tender", "approving body", "members"),
        ("tender", "reservation", "public service mutual"),
        ("tender", "scoring formula", "price per quality point"),
        ("tender", "living wage", "required, scored, none"),
        ("tender", "reserved functions", "policy-making, strategy"),
        ("criterion", "kind", "price, cost, quality"),
        ("criterion", "theme", "social value, environment, climate, innovation, staff pay, local knowledge"),
        ("outcome", "kind", "social, operational, financial, capability, relationships"),
        ("option", "kind", "in-house, shared service, grant, contract, alliance, collaborative, community-led"),
        ("engagement", "sector", "private, social, public, in-house"),
        ("engagement", "group", "user, carer, provider"),
        ("finding", "decision", "accepted, ignored"),
        ("integrator", "functions", "map, assemble, co-ordinate, align, regulate"),
        ("buyer", "type", "local authority"),
    ],
)
def test_the_codes_are_in_the_list(owner: str, phrase: str, codes: str) -> None:
    info = standard().fact(owner, phrase)
    assert info is not None
    known = standard().codes[(info.type.element or info.type).codes or ""]
    assert set(codes.split(", ")) <= set(known)


@pytest.mark.parametrize(
    ("owner", "yes_no", "subject"),
    [("tender", "urgent", "procedure"), ("buyer", "fault", "urgency")],
)
def test_a_yes_no_fact_may_be_said_of_another(owner: str, yes_no: str, subject: str) -> None:
    info = standard().fact(owner, yes_no)
    assert info is not None
    assert subject in info.said_of


@pytest.mark.parametrize(
    ("noun", "entity"),
    [("lot", "lot"), ("criteria", "criterion"), ("party", "party"), ("KPIs", "kpi"), ("replies", "reply")],
)
def test_a_thing_goes_by_its_nouns(noun: str, entity: str) -> None:
    found = standard().entity_called(noun)
    assert found is not None
    assert found.key == entity


def test_a_lot_is_known_by_its_title_and_a_party_by_its_name() -> None:
    things = standard().entities
    assert (things["lot"].identified_by, things["party"].identified_by) == ("title", "name")
