"""Policy files to a rulebook: read, follow `use`, set parameters, compile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policyspec.base.data import data_file
from policyspec.base.diagnostics import Diagnostic, has_errors, in_order
from policyspec.base.source import Source
from policyspec.ir.nodes import Rulebook
from policyspec.model.vocabulary import Vocabulary, standard
from policyspec.passes.compile import compile_policies
from policyspec.syntax import ast
from policyspec.workspace import settings
from policyspec.workspace.gather import Gathered, gather
from policyspec.workspace.loader import Loader


@dataclass(frozen=True, slots=True)
class Policies:
    """A rulebook, the words that tenders are read with, and what both were made from.

    With an error among the diagnostics the rulebook lacks what the error speaks of: no tender is judged by it.
    """

    rulebook: Rulebook
    vocabulary: Vocabulary  # the standard words and those that the policies declare
    files: tuple[ast.PolicyFile, ...]  # with settings applied; the policies named, then those that they use
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def usable(self) -> bool:
        return not has_errors(self.diagnostics)


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
    return compiled(gather(paths, loader, library, str(data_file("policies"))), parameters, on)


def compiled(gathered: Gathered, parameters: Sequence[str] = (), on: date | None = None) -> Policies:
    """The rulebook of policies that have been read."""
    files, unset = settings.apply(tuple(gathered.policies.values()), parameters)
    sources = (*gathered.sources, settings.source(parameters))
    texts = {source.name: source for source in sources}
    rulebook, compiled = compile_policies(files, standard(), texts, gathered.diagnostics, on)
    diagnostics = in_order([*gathered.diagnostics, *unset, *compiled])
    return Policies(rulebook, _vocabulary(rulebook), files, sources, tuple(diagnostics))


def with_settings(policies: Policies, parameters: Sequence[str]) -> Policies:
    """Policies without errors, compiled again with parameters set: nothing is read again."""
    files, unset = settings.apply(policies.files, parameters)
    sources = (*policies.sources, settings.source(parameters))
    rulebook, compiled = compile_policies(files, standard(), {source.name: source for source in sources})
    return Policies(rulebook, policies.vocabulary, files, sources, tuple(in_order([*unset, *compiled])))


def _vocabulary(rulebook: Rulebook) -> Vocabulary:
    if not rulebook.own_facts and not rulebook.own_codes:
        return standard()
    return standard().with_own(rulebook.own_facts, dict(rulebook.own_codes))
