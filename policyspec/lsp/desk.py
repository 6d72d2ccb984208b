"""What lies on the desk: the texts that are open, the folders, the settings, and what was last found out of each."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath

from policyspec.base.dataclasses import dataclass, field
from policyspec.lsp.analysis import SHIPPED, Analysis, analyse
from policyspec.lsp.diagnostics import uri_of
from policyspec.lsp.folder import Folder, Wishes, example_of, folder_of
from policyspec.lsp.page import Page, Sort
from policyspec.lsp.text import Text
from policyspec.model.vocabulary import Vocabulary, standard
from policyspec.passes.declare import policy_id
from policyspec.workspace.buffers import Buffers
from policyspec.workspace.policies import Policies, load
from policyspec.workspace.shipped import SUFFIXES, standing
from policyspec.workspace.tenders import How


@dataclass(slots=True)
class Desk:
    """The one thing of the server that changes. Whatever changes on it, what was found out before is let go."""

    roots: tuple[str, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)
    encoding: str = "utf-16"
    pages: dict[str, Page] = field(default_factory=dict)
    _analyses: dict[str, Analysis] = field(default_factory=dict)
    _policies: dict[tuple[str, ...], Policies] = field(default_factory=dict)
    _folders: dict[PurePath, Folder] = field(default_factory=dict)

    def put(self, page: Page) -> None:
        self.pages[page.name] = page
        self.forget(page.name)

    def drop(self, name: str) -> None:
        self.pages.pop(name, None)
        self.forget(name)

    def forget(self, name: str | None = None) -> None:
        """Lets go of what rests on a file; without a name, of everything."""
        if name is None or not name.endswith((*SUFFIXES, ".yaml", ".yml")):
            self._folders.clear()
        rests = [key for key, one in self._analyses.items() if name is None or name == key or _reads(one, name)]
        for key in rests:
            del self._analyses[key]
        if name is None or name.endswith(SUFFIXES):
            self._policies.clear()

    @property
    def loader(self) -> Buffers:
        return Buffers({name: page.text.content for name, page in self.pages.items()}, self.roots)

    def folder(self, name: str) -> Folder:
        home = PurePath(name).parent
        if home not in self._folders:
            self._folders[home] = folder_of(name, self.loader, self.wishes)
        return self._folders[home]

    def example(self, name: str) -> str | None:
        """The tender on which the rules of a policy are tried."""
        return example_of(name, self.folder(name), self.loader, self.wishes, self.roots)

    def how(self, name: str, vocabulary: Vocabulary) -> How:
        """The circumstances in which the tender of a file is judged, or one on which its rules are tried."""
        return self.folder(name).how(self.loader, vocabulary)

    def day(self, page: Page) -> date | None:
        """The date on which thresholds are shown, where one is set."""
        return self.folder(page.name).on

    def known_policies(self, page: Page) -> list[str]:
        """The ids that a `use` of this page may name."""
        mine = policy_id(self.analysis(page).file)
        roots = [*self.folder(page.name).library, *self.roots[:1], str(PurePath(page.name).parent), SHIPPED]
        return [id_ for id_ in standing(roots, self.loader) if id_ != mine]

    def analysis(self, page: Page) -> Analysis:
        """What is known of a policy as it stands; made anew where it, or one that it uses, has changed."""
        known = self._analyses.get(page.name)
        if known is None or known.page is not page:
            known = analyse(page, self.loader, self.folder(page.name))
            self._analyses[page.name] = known
        return known

    def policies_for(self, name: str) -> Policies | None:
        """The policies that are set for the folder of a tender, where there are any."""
        folder = self.folder(name)
        if not folder.policies:
            return None
        key = (*folder.policies, "", *folder.library, "", *folder.parameters, "", str(folder.on))
        if key not in self._policies:
            self._policies[key] = load(
                folder.policies, self.loader, library=folder.library, parameters=folder.parameters, on=folder.on
            )
        return self._policies[key]

    def vocabulary_for(self, name: str) -> Vocabulary:
        """The words that the tender of a file is read with."""
        policies = self.policies_for(name)
        return policies.vocabulary if policies is not None else standard()

    def affected(self, name: str) -> Iterator[Page]:
        """The open pages of which something else may be true now that a file has changed, itself first."""
        if name in self.pages:
            yield self.pages[name]
        for page in list(self.pages.values()):
            if page.name == name or page.sort is Sort.OTHER:
                continue
            if name.endswith(SUFFIXES) or page.name not in self._analyses:
                yield page

    def family(self, page: Page, word: str) -> list[Analysis]:
        """The page and every policy of the open folders that says a word, or its plural."""
        loader = self.loader
        names = {page.name: None, **dict.fromkeys(n for n, p in self.pages.items() if p.sort is Sort.POLICY)}
        homes = self.roots or (str(PurePath(page.name).parent),)
        names |= dict.fromkeys(name for home in homes for name in loader.files(home, SUFFIXES, deep=True) or ())
        pages = (self.pages.get(name) or self._closed(name, loader) for name in names)
        stem = word.casefold()[:-1]
        return [self.analysis(one) for one in pages if one is not None and stem in one.text.content.casefold()]

    def _closed(self, name: str, loader: Buffers) -> Page | None:
        """The page of a file that is not open."""
        known = self._analyses.get(name)
        data = loader.read(name)
        if not isinstance(data, bytes):
            return None
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        if known is not None and known.page.text.content == text:
            return known.page
        return Page(name, Text(text, self.encoding), uri_of(name))

    def text_of(self, name: str) -> Text | None:
        """The text of a file, open or not."""
        page = self.pages.get(name) or self._closed(name, self.loader)
        return page.text if page is not None else None


def _reads(analysis: Analysis, name: str) -> bool:
    return any(source.name == name for source in analysis.sources)


def texts(desk: Desk) -> Mapping[str, Text]:
    return {name: page.text for name, page in desk.pages.items()}
