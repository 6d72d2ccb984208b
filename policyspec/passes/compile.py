"""From policies as written to the rulebook that engines take: names resolved, types checked, sentences lowered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic, in_order
from policyspec.base.source import Source
from policyspec.ir import nodes as ir
from policyspec.ir.basis import first_basis
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.passes import check, declare, facts, layers, priorities, rules, settings
from policyspec.passes.allow import allowed
from policyspec.passes.context import TENDER, Context, Findings, Variables, lines_of
from policyspec.passes.declared import Names
from policyspec.passes.errors import names as errors
from policyspec.passes.errors import rules as rule_errors
from policyspec.passes.lint import every_lint
from policyspec.passes.repeated import said_once
from policyspec.passes.rules import Elaborated
from policyspec.passes.words import Texts
from policyspec.syntax import ast


def compile_policies(
    files: Sequence[ast.PolicyFile],
    vocabulary: Vocabulary,
    sources: Mapping[str, Source],
    said: Iterable[Diagnostic] = (),
    on: date | None = None,
) -> tuple[ir.Rulebook, tuple[Diagnostic, ...]]:
    """The rulebook of the named policies and of all that they use, which `files` holds too.

    `sources` has each file's text under its name, for the author's words; `said` what reading the files said, so that
    one mistake gives one diagnostic: of a line that could not be read nothing further is said. A rule with a mistake
    is left out of the rulebook; a caller that goes on after an error judges by fewer rules. `on` is the day on which
    lints look at thresholds and at checks of sources; the rulebook does not rest on it. Pure.
    """
    findings = Findings(unread=lines_of(d for d in said if d.is_error))
    book = _Book(tuple(_used_first(files)), vocabulary, findings)
    texts = Texts(sources, {(c.span.file, c.span.line): c.span.column for f in files for c in f.comments})
    _declare_all(book)
    contexts = {id_: _context(names, book, texts) for id_, names in book.library.items()}
    elaborated = _rules(book, contexts)
    changed = layers.apply(elaborated, _layers(book, contexts))
    settled = priorities.settle(changed)
    for id_, at in contexts.items():
        check.declarations(book.library[id_], at)
    _say_undated(book, elaborated)
    check.depth(settled.values())
    every_lint(book.files, book.library, tuple(elaborated.values()), findings, on)
    once = said_once(findings.all(), book.files, book.library, findings, texts)
    found = allowed(once, book.files, whole=not findings.unread)
    return _rulebook(book, settled, files), tuple(in_order(found))


def used_policies(file: ast.PolicyFile) -> list[ast.Use]:
    """The policies that a file uses, for whoever loads them."""
    return [declaration for declaration in file.declarations if isinstance(declaration, ast.Use)]


def names_of_all(files: Sequence[ast.PolicyFile], vocabulary: Vocabulary) -> Mapping[str, Names]:
    """The names that each policy can see, by its id, for whoever looks something up in its text."""
    book = _Book(tuple(_used_first(files)), vocabulary, Findings())
    _declare_all(book)
    return book.library


@dataclass(frozen=True, slots=True)
class _Book:
    """A compilation: its files, used ones first, and what was gathered from them."""

    files: tuple[ast.PolicyFile, ...]
    vocabulary: Vocabulary
    findings: Findings
    library: dict[str, Names] = field(default_factory=dict)
    own_facts: list[FactInfo] = field(default_factory=list)
    own_codes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _used_first(files: Sequence[ast.PolicyFile]) -> list[ast.PolicyFile]:
    """The files with those that one uses before it; a circle of uses is broken where it closes."""
    by_id = {declare.policy_id(file): file for file in reversed(files)}
    ordered: dict[str, ast.PolicyFile] = {}
    opened: set[str] = set()

    def visit(id_: str) -> None:
        if id_ in opened or id_ not in by_id:
            return
        opened.add(id_)
        for use in used_policies(by_id[id_]):
            visit(use.policy)
        ordered[id_] = by_id[id_]

    for file in files:
        visit(declare.policy_id(file))
    return list(ordered.values())


def _declare_all(book: _Book) -> None:
    """Gathers the names of every policy; what one sees of the policies that it uses is there by then."""
    chosen = settings.of_all(book.files, book.findings)
    stated: dict[str, tuple[list[FactInfo], dict[str, tuple[str, ...]]]] = {}
    for file in book.files:
        nodes = [d for d in file.declarations if isinstance(d, ast.FactDecl)]
        id_ = declare.policy_id(file)
        stated[id_] = facts.own_facts(nodes, book.vocabulary, book.findings.diagnostics)
        book.own_facts.extend(stated[id_][0])
        book.own_codes.update(stated[id_][1])
        seen = [stated[u] for u in (id_, *(use.policy for use in used_policies(file))) if u in stated]
        visible = [info for infos, _ in seen for info in infos]
        codes = {name: members for _, lists in seen for name, members in lists.items()}
        vocabulary = book.vocabulary.with_own(visible, codes) if visible else book.vocabulary
        book.library[id_] = declare.names_of(file, vocabulary, chosen, book.library, book.findings.diagnostics)
    facts.say_unlike({id_: infos for id_, (infos, _) in stated.items()}, book.library, book.findings.diagnostics)


def _context(names: Names, book: _Book, texts: Texts) -> Context:
    return Context(names, book.library, texts, book.findings, Variables(), (TENDER,))


def _rules(book: _Book, contexts: Mapping[str, Context]) -> dict[str, Elaborated]:
    """Every rule of every policy, by its full id."""
    found: dict[str, Elaborated] = {}
    for file in book.files:
        first: dict[str, ast.Rule] = {}
        for node in file.declarations:
            if not isinstance(node, ast.Rule):
                continue
            if first.setdefault(fold(node.id), node) is not node:
                book.findings.say(errors.rule_twice(node.id, node.id_span, first[fold(node.id)].id_span))
                continue
            rule = rules.elaborate(node, file.policy, contexts[declare.policy_id(file)])
            if rule is not None:
                found[rule.rule.id] = rule
    return found


def _layers(book: _Book, contexts: Mapping[str, Context]) -> list[layers.Layer]:
    """The changes that policies make to the rules of others, in the order in which policies are used."""
    return [
        layers.Layer(node, contexts[declare.policy_id(file)])
        for file in book.files
        for node in file.declarations
        if isinstance(node, ast.Change)
    ]


def _say_undated(book: _Book, found: Mapping[str, Elaborated]) -> None:
    """Once for each policy that needs a date to be judged on, and names none."""
    for file in book.files:
        if file.policy is None or file.policy.broken:
            continue
        mine = [rule for rule in found.values() if rule.policy == file.policy.id]
        needed = next((span for rule in mine if (span := rules.needs_a_date(rule)) is not None), None)
        if needed is not None:
            book.findings.say(rule_errors.needs_a_date(file.policy.id, file.policy.id_span, needed))


def _rulebook(book: _Book, settled: Mapping[str, Elaborated], files: Sequence[ast.PolicyFile]) -> ir.Rulebook:
    """The rules in the order of declaration, the named policies' before those of policies that they use."""
    order = list(dict.fromkeys(declare.policy_id(file) for file in files))
    by_policy = [rule.rule for id_ in order for rule in settled.values() if rule.policy == id_]
    versions = {f.policy.id: f.policy.version for f in book.files if f.policy is not None}
    return ir.Rulebook(
        rules=tuple(by_policy),
        own_facts=tuple(book.own_facts),
        own_codes=tuple(book.own_codes.items()),
        policies=tuple((id_, versions[id_]) for id_ in order if id_ in versions),
        vat_basis=first_basis(tuple(by_policy)),
    )
