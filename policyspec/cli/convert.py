"""`policyspec convert`: a tender in another format."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import ExtraMissing
from policyspec.cli import options, outputs
from policyspec.cli.exits import Exit
from policyspec.cli.files import drafts
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import color_option, complain, is_screen, terminal, to_stream
from policyspec.cli.usage import CannotStart
from policyspec.cli.vocabulary import vocabulary_of
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.report.page import Line, tidy, wrapped
from policyspec.report.problems import problems
from policyspec.workspace.disk import Disk
from policyspec.workspace.tenders import Input, read_input
from policyspec.writers import BY_SUFFIX, FORMATS, Format, write
from policyspec.writers.written import in_words

_NAMES: dict[Format, str] = {"native": "the native format", "ocds": "OCDS", "xlsx": "the workbook"}


@click.command(
    epilog="""\b
What FORMAT cannot say of the tender is listed on standard error, and so is what could not be read in it.
Exit codes: 0 the file is written, 2 could not start, 3 TENDER could not be read, or holds several tenders."""
)
@click.argument("tender", metavar="TENDER", shell_complete=options.files)
@click.option(
    "--to",
    "file",
    metavar="FILE",
    shell_complete=options.files,
    help="The file to write: .yaml, .json, .xlsx.",
)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(FORMATS),
    help="native: YAML to be read and edited. ocds: a release package. xlsx: the workbook. Default: as FILE ends.",
)
@options.policy_option(required=False)
@options.library_option
@options.language_option
@color_option
@options.stdin_option
def command(
    tender: str,
    file: str | None,
    format_: Format | None,
    policies: Sequence[str],
    library: Sequence[str],
    languages: Sequence[str],
    color: str,
    stdin_name: str,
) -> int:
    """Write TENDER (YAML, OCDS, eForms or a workbook) in another format, to FILE or to standard output.

    With --policy the facts that policies declare are read and written too.
    """
    wanted = format_ or _by_name(file)
    _has_a_place(wanted, file, tender)
    disk = options.disk([tender], stdin_name)
    vocabulary = vocabulary_of(policies, library, color)
    if vocabulary is None:
        return Exit.NOT_STARTED
    (name,) = options.with_stdin([tender], stdin_name)
    found = read_input(name, disk, vocabulary, options.reading(languages))
    one = found.tenders[0] if len(found.tenders) == 1 and not found.unread else None
    if one is None:
        _tell(_why_not(found), disk, color)
        return Exit.NOT_CHECKED
    return _write(one, wanted, file, vocabulary, disk, color)


def _by_name(file: str | None) -> Format:
    if file is None:
        hint = f"name a file with `--to FILE`, or choose `--format` from {', '.join(FORMATS)}"
        raise CannotStart("nothing says what to convert to", hint)
    found = BY_SUFFIX.get(Path(file).suffix.casefold())
    if found is None:
        raise CannotStart(
            f"option `--to`: the name `{file}` does not say in which format",
            f"end it in {', '.join(BY_SUFFIX)}, or choose `--format` from {', '.join(FORMATS)}",
        )
    return found


def _has_a_place(wanted: Format, file: str | None, tender: str) -> None:
    if file is None:
        if wanted == "xlsx" and is_screen(sys.stdout):
            raise CannotStart("a workbook cannot be shown on a screen", "give it a file: `--to tender.xlsx`")
        return
    outputs.has_a_folder(file, "--to")
    outputs.no_inputs([outputs.Output(wanted, file, "--to")], [tender])


def _why_not(found: Input) -> list[Diagnostic]:
    if len(found.tenders) < 2:
        return list(found.diagnostics)
    message = f"this file holds {len(found.tenders)} tenders, and one is converted at a time"
    names = ", ".join(f"`{tender.name[:60]}`" for tender in found.tenders[:3])
    hint = f"give a file with one of them: {names}{' …' if len(found.tenders) > 3 else ''}"
    return [*found.diagnostics, Diagnostic("PS580", CODES["PS580"].severity, message, None, hint)]


def _write(tender: Tender, wanted: Format, file: str | None, vocabulary: Vocabulary, disk: Disk, color: str) -> int:
    try:
        data, lost = write(tender, wanted, vocabulary)
    except ExtraMissing as missing:
        _tell([missing.diagnostic()], disk, color)
        return Exit.NOT_STARTED
    if file is None:
        to_stream(data, sys.stdout)
    else:
        with drafts([file]) as (draft,):
            draft.write(data)
    _tell(list(tender.diagnostics), disk, color)
    if lost:
        screen = terminal(color, stream=sys.stderr)
        complain(screen.page(_left_out(tender, wanted, list(in_words(lost, vocabulary)), screen.width)))
    return Exit.DONE


def _tell(found: Sequence[Diagnostic], disk: Disk, color: str) -> None:
    if found:
        screen = terminal(color, stream=sys.stderr)
        complain(screen.page(tidy(problems(found, sources((), disk), width=screen.width))))


def _left_out(tender: Tender, wanted: Format, rows: list[str], width: int) -> Iterator[Line]:
    yield from wrapped(f"warning[PS581]: {_NAMES[wanted]} cannot say all of `{tender.name}`; left out are", width)
    for row in rows:
        yield from wrapped(row, width, indent=2, lead="- ")
