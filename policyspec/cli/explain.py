"""`policyspec explain`: a rule, or the code of a message."""

import re
from collections.abc import Sequence

import click

from policyspec.base.codes import CODES
from policyspec.base.data import data_file
from policyspec.base.suggest import did_you_mean
from policyspec.cli import options
from policyspec.cli.configured import config_options, unneeded
from policyspec.cli.exits import Exit
from policyspec.cli.terminal import Terminal, color_option, emit, terminal
from policyspec.cli.usage import CannotStart
from policyspec.report import codepage
from policyspec.report.page import BLANK, tidy

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
@color_option
@config_options("policy", "library")
def command(subject: str, policies: Sequence[str], library: Sequence[str], color: str) -> int:
    """Explain a message by its code (PS203), or a rule by its id (council/commissioning#small-lots, or small-lots).

    A rule is looked up in the policies named with --policy, else in those of the configuration, else in those that
    come with policyspec.
    """
    if _CODE.fullmatch(subject):
        return _code(subject.upper(), terminal(color))
    return _rule(subject, policies, library, color)


def _code(code: str, screen: Terminal) -> int:
    path = data_file("docs", "codes", f"{code}.md")
    if code not in CODES or not path.is_file():
        raise CannotStart(f"there is no message with the code `{code}`", did_you_mean(code, CODES))
    emit(screen.page(tidy(codepage.render(path.read_text(encoding="utf-8"), screen.width))))
    return Exit.DONE


def _rule(name: str, policies: Sequence[str], library: Sequence[str], color: str) -> int:
    from policyspec.cli.loading import named_or_shipped
    from policyspec.report import rules

    loaded = named_or_shipped(policies, library, color)
    if loaded is None:
        return Exit.NOT_STARTED
    known = rules.declared(loaded.rulebook, loaded.files, loaded.sources)
    found = [one for one in known if name in {one.rule.id, one.rule.id.rpartition("#")[2]}]
    if not found:
        slugs = [form for one in known for form in (one.rule.id, one.rule.id.rpartition("#")[2])]
        hint = did_you_mean(name, slugs) or "name its policy with --policy; `policyspec rules` lists the rules"
        raise CannotStart(f"there is no rule `{name}`", hint)
    screen = terminal(color)
    rows = (row for one in found for row in (*rules.page(one, loaded.files, screen.width), BLANK))
    emit(screen.page(tidy(rows)))
    return Exit.DONE
