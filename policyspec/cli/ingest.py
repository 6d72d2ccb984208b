"""`policyspec ingest`: many tenders into a dataset."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from policyspec.base.extras import ExtraMissing
from policyspec.cli import options
from policyspec.cli.exits import Exit
from policyspec.cli.terminal import color_option, complain, emit, is_screen, terminal
from policyspec.cli.usage import CannotStart
from policyspec.cli.vocabulary import vocabulary_of
from policyspec.report.page import Line, line, visible, wrapped
from policyspec.report.words import count
from policyspec.workspace.disk import Disk

_SHOWN = 20  # inputs that could not be read


@click.command(
    epilog="""\b
What could not be read is listed with its diagnostics in `unreadable.jsonl` of the dataset.
Exit codes: 0 all was read, 2 could not start, 3 some inputs could not be read, in whole or in part."""
)
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True, shell_complete=options.files)
@click.option("--out", "folder", metavar="DATASET", required=True, help="The folder of the dataset.")
@click.option("--workers", "-j", type=click.IntRange(1), help="Processes that read. Default: one for each core.")
@options.policy_option(required=False)
@options.library_option
@color_option
def command(
    names: Sequence[str],
    folder: str,
    workers: int | None,
    policies: Sequence[str],
    library: Sequence[str],
    color: str,
) -> int:
    """Read tenders into a dataset, to be judged by any policy as often as wanted.

    A SOURCE is a file, or a folder with files in it and in its folders: OCDS JSON, JSON Lines (packed with gzip too),
    eForms, YAML, workbooks, Parquet. The dataset becomes what the sources hold: what is new or has changed is read,
    what is gone is taken out, and the rest is left as it is. With --policy the facts that policies declare are read
    too.
    """
    vocabulary = vocabulary_of(policies, library, color)
    if vocabulary is None:
        return Exit.NOT_STARTED
    from policyspec.audit import errors
    from policyspec.audit.dataset import Ingested, ingest
    from policyspec.audit.lock import InUse

    try:
        cores = (
            workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else workers or os.cpu_count()
        )
        found: Ingested = ingest(names, Path(folder), Disk(), vocabulary, workers=cores or 1, told=_told)
    except ExtraMissing as missing:
        raise CannotStart(missing.diagnostic().message, missing.diagnostic().hint) from None
    except InUse as used:
        found_in_use = errors.in_use(folder, used.pid, "run this again")
        raise CannotStart(found_in_use.message, found_in_use.hint) from None
    except OSError as error:
        raise CannotStart(f"`{folder}` cannot be written: {(error.strerror or 'no reason given').lower()}") from None
    screen = terminal(color)
    emit(screen.page(_summary(found, screen.width)))
    return Exit.NOT_CHECKED if any(said.severity == "error" for said in found.dataset.said) else Exit.DONE


def _told(done: int, of: int) -> None:
    if is_screen(sys.stderr):
        complain(f"\r{done} of {count(of, 'part')} read …" if done < of else f"\r{' ' * 40}\r")


def _summary(found: "Ingested", width: int) -> Iterator[Line]:  # type: ignore[name-defined]  # noqa: F821
    dataset = found.dataset
    wrong = [said for said in dataset.said if said.severity == "error"]
    for said in wrong[:_SHOWN]:
        place = said.input if said.line is None else f"{said.input}:{said.line}:{said.column}"
        yield from wrapped(visible(f"{place}: {said.severity}[{said.code}]: {said.message}"), width)
    if len(wrong) > _SHOWN:
        yield line(f"and {len(wrong) - _SHOWN} more, in `{dataset.folder / 'unreadable.jsonl'}`")
    if found.anew:
        yield from wrapped("What stood here was read with other words or by other code: all is read anew.", width)
    inputs = f"{count(len(found.read), 'input')} read, {len(found.kept)} as before, {len(found.dropped)} taken out"
    yield line(f"{inputs}: {count(dataset.tenders, 'tender')} in the dataset.")
    if dataset.unfit:
        subject = f"{count(dataset.unfit, 'tender')} of these {'does' if dataset.unfit == 1 else 'do'}"
        yield from wrapped(f"{subject} not fit its columns exactly, and will be judged by the interpreter.", width)
