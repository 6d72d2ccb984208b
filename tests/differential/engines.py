"""The engines, each as what it makes of the cases of one rulebook: the rows of each tender, in order."""

from collections.abc import Callable, Iterator, Sequence

from policyspec.engines.interpret.judging import judge
from policyspec.engines.interpret.preparing import world_of
from policyspec.engines.interpret.scope import sites
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model.recorded import recorded
from policyspec.model.verdicts import Row
from tests.differential.cases import Case

Rows = tuple[Row, ...]
#: From cases of one rulebook to the rows of each.
Engine = Callable[[Sequence[Case]], list[Rows]]


def interpreted(cases: Sequence[Case]) -> list[Rows]:
    """What the interpreter judges, without its explanations: these take most of its time, and change no verdict."""
    return [tuple(_rows(case)) for case in cases]


def _rows(case: Case) -> Iterator[Row]:
    how, rulebook = case.how, case.book.rulebook
    world = world_of(rulebook, case.tender, case.book.vocabulary, how.gate, how.on, assume=how.assumptions)
    rules = {rule.id: rule for rule in rulebook.rules}
    for rule in rulebook.rules:
        yield from _rule_rows(world, rules, rule)


def _rule_rows(world: World, rules: dict[str, ir.Rule], rule: ir.Rule) -> Iterator[Row]:
    for site in sites(world, rule):
        notes = recorded(world.tender, rule.id, None if site.unseen else site.item.path)
        for limb in rule.limbs:
            yield Row(rule.id, limb.label, site.item.path, judge(rules, rule, limb, site, notes).possible)


def python(cases: Sequence[Case]) -> list[Rows]:
    from policyspec.engines.python import compile_rulebook

    compiled = compile_rulebook(cases[0].book.rulebook, cases[0].book.vocabulary)
    return [
        compiled.judge(case.tender, gate=case.how.gate, on=case.how.on, assumptions=case.how.assumptions)
        for case in cases
    ]


ENGINES: dict[str, Engine] = {"python": python}
