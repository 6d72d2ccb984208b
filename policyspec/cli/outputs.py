"""The reports that a run is asked for: their formats, the files that they go to, and the writing of them together."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.extras import ExtraMissing
from policyspec.base.suggest import did_you_mean
from policyspec.cli.files import drafts
from policyspec.cli.options import files
from policyspec.cli.terminal import encoded, is_screen, terminal, to_stream
from policyspec.cli.usage import CannotStart
from policyspec.report import formats
from policyspec.report.formats import FORMATS, View
from policyspec.report.frame import Sources
from policyspec.report.page import Line
from policyspec.report.run import Run
from policyspec.report.words import joined
from policyspec.workspace.disk import answered

if TYPE_CHECKING:
    from click import Context, Parameter

_STANDARD_OUTPUT = "-"

#: Writes one report, or a part of one.
Write = Callable[[str | bytes], object]


@dataclass(frozen=True, slots=True)
class Output:
    """A report that is wanted. `file`: where it goes; None: to standard output. `option`: the one that says so."""

    format: str
    file: str | None
    option: str = field(default="--format", compare=False)

    @property
    def lines(self) -> bool:
        """Whether it is a page of lines, which the stream that it goes to paints."""
        return FORMATS[self.format].lines

    @property
    def streams(self) -> bool:
        """Whether it can be written tender by tender."""
        return FORMATS[self.format].streams


def format_option(known: Iterable[str] = FORMATS) -> Callable[[Callable[..., object]], Callable[..., object]]:
    from click import option  # only where options are declared

    return option(
        "--format",
        "-f",
        "formats",
        metavar="FORMAT[=FILE]",
        multiple=True,
        shell_complete=partial(_beginning, tuple(known)),
        help=f"How to write the report, and to which file. May be repeated. Formats: {', '.join(known)}.",
    )


def _beginning(known: Sequence[str], _context: "Context", _parameter: "Parameter", incomplete: str) -> list[str]:
    """The names that a shell completes."""
    return [name for name in known if name.startswith(incomplete)]


def output_option(function: Callable[..., object]) -> Callable[..., object]:
    from click import option

    return option(
        "--output", "-o", metavar="FILE", shell_complete=files, help="The file of the one report that has none yet."
    )(function)


# --- what is wanted -----------------------------------------------------------------------------------------------


def wanted(texts: Sequence[str], output: str | None, known: Iterable[str] = FORMATS) -> tuple[Output, ...]:
    """`--format html=report.html --format text` and `--output` as the reports that they ask for.

    At most one goes to standard output. No two go to one file, and a workbook does not go to a screen.
    """
    asked = [_asked(text, list(known)) for text in texts] or [Output("text", None)]
    bare = [one for one in asked if one.file is None]
    if len(bare) > 1:
        names = joined([f"`{one.format}`" for one in bare])
        hint = f"give all but one a file: `--format {bare[0].format}=FILE`"
        raise CannotStart(f"option `--format`: {names} would both go to standard output", hint)
    if output is not None and not bare:
        raise CannotStart("option `--output`: every `--format` has a file already", "leave one of the two out")
    place = None if output == _STANDARD_OUTPUT else output
    made = tuple(one if one.file is not None else replace(one, file=place, option="--output") for one in asked)
    for one in made:
        _fits(one)
    _apart(made)
    return made


def _asked(text: str, known: Sequence[str]) -> Output:
    name, equals, file = (part.strip() for part in text.partition("="))
    if name not in known:
        raise CannotStart(f"option `--format`: {_unknown(name)}", did_you_mean(name, known) or _choices(known))
    if equals and not file:
        raise CannotStart(f"option `--format`: `{text}` names no file", f"write `--format {name}=FILE`")
    return Output(name, None if file in {"", _STANDARD_OUTPUT} else file)


def _unknown(name: str) -> str:
    return f"`{name}` is not for this command" if name in FORMATS else f"`{name}` is not known"


def _choices(known: Sequence[str]) -> str:
    return f"choose from {', '.join(known)}"


def _fits(output: Output) -> None:
    """A file that can be made; bytes of a program go to a screen only where somebody asks for a mess."""
    if output.file is not None:
        has_a_folder(output.file, output.option)
    elif FORMATS[output.format].binary and is_screen(sys.stdout):
        hint = f"give it a file: `--format {output.format}=report.{output.format}`"
        raise CannotStart(f"option `--format`: {output.format} cannot be shown on a screen", hint)


def has_a_folder(file: str, option: str) -> None:
    from pathlib import Path

    target = Path(file)
    if answered(target.is_dir):
        raise CannotStart(f"option `{option}`: `{file}` is a folder", "name a file in it")
    if not answered(lambda: target.resolve().parent.is_dir()):  # noqa: PLW0108 – resolving can fail too
        raise CannotStart(f"option `{option}`: there is no folder `{target.parent}`", "make it first")


def _apart(outputs: Sequence[Output]) -> None:
    """No two reports in one file, by whatever name."""
    taken: set[str] = set()
    for file in (one.file for one in outputs if one.file is not None):
        place = os.path.realpath(file)
        if place in taken:
            raise CannotStart(f"option `--format`: two reports would go to `{file}`", "give each its own file")
        taken.add(place)


def no_inputs(outputs: Iterable[Output], names: Iterable[str]) -> None:
    """A report is never written over what it is about: a file that is read, or a link to one."""
    files = [(one.file, one.option) for one in outputs if one.file is not None]
    for name in names if files else ():
        for file, option in files:
            if answered(partial(os.path.samefile, file, name)):
                raise CannotStart(f"option `{option}`: `{file}` is what is to be read", "name another file")


# --- writing ------------------------------------------------------------------------------------------------------


@contextmanager
def opened(outputs: Sequence[Output]) -> Iterator[list[Write]]:
    """A way to write each report. The files take their places together at the end, or none of them does."""
    with drafts([one.file for one in outputs if one.file is not None]) as files:
        waiting = iter(files)
        yield [_to_screen(one) if one.file is None else _to_file(next(waiting).write) for one in outputs]


def _to_file(put: Callable[[bytes], None]) -> Write:
    return lambda made: put(made if isinstance(made, bytes) else encoded(made))


def _to_screen(output: Output) -> Write:
    """A page in the encoding of the stream; what programs read is UTF-8 wherever it goes."""
    return lambda made: to_stream(made if isinstance(made, bytes) or output.lines else encoded(made), sys.stdout)


def painted(made: str | bytes | Sequence[Line], output: Output, color: str) -> str | bytes:
    """What a renderer made, as it is written: lines become a page, with the colours and signs of where it goes."""
    return made if isinstance(made, str | bytes) else terminal(color, to_file=output.file is not None).page(made)


def rendered(output: Output, run: Run, quoted: Sources, color: str) -> str | bytes:
    """The run as it is written to where the report goes."""
    try:
        made = formats.render(output.format, run, view(output, quoted, color))
    except ExtraMissing as missing:
        found = missing.diagnostic()
        raise CannotStart(found.message, found.hint) from None
    return painted(made, output, color)


def view(output: Output, quoted: Sources, color: str) -> View:
    return View(quoted, terminal(color, to_file=output.file is not None).width)


def write(outputs: Sequence[Output], run: Run, quoted: Sources, color: str) -> None:
    """Every report on the run."""
    with opened(outputs) as writes:
        for output, put in zip(outputs, writes, strict=True):
            put(rendered(output, run, quoted, color))
