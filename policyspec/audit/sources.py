"""What is audited: a dataset as it stands, or one that is made from sources in the folder of the audit."""

from collections.abc import Callable, Sequence
from pathlib import Path

from policyspec.audit import errors
from policyspec.audit.dataset import Dataset, circumstances_of, ingest, load
from policyspec.audit.inputs import files_of, survey
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.vocabulary import Vocabulary
from policyspec.workspace.loader import Loader

#: The folder of a dataset within that of an audit.
OWN = "dataset"


def given(names: Sequence[str]) -> Path | None:
    """The dataset that is named in place of sources; None where sources are."""
    return Path(names[0]) if len(names) == 1 and load(Path(names[0])) is not None else None


def standing(folder: Path, vocabulary: Vocabulary) -> Dataset | Diagnostic:
    """A dataset as it stands, if these words read it."""
    found = load(folder)
    if found is None or found.circumstances != circumstances_of(vocabulary):
        return errors.other_words(str(folder))
    return found


def made(
    names: Sequence[str],
    out: Path,
    loader: Loader,
    vocabulary: Vocabulary,
    workers: int,
    told: Callable[[int, int], None],
) -> Dataset:
    """The dataset of some sources, in the folder of an audit that is not begun yet."""
    return ingest(names, out / OWN, loader, vocabulary, workers=workers, told=told).dataset


def as_begun(names: Sequence[str], out: Path, loader: Loader, vocabulary: Vocabulary) -> Dataset | Diagnostic:
    """The dataset of an audit that is begun, where its sources are still what they were. It is left as it is."""
    dataset = standing(out / OWN, vocabulary)
    if isinstance(dataset, Diagnostic):
        return dataset
    now = {one.input.name: one.input.digest for one in map(survey, files_of(names, loader))}
    before = dataset.inputs
    for name in sorted(now.keys() | before.keys()):
        if now.get(name) != before.get(name):
            what = "is new" if name not in before else "is gone" if name not in now else "has changed"
            return errors.input_changed(str(out), name, what)
    return dataset
