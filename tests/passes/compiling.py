"""Short policies for the tests of names and types: text in, rules as `ir.dump` shows them or one diagnostic out."""

import re

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Source
from policyspec.ir import nodes as ir
from policyspec.ir.dump import lines
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import compile_policies
from policyspec.syntax import ast
from policyspec.syntax.parse import parse

HEADER = 'policy test/p "Test" version 1\n  judged on publication date\n  under "An Act" not checked\n'


def compiled(*texts: str) -> tuple[ir.Rulebook, list[Diagnostic]]:
    """The rulebook and all diagnostics of some policies; one without a header gets the usual one."""
    whole = [text if text.startswith(("policy ", "#")) else HEADER + text for text in texts]
    sources = {f"{n}.policy": Source(f"{n}.policy", text) for n, text in enumerate(whole)}
    files: list[ast.PolicyFile] = []
    found: list[Diagnostic] = []
    for source in sources.values():
        file, said = parse(source)
        files.append(file)
        found += said
    rulebook, said_later = compile_policies(files, standard(), sources, found)
    return rulebook, [*found, *said_later]


def sound(*texts: str) -> ir.Rulebook:
    """The rulebook of policies of which nothing is said but notes."""
    rulebook, said = compiled(*texts)
    assert [(d.code, d.message) for d in said if d.severity is not Severity.NOTE] == []
    return rulebook


def rule_of(text: str, *others: str, declarations: str = "") -> list[str]:
    """The one rule `r` of a policy, given its clauses, as lines; without its id and its judged date."""
    rulebook = sound(f'{declarations}\nrule r "R"\n{text}\n', *others)
    (rule,) = [rule for rule in rulebook.rules if rule.id == "test/p#r"]
    return [line.strip() for line in lines(rule) if "judged on" not in line and not line.startswith("rule ")]


def meant(sentence: str, *, scope: str = "", declarations: str = "") -> str:
    """What a condition means: a rule that flags it, as text."""
    (shown,) = [line for line in rule_of(f"{scope}\nflag when {sentence}", declarations=declarations) if "(a)" in line]
    return shown.removeprefix("(a) flag ")


def mistake(text: str, *others: str) -> Diagnostic:
    """The one diagnostic of a policy in which «…» stands around what it should speak of."""
    marked = text if text.startswith("policy ") else HEADER + text
    assert marked.count("«") == 1
    _, said = compiled(marked.replace("«", "").replace("»", ""), *others)
    assert len(said) == 1, [(str(d.span), d.code, d.message) for d in said]
    (found,) = said
    before, inside = re.split("[«]", marked)
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    assert found.span is not None
    assert (found.span.line, found.span.column) == (line, column), (found.code, str(found.span), found.message)
    if "»" in inside:
        assert found.span.end_column - found.span.column == inside.index("»")
    return found


def pairs(table: str) -> list[tuple[str, str]]:
    """Sentences and meanings: a block each, the sentence on its first line, the meaning on those below."""
    blocks = [block.strip().split("\n", 1) for block in table.strip().split("\n\n")]
    return [(sentence, " ".join(meaning.split())) for sentence, meaning in blocks]
