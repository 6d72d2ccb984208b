"""policyspec: the eight rules of `rules.policy`, at the publication gate; `explained` counts as a pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

META = dict(dist="policyspec", rules="12345678", files=["@PEERS@/rules.policy"], note="", python="@PYTHON@")  # noqa: C408

#: The folder of the policy; in a copy that a run makes it is written here.
PEERS = "@PEERS@"


def load() -> tuple[Callable[[dict[str, object]], str], Callable[[bytes], str]]:
    """The functions that the benchmark times: from a parsed release, and from the bytes of one."""
    import json
    from pathlib import Path

    from policyspec.api import load_policies
    from policyspec.engines.python import compile_rulebook
    from policyspec.model.outcomes import Gate, Verdict
    from policyspec.readers import read

    folder = Path(__file__).parents[1] if PEERS.startswith("@") else Path(PEERS)
    policies = load_policies(folder / "rules.policy")
    vocabulary, rulebook = policies.vocabulary, policies.rulebook
    compiled = compile_rulebook(rulebook, vocabulary)
    said = {Verdict.MET: "P", Verdict.EXPLAINED: "P", Verdict.BREACHED: "F", Verdict.NOT_APPLICABLE: "N"}
    ids = [rule.id for rule in rulebook.rules]

    def from_json(line: bytes) -> str:
        (tender,), _ = read(line, "release.json", vocabulary)
        found: dict[str, set[str]] = {id_: set() for id_ in ids}
        for row in compiled.judge(tender, gate=Gate.PUBLISH):
            letters = {said[verdict] for verdict in row.possible}
            found[row.rule].add(letters.pop() if len(letters) == 1 else "U")
        return "".join(next(letter for letter in "FUPN" if letter in letters) for letters in found.values())

    return (lambda release: from_json(json.dumps(release).encode())), from_json
