"""Duties and flags: the limbs of a rule."""

from collections.abc import Sequence
from string import ascii_lowercase

from policyspec.base.dataclasses import replace
from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_date
from policyspec.model.outcomes import Citation, Strength
from policyspec.model.values import Moment
from policyspec.passes import comparisons, conditions, names
from policyspec.passes.context import Context
from policyspec.passes.errors import rules as errors
from policyspec.passes.meaning import Mistake, Scalar
from policyspec.syntax import ast


def limbs(duties: Sequence[ast.Duty], flags: Sequence[ast.FlagWhen], at: Context) -> tuple[ir.Limb, ...] | None:
    """The limbs in the order of the text, labelled (a), (b), (c); None where one of them has a mistake."""
    found: list[ir.Limb | None] = []
    nodes: list[ast.Duty | ast.FlagWhen] = [*duties, *flags]
    for node in sorted(nodes, key=lambda n: (n.span.line, n.span.column)):
        found += [flag(node, at)] if isinstance(node, ast.FlagWhen) else duty(node, at)
    sound = [limb for limb in found if limb is not None]
    if len(sound) < len(found):
        return None
    return tuple(replace(limb, label=label(n)) for n, limb in enumerate(sound))


def label(number: int) -> str:
    """The letter of a limb by its place from 0: a, b, up to z, then aa."""
    rest, last = divmod(number, 26)
    return (label(rest - 1) if rest else "") + ascii_lowercase[last]


def flag(node: ast.FlagWhen, at: Context) -> ir.Limb | None:
    said = conditions.condition(node.condition, at)
    cites = tuple(citation(c) for c in node.cites)
    if said is None:
        return None
    return ir.Limb("", Strength.FLAG, said, None, None, cites, at.words(node.condition.span), node.span)


def duty(node: ast.Duty, at: Context) -> list[ir.Limb | None]:
    """A limb; with `each of` one for each fact."""
    terms = [_each(term) for term in node.alternatives]
    if len(terms) == 1:
        return [_limb(node, [said], words, at) for said, words in _single(terms[0], node.modal, at)]
    spans = node.alternatives[0].span.to(node.alternatives[-1].span)
    found = [said for term in terms for said in _joined(term, at)]
    return [_limb(node, found, at.words(spans), at)]


def _each(term: ast.DutyTerm) -> list[ast.DutyTerm]:
    """The terms that `each of measure, baseline of the outcome` stands for."""
    if not isinstance(term.subject, ast.EachOf):
        return [term]
    owner, span = term.subject.owner, term.span
    subjects: list[ast.Operand] = [
        ast.Name(fact, fact.span) if owner is None else ast.Of(fact, owner, fact.span) for fact in term.subject.facts
    ]
    return [ast.DutyTerm(subject, term.negated, term.predicate, span) for subject in subjects]


def _single(terms: list[ast.DutyTerm], modal: str, at: Context) -> list[tuple[ir.Condition | None, str]]:
    """Each term and its words; those of one fact of several are put together from the fact and the rest."""
    if len(terms) == 1:
        return [(_term(terms[0], at), at.words(terms[0].span))]
    words = [_spelt_out(term, modal, at) for term in terms]
    said = _every_term(terms, at)
    return [(one and replace(one, words=spelt), spelt) for one, spelt in zip(said, words, strict=True)]


def _spelt_out(term: ast.DutyTerm, modal: str, at: Context) -> str:
    """The words of one limb of several: `baseline of the outcome must be stated`."""
    assert isinstance(term.subject, ast.Of | ast.Name)  # one of the facts of `each of`
    assert term.predicate is not None
    owner = f" of {at.words(term.subject.owner.span)}" if isinstance(term.subject, ast.Of) else ""
    verb = f" {modal} not be " if term.negated else f" {modal} be "
    return at.words(term.subject.span) + owner + verb + at.words(term.predicate.span)


def _joined(terms: list[ast.DutyTerm], at: Context) -> list[ir.Condition | None]:
    """One alternative: all that it asks for together."""
    found = _every_term(terms, at)
    sound = tuple(said for said in found if said is not None)
    if len(sound) < len(found):
        return [None]
    return [sound[0] if len(sound) == 1 else ir.And(sound, at.words(terms[0].span), terms[0].span)]


def _every_term(terms: list[ast.DutyTerm], at: Context) -> list[ir.Condition | None]:
    """Each term. What they share, a wrong predicate or an owner that is not there, is said of the first alone."""
    found: list[ir.Condition | None] = []
    for term in terms:
        before = len(at.findings.diagnostics)
        has_failed = None in found
        found.append(_term(term, at))
        if has_failed:
            later = at.findings.diagnostics[before:]
            at.findings.diagnostics[before:] = [d for d in later if d.span == term.subject.span]
    return found


def _term(term: ast.DutyTerm, at: Context) -> ir.Condition | None:
    match term.subject:
        case ast.There() as there:
            return conditions.there(there, at)
        case ast.EachOf():
            return None
        case subject:
            assert term.predicate is not None  # only `there must be …` has none
            return comparisons.comparison(subject, term.predicate, term.span, at, negated=term.negated)


def _limb(node: ast.Duty, alternatives: Sequence[ir.Condition | None], words: str, at: Context) -> ir.Limb | None:
    when = conditions.condition(node.when, at) if node.when is not None else None
    explain = explained(node.explain, at)
    sound = tuple(said for said in alternatives if said is not None)
    if len(sound) < len(alternatives) or (node.when is not None and when is None) or explain is Mistake.SAID:
        return None
    said = sound[0] if len(sound) == 1 else ir.Or(sound, words, node.span)
    shown = f"{words} when {when.words}" if when is not None else words
    cites = tuple(citation(c) for c in node.cites)
    return ir.Limb("", Strength(node.modal), said, when, explain, cites, shown, node.span)


def explained(node: ast.OrExplain | None, at: Context) -> ir.Explain | Mistake | None:
    """`or explain`, `or explain in F`; None where there is none."""
    if node is None or node.fact is None:
        return None if node is None else ir.Explain(None)
    match names.meaning(node.fact, at):
        case None:
            return Mistake.SAID
        case Scalar(ir.Fact() as fact):
            return ir.Explain(fact)
        case _:
            at.say(errors.explained_nowhere(at.words(node.fact.span), node.fact.span))
            return Mistake.SAID


def citation(node: ast.Cite) -> Citation:
    checked = ""
    if node.checked_on is not None:
        checked = f"checked on {spell_date(Moment(node.checked_on))}"
    elif node.checked_in is not None:
        checked = f"checked in {node.checked_in}"
    elif node.not_checked:
        checked = "not checked"
    return Citation(node.title, node.locators, node.url, checked)
