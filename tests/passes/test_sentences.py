"""What each form of sentence means, as the Core IR has it."""

import pytest

from tests.passes.compiling import meant, pairs, rule_of

THRESHOLD = "threshold light touch threshold is GBP 663,540 from 1 January 2024"
SMALL = "define a small lot as a lot where value of the lot is at most GBP 500,000"


COMPARISONS = """
estimated value is at least GBP 10
    tender.estimated_value at least GBP 10

estimated value is at most GBP 10
    tender.estimated_value at most GBP 10

estimated value is not above GBP 10
    not(tender.estimated_value above GBP 10)

publication date is before 1 April 2026
    tender.publication_date below 1 April 2026

publication date is after 1 April 2026
    tender.publication_date above 1 April 2026

publication date is on or before award date
    tender.publication_date at most tender.award_date

publication date is on or after award date
    tender.publication_date at least tender.award_date

contract end date is at most award date plus 2 years
    tender.contract_end_date at most (tender.award_date plus 24 months)

cost horizon is exactly 5 years
    tender.cost_horizon equal 60 months

estimated value is between GBP 1 and GBP 2
    tender.estimated_value between GBP 1 and GBP 2

procedure is one of direct award, call-off
    tender.procedure one of direct award, call-off

procedure is direct award
    tender.procedure equal direct award

procedure is Direct Award
    tender.procedure equal direct award

main CPV code is within CPV 85000000
    tender.main_cpv_code within CPV 85000000

main CPV code is within one of CPV 85000000, CPV 98000000
    (tender.main_cpv_code within CPV 85000000 or tender.main_cpv_code within CPV 98000000)

main CPV code is not within one of CPV 85000000, CPV 98000000
    not((tender.main_cpv_code within CPV 85000000 or tender.main_cpv_code within CPV 98000000))

title mentions "framework"
    tender.title mentions "framework"

title is "Care"
    tender.title equal "Care"

title is stated
    tender.title stated

lots are stated
    tender.lots stated

buyer is stated
    tender.buyer stated

CPV codes are not stated
    not(tender.cpv_codes stated)

the tender is urgent
    tender.urgent

the procedure is urgent
    tender.urgent

the tender is not urgent
    not(tender.urgent)

electronic is yes
    tender.electronic

electronic is no
    not(tender.electronic)

the tender is divided into lots
    number(tender.lots) at least 2

the tender is not divided into lots
    not(number(tender.lots) at least 2)

the urgency is the fault of the buyer
    tender.buyer.responsible_for_urgency

yearly payments of the buyer is above GBP 1
    tender.buyer.yearly_payments above GBP 1

commissioning lead is procurement lead
    tender.commissioning_lead equal tender.procurement_lead
"""


@pytest.mark.parametrize(("sentence", "meaning"), pairs(COMPARISONS))
def test_a_comparison(sentence: str, meaning: str) -> None:
    assert meant(sentence) == meaning


OPERANDS = """
number of lots is at least 2
    number(tender.lots) at least 2

number of lots where value of the lot is above GBP 5 is at least 2
    number([lot in tender.lots | lot.value above GBP 5]) at least 2

total value of lots is at most estimated value
    total(lot.value for lot in tender.lots) at most tender.estimated_value

the highest value of lots is at most 60% of budget
    highest(lot.value for lot in tender.lots) at most (60% times tender.budget)

lowest value of lots is above GBP 5
    lowest(lot.value for lot in tender.lots) above GBP 5

estimated value is at most 2 times budget
    tender.estimated_value at most (2 times tender.budget)

estimated value is at most budget times 2
    tender.estimated_value at most (2 times tender.budget)

estimated value is at most budget plus GBP 5
    tender.estimated_value at most (tender.budget plus GBP 5)

estimated value is at most the lower of budget and GBP 5
    tender.estimated_value at most lower(tender.budget, GBP 5)

price weight is at most 10% of social value weight minus 1%
    total(criterion 2.weight for criterion 2 in [criterion in tender.criteria | criterion.kind one of price]) at
    most ((10% times total(criterion 4.weight for criterion 4 in [criterion 3 in tender.criteria | criterion
    3.theme one of social value])) minus 1%)

the time from publication date to award date is at least 25 days
    (tender.publication_date → tender.award_date) at least 25 days

the ratio of price floor to price ceiling is at most 1:2
    (tender.price_floor : tender.price_ceiling) at most 1:2

the quality:cost ratio is at least 60:40
    ratio(criterion in tender.criteria | not(criterion.kind one of price, cost) : criterion.kind one of price,
    cost by criterion.weight) at least 60:40

share of lots where (the lot is suitable for SMEs) is above 33%
    share(lot in tender.lots | lot.suitable_for_smes) above 33%

kinds of outcomes include each of social, financial
    [outcome.kind for outcome in tender.outcomes] include each of social, financial

kinds of outcomes include one of social, financial
    [outcome.kind for outcome in tender.outcomes] include one of social, financial

kinds of outcomes include social
    [outcome.kind for outcome in tender.outcomes] include each of social

functions of the integrator include map
    tender.integrator.functions include each of map

total weight of members of the criteria group is exactly 100%
    total(member.weight for member in criteria group.members) equal 100%
"""


@pytest.mark.parametrize(("sentence", "meaning"), pairs(OPERANDS))
def test_an_operand(sentence: str, meaning: str) -> None:
    scope = "for each criteria group" if "criteria group" in sentence else ""
    assert meant(sentence, scope=scope) == meaning


QUANTIFIERS = """
every lot is suitable for SMEs
    every(lot in tender.lots: lot.suitable_for_smes)

some lot is not suitable for SMEs
    some(lot in tender.lots: not(lot.suitable_for_smes))

no lot is suitable for SMEs
    no(lot in tender.lots: lot.suitable_for_smes)

value of every lot is above GBP 5
    every(lot in tender.lots: lot.value above GBP 5)

decision of some finding is accepted
    some(finding in tender.findings: finding.decision equal accepted)

contract share of the owner of every risk is above 0%
    every(risk in tender.risks: risk.owner.contract_share above 0%)

some CPV code is within CPV 85000000
    some(cpv code in tender.cpv_codes: cpv code within CPV 85000000)

every lot where value of the lot is above GBP 5 is suitable for SMEs
    every(lot 2 in [lot in tender.lots | lot.value above GBP 5]: lot 2.suitable_for_smes)

there are at least 2 lots
    number(tender.lots) at least 2

there is a lot
    number(tender.lots) at least 1

there is no lot
    number(tender.lots) equal 0

there are exactly 2 lots
    number(tender.lots) equal 2

there is no lot where value of the lot is above GBP 5
    number([lot in tender.lots | lot.value above GBP 5]) equal 0

not (there is a lot)
    not(number(tender.lots) at least 1)

the tender is urgent and electronic is yes
    (tender.urgent and tender.electronic)

the tender is urgent or electronic is yes or budget is above GBP 5
    (tender.urgent or tender.electronic or tender.budget above GBP 5)
"""


@pytest.mark.parametrize(("sentence", "meaning"), pairs(QUANTIFIERS))
def test_a_quantifier_or_a_connective(sentence: str, meaning: str) -> None:
    assert meant(sentence) == meaning


CLASSES = """
every lot is a small lot
    every(lot in tender.lots: lot.value at most GBP 500,000)

number of small lots is at least 2
    number([small lot in tender.lots | small lot.value at most GBP 500,000]) at least 2

there is at least 1 small lot
    number([small lot in tender.lots | small lot.value at most GBP 500,000]) at least 1

every small lot is suitable for SMEs
    every(small lot 2 in [small lot in tender.lots | small lot.value at most GBP 500,000]: small lot
    2.suitable_for_smes)

share of small lots is above 33%
    share(small lot in tender.lots | small lot.value at most GBP 500,000) above 33%

the share of small lots by value is above 33%
    share(small lot in tender.lots | small lot.value at most GBP 500,000 by small lot.value) above 33%

share of small lots where (the lot is suitable for SMEs) is above 33%
    share(small lot in tender.lots | (small lot.value at most GBP 500,000 and small lot.suitable_for_smes))
    above 33%
"""


@pytest.mark.parametrize(("sentence", "meaning"), pairs(CLASSES))
def test_a_class(sentence: str, meaning: str) -> None:
    assert meant(sentence, declarations=SMALL) == meaning


def test_a_threshold_a_parameter_and_a_table_are_operands() -> None:
    declarations = f"""{THRESHOLD}
parameter least part is 90% between 10% and 100%
table weights decides least weight
  | regime      | least weight |
  | light touch | 50%          |
  | any         | 60%          |
  the first matching row applies
"""
    text = """flag when estimated value is at least least part times light touch threshold
  quality weight must be at least least weight"""
    flag, duty = rule_of(text, declarations=declarations)
    assert flag == "(a) flag tender.estimated_value at least (least part=90% times light touch threshold[1])"
    assert duty.endswith("at least weights(first: tender.regime equal light touch → 50%; any → 60%)")


def test_a_definition_of_a_definition_narrows_it() -> None:
    declarations = f"{SMALL}\ndefine a tiny lot as a small lot where value of the small lot is at most GBP 5"
    said = meant("every lot is a tiny lot", declarations=declarations)
    assert said == "every(lot in tender.lots: (lot.value at most GBP 500,000 and lot.value at most GBP 5))"
