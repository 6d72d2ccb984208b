"""Names that nothing uses. A policy without rules, and one that others use, declares names for others."""

from collections.abc import Mapping, Sequence

from policyspec.base.diagnostics import has_errors
from policyspec.base.trees import walk
from policyspec.model.vocabulary import fold
from policyspec.passes.context import Findings
from policyspec.passes.declare import policy_id
from policyspec.passes.declared import Declared, Definition, Names, OwnFact, Parameter, Table, Threshold
from policyspec.passes.errors import lint
from policyspec.syntax import ast


def look(files: Sequence[ast.PolicyFile], library: Mapping[str, Names], findings: Findings) -> None:
    if findings.unread or has_errors(findings.diagnostics) or any(_broken(file) for file in files):
        return  # a use may be what could not be understood
    used = {d.policy for file in files for d in file.declarations if isinstance(d, ast.Use)}
    for file in files:
        id_ = policy_id(file)
        has_rules = any(isinstance(d, ast.Rule) for d in file.declarations)
        if has_rules and id_ not in used:
            mine = dict.fromkeys(library[id_].own.values())
            said = _said(files) if any(isinstance(declared, OwnFact) for declared in mine) else frozenset()
            for declared in mine:
                if not _is_used(declared, said, findings):
                    findings.say(lint.unused(_kind(declared), declared.name, declared.span))
        _uses(file, files, library, findings)


def _is_used(declared: Declared, said: frozenset[str], findings: Findings) -> bool:
    if isinstance(declared, OwnFact):
        return not said.isdisjoint({fold(declared.name), fold(declared.plural)})
    return (declared.policy, fold(declared.name)) in findings.used


def _said(files: Sequence[ast.PolicyFile]) -> frozenset[str]:
    """Every phrase that stands in a rule, a definition, a table or a header."""
    parts = [d for file in files for d in (file.policy, *file.declarations) if not isinstance(d, ast.FactDecl)]
    return frozenset(fold(node.words) for node in walk(tuple(parts), ast.__name__) if isinstance(node, ast.Phrase))


def _uses(
    file: ast.PolicyFile, files: Sequence[ast.PolicyFile], library: Mapping[str, Names], findings: Findings
) -> None:
    """A `use` of a policy that has only names, of which none is said here. The rules of one that has any are judged."""
    by_id = {policy_id(each): each for each in files}
    for use in (d for d in file.declarations if isinstance(d, ast.Use) and d.policy in by_id):
        declared = by_id[use.policy].declarations
        wanted = use.settings or any(isinstance(d, ast.Rule | ast.Use) for d in declared)
        if wanted or use.policy not in library or not library[use.policy].own:
            continue
        if _said([file]).isdisjoint(library[use.policy].own):
            findings.say(lint.unused_policy(use.policy, use.id_span))


def _broken(file: ast.PolicyFile) -> bool:
    """Whether some of the file could not be read."""
    parts = [d for d in file.declarations if isinstance(d, ast.Rule | ast.Change | ast.Table)]
    return file.broken or bool(file.broken_names) or any(part.broken for part in parts)


def _kind(declared: Declared) -> str:
    match declared:
        case Parameter():
            return "parameter"
        case Threshold():
            return "threshold"
        case Definition():
            return "definition"
        case Table():
            return "table"
        case OwnFact():
            return "fact"
