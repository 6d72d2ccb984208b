"""Runs cases, and holds what the rules come to against what is expected. A rule that never ran meets nothing."""

import re
from collections.abc import Collection, Iterable, Sequence

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.engines.interpret import evaluate
from policyspec.engines.interpret.seen import Seen
from policyspec.ir.nodes import Rulebook
from policyspec.model.facts import Tender
from policyspec.model.inherit import inherited
from policyspec.model.outcomes import Outcome, TenderResult, Verdict, rule_verdict
from policyspec.model.vocabulary import fold
from policyspec.readers.called import Called, called_of
from policyspec.readers.testing import errors
from policyspec.readers.testing.places import Place, place_of
from policyspec.readers.testing.written import Word
from policyspec.report.testing.results import CaseResult, Difference, SuiteResult, Tested
from policyspec.report.words import joined
from policyspec.workspace.errors import fault
from policyspec.workspace.testing import Aim, Ready, Suite, is_limb

#: What is said of an explanation or waiver that would make a test say something else than it means.
_UNKNOWN_RULE = "PS601"
_HOLDS_BACK = {True: "which holds back publication", False: "which does not hold back publication"}
_UNWANTED = (Verdict.FAILED, Verdict.BREACHED)


def run(suites: Iterable[Suite], *, debug: bool = False) -> Tested:
    """All cases of all suites. `debug`: let a fault of ours stop the run, with its trace."""
    return Tested(tuple(run_suite(suite, debug=debug) for suite in suites))


def run_suite(suite: Suite, *, debug: bool = False) -> SuiteResult:
    cases = tuple(run_case(ready, debug=debug) for ready in suite.cases)
    return SuiteResult(suite.name, cases, suite.diagnostics)


def run_case(
    ready: Ready,
    rulebook: Rulebook | None = None,
    *,
    only: Collection[str] | None = None,
    debug: bool = False,
    seen: Seen | None = None,
) -> CaseResult:
    """What a case comes to.

    `rulebook`: in place of that of the case's policies, as one with a rule changed. `only`: the full ids of the rules
    that are run, with those that prevail over them; of the others nothing is expected, and none is a surprise. `seen`:
    where to note what is seen on the way.
    """
    case, found = ready.case, ready.diagnostics
    if ready.tender is None or any(one.is_error for one in found):
        return CaseResult(case.title, case.span, diagnostics=found)
    rules = rulebook or ready.policies.rulebook
    if only is not None:
        rules = narrowed(rules, only)
    try:
        result, said = _evaluated(ready, ready.tender, rules, seen)
    except Exception as error:
        if debug:
            raise
        return CaseResult(case.title, case.span, diagnostics=(*found, fault(case.title, error)))
    aims = [aim for aim in ready.aims if only is None or aim.rule in only]
    outcomes = tuple(o for o in result.outcomes if only is None or o.rule in only)
    told = [_held(aim, outcomes, ready) for aim in aims]
    wrong = [d for _, d in told if isinstance(d, Diagnostic)]
    differences = [d for _, d in told if isinstance(d, Difference)]
    if case.strict:
        covered = {id_ for picked, _ in told for id_ in map(_key, picked)}
        differences += [_unexpected(o, ready) for o in outcomes if o.verdict in _UNWANTED and _key(o) not in covered]
    return CaseResult(case.title, case.span, tuple(differences), (*found, *said, *wrong), outcomes)


def narrowed(rulebook: Rulebook, rules: Collection[str]) -> Rulebook:
    """The rulebook with these rules, and with all that prevail over them, which decide whether they apply."""
    wanted, waiting = set[str](), set(rules)
    yields = {rule.id: {other.rule for other in rule.yields_to} for rule in rulebook.rules}
    while waiting:
        wanted |= waiting
        waiting = {other for rule in waiting for other in yields.get(rule, ())} - wanted
    return replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.id in wanted))


def _evaluated(
    ready: Ready, tender: Tender, rules: Rulebook, seen: Seen | None
) -> tuple[TenderResult, list[Diagnostic]]:
    """The outcomes, and what a record that the case itself states gets wrong."""
    case = ready.case
    vocabulary = ready.policies.vocabulary
    result, found = evaluate(rules, tender, vocabulary, gate=case.gate, on=case.judged_on, seen=seen)
    own = [one for one in found if one.span and one.span.file == case.span.file and one.code == _UNKNOWN_RULE]
    whole = rules is ready.policies.rulebook
    return result, [replace(one, severity=Severity.ERROR) for one in own] if whole else []


# --- what is expected against what came ---------------------------------------------------------------------------


def _held(aim: Aim, outcomes: Sequence[Outcome], ready: Ready) -> tuple[list[Outcome], Difference | Diagnostic | None]:
    """The outcomes that an expectation is about, and what is other than expected, or wrong with it."""
    expected = aim.expected
    of_rule = [o for o in outcomes if o.rule == aim.rule]
    of_limb = [o for o in of_rule if expected.limb is None or is_limb(o.limb, expected.limb.text)]
    paths = None if expected.item is None else _paths(expected.item, of_rule, ready)
    if isinstance(paths, Diagnostic):
        return [], paths
    picked = of_limb if paths is None else [o for o in of_limb if o.item in paths]
    if not picked:
        return [], _difference(aim, expected.verdict.value, None, ())
    return picked, _verdict(aim, picked) or _details(aim, picked, of_rule, ready)


def _paths(item: Word, of_rule: Sequence[Outcome], ready: Ready) -> set[str] | Diagnostic:
    """The places that an item means: one of those that the rule speaks of, else one that the tender has."""
    wanted = fold(item.text)
    if wanted in ("the tender", "tender"):
        return {""}
    spoken = {o.item: o.item_label for o in of_rule if o.item}
    if labelled := {path for path, label in spoken.items() if wanted in (path, fold(label), fold(_short(label)))}:
        return labelled
    called = _called(ready)
    found = set(called.paths(item.text))
    if among := found & set(spoken):
        found = among
    if len(found) > 1:
        return errors.two_items(item.span, item.text, called.labels(sorted(found)))
    return found or errors.unknown_item(item.span, item.text, list(spoken.values()))


def _called(ready: Ready) -> Called:
    """What the things of the case's tender are called, those too that a lot has from the tender."""
    assert ready.tender is not None
    vocabulary = ready.policies.vocabulary
    return called_of(inherited(ready.tender, vocabulary).root, vocabulary)


def _verdict(aim: Aim, picked: Sequence[Outcome]) -> Difference | None:
    got, expected = rule_verdict({o.verdict for o in picked}), aim.expected
    if got is expected.verdict:
        return None
    telling = [o for o in picked if o.verdict is got]
    return _difference(aim, expected.verdict.value, _said_verdict(got, telling), telling)


def _details(
    aim: Aim, picked: Sequence[Outcome], of_rule: Sequence[Outcome], ready: Ready
) -> Difference | Diagnostic | None:
    """What else a case says of an outcome: whether it blocks, what it may become, what it waits for."""
    return _blocks(aim, picked) or _may_become(aim, picked) or _missing(aim, picked, of_rule, ready)


def _blocks(aim: Aim, picked: Sequence[Outcome]) -> Difference | None:
    wanted, got = aim.expected.blocks, any(o.blocks for o in picked)
    if wanted is None or wanted is got:
        return None
    said = {blocks: f"{aim.expected.verdict}, {words}" for blocks, words in _HOLDS_BACK.items()}
    return _difference(aim, said[wanted], said[got], picked)


def _may_become(aim: Aim, picked: Sequence[Outcome]) -> Difference | None:
    wanted, got = aim.expected.possible, {verdict for o in picked for verdict in o.possible}
    if wanted is None or set(wanted) == got:
        return None
    return _difference(aim, _may(wanted), _may(got), picked)


def _may(verdicts: Collection[Verdict]) -> str:
    return f"undetermined, which may be {joined([v.value for v in Verdict if v in verdicts] or ['nothing'], 'or')}"


def _missing(
    aim: Aim, picked: Sequence[Outcome], of_rule: Sequence[Outcome], ready: Ready
) -> Difference | Diagnostic | None:
    wanted = aim.expected.missing
    waits = {_bare(used.name): used.name for o in picked for used in o.missing}
    if wanted is None or {_bare(word.text) for word in wanted} == set(waits):
        return None
    called, vocabulary = _called(ready), ready.policies.vocabulary
    meant = {word: _bare(_numbered(word.text, called)) for word in wanted}
    if set(meant.values()) == set(waits):
        return None
    looked = list(dict.fromkeys(_short(used.name) for o in of_rule for used in (*o.facts, *o.missing)))
    for word, name in meant.items():
        known = isinstance(place_of(word.text, word.span, called, vocabulary), Place)
        if not known and name not in map(_bare, looked):
            return errors.unknown_fact(word.span, word.text, looked)
    return _difference(aim, _waits([word.text for word in wanted]), _waits(waits.values()), picked)


def _unexpected(outcome: Outcome, ready: Ready) -> Difference:
    rule = next(rule for rule in ready.policies.rulebook.rules if rule.id == outcome.rule)
    of = [f"limb {outcome.limb}"] if len(rule.limbs) > 1 else []
    of += [outcome.item_label] if outcome.item else []
    return Difference(outcome.rule, ", ".join(of), None, outcome.verdict.value, (outcome.message,), ready.case.span)


def _waits(names: Iterable[str]) -> str:
    """`undetermined, waiting for `value of lot 2``, or for nothing."""
    shown = [f"`{_short(name)}`" for name in names]
    return f"undetermined, waiting for {joined(shown)}" if shown else "undetermined, waiting for nothing"


def _difference(aim: Aim, wanted: str, got: str | None, picked: Sequence[Outcome]) -> Difference:
    expected = aim.expected
    of = [f"limb {expected.limb.text}"] if expected.limb else []
    of += [expected.item.text] if expected.item else []
    said = tuple(dict.fromkeys(o.message for o in picked))
    return Difference(aim.rule, ", ".join(of), wanted, got, said, expected.span)


def _said_verdict(got: Verdict, telling: Sequence[Outcome]) -> str:
    """The verdict; of an undetermined one what it waits for too."""
    waits = list(dict.fromkeys(_short(used.name) for o in telling for used in o.missing))
    return f"{got.value}, waiting for {joined([f'`{name}`' for name in waits])}" if waits else got.value


# --- names of facts, with and without the names of things ---------------------------------------------------------

_NAME = re.compile(r" \([^()]*\)")
_ASKED = re.compile(r"whether (?P<thing>.+) is (?P<said>.+)")
_OF = " of "


def _short(name: str) -> str:
    """`value of lot 2 (Moor)` as `value of lot 2`; a name may have brackets of its own."""
    bare = _NAME.sub("", name)
    return bare if bare == name else _short(bare)


def _numbered(name: str, called: Called) -> str:
    """`value of South` as `value of lot 2`."""
    phrase, of, thing = name.partition(_OF)
    match called.paths(thing) if of else ():
        case (path,):
            return f"{phrase}{_OF}{called.things[path].short}"
        case _:
            return name


def _bare(name: str) -> str:
    """`whether lot 2 is reserved`, as reports say it, is `reserved of lot 2`, as a change of it is written."""
    bare = fold(_short(name))
    asked = _ASKED.fullmatch(bare)
    return f"{asked['said']} of {asked['thing']}" if asked else bare


def _key(outcome: Outcome) -> tuple[str, str, str]:
    return outcome.rule, outcome.limb, outcome.item
