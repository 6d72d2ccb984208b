"""Policy files to a rulebook: read, follow `use`, set parameters, compile.

What compiles is imported when there is something to compile: it takes longer than a check whose policies are kept.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from policyspec.base.data import data_place
from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic, has_errors, in_order
from policyspec.base.source import Source
from policyspec.ir.nodes import Rulebook
from policyspec.model.vocabulary import Vocabulary, standard
from policyspec.report.run import NamedPolicy
from policyspec.workspace.loader import Loader

if TYPE_CHECKING:
    from policyspec.syntax import ast
    from policyspec.workspace.gather import Gathered


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rulebook, the words that tenders are read with, and the texts that both were made from.

    With an error among the diagnostics the rulebook lacks what the error speaks of: no tender is judged by it.
    """

    rulebook: Rulebook
    vocabulary: Vocabulary  # the standard words and those that the policies declare
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    named: tuple[NamedPolicy, ...]  # the policies named, then those that they use

    @property
    def usable(self) -> bool:
        return not has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Policies(Loaded):
    """The same with what was written, for whoever looks at more than what it comes to."""

    files: "tuple[ast.PolicyFile, ...]"  # with settings applied, in the order of `named`


class Load(Protocol):
    """What loads policies: `load` is one."""

    def __call__(
        self,
        paths: Sequence[str],
        loader: Loader,
        *,
        library: Sequence[str] = (),
        parameters: Sequence[str] = (),
        on: date | None = None,
    ) -> Loaded: ...


def load(
    paths: Sequence[str],
    loader: Loader,
    *,
    library: Sequence[str] = (),
    parameters: Sequence[str] = (),
    on: date | None = None,
) -> Policies:
    """The policies of these files and folders, with all that they use.

    `library`: folders searched first for a `use`. `parameters`: settings as `NAME=VALUE`. `on`: the day on which lints
    look at thresholds and at checks of sources.
    """
    from policyspec.workspace.gather import gather

    return compiled(gather(paths, loader, library, data_place("policies")), parameters, on)


def compiled(gathered: "Gathered", parameters: Sequence[str] = (), on: date | None = None) -> Policies:
    """The rulebook of policies that have been read."""
    from policyspec.passes.compile import compile_policies
    from policyspec.workspace import settings

    files, unset = settings.apply(tuple(gathered.policies.values()), parameters)
    sources = (*gathered.sources, settings.source(parameters))
    texts = {source.name: source for source in sources}
    rulebook, found = compile_policies(files, standard(), texts, gathered.diagnostics, on)
    diagnostics = in_order([*gathered.diagnostics, *unset, *found])
    return Policies(rulebook, vocabulary_of(rulebook), sources, tuple(diagnostics), named_in(files), files)


def with_settings(policies: Policies, parameters: Sequence[str]) -> Policies:
    """Policies without errors, compiled again with parameters set: nothing is read again."""
    from policyspec.passes.compile import compile_policies
    from policyspec.workspace import settings

    files, unset = settings.apply(policies.files, parameters)
    sources = (*policies.sources, settings.source(parameters))
    rulebook, found = compile_policies(files, standard(), {source.name: source for source in sources})
    diagnostics = tuple(in_order([*unset, *found]))
    return Policies(rulebook, policies.vocabulary, sources, diagnostics, policies.named, files)


def vocabulary_of(rulebook: Rulebook) -> Vocabulary:
    """The standard words and those that the policies declare."""
    if not rulebook.own_facts and not rulebook.own_codes:
        return standard()
    return standard().with_own(rulebook.own_facts, dict(rulebook.own_codes))


def named_in(files: "Sequence[ast.PolicyFile]") -> tuple[NamedPolicy, ...]:
    """The policies as reports name them."""
    named = ((file.policy, file.file) for file in files)
    return tuple(NamedPolicy(one.id, one.title or "", one.version, file) for one, file in named if one is not None)
