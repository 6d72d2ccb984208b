"""The door: a rulebook as one query over a dataset of tenders."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from policyspec.base.codes import CODES
from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.engines.sql.dialect import Dialect
from policyspec.engines.sql.judging import judge
from policyspec.engines.sql.logic import null
from policyspec.engines.sql.unsupported import Unsupported
from policyspec.engines.sql.world import Place, Query, World
from policyspec.engines.sql.writing import written
from policyspec.ir import nodes as ir
from policyspec.model.columns import IDENTITY, SOURCE, STATE, UNFIT, joined
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import Vocabulary

#: The columns of a result that say of which tender it is.
KEYS = (SOURCE, IDENTITY)
#: Whether the tender states no lots, so that the one that is judged has a path of its own.
UNDIVIDED = "undivided_"


@dataclass(frozen=True, slots=True)
class LimbColumns:
    """The columns of a result that hold the verdicts of one limb: one for each depth of the rule's scope.

    The column at depth d has a list within d lists, aligned with the lists of the tender; the last one holds the
    verdicts of the members, the others what stands at the things around them. Sets of verdicts are numbers
    (`verdicts_of`).
    """

    rule: str
    limb: str
    paths: tuple["Way", ...]  # where the thing at each depth stands in the tender
    columns: tuple[str, ...]


#: The way to a thing: keys, each with the depth of the scope whose member it is in that list; 0: it is a record.
Way = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NotExpressed:
    """A rule that the query leaves to another engine, and why: a noun phrase, `working days`."""

    rule: str
    reason: str


def diagnostic(found: NotExpressed, rulebook: ir.Rulebook, dialect: Dialect) -> Diagnostic:
    """That a rule is not in a query, at its place in the policy."""
    span = next((rule.span for rule in rulebook.rules if rule.id == found.rule), None)
    message = f"`{found.rule}` is not in the query: {dialect.title} cannot express {found.reason}"
    hint = "the interpreter judges it, tender by tender: the outcome is the same, and takes longer"
    return Diagnostic("PS701", CODES["PS701"].severity, message, span, hint)


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A query: a row for each tender that fits its columns, with its keys and the columns of each limb."""

    text: str
    columns: tuple[LimbColumns, ...]
    unsupported: tuple[NotExpressed, ...]


def compile_rulebook(
    rulebook: ir.Rulebook,
    vocabulary: Vocabulary,
    dialect: Dialect,
    *,
    gate: Gate = Gate.DRAFT,
    on: date | None = None,
    assumptions: bool = True,
    table: str = "tenders",
    available: AbstractSet[str] | None = None,
    keys: Sequence[str] = KEYS,
) -> CompiledQuery:
    """The query that judges every rule of a rulebook, and the rules that it leaves to another engine.

    `table` is the name under which the query finds the dataset, and `available` the columns that this has; without it,
    all that the vocabulary may have. `keys` are handed through as they stand. The other arguments are those of the
    interpreter. The same arguments give the same text.
    """
    query = Query(dialect, None if available is None else frozenset(available))
    vat = rulebook.vat_basis if assumptions else None
    world = World(query, vocabulary, gate, on, assumptions, vat, {ir.TENDER: Place("")})
    rules = {rule.id: rule for rule in rulebook.rules}
    limbs: list[LimbColumns] = []
    selected: dict[str, str] = {}
    left: list[NotExpressed] = []
    for rule in rulebook.rules:
        kept, read = dict(query.kept), dict(query.read)
        try:
            paths = _paths(rule)
            found = [(limb, judge(world, rules, rule, limb)) for limb in rule.limbs]
        except Unsupported as reason:
            query.kept, query.read = kept, read
            left.append(NotExpressed(rule.id, str(reason)))
            continue
        for limb, texts in found:
            names = tuple(f"v{len(selected) + n + 1}_" for n in range(len(texts)))
            typed = [dialect.verdicts(text, depth) for depth, text in enumerate(texts)]
            selected |= zip(names, typed, strict=True)
            limbs.append(LimbColumns(rule.id, limb.label, paths, names))
    columns = [query.column(key) for key in keys]
    undivided = f"{null(query.column(joined('lots', STATE)))} AS {UNDIVIDED}"
    unfit = query.column(UNFIT)
    where = "" if unfit == "NULL" else f"\n  WHERE {unfit} IS NULL"
    text = written(query, selected, [undivided], columns, table, where)
    return CompiledQuery(text, tuple(limbs), tuple(left))


def _paths(rule: ir.Rule) -> tuple[Way, ...]:
    """The way to the thing at each depth of a rule's scope, that of the tender first."""
    known: dict[str, Way] = {ir.TENDER: ()}
    for depth, binding in enumerate(rule.scope, 1):
        over = binding.over
        while isinstance(over, ir.Filtered):
            over = over.over
        if not isinstance(over, ir.Members):
            raise Unsupported("a scope over what is no list of things")
        known[binding.var] = (*_way(over.owner, known), (over.info.key, depth))
    return tuple(known.values())


def _way(item: ir.ItemExpr, known: Mapping[str, Way]) -> Way:
    if isinstance(item, ir.Var):
        return known[item.name]
    if item.info.type.reference:
        raise Unsupported("a scope over what a reference leads to")
    return (*_way(item.owner, known), (item.info.key, 0))
