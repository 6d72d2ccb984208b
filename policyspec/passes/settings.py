"""`use … with quality floor is 70%`: values that a policy gives to the parameters of one that it uses."""

from collections.abc import Sequence

from policyspec.model.vocabulary import fold
from policyspec.passes.context import Findings
from policyspec.passes.declare import Settings, policy_id
from policyspec.passes.errors import names as errors
from policyspec.passes.errors import rules as rule_errors
from policyspec.syntax import ast


def of_all(files: Sequence[ast.PolicyFile], findings: Findings) -> Settings:
    """The settings of all uses, by policy and parameter. Two uses that set one parameter must agree."""
    parameters = {policy_id(file): _parameters(file) for file in files}
    chosen: dict[tuple[str, str], ast.Setting] = {}
    by: dict[tuple[str, str], str] = {}
    for file in files:
        for use in file.declarations:
            for setting in use.settings if isinstance(use, ast.Use) else ():
                assert isinstance(use, ast.Use)
                key = use.policy, fold(setting.name.words)
                if use.policy not in parameters:
                    continue
                if key[1] not in parameters[use.policy]:
                    known = parameters[use.policy].values()
                    findings.say(errors.no_such_parameter(setting.name.words, use.policy, setting.name.span, known))
                    continue
                first = chosen.setdefault(key, setting)
                if first.value.value != setting.value.value:
                    policies = (by[key], policy_id(file))
                    findings.say(rule_errors.set_twice(setting.name.words, policies, setting.span, first.span))
                by.setdefault(key, policy_id(file))
    return chosen


def _parameters(file: ast.PolicyFile) -> dict[str, str]:
    nodes = [d for d in file.declarations if isinstance(d, ast.Parameter)]
    return {fold(node.name.words): node.name.words for node in nodes}
