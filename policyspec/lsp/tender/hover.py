"""What a key of a tender file, or a code in it, is."""

import re

from policyspec.lsp import hover
from policyspec.lsp.tender.place import Spot, fact_at, spot_at
from policyspec.lsp.text import Text
from policyspec.model.cpv import division
from policyspec.model.types import Kind
from policyspec.model.vocabulary import Vocabulary

_KEY_END = re.compile(r"\s*:(?:\s|$)")


def hovered(text: Text, offset: int, vocabulary: Vocabulary) -> str | None:
    """The Markdown for a place: the fact whose key or value stands there."""
    spot = spot_at(text, offset)
    if spot is None:
        return None
    line_end = text.start(text.line_of(offset)) + len(text.line(text.line_of(offset)))
    rest = text.content[offset:line_end]
    if spot.key is None:
        colon = _KEY_END.search(rest)
        key = (spot.typed + (rest[: colon.start()] if colon else "")).strip(" -{\"'")
        spot = Spot(spot.path, key, "")
    info = fact_at(spot, vocabulary)
    if info is None:
        return None
    value = spot.typed + re.split(r"[,}\]#]", rest)[0].strip()
    name = division(value.removeprefix("CPV ").strip()) if info.type.kind is Kind.CLASSIFICATION else None
    return hover.fact(info, vocabulary) + (f"\n\nCPV division {name}" if name else "")
