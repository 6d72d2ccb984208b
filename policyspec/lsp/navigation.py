"""Where a name is declared, where it is used, and its renaming, in all files that may speak of it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from policyspec.base.source import Span
from policyspec.lsp.analysis import Analysis
from policyspec.lsp.meaning import Meaning
from policyspec.lsp.occurrences import PolicyId, RuleId
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.passes.declare import in_vocabulary
from policyspec.passes.declared import Definition, OwnFact, Parameter, Table, Threshold
from policyspec.passes.words import plural_of
from policyspec.syntax import ast
from policyspec.syntax.keywords import NOT_FIRST, RESERVED

Target = tuple[str, str, str]  # what kind of name, its policy, and the name folded

_WEIGHT = "weight"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[^\W\d_][\w'’/-]*(?: [^\W\d_][\w'’/-]*)*")


def target(meant: Meaning | None) -> Target | None:
    """What can be looked up and renamed: something that a policy declares."""
    match meant:
        case Parameter() | Threshold() | Definition() | OwnFact() | Table():
            return "name", meant.policy, fold(meant.name)
        case RuleId(policy, rule):
            return "rule", policy, fold(rule)
        case PolicyId(policy):
            return "policy", policy, fold(policy)
        case _:
            return None


def target_at(analysis: Analysis, offset: int) -> Target | None:
    found = analysis.at(offset)
    return target(analysis.meaning(found)) if found is not None else None


def declaration(analysis: Analysis, offset: int) -> Span | None:
    """Where what stands at a place is declared."""
    found = analysis.at(offset)
    meant = analysis.meaning(found) if found is not None else None
    match meant:
        case Parameter() | Threshold() | Definition() | OwnFact() | Table():
            return meant.span
        case RuleId():
            return rule_span(meant, analysis.files)
        case PolicyId(policy):
            files = analysis.files
            return next((f.policy.id_span for f in files if f.policy is not None and f.policy.id == policy), None)
        case _:
            return None


def rule_span(found: RuleId, files: Iterable[ast.PolicyFile]) -> Span | None:
    """Where the id of a rule is declared."""
    for file in files:
        for node in file.declarations if file.policy is not None and file.policy.id == found.policy else ():
            if isinstance(node, ast.Rule) and node.id == found.rule:
                return node.id_span
    return None


def uses(aim: Target, family: Iterable[Analysis], *, declared: bool = True) -> Iterator[tuple[Analysis, Span]]:
    """Each place in these policies that names something. `declared`: that of its declaration too."""
    for analysis in family:
        seen: set[Span] = set()
        for one in analysis.occurrences:
            if one.span in seen or target(analysis.meaning(one)) != aim:
                continue
            seen.add(one.span)
            if declared or not getattr(one, "declares", False):
                yield analysis, one.span


def same_here(analysis: Analysis, offset: int) -> list[Span]:
    """Every place in this text that names the same as the one at a place; facts of the vocabulary too."""
    found = analysis.at(offset)
    meant = analysis.meaning(found) if found is not None else None
    if meant is None:
        return []
    aim = target(meant)
    if aim is not None:
        return [span for _, span in uses(aim, [analysis])]
    return [one.span for one in analysis.occurrences if analysis.meaning(one) == meant]


# --- renaming -----------------------------------------------------------------------------------------------------


def why_not(aim: Target, new: str, family: Sequence[Analysis]) -> str | None:
    """Why something cannot be called so, in words; None where it can."""
    kind, policy, _ = aim
    if kind != "name":
        shape = _SLUG.fullmatch(new) if kind == "rule" else all(_SLUG.fullmatch(part) for part in new.split("/"))
        if not shape:
            return f"`{new}` is no id: write small letters, digits and hyphens, like `time-to-bid`"
        taken = kind == "rule" and any(new in one.names.rules.get(policy, ()) for one in family)
        return f"{policy} has a rule `{new}` already" if taken else None
    if not _NAME.fullmatch(new):
        return f"`{new}` is no name: write words with single blanks between them"
    word = next((w for w in new.casefold().split() if w in RESERVED), None)
    if word is None and new.casefold().split()[0] in NOT_FIRST:
        word = new.split(maxsplit=1)[0]
    if word is not None:
        return f"a name cannot have the word `{word}` there"
    for one in family:
        if of := in_vocabulary(fold(new), one.names.vocabulary):
            return f"`{new}` is a word of the vocabulary already: {of}"
        if one.names.find(new):
            return f"`{new}` is declared already"
    return None


def renamed(analysis: Analysis, span: Span, aim: Target, new: str) -> str:
    """What is to stand in place of a use: the new name in the plural where the old one stands so."""
    kind, _, name = aim
    start, end = analysis.page.text.offsets(span)
    written = fold(analysis.page.text.content[start:end])
    if kind != "name" or written == name:
        return new
    if name == f"{written} {_WEIGHT}":  # a side of `the quality:cost ratio`
        return new.removesuffix(f" {_WEIGHT}")
    return plural_of(new, _nouns(analysis.names.vocabulary))


def _nouns(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    return [(entity.singular, entity.plural) for entity in vocabulary.entities.values()]
