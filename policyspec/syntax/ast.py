"""The abstract syntax: what a policy file says, unresolved.

Names are phrases as written; whether `small lots` is a definition or a fact is for the passes to find. Every node
has its span. A part that could not be read is a `Bad` node, of which nothing further is said.
"""

from datetime import date
from fractions import Fraction
from typing import Literal as OneWordOf

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span
from policyspec.model.types import Kind
from policyspec.model.values import Value

Article = OneWordOf["the", "a", "an", "this"]
Relation = OneWordOf["at least", "at most", "above", "below", "before", "after", "on or before", "on or after"]
Quantifier = OneWordOf["every", "some", "no"]
Function = OneWordOf["number", "total", "highest", "lowest", "share"]
Operator = OneWordOf["plus", "minus", "times"]
Modal = OneWordOf["must", "should"]
Selection = OneWordOf["exactly one", "first", "highest", "lowest"]
Action = OneWordOf["tighten", "relax", "drop"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words that names something, without its article: `estimated value`, `lot` of `the lot`."""

    words: str
    span: Span
    article: Article | None = None


# --- operands ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Literal:
    """`60%`, `GBP 10,000 including VAT`, `"…"`, `CPV 85000000`, `yes`, `no limit`. `text` is as written."""

    value: Value
    kind: Kind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """`estimated value`, `the lot`, `this lot`, `small lots`, `open procedure`."""

    phrase: Phrase
    span: Span


@dataclass(frozen=True, slots=True)
class Of:
    """`value of the lot`; nests to the right: `cap of the owner of the risk`."""

    head: Phrase
    owner: "Operand"
    span: Span


@dataclass(frozen=True, slots=True)
class Quantified:
    """`every lot`, `some condition`, `no lot where (…)`, as a subject or as an owner (`decision of every finding`)."""

    quantifier: Quantifier
    noun: "Name | Of"
    where: "Condition | None"
    span: Span


@dataclass(frozen=True, slots=True)
class Collection:
    """`lots`, `criteria of the lot`, `small lots`, any of them `where` a condition."""

    path: "Name | Of"
    where: "Condition | None"
    span: Span


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`number of C`, `total F of C`, `highest F of C`, `lowest F of C`, `share of C`, `share of C by F`."""

    function: Function
    fact: Phrase | None  # F
    collection: Collection
    span: Span


@dataclass(frozen=True, slots=True)
class NamedRatio:
    """`the quality:cost ratio`."""

    left: Phrase
    right: Phrase
    span: Span


@dataclass(frozen=True, slots=True)
class RatioOf:
    """`the ratio of X to Y`."""

    left: "Operand"
    right: "Operand"
    span: Span


@dataclass(frozen=True, slots=True)
class TimeFrom:
    """`the time from D to E`."""

    start: "Operand"
    end: "Operand"
    span: Span


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`X plus Y`, `X minus Y`, `X times Y` (`2 times value of the lot`)."""

    operator: Operator
    left: "Operand"
    right: "Operand"
    span: Span


@dataclass(frozen=True, slots=True)
class PercentOf:
    """`60% of estimated value`."""

    percentage: Literal
    whole: "Operand"
    span: Span


@dataclass(frozen=True, slots=True)
class Extreme:
    """`the lower of X and Y`, `the higher of X and Y`."""

    which: OneWordOf["lower", "higher"]
    left: "Operand"
    right: "Operand"
    span: Span


@dataclass(frozen=True, slots=True)
class BadOperand:
    span: Span


Operand = (
    Literal
    | Name
    | Of
    | Quantified
    | Aggregate
    | NamedRatio
    | RatioOf
    | TimeFrom
    | Arithmetic
    | PercentOf
    | Extreme
    | BadOperand
)


# --- predicates -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bound:
    """`at least X`, `at most X`, `above X`, `below X`, `before X`, `after X`, `on or before X`, `on or after X`."""

    relation: Relation
    operand: Operand
    span: Span


@dataclass(frozen=True, slots=True)
class Exactly:
    """`exactly X`, with `give or take Y`."""

    operand: Operand
    tolerance: Operand | None
    span: Span


@dataclass(frozen=True, slots=True)
class BetweenBounds:
    """`between X and Y`, both ends included."""

    low: Operand
    high: Operand
    span: Span


@dataclass(frozen=True, slots=True)
class Is:
    """`is X`: a value, a code, a class (`a care service`) or a yes/no fact (`suitable for SMEs`)."""

    operand: Operand
    span: Span


@dataclass(frozen=True, slots=True)
class OneOf:
    """`one of X, Y`."""

    operands: tuple[Operand, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Within:
    """`within CPV …`, `within main CPV code of the tender`."""

    operand: Operand
    span: Span


@dataclass(frozen=True, slots=True)
class WithinOneOf:
    """`within one of CPV …, CPV …`."""

    operands: tuple[Operand, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mentions:
    """`mentions "…"`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class IsStated:
    """`stated`."""

    span: Span


@dataclass(frozen=True, slots=True)
class Among:
    """`among managers of the risk`."""

    collection: Operand
    span: Span


@dataclass(frozen=True, slots=True)
class Include:
    """`include each of X, Y`, `include one of X, Y`, `include X`, `include X, Y` (which means each)."""

    mode: OneWordOf["each", "one"]
    operands: tuple[Operand, ...]
    span: Span


Predicate = Bound | Exactly | BetweenBounds | Is | OneOf | Within | WithinOneOf | Mentions | IsStated | Among | Include


# --- conditions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """`operand is predicate`; negated: `is not`."""

    subject: Operand
    negated: bool
    predicate: Predicate
    span: Span


@dataclass(frozen=True, slots=True)
class There:
    """`there are at least 2 lots where …`, `there is no lot where (…)` (no count), `there is a lot …` (at least 1)."""

    count: Bound | Exactly | BetweenBounds | None
    negated: bool
    collection: Collection
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"
    span: Span


@dataclass(frozen=True, slots=True)
class And:
    conditions: tuple["Condition", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Or:
    conditions: tuple["Condition", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class BadCondition:
    span: Span


Condition = Comparison | There | Not | And | Or | BadCondition


# --- clauses of a rule ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EachOf:
    """`each of measure, baseline, target of the outcome` as the subject of a duty: a limb for each."""

    facts: tuple[Phrase, ...]
    owner: Operand | None
    span: Span


@dataclass(frozen=True, slots=True)
class DutyTerm:
    """One `subject must predicate` or `there must be …` (subject is a There whose `negated` carries `must not`)."""

    subject: Operand | EachOf | There
    negated: bool
    predicate: Predicate | None  # None with a There
    span: Span


@dataclass(frozen=True, slots=True)
class Cite:
    """`under "Act" section "18" <url> checked on DATE`. At most one of the three `checked` fields is set."""

    title: str
    locators: tuple[tuple[str, str], ...]
    url: str | None
    checked_on: date | None
    checked_in: str | None
    not_checked: bool
    span: Span


@dataclass(frozen=True, slots=True)
class OrExplain:
    """`or explain`, `or explain in F`."""

    fact: Operand | None
    span: Span


@dataclass(frozen=True, slots=True)
class Duty:
    """A limb: alternatives (one, or several joined by `or … must …`), `when`, and what follows it."""

    modal: Modal
    alternatives: tuple[DutyTerm, ...]
    when: Condition | None
    explain: OrExplain | None
    cites: tuple[Cite, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class FlagWhen:
    condition: Condition
    cites: tuple[Cite, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ForEach:
    """`for each criterion of each lot where …`: nouns from the innermost outwards."""

    nouns: tuple[Phrase, ...]
    where: Condition | None
    span: Span


@dataclass(frozen=True, slots=True)
class RuleRef:
    """`time-to-bid` (of this policy) or `uk/procurement-act-2023#time-to-bid`."""

    policy: str | None
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class InForce:
    """`in force from D`, `until E` (its day included), or both."""

    start: date | None
    end: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class VatAtMost:
    """`VAT is at most 20%`: the highest rate of VAT, in parts of one, and its sources. None: it cannot be read."""

    rate: Fraction | None
    cites: tuple[Cite, ...]
    span: Span


# --- declarations -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Policy:
    """The header: `policy id "Title" version …`."""

    id: str
    title: str | None
    version: str | None
    owner: str | None
    judged_on: Operand | None
    in_force: InForce | None
    cites: tuple[Cite, ...]
    applies_when: tuple[Condition, ...]
    vat: VatAtMost | None
    span: Span
    id_span: Span
    broken: bool = False  # a clause was left out because it could not be read: its absence says nothing


@dataclass(frozen=True, slots=True)
class Setting:
    """`with quality floor is 70%`."""

    name: Phrase
    value: Literal
    span: Span


@dataclass(frozen=True, slots=True)
class Use:
    policy: str
    version: str | None
    settings: tuple[Setting, ...]
    span: Span
    id_span: Span


@dataclass(frozen=True, slots=True)
class Parameter:
    """`parameter small lots share is 33% between 10% and 100%`."""

    name: Phrase
    value: Literal
    low: Literal | None
    high: Literal | None
    doc: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class ThresholdEntry:
    """One line of a timeline; `until` includes its day."""

    value: Literal
    start: date | None
    end: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Threshold:
    name: Phrase
    entries: tuple[ThresholdEntry, ...]
    doc: str | None
    cites: tuple[Cite, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class FactDecl:
    """`fact carbon plan of the tender is yes or no "…"`. `codes` for `is one of a, b, c`; `ocds` for `in OCDS "…"`."""

    name: Phrase
    owner: Phrase
    kind: Kind
    codes: tuple[Phrase, ...]
    plural: str | None
    doc: str | None
    ocds: str | None  # its path under the release
    span: Span


@dataclass(frozen=True, slots=True)
class Define:
    """`define a small lot as a lot where …`. `plural` from `(plural "…")`, else made by rule."""

    name: Phrase
    base: Phrase
    where: Condition
    plural: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Any:
    """`any`, in a cell."""

    span: Span


@dataclass(frozen=True, slots=True)
class NotStated:
    """`not stated`, in a cell."""

    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells under its condition columns, and its result."""

    cells: tuple[Predicate | Any | NotStated, ...]
    result: Operand
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """`table NAME decides FACT`, its columns (the last is the result) and rows."""

    name: Phrase
    decides: Phrase
    columns: tuple[Operand, ...]
    rows: tuple[Row, ...]
    selects: Selection
    span: Span
    broken: bool = False  # as Policy.broken


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    title: str | None
    applies_when: tuple[Condition, ...]
    excepts: tuple[Condition, ...]
    subject_to: tuple[RuleRef, ...]
    despite: tuple[RuleRef, ...]
    for_each: ForEach | None
    judged_on: Operand | None
    in_force: InForce | None
    duties: tuple[Duty, ...]
    flags: tuple[FlagWhen, ...]
    cites: tuple[Cite, ...]  # those before the first limb
    because: str | None
    suggest: str | None
    span: Span
    id_span: Span
    broken: bool = False  # as Policy.broken
    unscoped: bool = False  # its `for each` could not be read: what it speaks of is not known


@dataclass(frozen=True, slots=True)
class Change:
    """`tighten rule R` (with duties), `relax rule R` (with duties) or `drop rule R`."""

    action: Action
    rule: RuleRef
    duties: tuple[Duty, ...]
    cites: tuple[Cite, ...]
    because: str | None
    suggest: str | None
    span: Span
    broken: bool = False  # as Policy.broken


Declaration = Use | Parameter | Threshold | FactDecl | Define | Table | Rule | Change


@dataclass(frozen=True, slots=True)
class Comment:
    """`# …`, with its place; `own_line` when nothing stands before it."""

    text: str
    own_line: bool
    span: Span


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A whole file. `policy` is None only where the header is missing or cannot be read.

    `broken_names` are declared by declarations that could not be read: of their uses nothing is said. `broken`: a
    declaration was left out whose names are not known (a `use`, say), so that a name not found may be no mistake.
    `clauses` are the places of all clauses in order, for what a comment before or beside one is meant for.
    """

    policy: Policy | None
    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...]
    file: str
    broken_names: tuple[Phrase, ...] = ()
    broken: bool = False
    clauses: tuple[Span, ...] = ()
