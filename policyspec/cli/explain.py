"""`policyspec explain`: a rule, the code of a message, or why a rule came to its verdict for a tender."""

import os
import re
from collections.abc import Sequence

import click

from policyspec.base.codes import CODES
from policyspec.base.data import data_file
from policyspec.base.suggest import did_you_mean
from policyspec.cli import beside, options
from policyspec.cli.configured import config_options, parameters, unneeded
from policyspec.cli.exits import Exit
from policyspec.cli.loading import refuse
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import Terminal, color_option, emit, terminal
from policyspec.cli.usage import CannotStart
from policyspec.model.outcomes import Gate
from policyspec.report import codepage
from policyspec.report.page import BLANK, tidy
from policyspec.report.rules import Declared, declared, page
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load
from policyspec.workspace.tenders import How

_CODE = re.compile(r"ps\d+", re.IGNORECASE)


def _subject(context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """What a code means rests on no configuration: also PS031, which says what is wrong with one."""
    if _CODE.fullmatch(value):
        unneeded(context)
    return value


@click.command()
@click.argument("subject", metavar="CODE-or-RULE", is_eager=True, callback=_subject)
@options.policy_option(required=False)
@options.library_option
@click.option("--tender", "-t", metavar="TENDER", shell_complete=options.files, help="Say why, for this tender.")
@click.option("--item", metavar="NAME", help="Only for this lot, or for this one of the tenders of the file.")
@click.option(
    "--gate", type=click.Choice([gate.value for gate in Gate]), default=Gate.DRAFT.value, help="As for check."
)
@click.option("--on", metavar="DATE", help="Judge on this date in place of the one that the policy names.")
@click.option("--set", "settings", metavar='"NAME=VALUE"', multiple=True, help="Set a parameter of a policy.")
@click.option("--assumptions/--no-assumptions", default=True, help="As for check.")
@beside.records_options
@options.language_option
@options.format_option
@color_option
@config_options("policy", "library", "gate", "on", "set", "assumptions", "records", "language")
@click.pass_context
def command(
    context: click.Context,
    /,
    subject: str,
    policies: Sequence[str],
    library: Sequence[str],
    tender: str | None,
    item: str | None,
    gate: str,
    on: str | None,
    settings: Sequence[str],
    assumptions: bool,  # noqa: FBT001 – click passes options by name
    languages: Sequence[str],
    format_: str,
    color: str,
    records: Sequence[str],
    ignore_explanations: bool,  # noqa: FBT001 – as above
    ignore_waivers: bool,  # noqa: FBT001 – as above
) -> int:
    """Explain a message by its code (PS203), or a rule by its id (council/commissioning#small-lots, or small-lots).

    With --tender: why the rule comes to its verdict for that tender, step by step, with the line of each fact; what is
    missing, what would settle it, and what would have to be otherwise.

    A rule is looked up in the policies named with --policy, else in those of the configuration, else in those that
    come with policyspec.
    """
    if _CODE.fullmatch(subject):
        return _code(subject.upper(), terminal(color))
    disk = Disk()
    loaded = load(
        policies or [str(data_file("policies"))],
        disk,
        library=library,
        parameters=parameters(context, settings) if tender is not None else (),
    )
    if not loaded.usable:
        return refuse(loaded.diagnostics, sources(loaded.sources, disk), color)
    found = called(subject, loaded)
    if tender is None:
        return _rules(found, loaded, terminal(color))
    reading, counting = (
        options.reading(languages),
        {"explanations": not ignore_explanations, "waivers": not ignore_waivers},
    )
    noted = beside.records_of(records, disk, loaded.vocabulary, **counting)
    debug = bool(os.environ.get("POLICYSPEC_DEBUG"))
    how = How(Gate(gate), options.day(on), assumptions, debug, reading, noted)
    from policyspec.cli.why import Asked, told

    return told(Asked([one.rule.id for one in found], tender, item, how), loaded, disk, format_, color)


def _code(code: str, screen: Terminal) -> int:
    path = data_file("docs", "codes", f"{code}.md")
    if code not in CODES or not path.is_file():
        raise CannotStart(f"there is no message with the code `{code}`", did_you_mean(code, CODES))
    emit(screen.page(tidy(codepage.render(path.read_text(encoding="utf-8"), screen.width))))
    return Exit.DONE


def called(name: str, loaded: Policies) -> list[Declared]:
    known = declared(loaded.rulebook, loaded.files, loaded.sources)
    found = [one for one in known if name in {one.rule.id, one.rule.id.rpartition("#")[2]}]
    if not found:
        slugs = [form for one in known for form in (one.rule.id, one.rule.id.rpartition("#")[2])]
        hint = did_you_mean(name, slugs) or "name its policy with --policy; `policyspec rules` lists the rules"
        raise CannotStart(f"there is no rule `{name}`", hint)
    return found


def _rules(found: Sequence[Declared], loaded: Policies, screen: Terminal) -> int:
    rows = (row for one in found for row in (*page(one, loaded.files, screen.width), BLANK))
    emit(screen.page(tidy(rows)))
    return Exit.DONE
