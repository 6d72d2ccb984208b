"""Wording of what can go wrong with files, imports and settings (PS0xx)."""

from collections.abc import Iterable, Sequence

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean


def _diagnostic(
    code: str, message: str, span: Span | None, hint: str | None = None, related: tuple[Related, ...] = ()
) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, span, hint, related)


def unreadable(name: str, why: str, hint: str | None = None) -> Diagnostic:
    return _diagnostic("PS001", f"`{name}` cannot be read: {why}", None, hint)


def too_large(name: str, limit: int) -> Diagnostic:
    message = f"`{name}` is larger than {limit // 2**20} MiB"
    return _diagnostic("PS003", message, None, "a tender or a policy is far smaller: is this the right file?")


def nothing_in_folder(name: str, wanted: Sequence[str]) -> Diagnostic:
    *others, last = wanted
    kinds = f"{', '.join(others)} or {last}" if others else last
    message = f"folder `{name}` has no {kinds} file in it"
    return _diagnostic("PS004", message, None, "name the file itself, or another folder")


def not_found(policy: str, span: Span, known: Iterable[str], looked: Sequence[str]) -> Diagnostic:
    """A `use` of a policy that stands nowhere."""
    hint = did_you_mean(policy, known) or f"it would be `{policy}.policy` in {_places(looked)}; --library adds a folder"
    return _diagnostic("PS005", f"policy `{policy}` is not found", span, hint)


def _places(looked: Sequence[str]) -> str:
    first = ", ".join(f"`{place}`" for place in looked[:2])
    return f"{first} or a folder around it" if looked else "a library"


def twice(policy: str, span: Span, first: Span) -> Diagnostic:
    related = (Related(first, "it is declared first here"),)
    hint = "one of the two needs another id, or is a copy that should go"
    return _diagnostic("PS006", f"policy `{policy}` is declared twice", span, hint, related)


def other_version(policy: str, wanted: str, has: str | None, span: Span, header: Span) -> Diagnostic:
    found = f"is version {has}" if has else "states no version"
    related = (Related(header, "it says so here"),)
    message = f"version {wanted} of `{policy}` is wanted, and the one found {found}"
    hint = f"write `version {has}` once you have read what changed" if has else "take the version out of this line"
    return _diagnostic("PS007", message, span, hint, related)


def circle(ids: Sequence[str], span: Span) -> Diagnostic:
    chain = " uses ".join(f"`{policy}`" for policy in ids)
    hint = "move what both need into a policy of its own"
    return _diagnostic("PS008", f"policies use each other in a circle: {chain}", span, hint)


def other_policy(wanted: str, has: str, span: Span, header: Span) -> Diagnostic:
    """A file that stands where a policy should, and is another."""
    related = (Related(header, "the file says so here"),)
    return _diagnostic("PS009", f"the file of policy `{wanted}` declares `{has}`", span, "make the two agree", related)


def too_many(limit: int) -> Diagnostic:
    return _diagnostic("PS010", f"more than {limit} policies are used", None, "check fewer policies at a time")


def malformed_setting(text: str) -> Diagnostic:
    return _diagnostic("PS011", f"`{text}` sets nothing", None, 'write --set "NAME=VALUE"')


def no_parameter(name: str, span: Span, known: Sequence[str]) -> Diagnostic:
    listed = f"the parameters are {', '.join(f'`{k}`' for k in known[:6])}" if known else "the policies have none"
    return _diagnostic("PS012", f"there is no parameter `{name}`", span, did_you_mean(name, known) or listed)


def several_parameters(name: str, span: Span, policies: Sequence[str]) -> Diagnostic:
    hint = f"say which, as `{policies[0]}#{name}=…`"
    owners = " and ".join(f"`{policy}`" for policy in policies)
    return _diagnostic("PS013", f"`{name}` is a parameter of {owners}", span, hint)


def unreadable_setting(name: str, message: str, hint: str | None, span: Span) -> Diagnostic:
    return _diagnostic("PS014", f"parameter `{name}`: {message}", span, hint)


def set_twice(name: str, span: Span) -> Diagnostic:
    return _diagnostic("PS015", f"parameter `{name}` is set twice", span, "set it once")


def policy_for_tender(name: str) -> Diagnostic:
    message = f"`{name}` is a policy, and stands where a tender should"
    return _diagnostic("PS016", message, None, f"put `--policy` before it: `--policy {name}`")


def tender_for_policy(name: str) -> Diagnostic:
    message = f"`{name}` is a tender, and stands where a policy should"
    return _diagnostic("PS016", message, None, f"hold it against one: `policyspec check {name} --policy POLICY`")


def fault(name: str, error: BaseException) -> Diagnostic:
    """Our own mistake with one input, where the others of a run can still be checked."""
    hint = "this is a fault in policyspec, not in your tender; POLICYSPEC_DEBUG=1 shows the whole trace"
    return _diagnostic("PS901", f"`{name}` could not be checked: {type(error).__name__} in {raised(error)}", None, hint)


def raised(error: BaseException) -> str:
    """The module and line at which an exception was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}" if trace else "an unknown place"
