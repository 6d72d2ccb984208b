"""Mutants of a rule: the rule with one small change each, by which tests show whether they would notice it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policyspec.analysis.authored import inner, limb_words
from policyspec.analysis.edits import Edit, edits, less, opposite, other, windows, with_field
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one change. `key` is the same under other parameters; `change` says it and is one of its rule's."""

    key: Path
    change: str
    rule: ir.Rule


@dataclass(frozen=True, slots=True)
class _Made:
    """A tree with one change: where it is, and the words around it."""

    path: Path
    words: str
    around: str
    tree: object


def mutants(rule: ir.Rule) -> tuple[Mutant, ...]:
    """Every mutant of a rule, in the order of its text."""
    made = [*_scope(rule), *_whether(rule), *_limbs(rule)]
    return tuple(_distinct(made))


def _distinct(made: list[_Made]) -> Iterator[Mutant]:
    """With a sentence of its own for each: what is said twice is said with the words around it, then with a number."""
    once = Counter(one.words for one in made)
    fuller = [one.words if once[one.words] == 1 else f"{one.words} in {one.around}" for one in made]
    told = Counter[str]()
    for one, words in zip(made, fuller, strict=True):
        told[words] += 1
        assert isinstance(one.tree, ir.Rule)
        yield Mutant(one.path, words if told[words] == 1 else f"{words} ({told[words]})", one.tree)


# --- the parts of a rule ------------------------------------------------------------------------------------------


def _scope(rule: ir.Rule) -> Iterator[_Made]:
    for n, binding in enumerate(rule.scope):
        for one in _in(binding.over, "`for each`"):
            yield _put(rule, "scope", n, with_field(binding, "over", one.tree), one)
        if binding.where is not None:
            gone = _Made((), f"`where {binding.where.words}` was left out", "`for each`", None)
            yield _put(rule, "scope", n, replace(binding, where=None), gone)
            for one in _in(binding.where, "`for each`"):
                yield _put(rule, "scope", n, with_field(binding, "where", one.tree), one)


def _whether(rule: ir.Rule) -> Iterator[_Made]:
    """The changes of whether a rule applies."""
    for name, said in (("applies", "applies when"), ("exceptions", "except when")):
        conditions: tuple[ir.Condition, ...] = getattr(rule, name)
        for n, condition in enumerate(conditions):
            without = with_field(rule, name, less(conditions, n))
            yield _Made((name, n, "less"), f"`{said} {condition.words}` was left out", f"`{said}`", without)
            for one in _in(condition, f"`{said}`"):
                yield _put(rule, name, n, one.tree, one)
    for n, higher in enumerate(rule.yields_to):
        without = replace(rule, yields_to=less(rule.yields_to, n))
        yield _Made(("yields", n), f"`{higher.rule}` no longer prevailed over it", "", without)
    for edit in windows(rule.in_force):
        yield _Made(("in force", edit.tag), edit.words, "", with_field(rule, "in_force", edit.node))


def _limbs(rule: ir.Rule) -> Iterator[_Made]:
    for n, limb in enumerate(rule.limbs):
        where = limb_words(rule, limb) or "the rule"
        if len(rule.limbs) > 1:
            without = replace(rule, limbs=less(rule.limbs, n))
            yield _Made(("limbs", n, "less"), f"{where} was left out", "", without)
        for one in _of_limb(limb, where):
            yield _put(rule, "limbs", n, one.tree, one)


def _of_limb(limb: ir.Limb, where: str) -> Iterator[_Made]:
    match limb.strength:
        case Strength.MUST | Strength.SHOULD as was:
            now = Strength.SHOULD if was is Strength.MUST else Strength.MUST
            yield _Made(("strength",), f"`{was}` became `{now}`", where, replace(limb, strength=now))
        case Strength.FLAG:
            pass
    if limb.explain is not None:
        yield _Made(("explain",), "`or explain` was left out", where, replace(limb, explain=None))
        if limb.explain.fact is not None:
            words = f"`in {limb.explain.fact.words}` was left out after `or explain`"
            yield _Made(("explain in",), words, where, replace(limb, explain=ir.Explain(None)))
    if limb.when is not None:
        yield _Made(("when", "less"), f"`when {limb.when.words}` was left out", where, replace(limb, when=None))
        for one in _in(limb.when, f"`when` of {where}"):
            yield replace(one, path=("when", *one.path), tree=with_field(limb, "when", one.tree))
    for one in _in(limb.duty, where):
        yield replace(one, path=("duty", *one.path), tree=with_field(limb, "duty", one.tree))


def _put(rule: ir.Rule, name: str, n: int, part: object, made: _Made) -> _Made:
    """The rule with one of its parts changed."""
    changed = with_field(rule, name, other(getattr(rule, name), n, part))
    return replace(made, path=(name, n, *made.path), tree=changed)


# --- one change at one place of a tree ----------------------------------------------------------------------------


def _in(node: object, around: str, *, turned: bool = False) -> Iterator[_Made]:
    """Every tree that differs from this one by one change. `turned`: it stands in a `not`, which is changed itself."""
    for edit in _at(node, turned=turned):
        yield _Made((edit.tag,), edit.words, around, edit.node)
    for name in inner(node) or ():
        child = getattr(node, name)
        if isinstance(child, tuple):
            for n, member in enumerate(child):
                for one in _in(member, around):
                    yield replace(
                        one, path=(name, n, *one.path), tree=with_field(node, name, other(child, n, one.tree))
                    )
        else:
            for one in _in(child, around, turned=isinstance(node, ir.Not)):
                yield replace(one, path=(name, *one.path), tree=with_field(node, name, one.tree))


def _at(node: object, *, turned: bool) -> Iterator[Edit]:
    yield from edits(node)
    if not turned and (edit := opposite(node)) is not None:
        yield edit
