"""`policyspec new`: a first policy, rule, tender or set of tests, from answers to plain questions or from options."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import click

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.cli import options, starters
from policyspec.cli.asking import Answers, Question, answers, asked, watched
from policyspec.cli.exits import Exit
from policyspec.cli.files import drafts
from policyspec.cli.loading import named_or_shipped, refuse
from policyspec.cli.outputs import has_a_folder
from policyspec.cli.quoting import sources
from policyspec.cli.template import asked_by
from policyspec.cli.terminal import color_option, complain, emit, encoded, terminal
from policyspec.cli.usage import CannotStart
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary, standard
from policyspec.report.problems import problems
from policyspec.syntax.parse import read_text
from policyspec.workspace.buffers import Buffers
from policyspec.workspace.disk import Disk, answered
from policyspec.workspace.policies import Policies, load
from policyspec.workspace.shipped import SUFFIXES as POLICIES
from policyspec.workspace.tenders import ENDING_OF_TESTS, How, judge_alone, read_input

_TENDERS = (".yaml", ".yml")

_POLICY = (
    Question("title", "What is the policy called?"),
    Question("id", "By which short name do others refer to it, such as council/care? (may be left empty)", ""),
    Question("source", "Which document does it rest on? (may be left empty)", ""),
)
_RULE = (
    Question("title", "What does the rule stand for, in a few words?"),
    Question("id", "By which short name is it referred to, such as small-lots? (may be left empty)", ""),
    Question("for_each", "Is it judged for each of several things, such as lot? (empty: for the tender)", ""),
    Question("when", "When does it apply, such as `category is services`? (empty: always)", ""),
    Question("duty", "What must hold, such as `estimated value must be at most GBP 500,000`?"),
    Question("source", "Which document asks for it? (empty: the policy's)", ""),
    Question("because", "Why? (may be left empty)", ""),
    Question("suggest", "What is a person to do who does not keep it? (may be left empty)", ""),
)
_TENDER = (
    Question("title", "What is bought?"),
    Question("buyer", "Who buys? (may be left empty)", ""),
    Question("cpv", "What is its main CPV code, such as 85312100? (may be left empty)", ""),
    Question("value", "What is it worth, such as GBP 500,000 excluding VAT? (may be left empty)", ""),
    Question("published", "When is it published, such as 2 March 2026? (may be left empty)", ""),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Write a first policy, rule, tender or set of tests, to begin from.

    What is not given as an option is asked, where a person sits before it. No file is written over.
    """


def _options(questions: Sequence[Question], metavars: dict[str, str]) -> options.Decorator:
    """An option for each question."""

    def decorated(function: Callable[..., object]) -> Callable[..., object]:
        for one in reversed(questions):
            metavar = metavars.get(one.name, "TEXT")
            function = click.option(one.option, one.name, metavar=metavar, help=one.text)(function)
        return function

    return decorated


_file = click.argument("file", required=False, shell_complete=options.files)

#: Finds what is wrong with a text that would be written: errors of a policy, anything in a tender.
Finds = Callable[[str], Iterable[Diagnostic]]


# --- the commands -------------------------------------------------------------------------------------------------


@command.command("policy")
@_file
@_options(_POLICY, {"id": "ID"})
@options.library_option
@color_option
@click.pass_context
def _policy(context: click.Context, /, file: str | None, library: Sequence[str], color: str, **given: str) -> int:
    """Write a policy to FILE, with one rule to begin with. A name that ends in `.policy.md` gives a paper."""
    name = _new(_named(context, file, "care.policy"), POLICIES)
    finds = partial(_in_policy, name, library)
    _write(name, _settled(_POLICY, given, partial(starters.policy, name), finds, name, color))
    _tell(f"{name} is written, with a rule to begin with.", f"new rule {name}", f"lint {name}", f"new tests {name}")
    return Exit.DONE


@command.command("rule")
@_file
@_options(_RULE, {"id": "ID", "for_each": "THING", "when": "CONDITION", "duty": "DUTY"})
@options.library_option
@color_option
@click.pass_context
def _rule(context: click.Context, /, file: str | None, library: Sequence[str], color: str, **given: str) -> int:
    """Add a rule to the policy FILE, at its end."""
    name = _named(context, file, "care.policy")
    disk = Disk()
    data = disk.read(name)
    read = data if isinstance(data, Diagnostic) else read_text(data, name)
    found = [read] if isinstance(read, Diagnostic) else _in_policy(name, library, read.text)
    if isinstance(read, Diagnostic) or found:
        return refuse(found, sources((), disk), color)

    def made(said: Answers) -> str:
        return starters.with_rule(name, read.text, starters.rule(said))

    text = _settled(_RULE, given, made, partial(_in_policy, name, library), name, color)
    _write(name, text, ends="\r\n" if isinstance(data, bytes) and b"\r\n" in data else "\n")
    _tell(f"{name} has one rule more.", f"lint {name}", f"check TENDER --policy {name}")
    return Exit.DONE


@command.command("tender")
@_file
@_options(_TENDER, {"cpv": "CODE", "value": "AMOUNT", "published": "DATE", "buyer": "NAME"})
@options.policy_option(required=False)
@options.library_option
@color_option
@click.pass_context
def _tender(
    context: click.Context,
    /,
    file: str | None,
    policies: Sequence[str],
    library: Sequence[str],
    color: str,
    **given: str,
) -> int:
    """Write a tender to FILE.

    With --policy, the facts that the policies look at stand in it as comments, each with an example.
    """
    name = _new(_named(context, file, "tender.yaml"), _TENDERS)
    vocabulary, looked_at = standard(), frozenset[tuple[str, str]]()
    if policies:
        loaded = named_or_shipped(policies, library, color)
        if loaded is None:
            return Exit.NOT_STARTED
        vocabulary, looked_at = loaded.vocabulary, asked_by(loaded.rulebook.rules)
    facts = [info for key, info in vocabulary.facts.items() if key in looked_at]

    def made(said: Answers) -> str:
        return starters.tender(said, facts, vocabulary)

    _write(name, _settled(_TENDER, given, made, partial(_in_tender, name, vocabulary), name, color))
    _tell(f"{name} is written.", f"check {name} --policy {policies[0] if policies else 'POLICY'}")
    return Exit.DONE


@command.command("tests")
@_file
@click.option("--tender", metavar="FILE", shell_complete=options.files, help="The tender that the cases begin with.")
@options.library_option
@color_option
@click.pass_context
def _tests(context: click.Context, /, file: str | None, tender: str | None, library: Sequence[str], color: str) -> int:
    """Begin the tests of the policy FILE, in a file beside it: one case, of what the rules come to now."""
    policy = _named(context, file, "care.policy")
    ending = next((suffix for suffix in POLICIES if policy.endswith(suffix)), "")
    name = _new(f"{policy.removesuffix(ending)}{ENDING_OF_TESTS}", (ENDING_OF_TESTS,))
    loaded = named_or_shipped([policy], library, color)
    if loaded is None:
        return Exit.NOT_STARTED
    if not loaded.rulebook.rules:
        raise CannotStart(f"there is no rule in `{policy}` to be tested", f"`policyspec new rule {policy}` adds one")
    base, begins = _begins_with(tender, name, loaded)
    results = judge_alone(base, loaded, How()).result.rules
    _write(name, starters.tests(policy, begins, results))
    _tell(f"{name} is written, with one case.", f"test {policy}")
    return Exit.DONE


# --- what is written, and where -----------------------------------------------------------------------------------


def _named(context: click.Context, file: str | None, example: str) -> str:
    """The file that is named, or asked for."""
    if file:
        return file
    if not watched():
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    return asked(Question("file", f"In which file, such as {example}?"))


def _new(name: str, endings: Sequence[str]) -> str:
    """The name of a file that may be written: it has its ending and its folder, and is not there yet."""
    if not name.endswith(tuple(endings)):
        raise CannotStart(f"`{name}` does not end in `{endings[0]}`", f"name it `{Path(name).stem}{endings[0]}`")
    if answered(partial(os.path.lexists, name)):
        raise CannotStart(f"there is a `{name}` already", "name another file, so that nothing is lost")
    has_a_folder(name, "FILE")
    return name


def _settled(
    questions: Sequence[Question],
    given: dict[str, str],
    made: Callable[[Answers], str],
    finds: Finds,
    name: str,
    color: str,
) -> str:
    """The text that the answers make, without a mistake; where options make one, that is told and the run ends."""

    def wrong(said: Answers) -> str | None:
        text = made(said)
        found = list(finds(text))
        return _page(found, name, text, color) if found else None

    said = answers(questions, given, wrong)
    if page := wrong(said):
        complain(page)
        raise CannotStart(f"with this, `{name}` would have a mistake", "nothing is written")
    return made(said)


def _page(found: Iterable[Diagnostic], name: str, text: str, color: str) -> str:
    screen = terminal(color, stream=sys.stderr)
    quoted = sources([Source(name, text)], Disk())
    return screen.page(problems(found, quoted, width=screen.width))


def _in_policy(name: str, library: Sequence[str], text: str) -> list[Diagnostic]:
    """The mistakes in a policy that would have this text."""
    return [one for one in load([name], Buffers({name: text}), library=library).diagnostics if one.is_error]


def _in_tender(name: str, vocabulary: Vocabulary, text: str) -> list[Diagnostic]:
    read = read_input(name, Buffers({name: text}), vocabulary)
    return [*read.diagnostics, *(one for tender in read.tenders for one in tender.diagnostics)]


def _begins_with(file: str | None, name: str, policies: Policies) -> tuple[Tender, str]:
    """The tender of the first case, and how the tests name it: a file as it is found from theirs, or written out."""
    if file is None:
        text = starters.tender({"title": "A tender to test with"}, (), policies.vocabulary)
        read = read_input("tender.yaml", Disk({"tender.yaml": text.encode()}), policies.vocabulary)
        return read.tenders[0], f"{{{text.strip()}}}"
    read = read_input(file, Disk(), policies.vocabulary)
    if read.unread or len(read.tenders) > 1:
        raise CannotStart(f"option `--tender`: `{file}` is not one tender", f"`policyspec check {file}` says more")
    return read.tenders[0], starters.path(os.path.relpath(file, Path(name).parent))


def _write(name: str, text: str, *, ends: str = "\n") -> None:
    with drafts([name]) as (draft,):
        draft.write(encoded(text.replace("\n", ends)))


def _tell(said: str, *then: str) -> None:
    """What was written, and what may come next."""
    emit(f"{said}\n" + "".join(f"  policyspec {command}\n" for command in then))
