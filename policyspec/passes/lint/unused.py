"""Names that nothing uses. A policy without rules, and one that others use, declares names for others."""

from collections.abc import Mapping, Sequence

from policyspec.base.diagnostics import has_errors
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
        for declared in dict.fromkeys(library[id_].own.values()) if has_rules and id_ not in used else ():
            if not isinstance(declared, OwnFact) and (id_, fold(declared.name)) not in findings.used:
                findings.say(lint.unused(_kind(declared), declared.name, declared.span))


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
        case Table() | OwnFact():
            return "table"
