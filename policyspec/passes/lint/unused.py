"""Names that nothing uses. A policy without rules, and one that others use, declares names for others."""

from collections.abc import Mapping, Sequence

from policyspec.model.vocabulary import fold
from policyspec.passes.context import Findings
from policyspec.passes.declare import policy_id
from policyspec.passes.declared import Declared, Definition, Names, OwnFact, Parameter, Table, Threshold
from policyspec.passes.errors import lint
from policyspec.syntax import ast


def look(files: Sequence[ast.PolicyFile], library: Mapping[str, Names], findings: Findings) -> None:
    used = {d.policy for file in files for d in file.declarations if isinstance(d, ast.Use)}
    for file in files:
        id_ = policy_id(file)
        has_rules = any(isinstance(d, ast.Rule) for d in file.declarations)
        for declared in dict.fromkeys(library[id_].own.values()) if has_rules and id_ not in used else ():
            if not isinstance(declared, OwnFact) and (id_, fold(declared.name)) not in findings.used:
                findings.say(lint.unused(_kind(declared), declared.name, declared.span))


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
