"""Facts that a policy declares with their place in OCDS: `fact … is text "…" in OCDS "tender.lotDetails.rationale"`."""

from policyspec.model.facts import Fact
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.readers.ocds import codes, values
from policyspec.readers.ocds.fields import Row, read_rows
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.ocds.values import Reader

#: Where the paths of a thing's facts begin.
STARTS = {"tender": "", "lot": "tender.lots[]."}

_READERS: dict[Kind, Reader] = {
    Kind.TEXT: values.text,
    Kind.YES_NO: values.yes_no,
    Kind.DATE: values.date,
    Kind.MONEY: values.money,
    Kind.NUMBER: values.number,
    Kind.PERCENTAGE: values.share,
    Kind.DURATION: values.days,
    Kind.CLASSIFICATION: values.cpv,
}


def own_facts(spot: Spot, entity: str) -> dict[str, Fact]:
    """The declared facts of a thing that stand where the policy says. `spot`: the release, or the lot."""
    vocabulary = spot.reading.vocabulary
    homed = (info for info in vocabulary.facts_of(entity) if info.own and info.ocds)
    return read_rows(tuple(row(info, vocabulary) for info in homed), spot, entity)


def row(info: FactInfo, vocabulary: Vocabulary) -> Row:
    """Where a declared fact stands: below the release, or the lot."""
    path = info.ocds.removeprefix(STARTS[info.owner])
    return Row(info.key, tuple(path.split(".")), _reader(info, vocabulary))


def _reader(info: FactInfo, vocabulary: Vocabulary) -> Reader:
    if info.type.kind is Kind.CODE:
        # A code of one's own is written in OCDS as in the policy.
        return codes.OneOf({code: code for code in vocabulary.codes[info.type.codes or ""]})
    return _READERS[info.type.kind]
