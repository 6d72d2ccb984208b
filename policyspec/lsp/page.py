"""What is being written: a text under the path of its file, and what kind of file it is."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import PurePath

from policyspec.base.source import Source
from policyspec.lsp.text import Text
from policyspec.syntax.literate import SUFFIX
from policyspec.workspace.shipped import SUFFIXES
from policyspec.workspace.tenders import ENDING_OF_TESTS

_TENDER = re.compile(r"^[\"']?tender[\"']?[ \t]*:", re.MULTILINE)
_LOOKED_AT = 200_000  # characters in which the key that makes a file a tender is looked for


class Sort(StrEnum):
    """What a file is, as far as this server has anything to say of it."""

    POLICY = "policy"
    TENDER = "tender"
    OTHER = "other"


@dataclass(frozen=True)
class Page:
    """A text, open in the editor or not. `name` is the path of its file, `uri` its address as the editor writes it."""

    name: str
    text: Text
    uri: str = ""
    version: int | None = None
    language: str = ""  # as the editor calls it; looked at where the name does not tell

    @cached_property
    def sort(self) -> Sort:
        suffix = PurePath(self.name).suffix.casefold()
        if self.name.endswith(SUFFIXES) or (not suffix and self.language == "policyspec"):
            return Sort.POLICY
        if self.name.endswith(ENDING_OF_TESTS):
            return Sort.OTHER
        says_so = suffix in (".yaml", ".yml") and _TENDER.search(self.text.content[:_LOOKED_AT])
        return Sort.TENDER if says_so else Sort.OTHER

    @property
    def is_paper(self) -> bool:
        """Whether it is a Markdown document with policy blocks."""
        return self.name.endswith(SUFFIX)

    @cached_property
    def source(self) -> Source:
        """The text for the parser, in which every line ends in a line feed; places are those of the text."""
        return Source(self.name, re.sub("\r(?!\n)", "\n", self.text.content))
