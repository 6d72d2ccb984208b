"""What is known of a policy that is being written: itself and all that it uses, compiled, with the names it can see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policyspec.base.data import data_file
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.lsp.folder import Folder
from policyspec.lsp.meaning import Meaning, meaning
from policyspec.lsp.occurrences import Occurrence, occurrences
from policyspec.lsp.page import Page
from policyspec.lsp.text import Text
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import names_of_all
from policyspec.passes.declare import policy_id
from policyspec.passes.declared import Names
from policyspec.syntax import ast
from policyspec.workspace.buffers import Buffers
from policyspec.workspace.gather import Gathered, gather
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Policies, compiled

SHIPPED = str(data_file("policies"))


@dataclass(frozen=True)
class Analysis:
    """A page with a policy, and the policies that it was compiled with."""

    page: Page
    gathered: Gathered
    on: date | None = None  # the day on which lints look at thresholds and sources

    @cached_property
    def policies(self) -> Policies:
        """Compiled when it is first asked for: most questions of somebody who writes need no rulebook."""
        return compiled(self.gathered, on=self.on)

    @property
    def files(self) -> tuple[ast.PolicyFile, ...]:
        return tuple(self.gathered.policies.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(self.gathered.sources)

    @cached_property
    def file(self) -> ast.PolicyFile:
        """The page's own tree; an empty one where its text cannot be read at all."""
        found = next((file for file in self.files if file.file == self.page.name), None)
        return found or ast.PolicyFile(None, (), (), self.page.name, broken=True)

    @cached_property
    def library(self) -> dict[str, Names]:
        """The names that each policy sees, by its id."""
        files = self.files if any(file is self.file for file in self.files) else (*self.files, self.file)
        return dict(names_of_all(files, standard()))

    @property
    def names(self) -> Names:
        return self.library[policy_id(self.file)]

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        return tuple(occurrences(self.file))

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is wrong with the page itself, and what has no place: a file that is too large, or is not there."""
        return (d for d in self.policies.diagnostics if d.span is None or d.span.file == self.page.name)

    def at(self, offset: int) -> Occurrence | None:
        """The occurrence at a place in the text; of several, the shortest."""
        line = self.page.text.line_of(offset) + 1
        near = (one for one in self.occurrences if one.span.line <= line <= one.span.end_line)
        found = [one for one in near if covers(one.span, offset, self.page)]
        return min(found, key=lambda one: _length(one.span, self.page), default=None)

    def meaning(self, found: Occurrence) -> Meaning | None:
        return meaning(found, self.names)


def covers(span: Span, offset: int, page: Page) -> bool:
    start, end = page.text.offsets(span)
    return start <= offset <= end


def _length(span: Span, page: Page) -> int:
    start, end = page.text.offsets(span)
    return end - start


def analyse(page: Page, loader: Loader, folder: Folder) -> Analysis:
    """The analysis of a page. `loader` has the page's own text under its name."""
    return Analysis(page, gather([page.name], loader, folder.library, SHIPPED), folder.on)


def warm() -> int:
    """Loads what the first analysis would have to wait for; how many rules there were to try it on."""
    page = Page("first.policy", Text('policy first\nrule first-rule "First"\n  title must be stated\n'))
    return len(analyse(page, Buffers({page.name: page.text.content}), Folder()).policies.rulebook.rules)
