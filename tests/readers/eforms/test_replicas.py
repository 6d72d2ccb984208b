"""Small replicas of what notices of eForms state. What each fact should be was judged by reading them."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from policyspec.model.facts import Absence, Absent, Stated, Tender, items
from policyspec.model.types import Kind
from policyspec.model.values import NO_LIMIT, Between, Duration, Moment, Unit
from policyspec.model.vocabulary import standard
from policyspec.readers.eforms.readable import READABLE
from policyspec.readers.options import Options
from tests.readers.eforms.notices import (
    criterion,
    extension,
    judged_by,
    lot,
    notice,
    parameters,
    tender_of,
)
from tests.readers.reading import absence, assumption, item, literal, messages, said, stated

REPLICAS = Path(__file__).parent / "replicas"
EVERYTHING = tender_of((REPLICAS / "everything.xml").read_bytes())


def criteria_of(*criteria: str) -> Tender:
    return tender_of(notice(lot(terms=judged_by(*criteria))))


def weights(tender: Tender) -> list[object]:
    facts = [one.fact("weight") for one in item(tender, "lots[0]").lists["criteria"].items]
    return [fact.value if isinstance(fact, Stated) else fact.why for fact in facts]


def values(tender: Tender, key: str, path: str = "lots[0]") -> list[object]:
    listing = item(tender, path).values[key]
    return [fact.value if isinstance(fact, Stated) else fact.why for fact in listing.values]


def test_all_that_can_be_read_is_read_from_a_notice_that_states_it() -> None:
    found = {
        (one.entity, key)
        for one in items(EVERYTHING.root)
        for key in (*one.facts, *one.lists, *one.values, *one.records)
    }
    assert found <= READABLE
    assert READABLE - found == {("tender", "above_threshold")}, "only a notice of no directive says it"
    assert EVERYTHING.diagnostics == ()


def test_what_can_be_read_has_a_home_and_what_has_a_home_can_be_read() -> None:
    facts = standard().facts
    assert [place for place in READABLE if not facts[place].eforms] == []
    homes = {(info.owner, info.key) for info in facts.values() if info.eforms}
    of_lots = {("tender", key) for owner, key in READABLE if owner == "lot"}
    assert homes - READABLE - of_lots == set()


def test_what_the_replica_says() -> None:
    tender = EVERYTHING
    assert stated(tender, "estimated_value") == literal("GBP 2,500,000.50 excluding VAT", Kind.MONEY)
    assert any("exclude VAT" in one for one in tender.assumptions)
    assert (stated(tender, "regime"), stated(tender, "light_touch")) == ("light touch", True)
    assert stated(tender, "submission_deadline") == Moment(date(2026, 5, 1), 12 * 3600, 60)
    assert stated(tender, "publication_date") == Moment(date(2026, 3, 5))
    assert stated(tender, "direct_award_reason") == "Only one can do it"
    assert stated(tender, "urgency") == "A flood"
    assert stated(tender, "legal_basis") == "32014L0024"
    assert len(tender.root.lists["suppliers"].items) == 1, "who made a bid and did not win is no supplier"
    assert stated(tender, "name", "suppliers[0]") == "Carers Together"
    assert (stated(tender, "country", "buyer"), stated(tender, "type", "buyer")) == ("GB", "local authority")
    assert stated(tender, "maximum_value", "framework") == literal("GBP 3,000,000 excluding VAT", Kind.MONEY)
    assert len(tender.root.lists["lots"].items) == 3, "a group of lots is no lot"
    assert not tender.root.lists["terms"].complete


def test_what_the_first_lot_of_the_replica_says() -> None:
    tender, first = EVERYTHING, "lots[0]"
    assert stated(tender, "bid_validity", first) == Duration(Fraction(42), Unit.DAYS)
    assert stated(tender, "minimum_subcontracting", first) == Fraction(1, 8)
    assert stated(tender, "payment_period", first) == Duration(Fraction(30), Unit.DAYS)
    assert stated(tender, "variants", first) == "barred"
    assert values(tender, "strategic_aims") == ["environmental", "social"]
    assert values(tender, "green_standards") == []
    assert weights(tender) == [Fraction(3, 5), Fraction(2, 5), Absence.NOT_APPLICABLE]
    assert stated(tender, "fixed_price", f"{first}.criteria[1]") == literal("GBP 100,000 excluding VAT", Kind.MONEY)
    assert stated(tender, "description", f"{first}.criteria[0]") == "How people are cared for"
    assert len(item(tender, first).lists["conditions"].items) == 1, "a condition that is not used is none"


@pytest.mark.parametrize(
    ("code", "numbers", "expected"),
    [
        ("per-exa", ("60", "40"), [Fraction(3, 5), Fraction(2, 5)]),
        ("per-mid", ("55", "45"), [Fraction(11, 20), Fraction(9, 20)]),
        ("dec-exa", ("0.6", "0.4"), [Fraction(3, 5), Fraction(2, 5)]),
        ("poi-exa", ("600", "200"), [Fraction(3, 4), Fraction(1, 4)]),
        ("ord-imp", ("1", "2"), [Absence.NOT_STATED, Absence.NOT_STATED]),
        ("per-exa", ("160", "40"), [Absence.UNREADABLE, Fraction(2, 5)]),
        ("per-exa", ("-5", "40"), [Absence.UNREADABLE, Fraction(2, 5)]),
        ("", ("60", "40"), [Absence.UNREADABLE, Absence.UNREADABLE]),
        ("per", ("60", "40"), [Absence.UNREADABLE, Absence.UNREADABLE]),
    ],
)
def test_weights_in_every_unit(code: str, numbers: tuple[str, ...], expected: list[object]) -> None:
    tender = criteria_of(*(criterion(number, code) for number in numbers))
    assert weights(tender) == expected
    for number, one in enumerate(item(tender, "lots[0]").lists["criteria"].items):
        if code == "ord-imp":
            assert one.fact("rank") == Stated(Fraction(number + 1), one.fact("rank").origin)
        if code == "per-mid":
            assert "middle of a range" in (assumption(tender, "weight", one.path) or "")


def test_weights_in_two_units_are_unknown() -> None:
    tender = criteria_of(criterion("60"), criterion("400", "poi-exa"))
    assert weights(tender) == [Absence.UNREADABLE, Absence.UNREADABLE]
    assert [one.split()[0] for one in said(tender)] == ["PS517"]


def test_weights_within_weights_are_unknown() -> None:
    tender = criteria_of(criterion("60"), criterion("40"), criterion("30", kind="price"))
    assert weights(tender) == [Absence.UNREADABLE] * 3
    assert [one.split()[0] for one in said(tender)] == ["PS518"]


def test_a_lone_price_is_the_whole_mark_and_other_lone_criteria_have_no_weight() -> None:
    assert weights(criteria_of(criterion(kind="price"))) == [1]
    assert weights(criteria_of(criterion())) == [Absence.NOT_STATED]


def test_criteria_in_two_places_are_read_as_one_list() -> None:
    terms = (
        f"<cac:AwardingTerms><cac:AwardingCriterion>{criterion('60')}</cac:AwardingCriterion>"
        f"<cac:AwardingCriterion>{criterion('40')}</cac:AwardingCriterion></cac:AwardingTerms>"
    )
    tender = tender_of(notice(lot(terms=terms)))
    assert weights(tender) == [Fraction(3, 5), Fraction(2, 5)]
    assert [one.split()[0] for one in said(tender)] == ["PS536"]


def described(text: str) -> str:
    return f'<cbc:Description languageID="NOR">{text}</cbc:Description>'


def test_norways_criterion_of_climate_counts_and_its_statements_do_not() -> None:
    tender = criteria_of(criterion("70", kind="price"), criterion("30", kind="quality-nor-env-criteria"))
    assert weights(tender) == [Fraction(7, 10), Fraction(3, 10)]
    assert stated(tender, "theme", "lots[0].criteria[1]") == "environment"
    assert values(tender, "environmental_routes") == ["award criterion"]
    assert "reason_for_environmental_route" not in item(tender, "lots[0]").facts


@pytest.mark.parametrize(
    ("kind", "route"),
    [
        ("quality-nor-env-spec", "specification"),
        ("quality-nor-env-none", "exemption"),
        ("quality-nor-env-exempt-a", "exemption"),
    ],
)
@pytest.mark.parametrize("weight", ["", "0"])
def test_norways_statements_give_the_route_and_the_reason(kind: str, route: str, weight: str) -> None:
    tender = criteria_of(criterion("100", kind="price"), criterion(weight, kind=kind, more=described("Krav 4")))
    assert weights(tender) == [1]
    assert values(tender, "environmental_routes") == [route]
    assert stated(tender, "reason_for_environmental_route", "lots[0]") == "Krav 4"
    assert tender.diagnostics == ()


@pytest.mark.parametrize(("weight", "code"), [("10", "per-exa"), ("3", "ord-imp")])
def test_a_statement_that_is_weighed_or_ranked_is_not_taken_at_its_word(weight: str, code: str) -> None:
    spec = criterion(weight, code, kind="quality-nor-env-spec", more=described("Krav 4"))
    tender = criteria_of(criterion("90", code, kind="price"), spec)
    assert values(tender, "environmental_routes") == [Absence.UNREADABLE]
    assert "reason_for_environmental_route" not in item(tender, "lots[0]").facts
    assert absence(tender, "kind", "lots[0].criteria[1]").why is Absence.UNREADABLE
    assert len(said(tender)) == 1, "it is told once, at the criterion"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("cga", "central"),
        ("body-pl-ra", "regional"),
        ("pub-undert-la", "local"),
        ("org-sub-cga", "central"),
        ("body-pl", None),
        ("org-sub", None),
        ("pub-undert", None),
        ("int-org", Absence.NOT_APPLICABLE),
        ("rl-aut", Absence.NOT_APPLICABLE),
        ("spec-rights-entity", Absence.NOT_APPLICABLE),
        ("no-such-code", None),
    ],
)
def test_the_tier_of_the_buyer_is_the_end_of_its_type(code: str, expected: object) -> None:
    kind = f'<cbc:PartyTypeCode listName="buyer-legal-type">{code}</cbc:PartyTypeCode>'
    party = f"<cac:ContractingPartyType>{kind}</cac:ContractingPartyType><cac:Party/>"
    tender = tender_of(notice(f"<cac:ContractingParty>{party}</cac:ContractingParty>"))
    tier = item(tender, "buyer").facts.get("tier")
    assert (tier.value if isinstance(tier, Stated) else tier.why if tier else None) == expected


def test_a_value_has_a_currency_and_one_that_is_kept_back_keeps_it_back() -> None:
    def total(value: str, currency: str) -> str:
        amount = (
            f'<cbc:EstimatedOverallContractAmount currencyID="{currency}">{value}</cbc:EstimatedOverallContractAmount>'
        )
        return f"<cac:RequestedTenderTotal>{amount}</cac:RequestedTenderTotal>"

    whole = f"<cac:ProcurementProject>{total('100', 'NOK')}</cac:ProcurementProject>"
    lots = (
        lot(total("60", "EUR")),
        lot(total("unpublished", "NOK"), number=2),
        lot(total("40", ""), number=3),
        lot(number=4),
    )
    tender = tender_of(notice(whole, *lots))
    assert stated(tender, "currency") == "NOK"
    assert stated(tender, "currency", "lots[0]") == "EUR"
    assert absence(tender, "currency", "lots[1]").why is Absence.WITHHELD
    assert "currency" not in item(tender, "lots[2]").facts
    assert "currency" not in item(tender, "lots[3]").facts


def test_parts_of_a_planning_notice_stand_for_its_lots() -> None:
    title = "<cbc:Name>North</cbc:Name>"
    tender = tender_of(notice(lot(title, scheme="Part"), root="PriorInformationNotice"))
    assert item(tender, "lots[0]").label == "part 1 (North)"
    assert any("parts of a planning notice" in one for one in tender.assumptions)
    both = tender_of(notice(lot(title, scheme="Part"), lot("<cbc:Name>South</cbc:Name>", number=2)))
    assert [one.label for one in both.root.lists["lots"].items] == ["lot 1 (South)"]
    assert both.assumptions == ()


def test_a_notice_without_lots_has_no_list_of_lots() -> None:
    assert "lots" not in tender_of(notice()).root.lists


TITLES = (
    "<cac:ProcurementProject>"
    '<cbc:Name languageID="FRA">Soins</cbc:Name><cbc:Name languageID="ENG">Care</cbc:Name>'
    '<cbc:Name languageID="NOB">Pleie</cbc:Name></cac:ProcurementProject>'
)


@pytest.mark.parametrize(
    ("wanted", "own", "title"),
    [
        ((), "ENG", "Care"),
        ((), "NOB", "Pleie"),
        ((), "DEU", "Soins"),
        (("fr",), "ENG", "Soins"),
        (("FRA",), "ENG", "Soins"),
        (("nb", "EN"), "FRA", "Pleie"),
        (("de", "eng"), "FRA", "Care"),
        (("de",), "NOB", "Pleie"),
        (("no",), "FRA", "Pleie"),
        ((), "NOR", "Pleie"),
    ],
)
def test_texts_in_several_languages(wanted: tuple[str, ...], own: str, title: str) -> None:
    assert tender_of(notice(TITLES, language=own), Options(wanted)).name == title


def private(*codes: str) -> str:
    return "".join(
        f"<efac:FieldsPrivacy><efbc:FieldIdentifierCode>{code}</efbc:FieldIdentifierCode></efac:FieldsPrivacy>"
        for code in codes
    )


def test_what_is_kept_from_publication_is_withheld() -> None:
    process = f"<cac:TenderingProcess>{extension(private('pro-typ'))}<cbc:ProcedureCode>open</cbc:ProcedureCode></cac:TenderingProcess>"
    parameter = parameters(("number-weight", "per-exa", "60")).replace(
        "</efac:Award", private("awa-cri-wei") + "</efac:Award"
    )
    secret = f"<cac:SubordinateAwardingCriterion>{extension(parameter)}<cbc:Name>unpublished</cbc:Name></cac:SubordinateAwardingCriterion>"
    tender = tender_of(notice(process, lot(terms=judged_by(secret))))
    assert absence(tender, "procedure").why is Absence.WITHHELD
    assert absence(tender, "weight", "lots[0].criteria[0]").why is Absence.WITHHELD
    assert absence(tender, "name", "lots[0].criteria[0]").why is Absence.WITHHELD
    assert tender.diagnostics == ()


def period(inside: str) -> str:
    return f"<cac:PlannedPeriod>{inside}</cac:PlannedPeriod>"


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ('<cbc:DurationMeasure unitCode="MONTH">18</cbc:DurationMeasure>', Duration(Fraction(18), Unit.MONTHS)),
        ('<cbc:DurationMeasure unitCode="YEAR">2</cbc:DurationMeasure>', Duration(Fraction(24), Unit.MONTHS)),
        ('<cbc:DurationMeasure unitCode="WEEK">2</cbc:DurationMeasure>', Duration(Fraction(14), Unit.DAYS)),
        ('<cbc:DurationMeasure unitCode="DAY">10</cbc:DurationMeasure>', Duration(Fraction(10), Unit.DAYS)),
        ('<cbc:DurationMeasure unitCode="CALENDAR_DAY">3</cbc:DurationMeasure>', Duration(Fraction(3), Unit.DAYS)),
        (
            '<cbc:DescriptionCode listName="timeperiod">UNLIMITED</cbc:DescriptionCode>',
            Duration(NO_LIMIT, Unit.MONTHS),
        ),
        (
            "<cbc:StartDate>2026-04-01+01:00</cbc:StartDate><cbc:EndDate>2028-03-31Z</cbc:EndDate>",
            Duration(Fraction(24), Unit.MONTHS),
        ),
    ],
)
def test_lengths_of_contracts(written: str, length: Duration) -> None:
    assert stated(tender_of(notice(lot(period(written)))), "contract_length", "lots[0]") == length


@pytest.mark.parametrize("unit", ["", ' unitCode="FORTNIGHT"'])
def test_a_length_in_no_known_unit_is_unreadable(unit: str) -> None:
    tender = tender_of(notice(lot(period(f"<cbc:DurationMeasure{unit}>3</cbc:DurationMeasure>"))))
    assert absence(tender, "contract_length", "lots[0]").why is Absence.UNREADABLE
    assert [one.split()[0] for one in said(tender)] == ["PS511"]


def deadline(day: str, time: str = "") -> str:
    at = f"<cbc:EndTime>{time}</cbc:EndTime>" if time else ""
    return (
        f"<cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>{day}</cbc:EndDate>{at}</cac:TenderSubmissionDeadlinePeriod>"
    )


def test_lots_with_different_deadlines_have_them_all_between_two() -> None:
    lots = [
        lot(process=deadline("2026-06-15Z", "12:00:00Z")),
        lot(process=deadline("2026-06-01Z", "12:00:00Z"), number=2),
    ]
    tender = tender_of(notice(*lots))
    noon = 12 * 3600
    assert stated(tender, "submission_deadline") == Between(
        Moment(date(2026, 6, 1), noon, 0), Moment(date(2026, 6, 15), noon, 0)
    )
    assert [one.split()[0] for one in said(tender)] == ["PS535"]


def test_a_deadline_that_only_some_lots_state_is_said_to_be_that_of_all() -> None:
    tender = tender_of(notice(lot(process=deadline("2026-06-15Z")), lot(number=2)))
    assert stated(tender, "submission_deadline") == Moment(date(2026, 6, 15))
    assert "1 of 2 lots" in (assumption(tender, "submission_deadline") or "")


def test_lots_that_differ_in_a_word_leave_it_unreadable() -> None:
    way = '<cbc:SubmissionMethodCode listName="esubmission">{}</cbc:SubmissionMethodCode>'
    tender = tender_of(notice(lot(process=way.format("required")), lot(process=way.format("not-allowed"), number=2)))
    assert absence(tender, "electronic").why is Absence.UNREADABLE


@pytest.mark.parametrize(
    ("listed", "kind", "read"),
    [
        ("competition", "cn-standard", True),
        ("planning", "pin-rtl", True),
        ("planning", "pin-only", False),
        ("result", "can-standard", False),
        ("dir-awa-pre", "veat", False),
        ("cont-modif", "can-modif", False),
    ],
)
def test_how_bids_come_is_read_only_where_bids_are_called_for(listed: str, kind: str, *, read: bool) -> None:
    code = f'<cbc:NoticeTypeCode listName="{listed}">{kind}</cbc:NoticeTypeCode>'
    way = '<cbc:SubmissionMethodCode listName="esubmission">not-allowed</cbc:SubmissionMethodCode>'
    facts = tender_of(notice(code, lot(process=way))).root.facts
    assert ("electronic" in facts) is read


@pytest.mark.parametrize(("day", "time"), [("2026-02-30Z", ""), ("soon", ""), ("2026-06-01Z", "noon")])
def test_a_deadline_that_is_none_is_unreadable(day: str, time: str) -> None:
    tender = tender_of(notice(lot(process=deadline(day, time))))
    assert absence(tender, "submission_deadline").why is Absence.UNREADABLE


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ('currencyID="GBP">0', "0 where no amount"),
        ('currencyID="XYZ">5', "`XYZ` is not a currency"),
        (">5", "no currency"),
        ('currencyID="GBP">a lot', "`a lot` is not a number"),
    ],
)
def test_an_amount_that_is_none(amount: str, words: str) -> None:
    total = f"<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount {amount}</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>"
    tender = tender_of(notice(lot(total)))
    assert absence(tender, "value", "lots[0]").why is Absence.UNREADABLE
    assert words in messages(tender)


NEW = extension(
    "<efac:SelectionCriteria>"
    "<cbc:TendererRequirementTypeCode>slc-stand-ins</cbc:TendererRequirementTypeCode>"
    "<cbc:Name>Insurance</cbc:Name></efac:SelectionCriteria>"
)
OLD = extension(
    '<efac:SelectionCriteria><cbc:CriterionTypeCode listName="selection-criterion">ef-stand</cbc:CriterionTypeCode>'
    "<cbc:Name>Insurance</cbc:Name></efac:SelectionCriteria>"
)


@pytest.mark.parametrize(("terms", "kind"), [(NEW, "insurance"), (OLD, "financial standing")])
@pytest.mark.parametrize("inside", ["{}", "<cac:TendererQualificationRequest>{}</cac:TendererQualificationRequest>"])
def test_conditions_where_each_version_has_them(terms: str, kind: str, inside: str) -> None:
    tender = tender_of(notice(lot(terms=inside.format(terms))))
    assert stated(tender, "name", "lots[0].conditions[0]") == "Insurance"
    assert stated(tender, "kind", "lots[0].conditions[0]") == kind


@pytest.mark.parametrize("code", ["oth-single", "oth-mult", "comp-tend", "secret-ballot"])
def test_a_procedure_that_is_none_of_ours_is_unreadable(code: str) -> None:
    tender = tender_of(
        notice(f"<cac:TenderingProcess><cbc:ProcedureCode>{code}</cbc:ProcedureCode></cac:TenderingProcess>")
    )
    assert absence(tender, "procedure").why is Absence.UNREADABLE


def test_no_reservation_is_not_a_reservation() -> None:
    terms = (
        "<cac:TendererQualificationRequest><cac:SpecificTendererRequirement>"
        '<cbc:TendererRequirementTypeCode listName="reserved-procurement">none</cbc:TendererRequirementTypeCode>'
        "</cac:SpecificTendererRequirement></cac:TendererQualificationRequest>"
    )
    tender = tender_of(notice(lot(terms=terms)))
    assert absence(tender, "reservation", "lots[0]").why is Absence.NOT_APPLICABLE


def test_two_lots_with_one_number_are_said() -> None:
    assert [one.split()[0] for one in said(tender_of(notice(lot(), lot())))] == ["PS520"]


def test_every_fact_knows_its_place() -> None:
    text = (REPLICAS / "everything.xml").read_text(encoding="utf-8").splitlines()
    for one in items(EVERYTHING.root):
        for fact in one.facts.values():
            origin = fact.origin
            assert origin is not None
            assert origin.pointer
            if isinstance(fact, Absent) or origin.raw is None:
                continue
            assert text[origin.line - 1][origin.column - 1 :].startswith(origin.raw[:4])


def framework(kind: str) -> str:
    code = f'<cbc:ContractingSystemTypeCode listName="framework-agreement">{kind}</cbc:ContractingSystemTypeCode>'
    return f"<cac:ContractingSystem>{code}</cac:ContractingSystem>"


def months(number: int) -> str:
    return (
        f'<cac:PlannedPeriod><cbc:DurationMeasure unitCode="MONTH">{number}</cbc:DurationMeasure></cac:PlannedPeriod>'
    )


def test_a_framework_runs_as_long_as_its_lots() -> None:
    both = notice(lot(months(48), "", framework("fa-wo-rc")), lot(months(48), "", framework("fa-w-rc"), number=2))
    assert stated(tender_of(both), "framework_length") == literal("48 months", Kind.DURATION)
    one = notice(lot(months(60), "", framework("none")), lot(months(48), "", framework("fa-wo-rc"), number=2))
    assert stated(tender_of(one), "framework_length") == literal("48 months", Kind.DURATION)
    unlike = notice(lot(months(24), "", framework("fa-wo-rc")), lot(months(48), "", framework("fa-wo-rc"), number=2))
    assert absence(tender_of(unlike), "framework_length").why is Absence.UNREADABLE


def test_where_no_lot_is_a_framework_its_length_does_not_apply() -> None:
    none = tender_of(notice(lot(months(48), "", framework("none"))))
    assert absence(none, "framework_length").why is Absence.NOT_APPLICABLE
    half = tender_of(notice(lot(months(48), "", framework("none")), lot(months(48), number=2)))
    assert "framework_length" not in item(half).facts
    assert "framework_length" not in item(tender_of(notice(lot(months(48))))).facts


@pytest.mark.parametrize(
    ("kind", "basis", "above"),
    [
        ("E3", "other", False),
        ("E3", "OTHER", False),
        ("E3", "32014L0024", None),
        ("16", "other", None),
        ("E1", "other", None),
    ],
)
def test_a_notice_of_national_law_is_below_the_thresholds(kind: str, basis: str, above: bool | None) -> None:
    code = f'<cbc:SubTypeCode listName="notice-subtype">{kind}</cbc:SubTypeCode>'
    inside = extension(f"<efac:NoticeSubType>{code}</efac:NoticeSubType>")
    tender = tender_of(notice(inside, f"<cbc:RegulatoryDomain>{basis}</cbc:RegulatoryDomain>"))
    fact = item(tender).facts.get("above_threshold")
    assert (fact.value if isinstance(fact, Stated) else None) is above
    assert fact is None or "taken to be below" in (assumption(tender, "above_threshold") or "")


def test_no_fewest_candidates_are_said_by_nought() -> None:
    def fewest(written: str) -> str:
        number = f"<cbc:MinimumQuantity>{written}</cbc:MinimumQuantity>"
        return notice(lot(process=f"<cac:EconomicOperatorShortList>{number}</cac:EconomicOperatorShortList>"))

    assert stated(tender_of(fewest("5")), "minimum_candidates", "lots[0]") == 5
    assert "minimum_candidates" not in item(tender_of(fewest("0")), "lots[0]").facts


def test_the_documents_of_a_notice_need_not_be_all() -> None:
    assert not item(EVERYTHING).lists["documents"].complete
