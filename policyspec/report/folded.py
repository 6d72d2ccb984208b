"""What is alike of many lots said once: `weight of criterion 1 (Price) of lots 1 to 12`."""

from collections.abc import Iterable
from itertools import pairwise

from policyspec.base.patterns import pattern
from policyspec.model.vocabulary import standard
from policyspec.report.words import joined

_OF = pattern(r"(?P<what>.+) of (?P<noun>[A-Za-z ]+) (?P<number>[0-9]{1,9})(?: \(.*\))?")


def folded(names: Iterable[str]) -> dict[str, str]:
    """For each name of a fact how it is said: names that differ in their last item alone are one, with its numbers."""
    parts = {name: _parts(name) for name in names}
    numbers: dict[tuple[str, str], dict[int, None]] = {}
    for part in parts.values():
        if part is not None:
            numbers.setdefault(part[:2], {})[part[2]] = None
    return {
        name: name if part is None or len(numbers[part[:2]]) == 1 else _said(*part[:2], list(numbers[part[:2]]))
        for name, part in parts.items()
    }


def _parts(name: str) -> tuple[str, str, int] | None:
    """What is wanted, of which kind of item, and the item's number; None: it does not end with an item."""
    found = _OF.fullmatch(name)
    if found is None or found["what"].count("(") != found["what"].count(")"):
        return None
    return found["what"], found["noun"], int(found["number"])


def _said(what: str, noun: str, numbers: list[int]) -> str:
    entity = standard().entity_called(noun)
    return f"{what} of {entity.plural if entity else f'{noun}s'} {joined(_runs(sorted(numbers)))}"


def _runs(numbers: list[int]) -> list[str]:
    """`1 to 4`, `7`, `8`: three or more that follow each other as the first and the last."""
    starts = [numbers[0], *(later for earlier, later in pairwise(numbers) if later != earlier + 1)]
    runs = [[n for n in numbers if start <= n < end] for start, end in pairwise([*starts, numbers[-1] + 1])]
    return [text for run in runs for text in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
