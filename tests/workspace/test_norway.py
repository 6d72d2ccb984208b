"""Norway's rules for national notices: each notice comes to the verdict that its name promises.

The names are those of Norway's own tests of its rules (eforms-sdk-nor, src/tests/national-e). The replicas say in a few lines
what those notices say of it; the notices themselves are judged where they are at hand.
"""

from pathlib import Path

import pytest

import policyspec
from policyspec.model.outcomes import Verdict
from policyspec.report.run import Judged
from tests.house.tree import ROOT
from tests.readers.eforms.notices import criterion, extension, judged_by, lot, notice

DATA = ROOT / "../shared/data/eforms-norway/eforms-sdk-nor"
POLICY = ROOT / "policies/norway/national-notices.policy"
README = ROOT / "policies/norway/README.md"
POLICIES = policyspec.load_policies(POLICY)

#: Notices that break a rule, and the rules of ours that say so.
BROKEN = {
    "e2-two-parts-different-start-and-end-dates": {"lots-start-together", "lots-end-together"},
    "e2-with-deviant-sum-of-parts-value": {"value-is-the-sum"},
    "e2-with-estimated-part-value-and-not-estimated-notice-value": {"value-is-the-sum"},
    "e2-with-wrong-part-currency": {"kroner-in-lots"},
    "e2-with-wrong-procedure-currency": {"kroner"},
    "e2-wrong-legal-basis-noid-description": {"law-named"},
    "e3-foa-part-2-with-award-criteria-but-no-climate-considerations": {"climate", "climate-told"},
    "e3-health-social-services-foa-parts-1-and-2-disallowed": {"health-and-social"},
    "e3-with-disallowed-buyer-legal-type-code": {"buyer-known"},
    "e3-with-two-award-criteria-and-no-climate-considerations": {"climate", "climate-told"},
    "e3-without-buyer-legal-type": {"buyer-known"},
}
KEPT = ("e3-minimum", "e3-multi-buyer-0e9f", "e3-nor-env", "e4-minimum")

PART_1, PART_2 = "NOR — Anskaffelsesforskriften Del 1", "NOR — Anskaffelsesforskriften Del 1 og 2"
REGULATION = "https://lovdata.no/eli/forskrift/2016/8/12/974"
REASON = '<cbc:Description languageID="NOR">Krav 4</cbc:Description>'


def organisation(subtype: str) -> str:
    company = (
        "<efac:Company><cac:PartyIdentification><cbc:ID>ORG-1</cbc:ID></cac:PartyIdentification><cac:PostalAddress>"
        "<cac:Country><cbc:IdentificationCode>NOR</cbc:IdentificationCode></cac:Country></cac:PostalAddress></efac:Company>"
    )
    kind = f"<efac:NoticeSubType><cbc:SubTypeCode>{subtype}</cbc:SubTypeCode></efac:NoticeSubType>"
    return extension(f"{kind}<efac:Organizations><efac:Organization>{company}</efac:Organization></efac:Organizations>")


def buyer(kind: str) -> str:
    said = f'<cbc:PartyTypeCode listName="buyer-legal-type">{kind}</cbc:PartyTypeCode>' if kind else ""
    return (
        f"<cac:ContractingParty><cac:ContractingPartyType>{said}</cac:ContractingPartyType><cac:Party>"
        "<cac:PartyIdentification><cbc:ID>ORG-1</cbc:ID></cac:PartyIdentification></cac:Party></cac:ContractingParty>"
    )


def law(number: str, part: str) -> str:
    return (
        "<cac:TenderingTerms><cac:ProcurementLegislationDocumentReference>"
        f'<cbc:ID>{number}</cbc:ID><cbc:DocumentDescription languageID="NOR">{part}</cbc:DocumentDescription>'
        "</cac:ProcurementLegislationDocumentReference></cac:TenderingTerms>"
    )


def project(value: str = "", currency: str = "NOK", cpv: str = "72230000", more: str = "") -> str:
    total = (
        "<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount "
        f'currencyID="{currency}">{value}</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>'
    )
    return (
        f"<cbc:ProcurementTypeCode>services</cbc:ProcurementTypeCode>{more}{total if value else ''}"
        f"<cac:MainCommodityClassification><cbc:ItemClassificationCode>{cpv}</cbc:ItemClassificationCode>"
        "</cac:MainCommodityClassification>"
    )


def aim(code: str) -> str:
    said = f'<cbc:ProcurementTypeCode listName="strategic-procurement">{code}</cbc:ProcurementTypeCode>'
    return f"<cac:ProcurementAdditionalType>{said}</cac:ProcurementAdditionalType>"


def days(first: str, last: str) -> str:
    return f"<cac:PlannedPeriod><cbc:StartDate>{first}</cbc:StartDate><cbc:EndDate>{last}</cbc:EndDate></cac:PlannedPeriod>"


def national(
    *lots: str,
    subtype: str = "E3",
    kind: str = "body-pl-cga",
    number: str = REGULATION,
    part: str = PART_1,
    whole: str = "",
) -> str:
    """A national notice; what it does not say differently it says as Norway's least notice does."""
    root = "PriorInformationNotice" if subtype == "E2" else "ContractNotice"
    said = f"<cac:ProcurementProject>{whole or project()}</cac:ProcurementProject>"
    return notice(
        organisation(subtype),
        buyer(kind),
        law(number, part),
        said,
        *(lots or (lot(project()),)),
        root=root,
        language="NOR",
    )


def parts(*values: str, currency: str = "NOK") -> list[str]:
    return [lot(project(value, currency), scheme="Part", number=n + 1) for n, value in enumerate(values)]


def weighed(*criteria: str, aims: str = "") -> str:
    return lot(project(more=aim(aims) if aims else ""), terms=judged_by(*criteria))


PRICE, QUALITY = criterion("70", kind="price"), criterion("30")
FIRST, SECOND = criterion("1", "ord-imp", kind="price"), criterion("2", "ord-imp")
CLIMATE = "quality-nor-env-criteria"
SPEC, EXEMPT = "quality-nor-env-spec", "quality-nor-env-exempt-insignificant"

REPLICAS = {
    # those of the names above
    "e2-two-parts-different-start-and-end-dates": national(
        lot(project() + days("2027-12-01", "2027-12-31"), scheme="Part"),
        lot(project() + days("2028-12-01", "2028-12-31"), scheme="Part", number=2),
        subtype="E2",
    ),
    "e2-with-deviant-sum-of-parts-value": national(*parts("100000"), subtype="E2", whole=project("200000")),
    "e2-with-estimated-part-value-and-not-estimated-notice-value": national(*parts("100000"), subtype="E2"),
    "e2-with-wrong-part-currency": national(*parts("100", currency="EUR"), subtype="E2", whole=project("100")),
    "e2-with-wrong-procedure-currency": national(*parts("100"), subtype="E2", whole=project("100", "EUR")),
    "e2-wrong-legal-basis-noid-description": national(subtype="E2", number="LocalLegalBasis", part="Kardemommeloven"),
    "e3-foa-part-2-with-award-criteria-but-no-climate-considerations": national(weighed(PRICE, QUALITY), part=PART_2),
    "e3-health-social-services-foa-parts-1-and-2-disallowed": national(part=PART_2, whole=project(cpv="98133100")),
    "e3-with-disallowed-buyer-legal-type-code": national(kind="body-pl"),
    "e3-with-two-award-criteria-and-no-climate-considerations": national(weighed(PRICE, QUALITY)),
    "e3-without-buyer-legal-type": national(kind=""),
    "e3-minimum": national(),
    "e3-nor-env": national(weighed(PRICE, criterion("30", kind=CLIMATE), aims="env-imp")),
    # others that Norway's tests have
    "e3-with-climate-considerations-but-no-strategic-procurement": national(
        weighed(PRICE, criterion("30", kind=CLIMATE)), part=PART_2
    ),
    "e3-ord-imp-with-env-spec": national(weighed(FIRST, SECOND, criterion(kind=SPEC, more=REASON), aims="env-imp")),
    "e3-ord-imp-with-env-exempt": national(weighed(FIRST, SECOND, criterion(kind=EXEMPT, more=REASON))),
    "e3-nor-env-exemption-order-of-priority": national(
        weighed(FIRST, criterion("0", "ord-imp", kind=EXEMPT, more=REASON), aims="env-imp")
    ),
    "e3-per-exa-with-env-spec-zero-weight": national(
        weighed(PRICE, QUALITY, criterion("0", kind=SPEC, more=REASON), aims="env-imp")
    ),
    "e3-ord-imp-with-env-spec-but-no-strategic-procurement": national(
        weighed(FIRST, SECOND, criterion(kind=SPEC, more=REASON))
    ),
    "e3-ord-imp-with-ranked-env-spec": national(
        weighed(FIRST, SECOND, criterion("3", "ord-imp", kind=SPEC, more=REASON), aims="env-imp"), part=PART_2
    ),
    "e3-per-exa-with-weighted-env-exempt": national(
        weighed(criterion("60", kind="price"), QUALITY, criterion("10", kind=EXEMPT, more=REASON)), part=PART_2
    ),
    "e3-with-conflicting-climate-consideration-award-criteria": national(
        weighed(PRICE, criterion("30", kind=CLIMATE), criterion("0", kind=EXEMPT, more=REASON), aims="env-imp")
    ),
    # and some of the rules' own edges
    "climate at 29": national(weighed(criterion("71", kind="price"), criterion("29", kind=CLIMATE), aims="env-imp")),
    "climate ranked third": national(
        weighed(FIRST, SECOND, criterion("3", "ord-imp", kind=CLIMATE), aims="env-imp")
    ),
    "climate ranked fourth": national(
        weighed(
            FIRST, SECOND, criterion("3", "ord-imp"), criterion("4", "ord-imp", kind=CLIMATE), aims="env-imp"
        )
    ),
    "a specification without a word": national(weighed(PRICE, QUALITY, criterion(kind=SPEC), aims="env-imp")),
    "outside the Act": national(
        weighed(PRICE, QUALITY), number="LocalLegalBasis", part="NOR — Unntatt fra lov om offentlige anskaffelser"
    ),
    "an international body": national(kind="int-org"),
}  # fmt: skip
ALSO_BROKEN = {
    "e3-with-climate-considerations-but-no-strategic-procurement": {"climate-is-strategic"},
    "e3-ord-imp-with-env-spec-but-no-strategic-procurement": {"climate-is-strategic"},
    "e3-ord-imp-with-ranked-env-spec": {"climate"},
    "e3-per-exa-with-weighted-env-exempt": {"climate"},
    "e3-with-conflicting-climate-consideration-award-criteria": {"exemption-alone"},
    "climate at 29": {"climate"},
    "climate ranked fourth": {"climate"},
    "a specification without a word": {"climate"},
}


def published(source: Path | bytes) -> Judged:
    return policyspec.check(POLICIES, policyspec.read_tender(source, POLICIES), gate="publish")


def breached(judged: Judged) -> set[str]:
    return {outcome.rule.rpartition("#")[2] for outcome in judged.outcomes if outcome.verdict is Verdict.BREACHED}


@pytest.mark.parametrize("name", REPLICAS)
def test_a_replica_breaks_what_its_name_says(name: str) -> None:
    judged = published(REPLICAS[name].encode())
    assert breached(judged) == {**BROKEN, **ALSO_BROKEN}.get(name, set())
    if name not in BROKEN and name not in ALSO_BROKEN:
        assert [o for o in judged.outcomes if o.blocks] == []
        assert any(o.verdict is Verdict.MET for o in judged.outcomes)


def real(name: str) -> Judged:
    if not DATA.exists():
        pytest.skip(f"Norway's notices are not at {DATA}")
    return published(DATA / name)


@pytest.mark.parametrize("name", BROKEN)
def test_a_notice_that_norway_turns_down_breaks_the_rule_of_its_name(name: str) -> None:
    assert breached(real(f"national-e__INVALID-national-{name}.xml")) == BROKEN[name]


@pytest.mark.parametrize("name", KEPT)
def test_a_notice_that_norway_takes_breaks_nothing_and_leaves_nothing_open(name: str) -> None:
    judged = real(f"national-e__VALID-national-{name}.xml")
    assert [o for o in judged.outcomes if o.blocks] == []
    assert any(o.verdict is Verdict.MET for o in judged.outcomes)


def test_every_notice_that_has_a_name_is_judged() -> None:
    if not DATA.exists():
        pytest.skip(f"Norway's notices are not at {DATA}")
    names = {path.stem.partition("-national-")[2] for path in DATA.glob("national-e__*.xml")}
    assert names == {*BROKEN, *KEPT}


# --- how long the rules are ---------------------------------------------------------------------------------------------

#: A rule, and what is declared for it.
DECLARED = {
    "rule climate ": (
        "parameter least climate weight",
        "define an exempt procurement",
        "define a weighing lot",
        "define a climate criterion",
    ),
    "rule health-and-social ": ("define a second part procurement", "define a human service"),
}
SAID_BESIDE = ("under ", "because ", "suggest ")


def declarations() -> dict[str, str]:
    """Each declaration of the policy by its first words, without comments and blank lines."""
    lines = [line for line in POLICY.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    starts = [n for n, line in enumerate(lines) if not line.startswith(" ")]
    return {lines[a]: "\n".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)}


def bare(text: str) -> str:
    """A declaration without titles, sources and what it says to people, each clause with one blank between its words."""
    first, *rest = text.splitlines()
    beside = ('"',) if first.startswith("parameter") else SAID_BESIDE
    kept = [line.strip() for line in rest if not line.strip().startswith(beside)]
    return " ".join([first.split(' "')[0] if first.startswith("rule") else first, *kept])


@pytest.mark.parametrize(("rule", "beside"), DECLARED.items())
def test_the_readme_counts_the_characters(rule: str, beside: tuple[str, ...]) -> None:
    found = [text for first, text in declarations().items() if first.startswith((rule, *beside))]
    assert len(found) == 1 + len(beside)
    counts = f"{sum(len(bare(text)) for text in found):,} | {sum(len(text) for text in found):,}"
    assert counts in README.read_text(encoding="utf-8")
