"""Where tenders come from."""

from typing import Literal, get_args

Source = Literal["native", "ocds", "fts", "eforms"]
SOURCES: tuple[Source, ...] = get_args(Source)

#: What the sources are called.
NAMES: dict[Source, str] = {"native": "native", "ocds": "OCDS", "fts": "Find a Tender", "eforms": "eForms"}
