"""Explanations and waivers: data beside the tender.

Which rules they reach, and whether they hold, is not decided here.
"""

from policyspec.base.suggest import did_you_mean, nearest
from policyspec.model.facts import Explanation, Stated, Waiver
from policyspec.model.types import DATE, TEXT
from policyspec.model.values import Moment
from policyspec.model.vocabulary import fold
from policyspec.readers import errors
from policyspec.readers.called import listed
from policyspec.readers.scalars import Reading, read_value
from policyspec.readers.tree import Entry, Mapping, Node, Scalar, Sequence, standing

EXPLANATION_KEYS = ("rule", "reason", "author", "date", "item")
WAIVER_KEYS = (*EXPLANATION_KEYS, "approver", "expiry", "facts")

#: What people write for the keys.
OTHER_WORDS = {
    "expires": "expiry",
    "expires on": "expiry",
    "expiry date": "expiry",
    "until": "expiry",
    "approved by": "approver",
    "approval": "approver",
    "written by": "author",
    "by": "author",
    "because": "reason",
    "explanation": "reason",
    "dated": "date",
    "lot": "item",
    "for": "item",
}


def read_explanations(entry: Entry | None, reading: Reading) -> tuple[Explanation, ...]:
    """The recorded explanations of breaches. One without rule or reason is said and left out."""
    found = records(entry, "explanation", EXPLANATION_KEYS, reading)
    return tuple(made for record in found if (made := record.explanation(record.item())))


def read_waivers(entry: Entry | None, reading: Reading) -> tuple[Waiver, ...]:
    """The permissions to breach a rule. One without rule or reason is said and left out."""
    found = records(entry, "waiver", WAIVER_KEYS, reading)
    return tuple(made for record in found if (made := record.waiver(record.item())))


def records(entry: Entry | None, noun: str, keys: tuple[str, ...], reading: Reading) -> list["Record"]:
    """The members of a list of explanations or waivers."""
    return [Record(node, noun, keys, reading) for node in _members(entry, reading)]


def _members(entry: Entry | None, reading: Reading) -> list[Mapping]:
    """The members of the list that are sets of keys; anything else is said."""
    if entry is None or (isinstance(entry.value, Scalar) and entry.value.is_null):
        return []
    name = f"`{entry.key.text}`"
    if not isinstance(entry.value, Sequence):
        _say_shape(entry.value, name, "a list", "begin each member with `- `", reading)
        return []
    for node in entry.value.items:
        if not isinstance(node, Mapping):
            _say_shape(node, f"each of {name}", "a set of keys", "write `{rule: …, reason: …}`", reading)
    return [node for node in entry.value.items if isinstance(node, Mapping)]


def _say_shape(node: Node, name: str, expected: str, hint: str, reading: Reading) -> None:
    reading.say(errors.wrong_shape(reading.document.span(node), name, standing(node), expected, hint))


class Record:
    """One explanation or waiver while it is being read."""

    def __init__(self, node: Mapping, noun: str, keys: tuple[str, ...], reading: Reading) -> None:
        self.node, self.noun, self.reading = node, noun, reading
        entries = {fold(entry.key.text): entry for entry in node.entries.values()}
        self.values = {key: entry.value for key, entry in entries.items() if key in keys}
        for key, entry in entries.items():
            if key not in keys:
                self._other(key, entry, keys)

    def _other(self, key: str, entry: Entry, keys: tuple[str, ...]) -> None:
        """A key that is not one of the record's: read as the one that is meant, and said."""
        span, meant = self.reading.document.span(entry.key), OTHER_WORDS.get(key) or nearest(key, keys)
        if meant not in keys or meant in self.values:
            hint = f"the keys are {listed(keys)}" if meant not in keys else f"`{meant}` is stated already"
            self.reading.say(errors.unknown_key(span, entry.key.text, hint))
            return
        self.values[meant] = entry.value
        self.reading.say(errors.other_key(span, entry.key.text, meant))

    def explanation(self, item: str | None) -> Explanation | None:
        """The explanation, or None where it has no rule or no reason, which is then said."""
        if not ((rule := self.needed("rule")) and (reason := self.needed("reason"))):
            return None
        origin = self.reading.document.origin(self.node)
        return Explanation(rule, reason, self.text("author"), self.moment("date"), item, origin)

    def waiver(self, item: str | None) -> Waiver | None:
        """The waiver, or None as for an explanation."""
        if not ((rule := self.needed("rule")) and (reason := self.needed("reason"))):
            return None
        return Waiver(
            rule=rule,
            reason=reason,
            author=self.text("author"),
            approver=self.text("approver"),
            date=self.moment("date"),
            expiry=self.moment("expiry"),
            item=item,
            facts=self.phrases("facts"),
            origin=self.reading.document.origin(self.node),
        )

    def needed(self, key: str) -> str | None:
        value = self.text(key)
        if value is None:
            span = self.reading.document.span(self.node)
            self.reading.say(errors.incomplete_record(span, self.noun, key))
        return value

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        if isinstance(value, Scalar) and not value.is_null:
            fact = read_value(value, TEXT, f"`{key}`", self.reading)
            return str(fact.value) if isinstance(fact, Stated) else None
        if isinstance(value, Mapping | Sequence):
            _say_shape(value, f"`{key}`", "a text", "write one text", self.reading)
        return None

    def moment(self, key: str) -> Moment | None:
        value = self.values.get(key)
        if not isinstance(value, Scalar) or value.is_null:
            return None
        fact = read_value(value, DATE, f"`{key}` of the {self.noun}", self.reading)
        return fact.value if isinstance(fact, Stated) and isinstance(fact.value, Moment) else None

    def item(self) -> str | None:
        """The path of the item it speaks of: written as its name, its label or its path."""
        value = self.values.get("item")
        if not isinstance(value, Scalar) or value.is_null:
            return None
        called = self.reading.called
        paths = called.paths(value.text)
        if len(paths) == 1:
            return paths[0]
        span, name = self.reading.document.span(value), f"`item` of the {self.noun}"
        if paths:
            labels = listed(called.labels(paths))
            self.reading.say(errors.two_such_items(span, name, value.text, "things", labels))
        else:
            self.reading.say(errors.no_such_item(span, name, value.text, "thing", self._meant(value.text)))
        return value.text

    def _meant(self, written: str) -> str:
        """The thing whose name is near, else the lots, which are what most rules are said of."""
        called = self.reading.called
        if near := did_you_mean(written, called.names()):
            return near
        lots = [thing.label for thing in called.things.values() if thing.entity == "lot"]
        if lots:
            return f"write the name of a thing as it stands in the tender; the lots are {listed(lots)}"
        return "write the name of a thing as it stands in the tender, or leave `item` out"

    def phrases(self, key: str) -> tuple[str, ...]:
        """The facts that a waiver names, by phrases of the vocabulary."""
        value = self.values.get(key)
        nodes = value.items if isinstance(value, Sequence) else (value,) if isinstance(value, Scalar) else ()
        return tuple(self._phrase(node) for node in nodes if isinstance(node, Scalar) and not node.is_null)

    def _phrase(self, node: Scalar) -> str:
        owners = self.reading.vocabulary.owners_of(node.text)
        if phrases := [p for owner in owners for p in owner.phrases if fold(p) == fold(node.text)]:
            return phrases[0]
        span = self.reading.document.span(node)
        near = did_you_mean(node.text, self.reading.vocabulary.phrases())
        self.reading.say(errors.unknown_key(span, node.text, near))
        return node.text
