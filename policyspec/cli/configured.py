"""Options from a configuration. What stands on the command line prevails over it."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePath

import click
from click.core import ParameterSource

from policyspec.base.data import data_file
from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.cli.exits import Exit, FailOn
from policyspec.cli.loading import stop
from policyspec.cli.options import STDIN, Decorator
from policyspec.cli.terminal import emit, terminal
from policyspec.cli.usage import CannotStart
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import fold
from policyspec.report.page import Line, Piece, Style, line
from policyspec.workspace.config import Config, Key, Setting, Shape, nearest, read_config
from policyspec.workspace.disk import Disk
from policyspec.workspace.shipped import of_shipped


@dataclass(frozen=True, slots=True)
class Configured:
    """A setting of the configuration: the parameter of the command that it sets, and whether it names files."""

    parameter: str
    key: Key
    paths: bool = False
    file_after: str = ""  # the sign after which a file stands in it: `json=report.json`


#: The settings, in the order in which they are shown. Each is called as the long option.
SETTINGS = {
    "tenders": Configured("tenders", Key(Shape.TEXTS), paths=True),
    "policy": Configured("policies", Key(Shape.TEXTS), paths=True),
    "library": Configured("library", Key(Shape.TEXTS), paths=True),
    "records": Configured("records", Key(Shape.TEXTS), paths=True),
    "baseline": Configured("baseline", Key(Shape.TEXT), paths=True),
    "gate": Configured("gate", Key(Shape.TEXT, tuple(Gate))),
    "on": Configured("on", Key(Shape.TEXT)),
    "set": Configured("settings", Key(Shape.TABLE)),
    "assumptions": Configured("assumptions", Key(Shape.YES_NO)),
    "language": Configured("languages", Key(Shape.TEXTS)),
    "fail-on": Configured("fail_on", Key(Shape.TEXTS, tuple(FailOn))),
    "format": Configured("formats", Key(Shape.TEXTS), file_after="="),
}


def config_options(*settings: str) -> Decorator:
    """`--config` and `--no-config`, for a command that takes these of the settings.

    Their work is done before other options are looked at.
    """
    options = (
        click.option("--no-config", is_flag=True, is_eager=True, expose_value=False, callback=_none, help="Use none."),
        click.option(
            "--config",
            metavar="FILE",
            is_eager=True,
            expose_value=False,
            callback=partial(_configure, settings),
            help="The configuration, in place of policyspec.toml or pyproject.toml in this folder or one around it.",
        ),
    )

    def decorated(function: Callable[..., object]) -> Callable[..., object]:
        for option in options:
            function = option(function)
        return function

    return decorated


show_option: Decorator = click.option(
    "--show-settings", is_flag=True, help="Print each setting with where it comes from, and check nothing."
)


def unneeded(context: click.Context) -> None:
    """From here on no configuration is looked for: what is asked rests on none, and is told beside a broken one."""
    context.meta[_UNNEEDED] = True


def demand(context: click.Context, *names: str) -> None:
    """Each of these parameters must be given, on the command line or in the configuration."""
    for parameter in context.command.params:
        if parameter.name in names and not context.params.get(parameter.name):
            raise click.MissingParameter(ctx=context, param=parameter)


def parameters(context: click.Context, given: Sequence[str]) -> list[str]:
    """The parameters of policies that are set: those of the command line, and others of the configuration."""
    set_there = (context.default_map or {}).get("settings", ())
    named = {_name(text) for text in given}
    return [*given, *(text for text in set_there if _name(text) not in named)]


def _name(text: str) -> str:
    return fold(text.partition("=")[0])


# --- reading it ---------------------------------------------------------------------------------------------------


def _none(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 – click's signature
    if value:
        _one_of_the_two(context, _CONFIG)
        context.meta[_NO_CONFIG] = True


_NO_CONFIG, _CONFIG, _UNNEEDED = "policyspec.no-config", "policyspec.config", "policyspec.unneeded"


def _one_of_the_two(context: click.Context, other: str) -> None:
    """Whichever comes first on the command line is looked at first."""
    if other in context.meta:
        raise CannotStart("`--config` and `--no-config` do not go together", "leave one of the two out")


def _configure(settings: Sequence[str], context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if _UNNEEDED in context.meta:
        return
    if value:
        _one_of_the_two(context, _NO_CONFIG)
    disk = Disk()
    name = value or (None if context.meta.get(_NO_CONFIG) else nearest(disk))
    if name is None:
        return
    data = disk.read(name)
    read = data if isinstance(data, Diagnostic) else read_config(name, data, {n: s.key for n, s in SETTINGS.items()})
    if isinstance(read, Diagnostic):
        stop("configuration", [read], disk)
    config, found = read
    if has_errors(found):
        stop("configuration", found, disk)
    context.meta[_CONFIG] = config
    context.default_map = {SETTINGS[key].parameter: _from(config, key) for key in config.settings if key in settings}


def _from(config: Config, key: str) -> Setting:
    """What the configuration sets, with paths as they are meant from the working folder."""
    value, setting = config.settings[key], SETTINGS[key]
    if isinstance(value, bool) or not (setting.paths or setting.file_after):
        return value
    if isinstance(value, str):
        return _path(config, value, setting)
    return tuple(_path(config, text, setting) for text in value)


def _path(config: Config, text: str, setting: Configured) -> str:
    before, sign, path = text.partition(setting.file_after) if setting.file_after else ("", "", text)
    if path == STDIN or (setting.file_after and not sign) or (setting.parameter == "policies" and _ships(config, path)):
        return text
    return f"{before}{sign}{_seen_from_here(PurePath(config.folder, path))}"


def _ships(config: Config, name: str) -> bool:
    """Whether it names policies that come with policyspec, and no file or folder beside the configuration."""
    disk, beside = Disk(), str(PurePath(config.folder, name))
    here = disk.is_file(beside) or disk.files(beside, (), deep=False) is not None
    return not here and of_shipped(name, disk, str(data_file("policies"))) is not None


def _seen_from_here(path: PurePath) -> str:
    """The path relative to the working folder, where there is a way: it is what reports show and compare."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


# --- showing it ---------------------------------------------------------------------------------------------------


def show(context: click.Context, color: str) -> Exit:
    """Print the settings in place of checking."""
    emit(terminal(color).page(_shown(context)))
    return Exit.DONE


def _shown(context: click.Context) -> Iterator[Line]:
    """Each setting, its value, and where it comes from."""
    config = context.meta.get(_CONFIG)
    rows = [(key, *_settled(context, key, config)) for key in SETTINGS]
    room = max(len(value) for _, value, _ in rows)
    for key, value, where in rows:
        yield line(f"{key:<12}  ", Piece(f"{value:<{room}}", Style.TITLE), "  ", Piece(where, Style.QUIET))


def _settled(context: click.Context, key: str, config: Config | None) -> tuple[str, str]:
    name = SETTINGS[key].parameter
    value = context.params.get(name)
    if key == "set":
        value = parameters(context, value or ())
    match context.get_parameter_source(name):
        case ParameterSource.COMMANDLINE:
            where = "command line"
        case ParameterSource.DEFAULT_MAP if config is not None:
            where = f"{config.source.name}:{config.lines[key]}"
        case _:
            where = "default"
    return _in_words(value), where


def _in_words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case None | () | []:
            return "none"
        case tuple() | list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
