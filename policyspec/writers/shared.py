"""What every writer of the native formats needs to know of a tender."""

from policyspec.model.facts import Absence, Absent, Item, Stated
from policyspec.model.facts import items as all_items
from policyspec.model.vocabulary import Vocabulary, fold


def names_of(root: Item, vocabulary: Vocabulary) -> dict[str, str]:
    """What references call each thing: its name where no other thing of the tender bears it, else its path."""
    called: dict[str, list[str]] = {}
    for item in all_items(root):
        key = vocabulary.entities[item.entity].identified_by
        name = item.fact(key) if key and item.path else None
        if isinstance(name, Stated):
            called.setdefault(fold(str(name.value)), []).append(item.path)
    names = {item.path: item.path for item in all_items(root)}
    for item in all_items(root):
        name = item.fact(vocabulary.entities[item.entity].identified_by or "")
        if item.path and isinstance(name, Stated) and len(called[fold(str(name.value))]) == 1:
            names[item.path] = str(name.value)
    return names


def follows(item: Item, key: str) -> bool:
    """Whether reading what is written gives a fact without its being written.

    So with the weight of a pass-fail criterion, which has none, and one that is worked out from points.
    """
    fact = item.facts[key]
    if item.entity != "criterion" or key != "weight":
        return False
    if isinstance(fact, Absent):
        return fact.why is Absence.NOT_APPLICABLE and _is_gate(item)
    return fact.assumption is not None and isinstance(item.fact("points"), Stated)


def _is_gate(item: Item) -> bool:
    fact = item.fact("pass_fail")
    return isinstance(fact, Stated) and fact.value is True
