"""From the policies named to all that they use: where they are found, and what does not fit."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import pytest

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.workspace.gather import Gathered, gather


class Memory:
    """A loader of texts by name."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.asked: list[str] = []

    def read(self, name: str) -> bytes | Diagnostic:
        if name in self.texts:
            return self.texts[name].encode()
        return Diagnostic("PS001", Severity.ERROR, f"`{name}` cannot be read: no such file", None)

    def pieces(self, name: str) -> Iterator[bytes | Diagnostic]:
        yield self.read(name)

    def files(self, folder: str, suffixes: Sequence[str], *, deep: bool) -> list[str] | None:
        within = [name for name in self.texts if PurePosixPath(name).is_relative_to(folder) and name != folder]
        if not within:
            return None
        ending = [name for name in within if name.endswith(tuple(suffixes))]
        return sorted(n for n in ending if deep or str(PurePosixPath(n).parent) == str(PurePosixPath(folder)))

    def is_file(self, name: str) -> bool:
        self.asked.append(name)
        return name in self.texts

    def folders_above(self, name: str) -> list[str]:
        return [str(parent) for parent in PurePosixPath(name).parents]

    def identity(self, name: str) -> str:
        return str(PurePosixPath(name))


def policy(id_: str, *uses: str, version: str = "") -> str:
    head = f'policy {id_} "{id_}"' + (f" version {version}" if version else "")
    return "\n".join([head, "", *(f"use {used}" for used in uses), ""])


def gathered(texts: Mapping[str, str], *paths: str, library: Sequence[str] = ()) -> Gathered:
    return gather(paths, Memory(texts), library, "/shipped")


def codes(found: Gathered) -> list[str]:
    return [d.code for d in found.diagnostics]


def test_uses_are_followed_to_the_end() -> None:
    texts = {
        "a.policy": policy("a", "uk/b"),
        "uk/b.policy": policy("uk/b", "uk/c"),
        "uk/c.policy": policy("uk/c"),
        "uk/unused.policy": policy("uk/unused"),
    }
    found = gathered(texts, "a.policy")
    assert list(found.policies) == ["a", "uk/b", "uk/c"]
    assert codes(found) == []


@pytest.mark.parametrize(
    ("places", "chosen"),
    [
        (["lib/uk/b", "far/near/uk/b", "far/uk/b", "/shipped/uk/b"], "lib/uk/b"),
        (["far/near/uk/b", "far/uk/b", "uk/b", "/shipped/uk/b"], "far/near/uk/b"),
        (["far/uk/b", "uk/b", "/shipped/uk/b"], "far/uk/b"),
        (["uk/b", "/shipped/uk/b"], "uk/b"),
        (["/shipped/uk/b"], "/shipped/uk/b"),
    ],
)
def test_libraries_come_first_then_the_nearest_folder_then_the_shipped(places: list[str], chosen: str) -> None:
    texts = {f"{place}.policy": policy("uk/b") for place in places}
    found = gathered({"far/near/a.policy": policy("a", "uk/b"), **texts}, "far/near/a.policy", library=["lib"])
    assert codes(found) == []
    assert found.policies["uk/b"].file == f"{chosen}.policy"


def test_a_policy_that_is_named_serves_those_that_use_it() -> None:
    texts = {"a.policy": policy("a", "uk/b"), "stand-in.policy": policy("uk/b"), "uk/b.policy": policy("uk/b")}
    found = gathered(texts, "a.policy", "stand-in.policy")
    assert codes(found) == []
    assert found.policies["uk/b"].file == "stand-in.policy"


def test_a_folder_stands_for_every_policy_in_it() -> None:
    texts = {"pack/b.policy": policy("b"), "pack/deep/a.policy": policy("a"), "pack/readme.md": ""}
    assert list(gathered(texts, "pack").policies) == ["b", "a"]
    assert codes(gathered({"pack/readme.md": ""}, "pack")) == ["PS004"]


def test_one_file_named_twice_is_read_once() -> None:
    found = gathered({"a.policy": policy("a")}, "a.policy", "./a.policy")
    assert codes(found) == []
    assert len(found.sources) == 1


def test_a_missing_policy_is_told_where_it_is_used_with_the_nearest() -> None:
    texts = {"a.policy": policy("a", "uk/treshold"), "uk/threshold.policy": policy("uk/threshold")}
    (found,) = gathered(texts, "a.policy").diagnostics
    assert (found.code, found.hint) == ("PS005", "did you mean `uk/threshold`?")
    assert found.span is not None
    assert (found.span.line, found.span.column) == (3, 5)


def test_a_missing_policy_with_none_near_says_where_it_would_be() -> None:
    (found,) = gathered({"dir/a.policy": policy("a", "uk/b")}, "dir/a.policy").diagnostics
    assert found.hint is not None
    assert "uk/b.policy" in found.hint


def test_two_files_with_one_id() -> None:
    (found,) = gathered({"x.policy": policy("a"), "y.policy": policy("a")}, "x.policy", "y.policy").diagnostics
    assert found.code == "PS006"
    assert found.span is not None
    assert found.span.file == "y.policy"
    assert found.related[0].span.file == "x.policy"


@pytest.mark.parametrize(
    ("wanted", "has", "said"),
    [("2026.1", "2028.1", "version 2026.1 of `uk/b` is wanted, and the one found is version 2028.1"),
     ("2026.1", "", "version 2026.1 of `uk/b` is wanted, and the one found states no version")],
)  # fmt: skip
def test_another_version_is_told_with_both(wanted: str, has: str, said: str) -> None:
    texts = {"a.policy": policy("a", f"uk/b version {wanted}"), "uk/b.policy": policy("uk/b", version=has)}
    (found,) = gathered(texts, "a.policy").diagnostics
    assert (found.code, found.message) == ("PS007", said)


def test_the_wanted_version_and_none_wanted() -> None:
    texts = {"a.policy": policy("a", "uk/b version 2026.1", "uk/c"), "uk/b.policy": policy("uk/b", version="2026.1"),
             "uk/c.policy": policy("uk/c", version="3.0")}  # fmt: skip
    assert codes(gathered(texts, "a.policy")) == []


@pytest.mark.parametrize("chain", ["a", "ab", "abcd"])
def test_a_circle_is_told_once_and_in_order(chain: str) -> None:
    uses = dict(zip(chain, chain[1:] + chain[0], strict=True))
    texts = {f"{one}.policy": policy(one, other) for one, other in uses.items()}
    found = gathered(texts, "a.policy")
    assert codes(found) == ["PS008"]
    assert " uses ".join(f"`{one}`" for one in chain + "a") in found.diagnostics[0].message


def test_two_ways_to_one_policy_are_no_circle() -> None:
    texts = {"a.policy": policy("a", "b", "c"), "b.policy": policy("b", "d"), "c.policy": policy("c", "d"),
             "d.policy": policy("d")}  # fmt: skip
    assert codes(gathered(texts, "a.policy")) == []


def test_a_file_that_holds_another_policy() -> None:
    texts = {"a.policy": policy("a", "uk/b"), "uk/b.policy": policy("uk/c")}
    found = gathered(texts, "a.policy")
    assert codes(found) == ["PS009"]
    assert list(found.policies) == ["a"]


def test_a_broken_file_does_not_keep_the_others_from_being_read() -> None:
    texts = {"a.policy": policy("a", "uk/b", "uk/c"), "uk/b.policy": "\udcff".encode("utf-8", "replace").decode(),
             "uk/c.policy": policy("uk/c")}  # fmt: skip
    assert "uk/c" in gathered(texts, "a.policy").policies


@pytest.mark.parametrize("id_", ["../secret", "/etc/passwd", "uk/../../secret", "C:/secret", "uk//b", "."])
def test_no_use_leads_out_of_the_folders_that_are_searched(id_: str) -> None:
    loader = Memory({"dir/a.policy": policy("a", id_), "secret.policy": policy("secret")})
    found = gather(["dir/a.policy"], loader, ["lib"], "/shipped")
    assert any(d.is_error for d in found.diagnostics)
    assert not any(".." in name or "passwd" in name for name in loader.asked)


@pytest.mark.parametrize(("number", "said"), [(5, []), (6, ["PS010"]), (7, ["PS010"])])
def test_so_many_policies_are_read_and_no_more(number: int, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyspec.workspace.gather._MOST", 5)  # 500 take seconds
    texts = {f"p{n}.policy": policy(f"p{n}") for n in range(number)}
    assert codes(gathered(texts, *texts)) == said
