"""Notices of eForms for tests, put together from small pieces."""

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from policyspec.readers.options import DEFAULT, Options

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
EFORMS = "http://data.europa.eu/p27/eforms-ubl-extension"
NAMESPACES = {
    "cac": f"{UBL}:CommonAggregateComponents-2",
    "cbc": f"{UBL}:CommonBasicComponents-2",
    "ext": f"{UBL}:CommonExtensionComponents-2",
    "efext": f"{EFORMS}s/1",
    "efac": f"{EFORMS}-aggregate-components/1",
    "efbc": f"{EFORMS}-basic-components/1",
}


def extension(inside: str) -> str:
    return (
        "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>"
        f"{inside}</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
    )


def lot(project: str = "", terms: str = "", process: str = "", number: int = 1, scheme: str = "Lot") -> str:
    """One lot; each piece goes inside the element of that name."""
    return (
        f'<cac:ProcurementProjectLot><cbc:ID schemeName="{scheme}">LOT-000{number}</cbc:ID>\n'
        f"<cac:TenderingTerms>{terms}</cac:TenderingTerms>\n"
        f"<cac:TenderingProcess>{process}</cac:TenderingProcess>\n"
        f"<cac:ProcurementProject>{project}</cac:ProcurementProject>\n</cac:ProcurementProjectLot>\n"
    )


def notice(*pieces: str, root: str = "ContractNotice", sdk: str = "eforms-sdk-1.13", language: str = "ENG") -> str:
    """A notice with the pieces inside its root."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    inside = "\n".join(pieces)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{UBL}:{root}-2" {declared}>\n'
        f"<cbc:CustomizationID>{sdk}</cbc:CustomizationID>\n"
        f"<cbc:NoticeLanguageCode>{language}</cbc:NoticeLanguageCode>\n{inside}</{root}>\n"
    )


def criterion(weight: str = "", code: str = "per-exa", kind: str = "quality", more: str = "", name: str = "") -> str:
    """An award criterion with a weight, or without one."""
    parameter = parameters(("number-weight", code, weight)) if weight else ""
    named = f"<cbc:Name>{name}</cbc:Name>" if name else ""
    return (
        f"<cac:SubordinateAwardingCriterion>{extension(parameter)}"
        f'<cbc:AwardingCriterionTypeCode listName="award-criterion-type">{kind}</cbc:AwardingCriterionTypeCode>'
        f"{named}{more}</cac:SubordinateAwardingCriterion>"
    )


def parameters(*given: tuple[str, str, str]) -> str:
    """Parameters of a criterion: the list, the code and the number of each."""
    return "".join(
        f'<efac:AwardCriterionParameter><efbc:ParameterCode listName="{listed}">{code}</efbc:ParameterCode>'
        f"<efbc:ParameterNumeric>{number}</efbc:ParameterNumeric></efac:AwardCriterionParameter>"
        for listed, code, number in given
    )


def judged_by(*criteria: str) -> str:
    """Award criteria, as terms of a lot."""
    inside = "".join(criteria)
    return f"<cac:AwardingTerms><cac:AwardingCriterion>{inside}</cac:AwardingCriterion></cac:AwardingTerms>"


def read_xml(data: str | bytes, options: Options = DEFAULT) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    return read(data.encode() if isinstance(data, str) else data, "notice.xml", standard(), options)


def tender_of(data: str | bytes, options: Options = DEFAULT) -> Tender:
    tenders, refused = read_xml(data, options)
    assert refused == ()
    (tender,) = tenders
    assert tender.format == "eforms"
    return tender


def refusal(data: str | bytes) -> Diagnostic:
    tenders, refused = read_xml(data)
    assert tenders == ()
    (diagnostic,) = refused
    assert diagnostic.span is not None
    return diagnostic
