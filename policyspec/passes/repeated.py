"""One mistake, one diagnostic: a name that means nothing is said once, however often the policy says it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.source import Span
from policyspec.base.suggest import nearest
from policyspec.model.vocabulary import fold
from policyspec.passes.context import Findings
from policyspec.passes.declared import Declared, Names
from policyspec.passes.errors import names as errors
from policyspec.passes.words import Texts
from policyspec.syntax import ast

_OF_THE_FILE = ("PS201",)  # a name that means nothing, means nothing anywhere in it
_OF_THE_RULE = ("PS203", "PS204")  # what is in scope is said once, by `for each`


def said_once(
    found: Iterable[Diagnostic],
    files: Sequence[ast.PolicyFile],
    library: Mapping[str, Names],
    findings: Findings,
    texts: Texts,
) -> list[Diagnostic]:
    """The diagnostics, with one for all the places at which the same is said of the same name.

    Where the name is near to a declared one that is said nowhere, the mistake is in the declaration.
    """
    starts = {file.file: sorted(node.span.line for node in file.declarations) for file in files}
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for number, each in enumerate(found):
        groups.setdefault(_key(each, starts) or (number,), []).append(each)
    return [_one(group, library, findings, texts) for group in groups.values()]


def _key(each: Diagnostic, starts: Mapping[str, Sequence[int]]) -> tuple[object, ...] | None:
    """What diagnostics of one mistake have in common."""
    match each:
        case Diagnostic(code=code, span=Span(file, line)) if code in _OF_THE_RULE:
            return file, each.message, bisect_right(starts.get(file, ()), line)
        case Diagnostic(code=code, span=Span(file)) if code in _OF_THE_FILE:
            return file, each.message
        case _:
            return None


def _one(group: Sequence[Diagnostic], library: Mapping[str, Names], findings: Findings, texts: Texts) -> Diagnostic:
    places = [each.span for each in group if each.span is not None]
    if len(places) < 2:
        return group[0]
    said = texts.words(places[0])
    declared = _meant(said, places[0], library, findings) if group[0].code in _OF_THE_FILE else None
    if declared is not None:
        return errors.declared_otherwise(declared.name, said, declared.span, places)
    return replace(group[0], related=(*group[0].related, *(Related(span, "and here") for span in places[1:])))


def _meant(said: str, place: Span, library: Mapping[str, Names], findings: Findings) -> Declared | None:
    """The declaration in the same file that nothing uses and whose name is nearest to what is said."""
    unused = {
        fold(declared.name): declared
        for names in library.values()
        for declared in names.own.values()
        if declared.span.file == place.file and (declared.policy, fold(declared.name)) not in findings.used
    }
    words = set(fold(said).split())
    akin = next((name for name in unused if _is_reordered(words, set(name.split()))), None)
    name = akin or nearest(fold(said), unused, cutoff=0.7)
    return unused.get(name or "")


def _is_reordered(one: set[str], other: set[str]) -> bool:
    """The same words in another order, or one word more or less."""
    return len(one ^ other) <= 1 < max(len(one), len(other))
