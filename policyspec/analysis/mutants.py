"""Mutants of a rule: the rule with one small change each, by which tests show whether they would notice it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import partial

from policyspec.analysis.authored import inner, is_own, limb_words, own_files
from policyspec.analysis.edits import Edit, edits, less, opposite, other, windows, with_field
from policyspec.base.dataclasses import dataclass, replace
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
    """A tree with one change: where it is, in which part of the rule, and the words of the condition around it."""

    path: Path
    words: str
    where: str
    tree: object
    inside: str = ""

    def told(self) -> tuple[str, ...]:
        """The change in words, and in words that tell more of its place, for where another is told alike."""
        return self.words, f"{self.words} in {self.where}", f"{self.words} in `{self.inside or self.where}`"


def mutants(rule: ir.Rule, files: Collection[str] = ()) -> tuple[Mutant, ...]:
    """Every mutant of a rule, in the order of its text. `files`: as of `points`."""
    files = files or own_files(rule)
    whole = [*_scope(rule, files), *_whether(rule, files)] if is_own(rule, files) else []
    made = [*whole, *_limbs(rule, files)]
    return tuple(_distinct([one for one in made if one.tree != rule]))


def _distinct(made: list[_Made]) -> Iterator[Mutant]:
    """With a sentence of its own for each: no longer than it needs, and with a number where all else is the same."""
    alike = Counter(words for one in made for words in set(one.told()))
    told = Counter[str]()
    for one in made:
        words = next((words for words in one.told() if alike[words] == 1), one.told()[-1])
        told[words] += 1
        assert isinstance(one.tree, ir.Rule)
        yield Mutant(one.path, words if told[words] == 1 else f"{words} ({told[words]})", one.tree)


# --- the parts of a rule ------------------------------------------------------------------------------------------


def _scope(rule: ir.Rule, files: Collection[str]) -> Iterator[_Made]:
    for n, binding in enumerate(rule.scope):
        for one in _in(binding.over, files, "`for each`"):
            yield _put(rule, "scope", n, with_field(binding, "over", one.tree), one)
        if binding.where is not None:
            gone = _Made((), f"`where {binding.where.words}` was left out", "`for each`", None)
            yield _put(rule, "scope", n, replace(binding, where=None), gone)
            for one in _in(binding.where, files, "`for each`"):
                yield _put(rule, "scope", n, with_field(binding, "where", one.tree), one)


def _whether(rule: ir.Rule, files: Collection[str]) -> Iterator[_Made]:
    """The changes of whether a rule applies."""
    for name, said in (("applies", "applies when"), ("exceptions", "except when")):
        conditions: tuple[ir.Condition, ...] = getattr(rule, name)
        for n, condition in enumerate(conditions):
            without = with_field(rule, name, less(conditions, n))
            yield _Made((name, n, "less"), f"`{said} {condition.words}` was left out", f"`{said}`", without)
            for one in _in(condition, files, f"`{said}`"):
                yield _put(rule, name, n, one.tree, one)
    for n, higher in enumerate(rule.yields_to):
        without = replace(rule, yields_to=less(rule.yields_to, n))
        yield _Made(("yields", n), f"`{higher.rule}` no longer prevailed over it", "", without)
    for edit in windows(rule.in_force):
        yield _Made(("in force", edit.tag), edit.words, "", with_field(rule, "in_force", edit.node))


def _limbs(rule: ir.Rule, files: Collection[str]) -> Iterator[_Made]:
    for n, limb in enumerate(rule.limbs):
        if not is_own(limb, files):
            continue
        where = limb_words(rule, limb) or "the rule"
        if len(rule.limbs) > 1:
            without = replace(rule, limbs=less(rule.limbs, n))
            yield _Made(("limbs", n, "less"), f"{where} was left out", "", without)
        for one in _of_limb(limb, where, files):
            yield _put(rule, "limbs", n, one.tree, one)


def _of_limb(limb: ir.Limb, where: str, files: Collection[str]) -> Iterator[_Made]:
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
        for one in _in(limb.when, files, f"`when` of {where}"):
            yield replace(one, path=("when", *one.path), tree=with_field(limb, "when", one.tree))
    for one in _in(limb.duty, files, where):
        yield replace(one, path=("duty", *one.path), tree=with_field(limb, "duty", one.tree))


def _put(rule: ir.Rule, name: str, n: int, part: object, made: _Made) -> _Made:
    """The rule with one of its parts changed."""
    changed = with_field(rule, name, other(getattr(rule, name), n, part))
    return replace(made, path=(name, n, *made.path), tree=changed)


# --- one change at one place of a tree ----------------------------------------------------------------------------


def _in(node: object, files: Collection[str], where: str, inside: str = "", within: object = None) -> Iterator[_Made]:
    """Every tree that differs from this one by one change in these files. `within`: the node that holds it."""
    if not is_own(node, files):
        return
    for edit in _at(node, within):
        yield _Made((edit.tag,), edit.words, where, edit.node, inside)
    inside = node.words if isinstance(node, ir.Condition) else inside
    for name in inner(node) or ():
        child = getattr(node, name)
        for path, part, put in _children(child):
            for one in _in(part, files, where, inside, node):
                yield replace(one, path=(name, *path, *one.path), tree=with_field(node, name, put(one.tree)))


def _children(child: object) -> Iterator[tuple[Path, object, Callable[[object], object]]]:
    """What stands in a field: its place there, and how the field comes to hold something else."""
    if isinstance(child, tuple):
        for n, member in enumerate(child):
            yield (n,), member, partial(other, child, n)
    else:
        yield (), child, lambda tree: tree


def _at(node: object, within: object) -> Iterator[Edit]:
    yield from edits(node, within)
    # What stands in a `not` is turned round with it.
    if not isinstance(within, ir.Not) and (edit := opposite(node)) is not None:
        yield edit
