"""The JSON report as pydantic models: what its published schema is made from, and how a program may read it back.

Imported by nothing that checks a tender. `python -m policyspec.report.schema` prints the schema.
"""

import json
import re
import sys
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Severity
from policyspec.model.outcomes import Gate, Role, Strength, Verdict

Counts = dict[Verdict, Annotated[int, Field(ge=0)]]
Day = date
Index = Annotated[int, Field(ge=0)]
Position = Annotated[int, Field(ge=1)]


Exact = Annotated[str, Field(pattern=r"^[0-9]+(/[1-9][0-9]*)?$", description="Part of one, exactly: `3/5`.")]
SCHEMA_VERSION = re.compile(r"1\.[0-9]+")


class _Part(BaseModel):
    """A part of the report. Reports of the same major version may carry further keys.

    What has a default came after version 1.0: a report of 1.1 has it, an older one is read without it.
    """

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Place(_Part):
    """A stretch of a file. Lines and columns count from 1, in characters; the end is exclusive."""

    file: str | None = Field(description="The file's name as it was given; null: no one place is meant.")
    line: Position | None
    column: Position | None
    end_line: Position | None
    end_column: Position | None
    sheet: str | None = Field(None, description="Of a spreadsheet; lines and columns are then its rows and columns.")


class FactPlace(_Part):
    """Where something stands in the tender's file."""

    file: str | None
    line: Position | None
    column: Position | None
    pointer: str | None = Field(description="A JSON pointer or an XPath, where the format has them.")
    sheet: str | None = Field(None, description="Of a spreadsheet; line and column are then its row and column.")
    raw: str | None = Field(None, description="The text as it is written there.")


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
    rule: str | None = Field(None, description="The rule as the record names it.")
    reason: str
    author: str | None
    date: Day | None
    approver: str | None = Field(description="Of a waiver only.")
    expiry: Day | None = Field(description="Of a waiver only: its last day.")
    item: str | None = Field(description="Path of the item that it speaks of; null: of every item.")
    facts: tuple[str, ...] = Field((), description="Of a waiver only: the facts that may stay unknown.")
    place: FactPlace


class OutcomeRecord(_Part):
    """What one limb of one rule comes to for one item of the tender."""

    rule: str = Field(description="Full id: `uk/procurement-act-2023#time-to-bid`.")
    title: str
    limb: str
    item: str = Field(description="Path of the item: `lots[1]`; empty: the tender itself.")
    item_label: str
    item_key: str = Field("", description="The item by its names, `lots[North]`: the same when lines change.")
    item_place: FactPlace
    verdict: Verdict
    strength: Strength
    blocks: bool = Field(description="Whether it holds back publication.")
    new: bool | None = Field(None, description="Whether the earlier run lacks it; null: none was given to compare.")
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
    clear: bool = Field(False, description="Whether it is a flag that applies and has nothing to flag.")


class RuleRecord(_Part):
    """A rule's own verdict, over all its limbs and items."""

    rule: str
    title: str
    verdict: Verdict


class CountsRecord(_Part):
    """How many there are of each verdict: of outcomes (limb by item), and of rules."""

    outcomes: Counts
    rules: Counts


class CriterionPictured(_Part):
    """A criterion of a lot, or of the tender."""

    name: str
    kind: str | None = Field(description="quality, price, cost; null: not known.")
    weight: Exact | None = Field(description="Null: not known.")
    words: str = Field(description="The weight as the tender states it, or why it is not known.")


class FloorPictured(_Part):
    """A bound that a rule sets on the weight of some kinds of criteria of one lot, together."""

    rule: str
    title: str
    kinds: tuple[str, ...]
    least: bool = Field(description="A floor; false: a cap.")
    strict: bool = Field(description="At the number itself it is not kept.")
    at: Exact
    words: str
    verdict: Verdict


class LotPictured(_Part):
    """One lot, or the tender where it has none."""

    item: str = Field(description="Its path; empty: the tender.")
    label: str
    value: str | None = Field(description="Its estimated value, in words.")
    complete: bool = Field(description="False: more criteria may come.")
    criteria: tuple[CriterionPictured, ...]
    floors: tuple[FloorPictured, ...]


class PictureRecord(_Part):
    """The lots of the tender and the weights of their criteria."""

    value: str | None
    complete: bool = Field(description="False: more lots may come.")
    lots: tuple[LotPictured, ...]


class ReasonedRecord(_Part):
    """Policies, and why they are picked or left out."""

    policies: tuple[str, ...]
    why: str


class PickRecord(_Part):
    """The policies that were picked for a tender, where none was named."""

    known: tuple[str, ...] = Field(description="What of the tender decided.")
    taken: tuple[ReasonedRecord, ...]
    left_out: tuple[ReasonedRecord, ...] = Field(description="Of those that are near.")
    beside: tuple[str, ...] = Field(description="The policies that were named beside them.")
    advice: str | None = Field(description="What to state or to name, so that more can be picked.")
    no_law: str | None = Field(description="Why none of them is law, so that the tender was not checked against any.")


class TenderRecord(_Part):
    """One tender and what the rules come to."""

    source: str
    name: str
    identity: str = Field("", description="What tells it from others: its number in a register, or its file's name.")
    gate: Gate
    judged_on: Day | None = Field(description="The date, where one served every rule.")
    takes_records: bool = Field(True, description="Whether its format has a place for explanations and waivers.")
    blocks: bool = Field(description="Whether any outcome holds back publication.")
    applied: bool = Field(description="False: no rule applied, so nothing was checked.")
    outcomes: tuple[OutcomeRecord, ...]
    rules: tuple[RuleRecord, ...]
    counts: CountsRecord
    notes: tuple[str, ...]
    diagnostics: tuple[Index, ...] = Field((), description="Which of the report's diagnostics speak of this tender.")
    picture: PictureRecord | None = None
    policies_picked: PickRecord | None = Field(None, description="Null: the policies were named.")


class RelatedRecord(Place):
    """A second place that a diagnostic speaks of."""

    note: str


class DiagnosticRecord(Place):
    """A message about a policy or an input file."""

    code: str = Field(pattern="^PS[0-9]{3}$")
    severity: Severity
    message: str
    hint: str | None
    replacement: str | None = Field(None, description="What to put in place of the stretch, where that mends it.")
    related: tuple[RelatedRecord, ...]


class Tool(_Part):
    """The program that made the report."""

    name: Literal["policyspec"]
    version: str


class FixedRecord(_Part):
    """A finding of the earlier run that this one no longer has."""

    identity: str
    item_key: str
    rule: str
    limb: str
    tender: str
    item_label: str
    title: str
    verdict: Verdict = Field(description="What it was.")


class ComparisonRecord(_Part):
    """What changed since an earlier run; which outcomes are new stands with each of them."""

    against: str = Field(description="The name of the earlier report.")
    fixed: tuple[FixedRecord, ...]


class PolicyRecord(_Part):
    """A policy that the tenders were held against."""

    policy: str
    title: str
    version: str | None
    file: str


class FileRecord(_Part):
    """A file that was read."""

    name: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Of its bytes.")


class Report(_Part):
    """Everything that a run of `policyspec check` found."""

    schema_version: str = Field(pattern=f"^{SCHEMA_VERSION.pattern}$")
    tool: Tool
    tenders: tuple[TenderRecord, ...]
    unread: tuple[str, ...] = Field(
        description="Inputs that could not be read, or only in part. What could be is among `tenders`."
    )
    diagnostics: tuple[DiagnosticRecord, ...]
    general: tuple[Index, ...] | None = Field(
        None, description="Which of the diagnostics speak of policies and inputs, and not of a tender's facts."
    )
    comparison: ComparisonRecord | None = None
    policies: tuple[PolicyRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a text is no report. `at`: the way to the part that is none, outermost first; empty: the whole.

    `kind`: `json_invalid`, `missing`, or another of pydantic's kinds of error, whose words `detail` has.
    """

    kind: str
    at: tuple[str | int, ...]
    detail: str


def parsed(text: str) -> Report | Unfit:
    """The report that a JSON text is of, or the first thing that keeps it from being one."""
    try:
        return Report.model_validate_json(text, strict=True)
    except ValidationError as error:
        first = min(error.errors(include_url=False, include_input=False), key=_outermost)
        return Unfit(first["type"], first["loc"], first["msg"])


def _outermost(error: ErrorDetails) -> tuple[bool, int]:
    """The version tells most; then what is nearest the top."""
    return error["loc"] != ("schema_version",), len(error["loc"])


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of the report."""
    made = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "policyspec report"}


def text() -> str:
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
