"""Tests of policies: from `*.tests.yaml` files to suites of cases that can be run, again and again."""

import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.ir.nodes import Rule
from policyspec.model.facts import Explanation, Tender, Waiver
from policyspec.model.vocabulary import fold
from policyspec.readers.native import read_native
from policyspec.readers.testing import errors
from policyspec.readers.testing.changes import altered
from policyspec.readers.testing.file import read_tests
from policyspec.readers.testing.written import Case, Expected, Named, Setting, Survivor, TestsFile, Word
from policyspec.readers.tree import Document
from policyspec.workspace import settings
from policyspec.workspace.errors import no_tests
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Policies, load, with_settings
from policyspec.workspace.shipped import SUFFIXES as POLICIES
from policyspec.workspace.tenders import ENDING_OF_TESTS, read_input

#: The base that a case means which names none.
BASE = "base"


@dataclass(frozen=True, slots=True)
class Aim:
    """An expectation, with the full id of its rule."""

    rule: str
    expected: Expected


@dataclass(frozen=True, slots=True)
class Ready:
    """A case that can be run: its tender made, its policies compiled with its settings, its rules found.

    Without a tender, or with an error among the diagnostics, it cannot be told what it means: it is not run.
    """

    case: Case
    policies: Policies
    tender: Tender | None = None
    aims: tuple[Aim, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Suite:
    """One tests file with its cases made ready. `files`: all that was read or looked for, for whoever watches them.

    `tested`: the files of the policies that it is of, without those that they use.
    """

    name: str
    policies: Policies | None = None
    cases: tuple[Ready, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()
    survivors: tuple[Survivor, ...] = ()
    tested: tuple[str, ...] = ()

    def expecting(self, rule: str) -> tuple[Ready, ...]:
        """The cases that expect something of a rule, by its full id: those to run where only it has changed."""
        return tuple(ready for ready in self.cases if any(aim.rule == rule for aim in ready.aims))


def load_suites(paths: Sequence[str], loader: Loader, *, library: Sequence[str] = ()) -> tuple[Suite, ...]:
    """The tests of these files and folders, ready to run.

    A folder stands for every tests file in it and in its folders, a policy for the tests file beside it. What is wrong
    with a suite or with a case of it stands in its diagnostics. A path without tests gives a suite that says so
    (PS065).
    `library`: folders searched first for the policies that a policy uses.
    """
    return tuple(_suite(name, loader, library) for name in dict.fromkeys(_named(paths, loader)))


def _named(paths: Sequence[str], loader: Loader) -> Iterator[str]:
    for path in paths:
        inside = loader.files(path, (ENDING_OF_TESTS,), deep=True)
        beside = (f"{path.removesuffix(suffix)}{ENDING_OF_TESTS}" for suffix in POLICIES if path.endswith(suffix))
        yield from inside or [next(filter(loader.is_file, beside), path)]


def _suite(name: str, loader: Loader, library: Sequence[str]) -> Suite:
    folder = loader.files(name, (), deep=False) is not None
    if folder or name.endswith(POLICIES):
        return Suite(name, diagnostics=(no_tests(name, folder=folder),))
    data = loader.read(name)
    written = data if isinstance(data, Diagnostic) else read_tests(data, name)
    if isinstance(written, Diagnostic):
        return Suite(name, diagnostics=(written,), files=(name,))
    paths = _paths(written, name, loader)
    if lacking := _lacking(paths, written, loader):
        return Suite(name, diagnostics=(lacking, *written.diagnostics), files=(name, *paths))
    policies = load(paths, loader, library=library)
    read = [source.name for source in policies.sources if source.name != settings.OPTION]
    files = tuple(dict.fromkeys([name, *paths, *read]))
    if not policies.usable:
        found = tuple(one for one in policies.diagnostics if one.is_error)
        return Suite(name, policies, (), (*found, *written.diagnostics), files)
    bench = _Bench(name, written, policies, loader)
    cases = tuple(_ready(case, bench) for case in written.cases)
    tested = tuple(file for path in paths for file in loader.files(path, POLICIES, deep=True) or [path])
    return Suite(name, policies, cases, written.diagnostics, (*files, *bench.read), written.survivors, tested)


def _paths(written: TestsFile, name: str, loader: Loader) -> list[str]:
    """The files of the policies that are tested: those that the file names, else the one beside it."""
    if written.policies:
        return [_beside(name, word.text) for word in written.policies]
    looked = [f"{name.removesuffix(ENDING_OF_TESTS)}{suffix}" for suffix in POLICIES]
    return [path for path in looked if loader.is_file(path)][:1] or looked


def _lacking(paths: Sequence[str], written: TestsFile, loader: Loader) -> Diagnostic | None:
    """What is said where a policy is not there."""
    there = [loader.is_file(path) or loader.files(path, (), deep=False) is not None for path in paths]
    if not written.policies:
        return None if any(there) else errors.no_policy(written.document.span(written.document.root), paths)
    rows = zip(written.policies, paths, there, strict=True)
    return next((errors.no_policy(word.span, [path]) for word, path, found in rows if not found), None)


def _beside(name: str, path: str) -> str:
    """A path of a tests file as it is meant from the working folder."""
    return os.path.normpath(PurePath(PurePath(name).parent, path))


# --- making a case ready ------------------------------------------------------------------------------------------

Bases = dict[str, tuple[Tender | None, tuple[Diagnostic, ...]]]


@dataclass(frozen=True, slots=True)
class _Bench:
    """What the cases of one file share: policies by what is set in them, and tenders that were read once."""

    name: str
    written: TestsFile
    policies: Policies
    loader: Loader
    compiled: dict[tuple[str, ...], Policies] = field(default_factory=dict)
    tenders: Bases = field(default_factory=dict)
    read: list[str] = field(default_factory=list)


def _ready(case: Case, bench: _Bench) -> Ready:
    policies, unset = _with_settings(case.settings, bench)
    base, unread = _base(case, bench)
    if unset:  # a policy with a mistake lacks what the mistake is about
        return Ready(case, policies, None, (), (*unset, *unread))
    aims, unknown = _aims(case, policies)
    found = (*unknown, *unread)
    if base is None:
        return Ready(case, policies, None, aims, found)
    tender, wrong = altered(base, case, bench.written.document, policies.vocabulary)
    return Ready(case, policies, _in_full(tender, bench.name, policies.rulebook.rules), aims, (*found, *wrong))


def _with_settings(wanted: tuple[Setting, ...], bench: _Bench) -> tuple[Policies, list[Diagnostic]]:
    texts = tuple(f"{one.name.text}={one.value.text}" for one in wanted)
    if not texts:
        return bench.policies, []
    if texts not in bench.compiled:
        bench.compiled[texts] = with_settings(bench.policies, texts)
    made = bench.compiled[texts]
    return made, [_at_setting(found, wanted) for found in made.diagnostics if found.is_error]


def _at_setting(found: Diagnostic, wanted: tuple[Setting, ...]) -> Diagnostic:
    """What is said of a setting, at its place in the tests file."""
    if found.span is None or found.span.file != settings.OPTION:
        return found
    one = wanted[found.span.line - 1]
    word = one.name if found.span.column <= len(one.name.text) else one.value
    return replace(found, span=word.span)


def _aims(case: Case, policies: Policies) -> tuple[tuple[Aim, ...], list[Diagnostic]]:
    """The expectations with their rules found, and what names none."""
    aims: list[Aim] = []
    found: list[Diagnostic] = []
    for expected in case.expected:
        rule = found_rule(expected.rule, policies.rulebook.rules)
        if isinstance(rule, Diagnostic):
            found += [] if rule in found else [rule]
        elif expected.limb and not any(is_limb(limb.label, expected.limb.text) for limb in rule.limbs):
            labels = [limb.label for limb in rule.limbs]
            found.append(errors.unknown_limb(expected.limb.span, expected.limb.text, _slug(rule.id), labels))
        else:
            aims.append(Aim(rule.id, expected))
    return tuple(aims), found


def found_rule(word: Word, rules: Sequence[Rule]) -> Rule | Diagnostic:
    """The rule that a word names, by its slug or its full id."""
    named = [rule for rule in rules if word.text in (rule.id, _slug(rule.id))]
    if len(named) == 1:
        return named[0]
    if named:
        return errors.several_rules(word.span, word.text, [rule.id for rule in named])
    return errors.unknown_rule(word.span, word.text, [*(_slug(rule.id) for rule in rules), *(r.id for r in rules)])


def _slug(rule: str) -> str:
    return rule.rpartition("#")[2]


def is_limb(label: str, written: str) -> bool:
    """Whether a limb is meant: by its letter, or of a tightening also by its whole label, `a (council/standards)`."""
    return fold(written) in (fold(label), fold(label.partition(" ")[0]))


def _in_full(tender: Tender, name: str, rules: Sequence[Rule]) -> Tender:
    """The tender with full ids of rules in the records that the tests file states, where it says only their slugs."""
    slugs = [_slug(rule.id) for rule in rules]
    ids = {_slug(rule.id): rule.id for rule in rules if slugs.count(_slug(rule.id)) == 1}

    def rule_of(record: Explanation | Waiver) -> str:
        own = record.origin is not None and record.origin.file == name
        return ids.get(record.rule, record.rule) if own else record.rule

    return replace(
        tender,
        explanations=tuple(replace(one, rule=rule_of(one)) for one in tender.explanations),
        waivers=tuple(replace(one, rule=rule_of(one)) for one in tender.waivers),
    )


# --- the tender that a case begins with ---------------------------------------------------------------------------


def _base(case: Case, bench: _Bench) -> tuple[Tender | None, tuple[Diagnostic, ...]]:
    bases = bench.written.bases
    named = case.tender or (next(iter(bases.values())) if len(bases) == 1 else bases.get(BASE))
    if named is None:
        return None, (errors.which_base(case.span, list(bases)),)
    if isinstance(named, Word) and fold(named.text) in bases:
        named = bases[fold(named.text)]
    return _tender(named, bench)


def _tender(named: Named, bench: _Bench) -> tuple[Tender | None, tuple[Diagnostic, ...]]:
    """A tender that is written out in the file, or stands in another; each is read once."""
    if isinstance(named, Word):
        return bench.tenders.get(named.text) or _kept(named.text, _of_file(named, bench), bench)
    key = f"{named.start}"
    return bench.tenders.get(key) or _kept(key, _written_out(named, bench), bench)


def _kept(
    key: str, made: tuple[Tender | None, tuple[Diagnostic, ...]], bench: _Bench
) -> tuple[Tender | None, tuple[Diagnostic, ...]]:
    bench.tenders[key] = made
    return made


def _written_out(named: Named, bench: _Bench) -> tuple[Tender | None, tuple[Diagnostic, ...]]:
    assert not isinstance(named, Word)
    tender = read_native(Document(bench.written.document.source, named), bench.policies.vocabulary)
    return tender, tuple(found for found in map(errors.as_error, tender.diagnostics) if found.is_error)


def _of_file(word: Word, bench: _Bench) -> tuple[Tender | None, tuple[Diagnostic, ...]]:
    """The one tender of a file. What is said of single facts of it is for `check` to say."""
    path = _beside(bench.name, word.text)
    bench.read.append(path)
    if not bench.loader.is_file(path):
        return None, (errors.no_base(word.span, word.text, list(bench.written.bases)),)
    found = read_input(path, bench.loader, bench.policies.vocabulary)
    if len(found.tenders) == 1 and not has_errors(found.diagnostics):
        return found.tenders[0], ()
    wrong = tuple(one for one in found.diagnostics if one.is_error)
    return None, wrong or (errors.not_one_tender(word.span, word.text, len(found.tenders)),)
