"""The outline of a policy: its header, its declarations, and the limbs of each rule."""

from lsprotocol import types as lsp

from policyspec.base.source import Span
from policyspec.base.visible import visible
from policyspec.lsp.analysis import Analysis
from policyspec.lsp.text import Text
from policyspec.syntax import ast

_KINDS: dict[type, lsp.SymbolKind] = {
    ast.Use: lsp.SymbolKind.Module,
    ast.Parameter: lsp.SymbolKind.Variable,
    ast.Threshold: lsp.SymbolKind.Constant,
    ast.FactDecl: lsp.SymbolKind.Property,
    ast.Define: lsp.SymbolKind.Class,
    ast.Table: lsp.SymbolKind.Struct,
    ast.Rule: lsp.SymbolKind.Function,
    ast.Change: lsp.SymbolKind.Operator,
}


def outline(analysis: Analysis) -> list[lsp.DocumentSymbol]:
    text = analysis.page.text
    symbols = [_symbol(node, text) for node in analysis.file.declarations]
    policy = analysis.file.policy
    if policy is None:
        return symbols
    head = _made(policy.title or policy.id, policy.id, lsp.SymbolKind.Namespace, policy.span, policy.id_span, text)
    return [head, *symbols]


def _symbol(node: ast.Declaration, text: Text) -> lsp.DocumentSymbol:
    name, detail, place = _called(node)
    symbol = _made(name, detail, _KINDS[type(node)], node.span, place, text)
    if isinstance(node, ast.Rule):
        symbol.children = [_limb(limb, text) for limb in _limbs(node)]
    return symbol


def _called(node: ast.Declaration) -> tuple[str, str, Span]:
    """Its name, what is shown beside it, and where the name stands."""
    match node:
        case ast.Use(policy=policy, id_span=span):
            return policy, "use", span
        case ast.Rule(id=id_, title=title, id_span=span):
            return id_, title or "", span
        case ast.Change(action=action, rule=rule):
            return rule.rule, f"{action} rule", rule.span
        case ast.Table(name=name, decides=decides):
            return name.words, f"decides {decides.words}", name.span
        case ast.Parameter(name=name, value=value):
            return name.words, value.text, name.span
        case ast.Threshold(name=name) | ast.FactDecl(name=name) | ast.Define(name=name):
            return name.words, type(node).__name__.removesuffix("Decl").casefold(), name.span


def _limbs(rule: ast.Rule) -> list[ast.Duty | ast.FlagWhen]:
    return [*rule.duties, *rule.flags]


def _limb(limb: ast.Duty | ast.FlagWhen, text: Text) -> lsp.DocumentSymbol:
    start, end = text.offsets(limb.span)
    words = " ".join(text.content[start:end].split())
    kind = lsp.SymbolKind.Event if isinstance(limb, ast.FlagWhen) else lsp.SymbolKind.Field
    return _made(words, "", kind, limb.span, limb.span, text)


def _made(name: str, detail: str, kind: lsp.SymbolKind, whole: Span, place: Span, text: Text) -> lsp.DocumentSymbol:
    """The protocol asks that the name stands within the whole, and that it is not blank."""
    start, end = text.offsets(whole)
    first, last = text.offsets(place)
    return lsp.DocumentSymbol(
        visible(name) or "…",
        kind,
        text.range(min(start, first), max(end, last)),
        text.range(first, last),
        detail=visible(detail) or None,
    )
