"""`policyspec audit`: hold many tenders against policies, and say in figures what comes of it."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import ExtraMissing
from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.loading import refuse
from policyspec.cli.progress import Steps
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import Terminal, color_option, complain, emit, terminal
from policyspec.cli.usage import CannotStart
from policyspec.model.outcomes import Gate
from policyspec.report.page import Line, line, tidy, visible, wrapped
from policyspec.report.problems import problem
from policyspec.report.summary import Summary
from policyspec.report.words import count
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load

if TYPE_CHECKING:
    from policyspec.audit.dataset import Dataset

_LEAST = 2**27  # bytes of memory with which a query runs
_FACTS = 100


class _Audit(click.Group):
    """`policyspec audit SOURCE…` is a command; `policyspec audit show` is another, told by its first word."""

    allow_interspersed_args = True

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401
    ) -> click.Context:
        if args[:1] == ["show"]:
            return self.commands["show"].make_context(f"{info_name} show", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return click.Command.parse_args(self, ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        return click.Command.invoke(ctx.command, ctx)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What stands on the command line, read."""

    sources: Sequence[str]
    out: Path
    plan: dict[str, Any]
    resume: bool
    workers: int
    memory: int | None  # bytes
    facts: int | None
    engine: str
    gate: Gate
    on: Any
    assumptions: bool
    master: str | None


@click.command(
    cls=_Audit,
    subcommand_metavar="",
    no_args_is_help=True,
    epilog="""\b
Exit codes: 0 every tender is judged, 2 could not start, 3 some inputs could not be read, in whole or in part,
4 a fault in policyspec. What is breached does not count: an audit asks what there is.""",
)
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True, shell_complete=options.files)
@options.policy_option(required=True)
@click.option("--out", "out", metavar="DIR", required=True, shell_complete=options.files, help="The folder to write.")
@click.option(
    "--gate",
    type=click.Choice([gate.value for gate in Gate]),
    default=Gate.DRAFT.value,
    help="draft: what is missing may still come. publish: each tender is judged as it stands.",
)
@click.option("--on", metavar="DATE", help="Judge on this date in place of the one that the policy names.")
@click.option(
    "--set", "settings", metavar='"NAME=VALUE"', multiple=True, help="Set a parameter of a policy. May be repeated."
)
@options.library_option
@click.option(
    "--assumptions/--no-assumptions", default=True, help="Leave undetermined what rests on an assumption, or do not."
)
@click.option(
    "--engine", type=click.Choice(["sql", "spark", "python"]), default="sql", help="What judges. The verdicts agree."
)
@click.option("--master", metavar="URL", help="Where Spark runs (with --engine spark). Default: on this machine.")
@click.option(
    "--facts",
    metavar="N",
    default=str(_FACTS),
    help="Of how many tenders of each rule to look for missing facts (all: of all).",
    show_default=True,
)
@click.option("--workers", "-j", type=click.IntRange(1), help="Processes that work. Default: one for each core.")
@click.option("--memory", metavar="SIZE", help="How much memory the queries may take together: 4GB, 800MB.")
@click.option("--resume", is_flag=True, help="Go on with the audit that was broken off in DIR.")
@color_option
def command(
    names: Sequence[str],
    policies: Sequence[str],
    out: str,
    gate: str,
    on: str | None,
    settings: Sequence[str],
    library: Sequence[str],
    assumptions: bool,  # noqa: FBT001 – click passes options by name
    engine: str,
    master: str | None,
    facts: str,
    workers: int | None,
    memory: str | None,
    resume: bool,  # noqa: FBT001 – as above
    color: str,
) -> int:
    """Judge the tenders of each SOURCE by the policies, and write outcomes and figures to DIR.

    A SOURCE is a file or a folder, as `policyspec ingest` takes them; a dataset that it wrote is taken as it stands.
    `policyspec audit show DIR OCID` explains what is said of one tender.
    """
    disk = Disk()
    loaded = load(policies, disk, library=library, parameters=settings)
    if not loaded.usable:
        return refuse(loaded.diagnostics, sources(loaded.sources, disk), color)
    plan = {
        "policies": [_place(name) for name in policies],
        "library": [os.path.abspath(name) for name in library],  # noqa: PTH100 – as above
        "settings": list(settings),
    }
    wanted = _Wanted(
        names, Path(out), plan, resume, workers or _cores(), options.memory(memory), _number(facts), engine, Gate(gate),
        options.day(on), assumptions, master,
    )  # fmt: skip
    try:
        found = _audited(wanted, loaded, disk)
    except ExtraMissing as missing:
        raise CannotStart(missing.diagnostic().message, missing.diagnostic().hint) from None
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        raise CannotStart(f"`{error.filename or out}` cannot be read or written: {why}") from None
    if isinstance(found, Diagnostic):
        return _refused(found, disk, color)
    screen = terminal(color)
    emit(screen.page(tidy(_told(found, wanted.out, screen.width))))
    if found.faults:
        return Exit.FAULT
    return Exit.NOT_CHECKED if found.unread or not found.figures.tenders else Exit.DONE


def _audited(wanted: _Wanted, loaded: Policies, disk: Disk) -> Summary | Diagnostic:
    from policyspec.audit import errors, journal, lock, run, spark
    from policyspec.audit.chunks import Task
    from policyspec.audit.judge import How

    steps, out = Steps(), str(wanted.out)
    try:
        with journal.opened(wanted.out) as ours:
            if ours.took_over is not None:
                complain(f"policyspec: process {ours.took_over} was broken off here; what it finished is kept\n")
            if ours.plan() is not None and not wanted.resume:
                return errors.there_already(out)
            dataset = _dataset(wanted, loaded, disk, steps, begun=ours.plan() is not None)
            if isinstance(dataset, Diagnostic):
                return dataset
            memory = f"{max(wanted.memory // wanted.workers, _LEAST) // 2**20}MiB" if wanted.memory else None
            how = How(wanted.gate, wanted.on, wanted.assumptions, 1, memory)
            task = Task(loaded.rulebook, loaded.vocabulary, how, wanted.engine)
            master = wanted.master or f"local[{wanted.workers}]"
            asked = run.Asked(loaded, dataset, task, wanted.facts, wanted.workers, wanted.plan, master)
            return run.audit(asked, ours, steps, _left_out)
    except lock.InUse as used:
        return errors.in_use(out, used.pid)
    except run.Changed as changed:
        return errors.changed(out, changed.what)
    except spark.Broken as broken:
        return errors.spark_broke_off(broken.reason)
    finally:
        steps.ended()


def _left_out(missing: Diagnostic) -> None:
    complain(f"policyspec: {missing.message}, and is left out: {missing.hint}\n")


def _dataset(wanted: _Wanted, loaded: Policies, disk: Disk, steps: Steps, *, begun: bool) -> "Dataset | Diagnostic":
    """The dataset, and where it stands, for the plan."""
    from policyspec.audit import sources as of

    given = of.given(wanted.sources)
    wanted.plan["dataset"] = of.OWN if given is None else os.path.abspath(given)  # noqa: PTH100 – as above
    if given is not None:
        return of.standing(given, loaded.vocabulary)
    if begun:
        return of.as_begun(wanted.sources, wanted.out, disk, loaded.vocabulary)
    return of.made(
        wanted.sources,
        wanted.out,
        disk,
        loaded.vocabulary,
        wanted.workers,
        lambda done, all_: steps("read", done, all_),
    )


def _refused(found: Diagnostic, disk: Disk, color: str) -> Exit:
    screen = terminal(color, stream=sys.stderr)
    complain(screen.page(tidy(problem(found, sources((), disk), width=screen.width))))
    return Exit.NOT_STARTED


# --- what the options mean --------------------------------------------------------------------------------------


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _number(text: str) -> int | None:
    if text == "all":
        return None
    if not re.fullmatch("[0-9]{1,9}", text):
        raise CannotStart(f"option `--facts`: `{text}` is no number", "write a number, or `all`")
    return int(text)


# --- what is said -----------------------------------------------------------------------------------------------


def _told(found: Summary, out: Path, width: int) -> Iterator[Line]:
    figures = found.figures
    if not figures.tenders:
        yield line("There is no tender to judge.")
        return
    yield from wrapped(
        f"{count(figures.tenders, 'tender')} held against {count(len(found.rules), 'rule')}: "
        f"{figures.breaching:,} breach a must, {figures.open:,} more may once what is missing is known.",
        width,
    )
    if found.unread:
        yield from wrapped(f"{count(len(found.unread), 'input')} could not be read, in whole or in part:", width)
        for one in found.unread[:_SHOWN]:
            yield from wrapped(visible(f"{one.name}: {one.reasons[0]}"), width, indent=2)
        if len(found.unread) > _SHOWN:
            yield line(f"  and {len(found.unread) - _SHOWN} more, in summary.json")
    if found.faults:
        yield from wrapped(f"policyspec failed on {count(found.faults, 'tender')}: their verdict is `failed`.", width)
    yield from wrapped(f"Open {out / 'index.html'}. The figures are in {out / 'summary.json'} too.", width)


_SHOWN = 5


# --- one tender -------------------------------------------------------------------------------------------------


def _place(name: str) -> str:
    """Where a policy stands, seen from any folder; the id of one that ships stays as it is."""
    return os.path.abspath(name) if Path(name).exists() else name  # noqa: PTH100 – Path.absolute keeps `..`


@command.command("show", epilog="Exit codes: 0 it is explained, 2 there is no such audit, tender or rule.")
@click.argument("folder", metavar="DIR", shell_complete=options.files)
@click.argument("name", metavar="OCID")
@click.option("--rule", "rules", metavar="RULE", multiple=True, help="Only this rule. May be repeated.")
@color_option
def _show(folder: str, name: str, rules: Sequence[str], color: str) -> int:
    """Explain what the audit in DIR says of one tender: every rule, the facts that it looked at, what is missing.

    OCID is the tender's number in a register, or where it was read from (the column `source` of the outcomes).
    """
    from policyspec.audit import showing

    disk = Disk()
    try:
        audit = showing.audited(Path(folder), disk)
        found = audit if isinstance(audit, Diagnostic) else showing.tenders_called(audit, name)
    except ExtraMissing as missing:
        raise CannotStart(missing.diagnostic().message, missing.diagnostic().hint) from None
    if isinstance(audit, Diagnostic):
        return _refused(audit, disk, color)
    if isinstance(found, Diagnostic):
        return _refused(found, disk, color)
    run = showing.explained(audit, found, _ids(rules, audit.policies))
    screen = terminal(color)
    emit(_page(run, screen, audit.policies, disk))
    return Exit.DONE


def _ids(names: Sequence[str], policies: Policies) -> list[str]:
    from policyspec.cli.explain import called

    return [one.rule.id for name in names for one in called(name, policies)]


def _page(run: Any, screen: Terminal, policies: Policies, disk: Disk) -> str:  # noqa: ANN401
    from policyspec.report import text
    from policyspec.report.formats import View

    return screen.page(text.render(run, View(sources(policies.sources, disk), screen.width)))
