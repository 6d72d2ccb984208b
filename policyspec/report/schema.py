"""The JSON report as pydantic models: what its published schema is made from, and how a program may read it back.

Imported by nothing that checks a tender. `python -m policyspec.report.schema` prints the schema.
"""

import json
import sys
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from policyspec.base.diagnostics import Severity
from policyspec.model.outcomes import Gate, Role, Strength, Verdict

Counts = dict[Verdict, Annotated[int, Field(ge=0)]]
Position = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    """A part of the report. Reports of the same major version may carry further keys."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Place(_Part):
    """A stretch of a file. Lines and columns count from 1, in characters; the end is exclusive."""

    file: str | None = Field(description="The file's name as it was given; null: no one place is meant.")
    line: Position | None
    column: Position | None
    end_line: Position | None
    end_column: Position | None


class FactPlace(_Part):
    """Where something stands in the tender's file."""

    file: str | None
    line: Position | None
    column: Position | None
    pointer: str | None = Field(description="A JSON pointer or an XPath, where the format has them.")


class FactUsed(FactPlace):
    """A fact that an outcome rests on."""

    name: str = Field(description="In words: `quality weight of lot 2`.")
    value: str | None = Field(description="As the policy language writes it; null: it has none.")
    absence: str | None = Field(description="Why it has no value: not stated, withheld, unreadable, not applicable.")
    role: Role = Field(description="duty: the duty rests on it; scope: it only tells whether the rule applies.")


class Locator(_Part):
    """Where in a source: `section`, `18`."""

    kind: str
    number: str


class Source(_Part):
    """A source that a rule cites."""

    title: str
    locators: tuple[Locator, ...]
    url: str | None
    checked: str = Field(description="When a person last held the rule against it; empty: the policy does not say.")


class RecordRecord(_Part):
    """An explanation or a waiver that stands in the tender's file. Dates are ISO dates."""

    kind: Literal["explanation", "waiver"]
    reason: str
    author: str | None
    date: str | None
    approver: str | None = Field(description="Of a waiver only.")
    expiry: str | None = Field(description="Of a waiver only: its last day.")
    item: str | None = Field(description="Path of the item that it speaks of; null: of every item.")
    place: FactPlace


class OutcomeRecord(_Part):
    """What one limb of one rule comes to for one item of the tender."""

    rule: str = Field(description="Full id: `uk/procurement-act-2023#time-to-bid`.")
    title: str
    limb: str
    item: str = Field(description="Path of the item: `lots[1]`; empty: the tender itself.")
    item_label: str
    item_place: FactPlace
    verdict: Verdict
    strength: Strength
    blocks: bool = Field(description="Whether it holds back publication.")
    message: str
    policy: Place
    facts: tuple[FactUsed, ...]
    possible: tuple[Verdict, ...] = Field(description="What it may become; if decided, the verdict alone.")
    missing: tuple[FactUsed, ...] = Field(description="Facts that would settle it; none of them can be left out.")
    assumptions: tuple[str, ...]
    citations: tuple[Source, ...]
    because: str | None
    suggest: str | None
    explanation: str | None = Field(description="The reason recorded, where it is explained or waived.")
    record: RecordRecord | None = Field(description="The explanation or waiver; null: none, or a fact explains it.")
    explainable: bool = Field(description="Whether the rule says `or explain` of this duty.")
    explain_in: str | None = Field(description="The fact that it takes as an explanation, in words.")


class RuleRecord(_Part):
    """A rule's own verdict, over all its limbs and items."""

    rule: str
    title: str
    verdict: Verdict


class CountsRecord(_Part):
    """How many there are of each verdict: of outcomes (limb by item), and of rules."""

    outcomes: Counts
    rules: Counts


class TenderRecord(_Part):
    """One tender and what the rules come to."""

    source: str
    name: str
    gate: Gate
    judged_on: str | None = Field(description="ISO date, where one date served every rule.")
    blocks: bool = Field(description="Whether any outcome holds back publication.")
    applied: bool = Field(description="False: no rule applied, so nothing was checked.")
    outcomes: tuple[OutcomeRecord, ...]
    rules: tuple[RuleRecord, ...]
    counts: CountsRecord
    notes: tuple[str, ...]


class RelatedRecord(Place):
    """A second place that a diagnostic speaks of."""

    note: str


class DiagnosticRecord(Place):
    """A message about a policy or an input file."""

    code: str = Field(pattern="^PS[0-9]{3}$")
    severity: Severity
    message: str
    hint: str | None
    related: tuple[RelatedRecord, ...]


class Tool(_Part):
    """The program that made the report."""

    name: Literal["policyspec"]
    version: str


class Report(_Part):
    """Everything that a run of `policyspec check` found."""

    schema_version: Literal["1.0"]
    tool: Tool
    tenders: tuple[TenderRecord, ...]
    unread: tuple[str, ...] = Field(description="Inputs that could not be read, and so were not checked.")
    diagnostics: tuple[DiagnosticRecord, ...]


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of the report."""
    made = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "policyspec report"}


def text() -> str:
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
