"""A rule as its author wrote it: its parts by name, and the nodes in each that stand for words of theirs.

What the language itself puts in for a word (which criteria `quality weight` counts) is no part of the policy.
"""

from collections.abc import Collection, Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.base.trees import field_names
from policyspec.ir import nodes as ir


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule: which it is, in words, and the condition or collection. A rule's only duty needs no word."""

    where: str  # `limb b`, `applies when`, `the exception`, …; empty: the only limb
    root: ir.Condition | ir.Collection
    limb: ir.Limb | None = None


def parts(rule: ir.Rule) -> Iterator[Part]:
    """The parts of a rule that hold conditions, in order."""
    for binding in rule.scope:
        yield Part("`for each`", binding.over)
        if binding.where is not None:
            yield Part("`for each`", binding.where)
    yield from (Part("`applies when`", condition) for condition in rule.applies)
    yield from (Part("`except when`", condition) for condition in rule.exceptions)
    for limb in rule.limbs:
        where = limb_words(rule, limb)
        if limb.when is not None:
            yield Part(f"`when` of {where or 'the limb'}", limb.when, limb)
        yield Part(where, limb.duty, limb)


def limb_words(rule: ir.Rule, limb: ir.Limb) -> str:
    """`limb b`; empty for the only one."""
    return f"limb {limb.label}" if len(rule.limbs) > 1 else ""


def own_files(rule: ir.Rule) -> frozenset[str]:
    """The file in which a rule is written; what it takes from others is theirs to test."""
    return frozenset({rule.span.file})


def is_own(node: object, files: Collection[str]) -> bool:
    """Whether a node stands in these files, or is declared in them. One without a place is where it is used."""
    span = getattr(node, "declared", None) or getattr(node, "span", None)
    return span is None or span.file in files


def authored(root: object, files: Collection[str]) -> Iterator[object]:
    """Every node under this one that stands for words in these files, itself first, in the order of the text.

    A table, a timeline, a parameter or a definition of another policy is left out, with all that is in it.
    """
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(reversed(node))
        elif is_own(node, files) and (names := inner(node)) is not None:
            yield node
            waiting.extend([getattr(node, name) for name in reversed(names)])


def inner(node: object) -> tuple[str, ...] | None:
    """The fields of a node that hold words of the author's; None for what is no node."""
    kind: type = type(node)
    names = field_names(kind, ir.__name__)
    match node:
        case ir.ClassRatio():
            return ()
        case ir.Aggregate(value=ir.Fact(span=span)) if span == node.span:
            return ()
        case _:
            return names
