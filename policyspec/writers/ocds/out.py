"""What is at hand in writing a release: where each plain fact goes, and what has been left out."""

from collections.abc import Callable, Mapping

from policyspec.base.dataclasses import dataclass, field
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Stated
from policyspec.model.values import Value
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.writers.json_text import Json
from policyspec.writers.ocds.values import Reason, json_of
from policyspec.writers.written import Lost, lost

Node = dict[str, Json]
NO_PLACE = Reason("no place in OCDS")
_WHY = {
    Absence.WITHHELD: "OCDS does not say that something is withheld",
    Absence.NOT_APPLICABLE: "OCDS does not say that something does not apply",
    Absence.UNREADABLE: "it could not be read",
}

#: Puts a value where it stands in OCDS; a reason where it has no place there.
Put = Callable[["Out", Node, Value, Item], Reason | None]
PutList = Callable[["Out", Node, Listing, Item], Reason | None]


@dataclass(frozen=True, slots=True)
class Out:
    """`release` is the whole of it; what members of lists need of one another goes there."""

    vocabulary: Vocabulary
    release: Node = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)

    def lose(self, item: Item, phrase: str, reason: str) -> None:
        self.lost.append(lost(item, phrase, reason))


def write_facts(out: Out, item: Item, node: Node, base: str, own: Mapping[str, Put]) -> None:
    """The scalar facts of a thing, in the vocabulary's order.

    `node` is what the path `base` leads to. A fact in `own` is put by that function, any other at its home in OCDS.
    """
    for info in out.vocabulary.facts_of(item.entity):
        fact = item.facts.get(info.key)
        if fact is None or info.derived or _is_silent(fact):
            continue
        if isinstance(fact, Absent):
            out.lose(item, info.phrase, _WHY[fact.why])
            continue
        put = own.get(info.key)
        reason = put(out, node, fact.value, item) if put else _plain(node, fact.value, info, base)
        if reason is not None:
            out.lose(item, info.phrase, reason)


def _is_silent(fact: Fact) -> bool:
    """Nothing stated; or what follows from the structure, as that a pass-fail criterion has no weight."""
    return isinstance(fact, Absent) and (
        fact.why is Absence.NOT_STATED or (fact.why is Absence.NOT_APPLICABLE and fact.reason is not None)
    )


def write_lists(out: Out, item: Item, node: Node, own: Mapping[str, PutList]) -> None:
    """The lists of things of a thing."""
    for info in out.vocabulary.facts_of(item.entity):
        listing = item.lists.get(info.key)
        if listing is None:
            continue
        reason = _list(out, item, node, listing, own.get(info.key))
        if reason is not None:
            out.lose(item, info.phrase, reason)


def _list(out: Out, item: Item, node: Node, listing: Listing, put: PutList | None) -> Reason | None:
    if listing.unreadable is not None:
        return Reason("it could not be read")
    if put is None:
        return NO_PLACE
    if not listing.items:
        return Reason("OCDS does not say that there are none" if listing.complete else "OCDS has no `more to come`")
    reason = put(out, node, listing, item)
    if reason is None and not listing.complete:
        return Reason("OCDS has no `more to come`: what stands there is taken for the whole list")
    return reason


def _plain(node: Node, value: Value, info: FactInfo, base: str) -> Reason | None:
    path = info.ocds.removeprefix(base).removeprefix(".").split(".")
    if not info.ocds or any("[]" in step for step in path):
        return NO_PLACE
    found = json_of(value, info, path[-1])
    if isinstance(found, Reason):
        return found
    key, member = found
    below(node, *path[:-1])[key] = member
    return None


def below(node: Node, *path: str) -> Node:
    """The object at a path, made where it is not there."""
    for step in path:
        inner = node.setdefault(step, {})
        assert isinstance(inner, dict)
        node = inner
    return node


def member(node: Node, key: str, number: int = 0) -> Node:
    """A member of a list of objects with ids, made where it is the next."""
    found = node.setdefault(key, [])
    assert isinstance(found, list)
    if len(found) == number:
        found.append({"id": str(number + 1)})
    one = found[number]
    assert isinstance(one, dict)
    return one


def value_of(item: Item, key: str) -> Value | None:
    fact = item.fact(key)
    return fact.value if isinstance(fact, Stated) else None
