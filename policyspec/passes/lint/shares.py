"""A share of things that are told apart by their value, counted by their number."""

from collections.abc import Iterable

from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.types import Kind
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint


def look(nodes: Iterable[object], findings: Findings) -> None:
    """`nodes`: all of the rules' Core IR."""
    for share in dict.fromkeys(node for node in nodes if isinstance(node, ir.Share)):
        entity = _entity(share.over)
        if share.value is None and entity is not None and _looks_at_value(share.member):
            findings.say(lint.counted_not_weighed(share.words, entity, share.span))


def _entity(over: ir.Collection) -> str | None:
    match over:
        case ir.Members(info=info):
            return info.type.entity
        case ir.Filtered(inner):
            return _entity(inner)
        case ir.Projected() | ir.Scalars():
            return None


def _looks_at_value(member: ir.Condition) -> bool:
    """Whether what belongs to the class is told by what it is worth."""
    facts = (node.info for node in walk(member) if isinstance(node, ir.Fact))
    return any(info.key == "value" and info.type.kind is Kind.MONEY for info in facts)
