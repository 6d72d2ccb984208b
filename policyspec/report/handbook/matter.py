"""What a handbook is made from, and how its parts hang together: rules, policies, sources, examples."""

from collections.abc import Mapping, Sequence

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.source import Source, Span
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.outcomes import Citation, Verdict
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.report.english.expressions import weights_of
from policyspec.report.rules import Declared, declared
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Example:
    """A case of the policy's tests, as far as it is about one rule.

    `differs`: what it changes in its tender, in words. `outcomes`: verdict and sentence of each that it expects.
    `holds`: whether the case passes. `waits_for`: the facts that would settle what is undetermined.
    """

    title: str
    span: Span
    differs: tuple[str, ...]
    outcomes: tuple[tuple[Verdict, str], ...]
    holds: bool = True
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handbook:
    """Policies without errors, and what their tests say of each rule, by its full id."""

    rulebook: ir.Rulebook
    files: tuple[ast.PolicyFile, ...]
    sources: tuple[Source, ...]
    vocabulary: Vocabulary
    examples: Mapping[str, Sequence[Example]] = field(default_factory=dict)
    within: str = ""  # the folder that is left out where a file is named

    def rules(self) -> list[Declared]:
        """Every rule with its text, in the order of the rulebook."""
        return declared(self.rulebook, self.files, self.sources)

    def policies(self) -> list[ast.PolicyFile]:
        return [file for file in self.files if file.policy is not None]

    def file_of(self, rule: ir.Rule) -> ast.PolicyFile | None:
        policy = policy_of(rule.id)
        return next((file for file in self.policies() if file.policy and file.policy.id == policy), None)

    def source_of(self, file: ast.PolicyFile) -> Source | None:
        return next((source for source in self.sources if source.name == file.file), None)

    def place(self, span: Span) -> str:
        """`policies/care.policy, line 12`."""
        return f"{self.name(span.file)}, line {span.line}"

    def name(self, file: str) -> str:
        return file.removeprefix(self.within)

    def text(self, span: Span) -> str:
        """The lines of a stretch of a policy, as written."""
        source = next((source for source in self.sources if source.name == span.file), None)
        if source is None:
            return ""
        last = max(span.end_line - (span.end_column == 1), span.line)
        return "\n".join(source.line(number) for number in range(span.line, last + 1)).rstrip()


def policy_of(rule: str) -> str:
    """The id of a rule's policy."""
    return rule.partition("#")[0]


def citations(rule: ir.Rule) -> list[Citation]:
    """The sources of a rule and of its limbs, each once."""
    return list(dict.fromkeys([*rule.citations, *(cited for limb in rule.limbs for cited in limb.citations)]))


def facts(rule: ir.Rule, vocabulary: Vocabulary) -> list[FactInfo]:
    """The facts and lists that a rule looks at, each once; those that are worked out come first."""
    derived: dict[tuple[str, str], FactInfo] = {}
    found: dict[tuple[str, str], FactInfo] = {}
    for each in walk((rule.scope, rule.applies, rule.exceptions, rule.limbs, rule.judged_on)):
        if isinstance(each, ir.Fact | ir.Members | ir.Scalars | ir.Step):
            found.setdefault((each.info.owner, each.info.key), each.info)
        elif isinstance(each, ir.Aggregate | ir.ClassRatio) and (weights := weights_of(each)) is not None:
            keys = [(entity_of_item(weights[0]), f"{name} weight".replace(" ", "_")) for name in weights[1]]
            derived |= {key: vocabulary.facts[key] for key in keys if key in vocabulary.facts}
    return [*derived.values(), *(info for key, info in found.items() if key not in derived)]


def entity_of_item(item: ir.ItemExpr) -> str:
    return item.entity if isinstance(item, ir.Var) else item.info.type.entity or ""


def parameters(rule: ir.Rule) -> dict[str, ir.Const]:
    """The parameters that a rule rests on, with the values that it has of them."""
    return {node.name: node for node in walk(rule) if isinstance(node, ir.Const) and node.name is not None}


def thresholds(rule: ir.Rule) -> dict[str, ir.Threshold]:
    return {node.name: node for node in walk(rule) if isinstance(node, ir.Threshold)}


def tables(rule: ir.Rule) -> dict[str, ir.Lookup]:
    return {node.table: node for node in walk(rule) if isinstance(node, ir.Lookup)}


def changes(handbook: Handbook, rule: str) -> list[tuple[ast.PolicyFile, ast.Change]]:
    """What policies change in a rule."""
    return [
        (file, node)
        for file in handbook.policies()
        for node in file.declarations
        if isinstance(node, ast.Change) and target(node.rule, file) == rule
    ]


def target(rule: ast.RuleRef, file: ast.PolicyFile) -> str:
    """The full id of the rule that a change in a file is about."""
    return f"{rule.policy or (file.policy.id if file.policy else '')}#{rule.rule}"


def seen_from(rule: ir.Rule, handbook: Handbook) -> list[ast.PolicyFile]:
    """The policies whose names a rule may say: its own and those that change it, then those that these use."""
    by_id = {file.policy.id: file for file in handbook.policies() if file.policy}
    own = by_id.get(policy_of(rule.id))
    speaking = [*([own] if own else []), *(file for file, _ in changes(handbook, rule.id))]
    used = [by_id.get(node.policy) for file in speaking for node in file.declarations if isinstance(node, ast.Use)]
    found = {file.file: file for file in [*speaking, *used] if file is not None}
    return list(found.values())


def notes(file: ast.PolicyFile, line: int) -> str:
    """The comment that stands just above a line, as a paragraph for each of its own."""
    found = {comment.span.line: comment.text for comment in file.comments if comment.own_line}
    rows: list[str] = []
    while (line := line - 1) in found:
        rows.insert(0, found[line].lstrip("#").strip())
    return "\n".join(rows).strip()
