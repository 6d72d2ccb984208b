"""Code lists: the plain phrases that a code may be. The name of a list is what a message calls it.

A phrase here contains no word of the language, so that it can stand in a rule as it is.
"""


def _split(phrases: str) -> tuple[str, ...]:
    """Phrases parted by commas; a line break is a blank."""
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(","))


CODES: dict[str, tuple[str, ...]] = {
    # What is bought, by whom and how.
    "categories": _split("goods, services, works"),
    "VAT bases": _split("excluding VAT, including VAT"),
    "service types": _split(
        """care, supported living, homelessness, housing support, youth services, early years, education, employment
    support, mental health, public health, advice, leisure, transport, waste, cleaning, catering, facilities
    management, construction, highways, grounds maintenance, technology, professional services, other services"""
    ),
    "government tiers": _split("central, regional, local"),
    "buyer types": _split(
        """local authority, central government, health body, police, fire service, school, university, housing
    association, utility, devolved body, arm's-length body, international body, subsidised organisation,
    other public body"""
    ),
    "buyer activities": _split(
        """public services, defence, public order, economic affairs, environmental protection, housing, health,
    recreation, education, social protection, gas, electricity, water, rail, urban transport, ports, airports, post,
    oil, coal"""
    ),
    "regimes": _split("standard, light touch, utilities, defence, concession, health services, below-threshold"),
    "procedures": _split(
        """open procedure, restricted procedure, competitive flexible procedure, negotiated procedure, competitive
    dialogue, innovation partnership, design contest, below-threshold competition, dynamic market, mini-competition,
    call-off, direct award"""
    ),
    "direct award grounds": _split(
        """extreme urgency, single supplier, failed competition, additional purchase, prototype, user choice, insolvency
    bargain, life protection, defence ground, artistic work, commodity, low value"""
    ),
    "reservations": _split("public service mutual, supported employment, SMEs, VCSEs, small local suppliers"),
    "permissions": _split("allowed, required, barred"),
    "specification styles": _split("outcome-based, functional, prescriptive"),
    # How bids are judged.
    "criterion kinds": _split("price, cost, quality"),
    "themes": _split(
        """social value, environment, climate, innovation, staff pay, working conditions, jobs, skills, local economy,
    local knowledge, equality, accessibility, satisfaction, user views, carer views, user-led, safeguarding,
    workforce, continuity, service quality, delivery, collaboration, health, data protection, resilience,
    whole-life cost"""
    ),
    "scoring methods": _split("graded scale, formula, ranking, yes-no test, panel judgement, user panel, interview"),
    "scoring formulas": _split(
        """cheapest price divided, linear range, linear slope, absolute scale, mean-based, logarithmic,
    price per quality point, weighted price per quality point, money value, cheapest over quality gate, quality alone,
    rank-based"""
    ),
    "cost methods": _split("whole-life cost, contract-life cost, first-year price, unit price"),
    "award stages": _split("bid, award, contract start"),
    "condition kinds": _split(
        """turnover, audited accounts, insurance, experience, client references, qualifications, certification,
    staff numbers, payment record, carbon reduction plan, legal form, location, financial standing, other condition"""
    ),
    "requirement kinds": _split(
        "performance, functional, brand, standard, staffing, technology, environmental, social, data, other requirement"
    ),
    # Why, what for and with whom.
    "option kinds": _split(
        """in-house, shared service, grant, contract, alliance, collaborative, co-operative, anchor institution,
    community-led, integrator, integration partner, in-house integrator, prime contractor, dynamic market,
    personal budget, doing nothing"""
    ),
    "outcome kinds": _split(
        "social, operational, financial, economic, environmental, health, capability, relationships, support network"
    ),
    "sectors": _split("private, social, public, in-house"),
    "people": _split(
        """user, carer, community, provider, staff, trade union, expert, young people, councillor, public body,
    voluntary organisation"""
    ),
    "decisions": _split("accepted, adapted, rejected, ignored, deferred"),
    "evidence grades": _split(
        "assertion, case study, own data, comparison study, evaluation, trial, systematic review"
    ),
    "approving bodies": _split("members, full council, cabinet, committee, officers, board, minister"),
    "local effect kinds": _split("jobs, skills, local spend, community organisations, local environment, wellbeing"),
    "commitment kinds": _split(
        "security, guaranteed hours, training, voice, pay, apprenticeships, inclusion, sick pay"
    ),
    "living wage terms": _split("required, scored, encouraged, none"),
    "wider aims": _split("political, social, environmental, economic"),
    "strategic aims": _split("environmental, social, innovative"),
    "environmental aims": _split(
        """climate mitigation, climate adaptation, circular economy, pollution prevention, biodiversity,
    water protection, other environmental aim"""
    ),
    "social aims": _split(
        """accessibility, ethnic equality, gender equality, human rights, employment opportunities,
    working conditions, other social aim"""
    ),
    "innovation aims": _split(
        """market novelty, buyer novelty, product innovation, process innovation, research, efficiency,
    functional requirements, other innovation"""
    ),
    "green standards": _split("EU green criteria, national green criteria, other green criteria"),
    "environmental routes": _split("award criterion, specification, exemption"),
    "accessibility choices": _split("included, without natural users, left out"),
    "low bid steps": _split("notice, supplier answer, reasoned decision"),
    # The contract, its money and its risks.
    "contract forms": _split(
        "bilateral contract, prime contract, alliance, integrator, consortium, framework agreement, partnership, grant"
    ),
    "payment bases": _split("block, unit, activity, marked-up cost, open-book, payment upon outcomes, mixed, tariff"),
    "integrator functions": _split("map, assemble, co-ordinate, align, regulate, deliver, purchase, report"),
    "reserved functions": _split(
        "policy-making, strategy, eligibility, budget setting, safeguarding, assessment, oversight"
    ),
    "innovation routes": _split("dialogue, variant bids, problem-solving forum, pilot, none"),
    "choosers": _split("buyer, service user, prime contractor, integrator, panel"),
    "party roles": _split("buyer, lead provider, prime contractor, provider, subcontractor, supporter, adviser"),
    "term kinds": _split(
        """exclusivity, gagging, sharing ban, technology lock, data handover, exit, staff pay, working conditions,
    social, environmental, payment, audit, transparency, termination, other term"""
    ),
    "risk kinds": _split(
        "demand, cost, delivery, workforce, regulatory, reputation, technology, transition, other risk"
    ),
    "document kinds": _split(
        """tender notice, specification, draft contract, pricing schedule, bid instructions, conflicts assessment,
    engagement notice, planned procurement notice, values agreement, data, other document"""
    ),
}
