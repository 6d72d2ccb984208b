"""`--set "NAME=VALUE"`: another value for a parameter of the policies, as `use … with` would set it.

A setting is put in the place of the parameter's own value, so its bounds are checked where every value's are.
"""

from collections.abc import Sequence

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.model.literals import LiteralError, parse_literal
from policyspec.model.vocabulary import fold
from policyspec.passes.timelines import sort_of
from policyspec.syntax import ast
from policyspec.workspace import errors

#: The name under which a setting's text is quoted in diagnostics.
OPTION = "--set"

Files = tuple[ast.PolicyFile, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """`small lots share=40%`, or with its policy `council/commissioning#small lots share=40%`."""

    policy: str | None
    name: str
    value: str
    span: Span  # of the name
    value_span: Span


def source(texts: Sequence[str]) -> Source:
    """The settings as a text to quote from, one to a line."""
    return Source(OPTION, "\n".join(text.replace("\n", " ") for text in texts))


def apply(files: Files, texts: Sequence[str]) -> tuple[Files, list[Diagnostic]]:
    """The files with each parameter set, and what could not be set."""
    found: list[Diagnostic] = []
    done: set[tuple[str, str]] = set()
    for number, text in enumerate(texts, 1):
        changed = _set(files, text, number, done)
        if isinstance(changed, Diagnostic):
            found.append(changed)
        else:
            files = changed
    return files, found


def parameter(files: Files, name: str) -> ast.Parameter | Diagnostic:
    """The parameter of a name, or of `council/commissioning#small lots share`, with the value that a `use` gives it."""
    setting = _read(f"{name}=?", 1)
    if setting is None:
        return errors.malformed_setting(name)
    owner = _owner(files, setting)
    if isinstance(owner, Diagnostic):
        return owner
    found = _parameters(files, setting)[owner]
    uses = (use for file in files for use in file.declarations if isinstance(use, ast.Use) and use.policy == owner)
    given = [one.value for use in uses for one in use.settings if _same(one.name, setting)]
    return replace(found, value=given[0]) if given else found


def _set(files: Files, text: str, number: int, done: set[tuple[str, str]]) -> Files | Diagnostic:
    setting = _read(text, number)
    if setting is None:
        return errors.malformed_setting(text)
    owner = _owner(files, setting)
    if isinstance(owner, Diagnostic):
        return owner
    if (owner, fold(setting.name)) in done:
        return errors.set_twice(setting.name, setting.span)
    done.add((owner, fold(setting.name)))
    literal = _literal(_parameters(files, setting)[owner], setting)
    return literal if isinstance(literal, Diagnostic) else tuple(_changed(f, owner, setting, literal) for f in files)


def _read(text: str, number: int) -> Setting | None:
    left, equals, value = text.replace("\n", " ").partition("=")
    policy, hash_, name = left.rpartition("#")
    if not (equals and name.strip() and value.strip()):
        return None
    start = len(left) + len(value) - len(value.lstrip()) + 2
    span = Span(OPTION, number, 1, number, max(len(left.rstrip()), 1) + 1)
    at = Span(OPTION, number, start, number, start + len(value.strip()))
    return Setting(policy.strip() if hash_ else None, " ".join(name.split()), value.strip(), span, at)


def _owner(files: Files, setting: Setting) -> str | Diagnostic:
    """The policy whose parameter is meant."""
    policies = list(_parameters(files, setting))
    if not policies:
        known = sorted({d.name.words for file in files for d in file.declarations if isinstance(d, ast.Parameter)})
        return errors.no_parameter(setting.name, setting.span, known)
    return policies[0] if len(policies) == 1 else errors.several_parameters(setting.name, setting.span, policies)


def _parameters(files: Files, setting: Setting) -> dict[str, ast.Parameter]:
    """Every parameter of that name, by its policy."""
    return {
        file.policy.id: declared
        for file in files
        if file.policy is not None and setting.policy in {None, file.policy.id}
        for declared in file.declarations
        if isinstance(declared, ast.Parameter) and fold(declared.name.words) == fold(setting.name)
    }


def _literal(parameter: ast.Parameter, setting: Setting) -> ast.Literal | Diagnostic:
    value = parse_literal(setting.value, parameter.value.kind)
    if isinstance(value, LiteralError):
        return errors.unreadable_setting(setting.name, value.message, value.hint, setting.value_span)
    literal = ast.Literal(value, parameter.value.kind, setting.value, setting.value_span)
    wanted = sort_of(parameter.value)
    if sort_of(literal) != wanted:
        message = f"`{setting.value}` is {sort_of(literal)}, and it takes {wanted}"
        return errors.unreadable_setting(
            setting.name, message, f"write it like `{parameter.value.text}`", setting.value_span
        )
    return literal


def _changed(file: ast.PolicyFile, owner: str, setting: Setting, value: ast.Literal) -> ast.PolicyFile:
    """The file with the parameter set; a `use` that would set it again no longer does."""

    def change(declared: ast.Declaration) -> ast.Declaration:
        match declared:
            case ast.Parameter(name) if file.policy and file.policy.id == owner and _same(name, setting):
                return replace(declared, value=value)
            case ast.Use(policy, _, settings) if policy == owner:
                return replace(declared, settings=tuple(s for s in settings if not _same(s.name, setting)))
            case _:
                return declared

    return replace(file, declarations=tuple(change(d) for d in file.declarations))


def _same(name: ast.Phrase, setting: Setting) -> bool:
    return fold(name.words) == fold(setting.name)
