"""`subject to` and `despite`: which rule gives way to which. The priorities make no circle."""

from collections.abc import Mapping

from policyspec.base.dataclasses import replace
from policyspec.ir import nodes as ir
from policyspec.passes import layers
from policyspec.passes.errors import names as errors
from policyspec.passes.rules import Elaborated
from policyspec.syntax import ast

#: A priority: the rule that gives way, the one that prevails, and who says so.
Edge = tuple[str, str, Elaborated, ast.RuleRef]


def settle(rules: Mapping[str, Elaborated]) -> dict[str, Elaborated]:
    """The rules with those to which each gives way."""
    edges = [edge for rule in rules.values() for edge in _edges(rule, rules)]
    _say_circles(edges)
    settled = dict(rules)
    for low, high, speaker, ref in edges:
        same_item = _same_item(rules[low], rules[high], speaker, ref)
        if same_item is not None:
            rule = settled[low].rule
            yields = dict.fromkeys((*rule.yields_to, ir.Yield(high, same_item)))
            settled[low] = replace(settled[low], rule=replace(rule, yields_to=tuple(yields)))
    return settled


def _edges(speaker: Elaborated, rules: Mapping[str, Elaborated]) -> list[Edge]:
    found: list[Edge] = []
    own = speaker.rule.id
    for ref in speaker.node.subject_to:
        other = _id(ref, speaker)
        if other is not None and other in rules:
            found.append((own, other, speaker, ref))
    for ref in speaker.node.despite:
        other = _id(ref, speaker)
        if other is not None and other in rules:
            found.append((other, own, speaker, ref))
    return found


def _id(ref: ast.RuleRef, speaker: Elaborated) -> str | None:
    return f"{ref.policy or speaker.policy}#{ref.rule}" if layers.known(ref, speaker.at) else None


def _same_item(low: Elaborated, high: Elaborated, speaker: Elaborated, ref: ast.RuleRef) -> bool | None:
    """Whether the one prevails item by item; None, with a word, where their items are not the same."""
    if not high.rule.scope:
        return False
    if _items(low.rule) == _items(high.rule):
        return True
    item = high.rule.scope[-1].var
    speaker.at.say(errors.unlike_scopes(high.rule.id, item, low.rule.id, ref.span))
    return None


def _items(rule: ir.Rule) -> list[str]:
    """The lists through which a rule goes, outermost first."""
    return [binding.over.info.key for binding in rule.scope if isinstance(binding.over, ir.Members)]


def _say_circles(edges: list[Edge]) -> None:
    """One diagnostic for each circle, at the priority that closes it."""
    above: dict[str, list[str]] = {}
    for low, high, speaker, ref in edges:
        path = _path(high, low, above)
        if path is not None:
            speaker.at.say(errors.cycle([low, *path], ref.span))
        else:
            above.setdefault(low, []).append(high)


def _path(start: str, goal: str, above: Mapping[str, list[str]]) -> list[str] | None:
    """A way from one rule up to another."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == goal:
            return way
        for higher in above.get(way[-1], ()):
            if higher not in seen:
                seen.add(higher)
                ways.append([*way, higher])
    return None
