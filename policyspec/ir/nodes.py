"""The Core IR: a rulebook typed, resolved and desugared. The only thing that engines see of a policy.

Variables stand for items. `tender` is always bound; a scope (`for each lot`) and every collection that looks at
its members bind others, each name unique within its rule. Nodes keep the author's words and place, for explanations;
the words never change the meaning.
"""

from datetime import date
from fractions import Fraction
from typing import Literal

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span
from policyspec.model import ranges
from policyspec.model.outcomes import Citation, Strength
from policyspec.model.types import Type
from policyspec.model.values import Value, Vat
from policyspec.model.vocabulary import FactInfo

#: The variable that stands for the tender itself.
TENDER = "tender"


# --- items ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Var:
    """An item bound by the scope or by a collection: `the lot`."""

    name: str
    entity: str


@dataclass(frozen=True, slots=True)
class Step:
    """The item that a record or a reference of another leads to: `buyer of the tender`, `owner of the risk`."""

    owner: "ItemExpr"
    info: FactInfo


ItemExpr = Var | Step


# --- collections ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Members:
    """The things in a list: `lots`, `criteria of the lot`."""

    owner: ItemExpr
    info: FactInfo  # of kind LIST
    words: str


@dataclass(frozen=True, slots=True)
class Scalars:
    """The scalars in a list: `levers of the outcome`, `services of the provider`."""

    owner: ItemExpr
    info: FactInfo  # of kind VALUES
    words: str


@dataclass(frozen=True, slots=True)
class Projected:
    """One fact of each member: `kinds of outcomes`. A fact that is itself a list adds its scalars."""

    over: "Collection"
    var: str
    value: "Expr | Scalars"
    words: str


@dataclass(frozen=True, slots=True)
class Filtered:
    """The members for which the condition holds; `var` is the member within it."""

    over: "Collection"
    var: str
    condition: "Condition"
    words: str


Collection = Members | Scalars | Projected | Filtered


# --- expressions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    """A literal or the value of a parameter (then `name` is the parameter's, with its bounds).

    `declared`, here and below: where a policy declares what stands here by its name.
    """

    value: Value
    type: Type
    words: str
    span: Span
    name: str | None = None
    low: Value | None = None
    high: Value | None = None
    declared: Span | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A scalar fact of an item."""

    owner: ItemExpr
    info: FactInfo
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class ScalarVar:
    """The member of a list of scalars: `the lever` in `lever of the outcome where the lever is …`."""

    name: str
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class TheItem:
    """An item as a value, to be compared with another: `owner of the risk`, `this lot`."""

    item: ItemExpr
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """One entry of a timeline; both days are included, None is open."""

    value: Value
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A dated threshold: the value of the period in which the judged date falls; outside them no value."""

    name: str
    periods: tuple[Period, ...]  # in order, without overlaps
    type: Type
    words: str
    span: Span
    declared: Span | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a decision table: it may be selected where all its conditions hold. `words` shows it."""

    conditions: tuple["Condition", ...]
    result: "Expr"
    words: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a decision table decides for the items in scope."""

    table: str
    rows: tuple[Row, ...]
    selects: Literal["exactly one", "first", "highest", "lowest"]
    type: Type
    words: str
    span: Span
    declared: Span | None = None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`number`, `total`, `highest` or `lowest` over a collection. `value` is None for `number`."""

    function: Literal["number", "total", "highest", "lowest"]
    over: Collection
    var: str
    value: "Expr | None"
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Share:
    """The part of `over` for which `member` holds, by number or by the total of `value`."""

    over: Collection
    var: str
    member: "Condition"
    value: "Expr | None"
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class ClassRatio:
    """The ratio of the totals of two classes of one collection: `the quality:cost ratio`.

    Bounded jointly: a member that may belong to either class counts on one side at a time.
    """

    over: Collection
    var: str
    left: "Condition"
    right: "Condition"
    value: "Expr"
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class RatioOf:
    left: "Expr"
    right: "Expr"
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class TimeFrom:
    """The time from one date to another; negative where the second is earlier."""

    start: "Expr"
    end: "Expr"
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`plus`, `minus` of one type (or a date and a duration); `times` of a number or percentage (left) and any."""

    operator: Literal["plus", "minus", "times"]
    left: "Expr"
    right: "Expr"
    type: Type
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Extreme:
    which: Literal["lower", "higher"]
    left: "Expr"
    right: "Expr"
    type: Type
    words: str
    span: Span


Expr = (
    Const
    | Fact
    | ScalarVar
    | TheItem
    | Threshold
    | Lookup
    | Aggregate
    | Share
    | ClassRatio
    | RatioOf
    | TimeFrom
    | Arithmetic
    | Extreme
)


# --- conditions -------------------------------------------------------------------------------------------------

Relation = ranges.Relation


@dataclass(frozen=True, slots=True)
class Compare:
    """`left relation right`. Dates too: before is below, on or after is at least. `tolerance` only with equal.

    `predicate` is the author's words for what the left must be: `at least 60:40`.
    """

    relation: Relation
    left: Expr
    right: Expr
    tolerance: Expr | None
    predicate: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class BetweenBounds:
    """`low ≤ subject ≤ high`."""

    subject: Expr
    low: Expr
    high: Expr
    predicate: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class OneOf:
    subject: Expr
    options: tuple[Expr, ...]
    predicate: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Within:
    """A classification at or below another in their scheme's hierarchy."""

    subject: Expr
    whole: Expr
    predicate: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whole words, case folded."""

    subject: Expr
    text: str
    predicate: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Yes:
    """A yes/no fact that holds: `the lot is suitable for SMEs`."""

    subject: Expr
    predicate: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class IsStated:
    """The only condition that looks at absence itself."""

    subject: Fact | Members | Scalars | TheItem
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Among:
    """The subject equals a member of the collection."""

    subject: Expr
    collection: Collection
    predicate: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Include:
    """The collection has each, or one, of the options. What is stated proves; only a complete list refutes."""

    collection: Collection
    mode: Literal["each", "one"]
    options: tuple[Expr, ...]
    predicate: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quantified:
    quantifier: Literal["every", "some", "no"]
    over: Collection
    var: str
    condition: "Condition"
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class And:
    conditions: tuple["Condition", ...]
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Or:
    conditions: tuple["Condition", ...]
    words: str
    span: Span


Condition = (
    Compare | BetweenBounds | OneOf | Within | Mentions | Yes | IsStated | Among | Include | Quantified | Not | And | Or
)


# --- rules ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Binding:
    """One `for each`: a variable for each member, in scope of those before it."""

    var: str
    over: Collection
    where: Condition | None


@dataclass(frozen=True, slots=True)
class Explain:
    """`or explain`; with `in F`, a stated, non-blank F counts as the explanation."""

    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Limb:
    """One duty or flag. Breached where `duty` is false; `when` false makes it not applicable.

    A flag's `duty` is the condition that flags. Alternatives are an Or. `predicate` is what the sentence says the
    subject must be; `subject` the operand whose value it shows, where there is one.
    """

    label: str
    strength: Strength
    duty: Condition
    when: Condition | None
    explain: Explain | None
    citations: tuple[Citation, ...]
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class InForce:
    """A window; both days are included, None is open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Yield:
    """Another rule prevails over this one where it applies; `same_item`: over the same scope item."""

    rule: str
    same_item: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with everything that bears on it: its policy's scope and window joined to its own."""

    id: str  # `council/commissioning#quality-outweighs-cost`
    title: str
    scope: tuple[Binding, ...]  # outermost first; empty: the tender
    applies: tuple[Condition, ...]  # all must hold
    exceptions: tuple[Condition, ...]  # any one excuses
    yields_to: tuple[Yield, ...]
    judged_on: Fact | None
    in_force: tuple[InForce, ...]  # all must hold
    limbs: tuple[Limb, ...]
    citations: tuple[Citation, ...]
    because: str | None
    suggest: str | None
    span: Span
    vat_at_most: Fraction | None = None  # the highest rate of VAT, in parts of one; None: not known


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule of the policies named, and of those they use, in the order of declaration."""

    rules: tuple[Rule, ...]
    own_facts: tuple[FactInfo, ...]
    own_codes: tuple[tuple[str, tuple[str, ...]], ...]
    policies: tuple[tuple[str, str | None], ...]  # id and version of each policy in it
    vat_basis: Vat | None = None  # taken for a tender's amounts that name none; `ir.basis.first_basis` of the rules
