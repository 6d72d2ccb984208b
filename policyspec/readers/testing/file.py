"""Reads a tests file. Its keys are few and its own; the tenders in it are read as tenders are."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.dates import parse_date
from policyspec.model.numerals import LiteralError
from policyspec.model.outcomes import Gate, Verdict
from policyspec.model.vocabulary import fold
from policyspec.readers.errors import unreadable
from policyspec.readers.testing import errors
from policyspec.readers.testing.written import Case, Expected, Named, Setting, Survivor, TestsFile, Word
from policyspec.readers.text import decode
from policyspec.readers.tree import Document, Entry, Mapping, Node, Scalar, Sequence, standing
from policyspec.readers.yaml_tree import read_yaml

_DEFAULTS = ("judged on", "gate", "set", "others")
KEYS_OF_FILE = ("policy", "tenders", *_DEFAULTS, "cases", "survivors")
KEYS_OF_CASE = ("case", "tender", "change", "add", "remove", *_DEFAULTS, "expect")
KEYS_OF_SURVIVOR = ("rule", "change", "because")
KEYS_OF_EXPECTED = ("verdict", "limb", "item", "missing", "possible", "blocks")
_YES_OR_NO = {"yes": True, "no": False}
_STRICT = {"none": True, "any": False}

Found = TypeVar("Found")


def read_tests(data: bytes, name: str) -> TestsFile | Diagnostic:
    """The tests of a file, or why it cannot be read as such at all."""
    source = decode(data, name)
    document = source if isinstance(source, Diagnostic) else read_yaml(source)
    if isinstance(document, Diagnostic):
        return document
    if not isinstance(document.root, Mapping):
        return errors.no_tests(document.span(document.root), standing(document.root))
    if "cases" not in map(fold, document.root.entries):
        return errors.no_tests(document.span(document.root), f"`{name}`")
    return _Reader(document).file(document.root)


@dataclass(frozen=True, slots=True)
class _Defaults:
    """What stands at the head of a file for all its cases."""

    judged_on: date | None = None
    gate: Gate = Gate.DRAFT
    settings: tuple[Setting, ...] = ()
    strict: bool = True


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    found: list[Diagnostic] = field(default_factory=list)

    def file(self, root: Mapping) -> TestsFile:
        parts = self.parts(root, KEYS_OF_FILE, "a tests file")
        defaults = self.defaults(parts, _Defaults())
        cases = [self.case(node, defaults) for node in self.members(parts.get("cases"), "cases")]
        told = [case for case in cases if case is not None]
        if not cases and isinstance(parts["cases"].value, Sequence):
            span = self.document.span(root)
            self.found.append(errors.lacks(span, "this file", "any case", "add `- case: …` under `cases:`"))
        self.same_titles(told)
        policies = tuple(self.words(parts.get("policy"), "policy"))
        bases = self.bases(parts.get("tenders"))
        survivors = [self.survivor(node) for node in self.members(parts.get("survivors"), "survivors")]
        accepted = tuple(one for one in survivors if one is not None)
        return TestsFile(self.document, policies, bases, tuple(told), accepted, tuple(self.found))

    def bases(self, entry: Entry | None) -> dict[str, Named]:
        bases: dict[str, Named] = {}
        for base in self.entries(entry, "tenders"):
            named = self.named(base)
            if named is not None:
                bases[fold(base.key.text)] = named
        return bases

    def defaults(self, parts: dict[str, Entry], above: _Defaults) -> _Defaults:
        """How cases are judged: as a case says, else as the file does. A parameter set in both is the case's."""
        own = [self.setting(entry) for entry in self.entries(parts.get("set"), "set")]
        settings = {fold(one.name.text): one for one in (*above.settings, *(s for s in own if s is not None))}
        strict = self.choice(parts.get("others"), "others", _STRICT)
        return _Defaults(
            self.day(parts.get("judged on")) or above.judged_on,
            self.choice(parts.get("gate"), "gate", {g.value: g for g in Gate}) or above.gate,
            tuple(settings.values()),
            above.strict if strict is None else strict,
        )

    def case(self, node: Node, above: _Defaults) -> Case | None:
        if not isinstance(node, Mapping):
            self.shape(node, "each of `cases`", "a case", "write `- case: what it is`, and under it `expect:`")
            return None
        before = len(self.found)
        parts = self.parts(node, KEYS_OF_CASE, "a case")
        title = self.word(parts.get("case"), "case")
        how = self.defaults(parts, above)
        expected = [one for entry in self.entries(parts.get("expect"), "expect") for one in self.expected(entry)]
        if title is None and len(self.found) == before:
            self.lacks(node, "a case", "what it is", "begin it with `case:` and a title")
        elif not expected and len(self.found) == before:
            self.lacks(node, f"the case `{title.text if title else ''}`", "what it expects", "add `expect:`")
        tender = self.named(parts["tender"]) if "tender" in parts else None
        change, add = (tuple(self.entries(parts.get(key), key)) for key in ("change", "add"))
        remove = tuple(n for n in self.scalars(parts.get("remove"), "remove"))
        if title is None or len(self.found) > before:
            return None
        span, day = title.span, how.judged_on
        return Case(
            title.text, span, tender, change, add, remove, day, how.gate, how.settings, tuple(expected), how.strict
        )

    def same_titles(self, cases: Iterable[Case]) -> None:
        first: dict[str, Span] = {}
        for case in cases:
            there = first.setdefault(fold(case.title), case.span)
            if there is not case.span:
                self.found.append(errors.same_title(case.span, case.title, there))

    # --- what is expected -----------------------------------------------------------------------------------------

    def expected(self, entry: Entry) -> list[Expected]:
        """What one line under `expect` says: a verdict, a set of keys, or a list of such."""
        rule = Word(entry.key.text, self.document.span(entry.key))
        nodes = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        made = [self.one_expected(rule, node) for node in nodes]
        if not made:
            self.lacks(entry.value, f"`{rule.text}`", "which verdict", "write one, as `met` or `breached`")
        return [one for one in made if one is not None]

    def one_expected(self, rule: Word, node: Node) -> Expected | None:
        if isinstance(node, Scalar):
            verdict = self.verdict(node)
            return None if verdict is None else Expected(rule, verdict, self.document.span(node))
        if not isinstance(node, Mapping):
            self.shape(node, f"`{rule.text}`", "a verdict", "write `verdict: met`, or `met` alone")
            return None
        parts = self.parts(node, KEYS_OF_EXPECTED, f"what is expected of `{rule.text}`")
        stated = parts.get("verdict")
        if stated is None or not isinstance(stated.value, Scalar):
            self.lacks(node, f"`{rule.text}`", "which verdict", "add `verdict:`")
            return None
        verdict = self.verdict(stated.value)
        possible = tuple(self.verdict(one) for one in self.scalars(parts.get("possible"), "possible"))
        return (
            None
            if verdict is None
            else Expected(
                rule,
                verdict,
                self.document.span(stated.value),
                self.word(parts.get("limb"), "limb"),
                self.word(parts.get("item"), "item"),
                tuple(self.words(parts["missing"], "missing")) if "missing" in parts else None,
                tuple(v for v in possible if v is not None) if "possible" in parts else None,
                self.choice(parts.get("blocks"), "blocks", _YES_OR_NO),
            )
        )

    def verdict(self, node: Scalar) -> Verdict | None:
        known = {verdict.value: verdict for verdict in Verdict if verdict is not Verdict.FAILED}
        read = known.get(fold(node.text))
        if read is None:
            self.found.append(errors.unknown_verdict(self.document.span(node), node.text, list(known)))
        return read

    def survivor(self, node: Node) -> Survivor | None:
        if not isinstance(node, Mapping):
            self.shape(node, "each of `survivors`", "a change of a rule", "write `rule:`, `change:` and `because:`")
            return None
        parts = self.parts(node, KEYS_OF_SURVIVOR, "one of `survivors`")
        words = [self.word(parts.get(key), key) for key in KEYS_OF_SURVIVOR]
        match words:
            case [Word() as rule, Word() as change, Word() as because]:
                return Survivor(rule, change, because)
        lacking = next((key for key in KEYS_OF_SURVIVOR if key not in parts), None)
        if lacking:
            self.lacks(node, "one of `survivors`", f"`{lacking}`", f"add `{lacking}:`")
        return None

    # --- parts ----------------------------------------------------------------------------------------------------

    def parts(self, node: Mapping, known: tuple[str, ...], owner: str) -> dict[str, Entry]:
        """The entries by key. One that is not known, or is there twice in other words, is said."""
        parts: dict[str, Entry] = {}
        for entry in node.entries.values():
            key = fold(entry.key.text)
            if key in known and key not in parts:
                parts[key] = entry
            else:
                span = self.document.span(entry.key)
                self.found.append(errors.unknown_key(span, entry.key.text, owner, [k for k in known if k not in parts]))
        return parts

    def members(self, entry: Entry | None, name: str) -> tuple[Node, ...]:
        if entry is None or isinstance(entry.value, Sequence):
            return entry.value.items if entry and isinstance(entry.value, Sequence) else ()
        self.shape(entry.value, f"`{name}`", "a list", "begin each member with `- `")
        return ()

    def entries(self, entry: Entry | None, name: str) -> list[Entry]:
        if entry is None or isinstance(entry.value, Mapping):
            return list(entry.value.entries.values()) if entry and isinstance(entry.value, Mapping) else []
        self.shape(entry.value, f"`{name}`", "a set of keys", "write `key: value` lines under it")
        return []

    def scalars(self, entry: Entry | None, name: str) -> list[Scalar]:
        """The texts of a list; a single one stands for a list of one."""
        if entry is None:
            return []
        nodes = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        for node in nodes:
            if not isinstance(node, Scalar) or node.is_null:
                self.shape(node, f"each of `{name}`", "a text", "write one text, or a list of texts")
        return [node for node in nodes if isinstance(node, Scalar) and not node.is_null]

    def words(self, entry: Entry | None, name: str) -> list[Word]:
        return [self.as_word(node) for node in self.scalars(entry, name)]

    def word(self, entry: Entry | None, name: str) -> Word | None:
        if entry is None:
            return None
        if isinstance(entry.value, Scalar) and not entry.value.is_null:
            return self.as_word(entry.value)
        self.shape(entry.value, f"`{name}`", "a text", "write one text")
        return None

    def as_word(self, node: Scalar) -> Word:
        return Word(" ".join(node.text.split()), self.document.span(node))

    def named(self, entry: Entry) -> Named | None:
        return entry.value if isinstance(entry.value, Mapping) else self.word(entry, entry.key.text)

    def setting(self, entry: Entry) -> Setting | None:
        value = self.word(entry, entry.key.text)
        return None if value is None else Setting(self.as_word(entry.key), value)

    def day(self, entry: Entry | None) -> date | None:
        word = self.word(entry, "judged on")
        moment = parse_date(word.text) if word else None
        if word and isinstance(moment, LiteralError):
            self.found.append(errors.as_error(unreadable(word.span, "`judged on`", moment.message, moment.hint)))
            return None
        return moment.day if moment is not None and not isinstance(moment, LiteralError) else None

    def choice(self, entry: Entry | None, name: str, known: dict[str, Found]) -> Found | None:
        word = self.word(entry, name)
        read = known.get(fold(word.text)) if word else None
        if word and read is None:
            self.found.append(errors.unknown_choice(word.span, name, word.text, list(known)))
        return read

    def shape(self, node: Node, name: str, expected: str, hint: str) -> None:
        self.found.append(errors.wrong_shape(self.document.span(node), name, standing(node), expected, hint))

    def lacks(self, node: Node, owner: str, part: str, hint: str) -> None:
        self.found.append(errors.lacks(self.document.span(node), owner, part, hint))
