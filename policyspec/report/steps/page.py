"""The page: the rule, whether it applies, each thing that it is judged for, and what it rests on."""

from collections.abc import Iterator, Sequence

from policyspec.base.source import place
from policyspec.model.outcomes import Gate, Verdict
from policyspec.model.reasoning import Answer, Clause, ItemReasoning, LeftOut, Reasoning
from policyspec.report.one_rule import or_explain, reasons
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.steps.limb import clause_lines, limb_lines, verdict_piece
from policyspec.report.steps.lines import Telling, step_lines
from policyspec.report.words import are, day_in_words, joined, sentence

_ITEMS = 20  # things that are told one by one; the JSON has all


def page(found: Reasoning, width: int) -> Iterator[Line]:
    """Everything on why one rule came to its verdict for one tender."""
    telling = Telling(width, found.result.file)
    yield line(Piece(found.title or found.rule, Style.TITLE), ": ", verdict_piece(found.verdict))
    yield line(Piece(f"{found.rule} · {place(found.policy.file, found.policy.line, found.policy.column)}", Style.QUIET))
    yield line(Piece(f"{found.result.name} · {found.result.source}", Style.QUIET))
    yield line(Piece(_circumstances(found), Style.QUIET))
    common = _common(found.items)
    if common:
        yield BLANK
        yield line(Piece("Does the rule apply to this tender? ", Style.TITLE), sentence(_applies(common).value))
        yield from clause_lines(telling, common, 2)
    for group in _alike(found.items, common):
        yield BLANK
        yield from _items(telling, group, common)
    yield from _rest(telling, found)
    yield from _closing(found, width)


def _circumstances(found: Reasoning) -> str:
    gate = "while drafting" if found.result.gate is Gate.DRAFT else "as for publication"
    on = f" on {day_in_words(found.result.judged_on)}" if found.result.judged_on else ""
    return f"judged {gate}{on}"


# --- the things that it is judged for -----------------------------------------------------------------------------


def _common(items: Sequence[ItemReasoning]) -> tuple[Clause, ...]:
    """The conditions that are the same for all things: they are told once."""
    first = items[0].clauses if items else ()
    return tuple(clause for clause in first if all(clause in item.clauses for item in items))


def _applies(clauses: Sequence[Clause]) -> Answer:
    found = {clause.lets_apply for clause in clauses}
    return next((answer for answer in (Answer.NO, Answer.OPEN) if answer in found), Answer.YES)


def _alike(items: Sequence[ItemReasoning], common: Sequence[Clause]) -> Iterator[list[ItemReasoning]]:
    """Things of which the same is to be said, but for their names, are told together."""
    said: dict[str, list[ItemReasoning]] = {}
    for item in items[:_ITEMS]:
        said.setdefault(_but_for_its_name(item, common), []).append(item)
    yield from said.values()


def _but_for_its_name(item: ItemReasoning, common: Sequence[Clause]) -> str:
    own = [clause for clause in item.clauses if clause not in common]
    limbs = [
        (limb.outcome.verdict, limb.outcome.message, limb.outcome.record, limb.when, limb.duty, limb.ways)
        for limb in item.limbs
    ]
    return repr((own, limbs)).replace(item.label or "\0", "\0")


def _items(telling: Telling, group: Sequence[ItemReasoning], common: Sequence[Clause]) -> Iterator[Line]:
    first = group[0]
    labels = [item.label for item in group if item.label]
    own = [clause for clause in first.clauses if clause not in common]
    if labels:
        yield from wrapped(joined(labels), telling.width, style=Style.TITLE)
    if first.nothing:
        yield from wrapped("There is nothing for the rule to check.", telling.width, indent=2)
        return
    telling.label = first.label
    looked_at = any(limb.duty is not None or limb.when is not None for limb in first.limbs)
    if len(group) > 1 and (own or looked_at):
        yield from wrapped(f"It is the same for each of them, and told of {first.label}.", telling.width, indent=2)
    yield from clause_lines(telling, own, 2)
    for limb in first.limbs if looked_at else first.limbs[:1]:
        yield from limb_lines(telling, limb, _applies(first.clauses), lettered=looked_at and len(first.limbs) > 1)


def _rest(telling: Telling, found: Reasoning) -> Iterator[Line]:
    rest = len(found.items) - _ITEMS
    if rest > 0:
        yield line(f"and {rest} more, which {are(rest)} in the JSON (`--format json`)")
    for one in found.left_out[:_ITEMS]:
        yield BLANK
        yield from _left_out(telling, one)


def _left_out(telling: Telling, one: LeftOut) -> Iterator[Line]:
    yield line(Piece(one.label, Style.TITLE), ": not looked at, since the rule is not for it")
    yield from step_lines(telling, one.step, 2)


def _closing(found: Reasoning, width: int) -> Iterator[Line]:
    """What was taken for granted, and of what is not as it should be the sources, the reasons and what to do."""
    outcomes = [limb.outcome for item in found.items for limb in item.limbs]
    yield BLANK
    for text in dict.fromkeys(said for outcome in outcomes for said in outcome.assumptions):
        yield from wrapped(sentence(text), width, indent=4, lead=Piece("Taken for granted: ", Style.QUIET))
    open_ = [one for one in outcomes if one.verdict in (Verdict.BREACHED, Verdict.FLAGGED, Verdict.UNDETERMINED)]
    yield from reasons(open_, width)
    yield from or_explain([one for one in open_ if one.verdict is Verdict.BREACHED], found.result, width)
