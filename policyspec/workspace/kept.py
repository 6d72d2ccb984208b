"""Policies that were compiled before, taken up again while all that they were compiled from is as it was.

An entry holds the questions that compiling put to the loader, each with a digest of the answer, and what came of it.
It counts where the loader answers all of them as it did; else the policies are compiled, and the entry is written anew.
What is kept is text, in a store that may lose it at any time.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from policyspec.base.data import data_place
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.digest import sha256
from policyspec.ir.stored import Compiled, NotStoredError, restored, stored
from policyspec.model.vocabulary import standard
from policyspec.report.run import NamedPolicy
from policyspec.workspace import policies
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Loaded, vocabulary_of

#: A question to a loader: the name of its method, and what is asked after.
Question = tuple[str, ...]


class Store(Protocol):
    """Texts by key. A text that is got is one that was put under that key by the same version of the engine."""

    def get(self, key: str) -> str | None: ...

    def put(self, key: str, text: str) -> None: ...


def load(
    store: Store | None,
    paths: Sequence[str],
    loader: Loader,
    *,
    library: Sequence[str] = (),
    parameters: Sequence[str] = (),
    on: date | None = None,
) -> Loaded:
    """As `policies.load`, and the same; from the store where it has them. Policies with errors are not kept."""
    if store is None:
        return policies.load(paths, loader, library=library, parameters=parameters, on=on)
    asked = [*paths], [*library], [*parameters], on and on.isoformat(), data_place("policies")
    key = json.dumps(asked)
    if (found := _taken_up(store.get(key), loader)) is not None:
        return found
    recorded = _Recorded(loader)
    loaded = policies.load(paths, recorded, library=library, parameters=parameters, on=on)
    if loaded.usable:
        store.put(key, _written(loaded, recorded))
    return loaded


def _written(loaded: Loaded, recorded: "_Recorded") -> str:
    """A line of the questions with their answers, and the policies."""
    named = tuple((one.id, one.title, one.version, one.file) for one in loaded.named)
    compiled = Compiled(loaded.rulebook, loaded.sources, loaded.diagnostics, named)
    return f"{json.dumps([*recorded.answers.items()])}\n{stored(compiled, standard())}"


def _taken_up(text: str | None, loader: Loader) -> Loaded | None:
    """The policies of an entry; None: there is none, it is of no use, or what it rests on has changed."""
    if text is None:
        return None
    asked, _, kept = text.partition("\n")
    try:
        if any(_digest(_ask(question, loader)) != answer for question, answer in json.loads(asked)):
            return None
        compiled = restored(kept, standard())
    except (ValueError, TypeError, NotStoredError):
        return None
    vocabulary = vocabulary_of(compiled.rulebook)
    named = tuple(NamedPolicy(*one) for one in compiled.named)
    return Loaded(compiled.rulebook, vocabulary, compiled.sources, compiled.diagnostics, named)


# --- what was asked -----------------------------------------------------------------------------------------------


class _Recorded:
    """A loader that notes what another is asked, and answers as that does."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self.answers: dict[Question, str] = {}

    def read(self, name: str) -> bytes | Diagnostic:
        answer = self._loader.read(name)
        self._note(("read", name), answer)
        return answer

    def pieces(self, name: str) -> Iterator[bytes | Diagnostic]:
        yield self.read(name)

    def files(self, folder: str, suffixes: Sequence[str], *, deep: bool) -> list[str] | None:
        answer = self._loader.files(folder, suffixes, deep=deep)
        self._note(("files", folder, "deep" if deep else "", *suffixes), answer)
        return answer

    def is_file(self, name: str) -> bool:
        answer = self._loader.is_file(name)
        self._note(("is_file", name), answer)
        return answer

    def folders_above(self, name: str) -> list[str]:
        answer = self._loader.folders_above(name)
        self._note(("folders_above", name), answer)
        return answer

    def identity(self, name: str) -> str:
        answer = self._loader.identity(name)
        self._note(("identity", name), answer)
        return answer

    def _note(self, question: Question, answer: object) -> None:
        self.answers[question] = _digest(answer)


def _ask(question: Sequence[str], loader: Loader) -> object:
    """Puts a question to a loader again. Raises ValueError where it is none."""
    match question:
        case ["read", str(name)]:
            return loader.read(name)
        case ["files", str(folder), str(deep), *suffixes]:
            return loader.files(folder, suffixes, deep=bool(deep))
        case ["is_file", str(name)]:
            return loader.is_file(name)
        case ["folders_above", str(name)]:
            return loader.folders_above(name)
        case ["identity", str(name)]:
            return loader.identity(name)
        case _:
            raise ValueError(question)


def _digest(answer: object) -> str:
    return sha256(answer if isinstance(answer, bytes) else repr(answer).encode()).hexdigest()
