"""From the policies that are named to all that they use: which files are read, and whether they fit together."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.base.suggest import did_you_mean
from policyspec.passes.compile import used_policies
from policyspec.syntax import ast
from policyspec.syntax.parse import parse, read_text
from policyspec.workspace import errors
from policyspec.workspace.loader import Loader
from policyspec.workspace.shipped import ID, SUFFIXES, id_of, of_shipped, standing
from policyspec.workspace.swapped import tender_for_policy

_MOST = 500  # policies in one run
MOST_BYTES = 2**20  # of one policy


@dataclass(slots=True)
class Gathered:
    """What has been read so far: each policy by its id (or, where it has none, by the name of its file)."""

    policies: dict[str, ast.PolicyFile] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def first_sight(self, identity: str) -> bool:
        """Whether a file has not been looked at yet."""
        new = identity not in self._seen
        self._seen.add(identity)
        return new


def gather(paths: Sequence[str], loader: Loader, library: Sequence[str], shipped: str) -> Gathered:
    """The policies of these files and folders, then all that they use.

    Policy `uk/thresholds` is one of the policies named, else the file `uk/thresholds.policy` in a `library` folder,
    in the folder of the file that uses it, in a folder around that, or among the `shipped` ones.
    """
    found = Gathered()
    waiting: deque[tuple[ast.Use, str]] = deque()
    for name in _named(paths, loader, found, shipped):
        waiting.extend([(use, name) for use in _add(name, found, loader)])
    while waiting:
        use, user = waiting.popleft()
        place = None if use.policy in found.policies else _find(use, user, found, loader, (*library, shipped))
        if place is not None:
            waiting.extend([(nested, place) for nested in _add(place, found, loader, wanted=use)])
        found.diagnostics += _disagreement(use, found.policies)
    found.diagnostics += _circles(found.policies)
    return found


def _named(paths: Sequence[str], loader: Loader, found: Gathered, root: str) -> Iterator[str]:
    """The files that the paths name; a folder stands for every policy in it, an id for what ships under it."""
    for named in paths:
        path = of_shipped(named, loader, root) or named
        names = loader.files(path, SUFFIXES, deep=True)
        if names == []:
            found.diagnostics.append(errors.nothing_in_folder(path, SUFFIXES[:1]))
        if names is None and (near := _near(path, loader, root)):
            found.diagnostics.append(errors.unreadable(path, "no such file", near))
        else:
            yield from [path] if names is None else names


def _near(path: str, loader: Loader, root: str) -> str | None:
    """The id of a policy that ships and is spelled alike, where the path names nothing; as a hint."""
    if loader.is_file(path) or not ID.fullmatch(path) or "/" not in path:
        return None
    return did_you_mean(path, standing((root,), loader))


def _add(name: str, found: Gathered, loader: Loader, wanted: ast.Use | None = None) -> list[ast.Use]:
    """Read one file; what it uses in its turn."""
    if not found.first_sight(loader.identity(name)):
        return []
    if len(found.sources) >= _MOST:
        told = errors.too_many(_MOST)
        found.diagnostics += [] if told in found.diagnostics else [told]
        return []
    data = loader.read(name)
    if isinstance(data, bytes) and len(data) > MOST_BYTES:
        data = errors.too_large(name, MOST_BYTES)
    source = data if isinstance(data, Diagnostic) else tender_for_policy(name, data) or read_text(data, name)
    if isinstance(source, Diagnostic):
        found.diagnostics.append(source)
        return []
    file, diagnostics = parse(source)
    found.sources.append(source)
    found.diagnostics += diagnostics
    return used_policies(file) if _kept(file, found, wanted) else []


def _kept(file: ast.PolicyFile, found: Gathered, wanted: ast.Use | None) -> bool:
    """Whether the file joins the others: it is the policy that was wanted, and no other has its id."""
    policy = file.policy
    if policy is None:
        found.policies[file.file] = file
        return True
    if wanted is not None and policy.id != wanted.policy:
        found.diagnostics.append(errors.other_policy(wanted.policy, policy.id, wanted.id_span, policy.id_span))
        return False
    first = found.policies.setdefault(policy.id, file)
    if first is not file and first.policy is not None:
        found.diagnostics.append(errors.twice(policy.id, policy.id_span, first.policy.id_span))
    return first is file


# --- finding a policy by its id -----------------------------------------------------------------------------------


def _find(use: ast.Use, user: str, found: Gathered, loader: Loader, roots: Sequence[str]) -> str | None:
    """The file of a policy. An id is made of slugs, so it cannot lead out of the folder that is searched."""
    from pathlib import PurePath

    *library, shipped = roots
    around = loader.folders_above(user)
    if ID.fullmatch(use.policy):
        for root in (*library, *around, shipped):
            names = (str(PurePath(root, f"{use.policy}{suffix}")) for suffix in SUFFIXES)
            if name := next(filter(loader.is_file, names), None):
                return name
    known = [*found.policies, *standing(roots, loader), *_beside(use.policy, around, loader)]
    found.diagnostics.append(errors.not_found(use.policy, use.id_span, known, [*library, *around[:1]]))
    return None


def _beside(policy: str, folders: Sequence[str], loader: Loader) -> Iterator[str]:
    """The ids of the policies that stand where this one would. Only there: a folder around may be a whole disk."""
    from pathlib import PurePath

    near = PurePath(policy).parent if ID.fullmatch(policy) else PurePath()
    for folder in folders:
        for name in loader.files(str(PurePath(folder, near)), SUFFIXES, deep=False) or []:
            yield id_of(near / PurePath(name).name)


# --- what does not fit together -----------------------------------------------------------------------------------


def _disagreement(use: ast.Use, policies: Mapping[str, ast.PolicyFile]) -> list[Diagnostic]:
    """The version wanted against the version found."""
    file = policies.get(use.policy)
    if file is None or file.policy is None or use.version in {None, file.policy.version}:
        return []
    wanted, policy = str(use.version), file.policy
    return [errors.other_version(policy.id, wanted, policy.version, use.span, policy.id_span)]


def _circles(policies: Mapping[str, ast.PolicyFile]) -> list[Diagnostic]:
    """Each circle of uses, told once, where it closes."""
    found: list[Diagnostic] = []
    done: set[str] = set()

    def follow(key: str, using: tuple[str, ...]) -> None:
        done.add(key)
        for use in used_policies(policies[key]):
            if use.policy in using:
                circle = [*using[using.index(use.policy) :], use.policy]
                found.append(errors.circle(circle, use.id_span))
            elif use.policy in policies and use.policy not in done:
                follow(use.policy, (*using, use.policy))

    for key in policies:
        if key not in done:
            follow(key, (key,))
    return found
