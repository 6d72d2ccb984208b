"""Mistakes on the command line that click finds, in our own words."""

from collections.abc import Iterable, Sequence

import click

from policyspec.base.suggest import did_you_mean
from policyspec.cli.usage import worded


def told(error: click.ClickException, commands: Sequence[str]) -> str:
    """The message, what to do, and where to read more."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return f"{error.message}\n"
    text = worded(*_words(error, commands))
    context = getattr(error, "ctx", None)
    more = f"  `{context.command_path} --help` lists what it takes\n" if isinstance(context, click.Context) else ""
    return f"{text}{more}"


def _words(error: click.ClickException, commands: Sequence[str]) -> tuple[str, str | None]:
    match error:
        case click.NoSuchOption():
            return f"there is no option `{error.option_name}`", _near(error.option_name, _options(error))
        case click.MissingParameter():
            return _missing(error), _forgotten(error)
        case click.BadParameter():
            return f"{_name(error.param)}: {error.message.rstrip('.')}", _choices(error)
        case click.UsageError() if error.message.startswith("No such command"):
            word = error.message.split("'")[1] if "'" in error.message else ""
            return f"there is no command `{word}`", _near(word, commands) or f"there are {', '.join(commands)}"
        case _:
            return error.message[:1].lower() + error.message[1:].rstrip("."), None


def _near(word: str, known: Iterable[str]) -> str | None:
    return did_you_mean(word, known, cutoff=0.6)


def _options(error: click.NoSuchOption) -> list[str]:
    parameters = error.ctx.command.params if error.ctx else []
    return [option for parameter in parameters for option in parameter.opts if option.startswith("--")]


def _missing(error: click.MissingParameter) -> str:
    parameter = error.param
    if parameter is not None and parameter.param_type_name == "argument":
        return f"no {str(parameter.metavar or parameter.name).rstrip('.… ')} is named"
    return f"{_name(parameter)} is missing"


def _forgotten(error: click.MissingParameter) -> str | None:
    """Where `--policy` is missing and a policy stands among the tenders: that it goes before it."""
    given = error.ctx.params.get("tenders", ()) if error.ctx else ()
    policy = next((str(name) for name in given if str(name).endswith((".policy", ".policy.md"))), None)
    wanted = error.param is not None and error.param.name == "policies"
    return f"put `--policy` before it: `--policy {policy}`" if wanted and policy else None


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "an option"
    return f"option `{max(parameter.opts, key=len)}`" if parameter.param_type_name == "option" else str(parameter.name)


def _choices(error: click.BadParameter) -> str | None:
    kind = error.param.type if error.param else None
    return f"choose from {', '.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else None
