"""policyspec: the eight rules of `rules.policy`, at the publication gate; `explained` counts as a pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

META = dict(  # noqa: C408
    dist="policyspec",
    rules="12345678",
    files=["@PEERS@/rules.policy"],
    note="",
    python="@PYTHON@",
    bulk_cmd=["@PYTHON@", "@PEERS@/bulk.py", "{src}", "{out}"],
)

#: The folder of the policy; in a copy that a run makes it is written here.
PEERS = "@PEERS@"


def load() -> tuple[Callable[[dict[str, object]], str], Callable[[bytes], str]]:
    """The functions that the benchmark times: from a parsed release, and from the bytes of one."""
    from pathlib import Path

    from policyspec.api import Gate, Verdict, load_policies, releases

    folder = Path(__file__).parents[1] if PEERS.startswith("@") else Path(PEERS)
    said = dict.fromkeys(Verdict, "U") | {Verdict.MET: "P", Verdict.EXPLAINED: "P"}
    said |= {Verdict.BREACHED: "F", Verdict.NOT_APPLICABLE: "N"}
    judge = releases(load_policies(folder / "rules.policy"), gate=Gate.PUBLISH, words=said)
    of, of_json, join = judge.of, judge.of_json, "".join
    return (lambda release: join(of(release))), (lambda line: join(of_json(line)))
