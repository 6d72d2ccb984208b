"""Writes the vocabulary's table and its page from the models.

`python -m policyspec.model.generate` writes both; with `--check` it says whether they are current.
"""

import sys
from pathlib import Path

from policyspec.model.codelists import CODES
from policyspec.model.page import vocabulary_page
from policyspec.model.tender import Tender
from policyspec.model.things.describe import entities, entity_info, fact_infos
from policyspec.model.types import Type
from policyspec.model.vocabulary import EntityInfo, FactInfo, Vocabulary

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "policyspec" / "model" / "_vocabulary.py"
PAGE = ROOT / "docs" / "vocabulary.md"

_HEAD = '''"""The vocabulary that `model.tender` declares, as `python -m policyspec.model.generate` writes it."""

# ruff: noqa: E501, Q000
# fmt: off
from fractions import Fraction

from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import EntityInfo, FactInfo

'''


def vocabulary() -> Vocabulary:
    """The vocabulary as the models declare it."""
    things = entities(Tender)
    infos = [info for thing in things for info in fact_infos(thing)]
    return Vocabulary({e.key: e for e in map(entity_info, things)}, {(f.owner, f.key): f for f in infos}, CODES)


def table(words: Vocabulary) -> str:
    """The text of `_vocabulary.py`: constructor calls, so that importing it reads no model."""
    types = {info.type: f"T{i}" for i, info in enumerate({f.type: f for f in words.facts.values()}.values())}
    lines = [f"{name} = {_call(type_)}" for type_, name in types.items()]
    lines += ["", "ENTITIES: tuple[EntityInfo, ...] = ("]
    lines += [f"    {_call(entity)}," for entity in words.entities.values()]
    lines += [")", "", "FACTS: tuple[FactInfo, ...] = ("]
    lines += [f"    {_call(info, types)}," for info in words.facts.values()]
    lines += [")", "", "CODES: dict[str, tuple[str, ...]] = {"]
    lines += [f"    {name!r}: {phrases!r}," for name, phrases in words.codes.items()]
    return _HEAD + "\n".join([*lines, "}", ""])


def _call(row: EntityInfo | FactInfo | Type, types: dict[Type, str] | None = None) -> str:
    """A constructor call that says only what differs from the defaults."""
    said = []
    for name, field in row.__dataclass_fields__.items():
        value = getattr(row, name)
        if value != field.default:
            said.append(f"{name}={types[value] if types and isinstance(value, Type) else _literal(value)}")
    return f"{type(row).__name__}({', '.join(said)})"


def _literal(value: object) -> str:
    if isinstance(value, Type):
        return _call(value)
    return f"Kind.{value.name}" if type(value).__name__ == "Kind" else repr(value)  # type: ignore[attr-defined]


def outputs() -> dict[Path, str]:
    """Each generated file with the text it should have."""
    words = vocabulary()
    return {TABLE: table(words), PAGE: vocabulary_page(words)}


def main(arguments: list[str]) -> int:
    stale = {path: text for path, text in outputs().items() if not path.exists() or path.read_text("utf-8") != text}
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(ROOT)} is not current: run `python -m policyspec.model.generate`\n")
        return 1 if stale else 0
    for path, text in stale.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
