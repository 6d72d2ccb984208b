"""The vocabulary in words, and as a page for people: a table for each group of facts."""

from collections.abc import Iterable
from fractions import Fraction

from policyspec.model.spelling import format_value
from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import FactInfo, Vocabulary

_INTRODUCTION = """\
# The vocabulary

Every fact that a policy may ask about and a tender may state. The phrase is the word of both: a rule says
`estimated value`, and a tender file in the native format has a line `estimated value: GBP 1,200,000 excluding VAT`.
`policyspec vocabulary PHRASE` shows one entry.

- **Fact** is the phrase, with its other spellings in brackets; **plural** is the form that lists take
  (`kinds of outcomes`).
- **Of** is the thing that it belongs to. *Tender, lot*: a lot may state its own, and takes the tender's where it does
  not.
- **Type** says what its value looks like, and the bounds within which a missing value may lie. A *derived* fact is
  worked out from others and never stated.
- **OCDS** and **eForms** say where it stands in a notice: a path under the release, and BT numbers. A dash: it has no
  home there, and only a native tender file can say it.

This page is written by `python -m policyspec.model.generate` from the models under `policyspec/model/things`.

"""

_HEAD = "| Fact | Plural | Of | Type | Meaning | OCDS | eForms |\n|---|---|---|---|---|---|---|\n"


def vocabulary_page(vocabulary: Vocabulary) -> str:
    """The text of `docs/vocabulary.md`."""
    groups = grouped(vocabulary)
    contents = "".join(f"- [{title}](#{_anchor(title)})\n" for title in [*groups, "Code lists"])
    return "\n".join(
        [_INTRODUCTION + contents, *(_group(vocabulary, *group) for group in groups.items()), _codes(vocabulary)]
    )


def grouped(vocabulary: Vocabulary) -> dict[str, list[FactInfo]]:
    """The facts of each group, in the order of declaration. What a lot may say in the tender's place stands once."""
    groups: dict[str, list[FactInfo]] = {}
    for info in vocabulary.facts.values():
        if not info.inherited:
            groups.setdefault(info.group or "Declared by policies", []).append(info)
    return groups


def owners_in_words(vocabulary: Vocabulary, info: FactInfo) -> str:
    """`criterion`; `tender, lot` where a lot may state its own."""
    of_lot = vocabulary.facts.get(("lot", info.key))
    shared = info.owner == "tender" and of_lot is not None and of_lot.inherited
    return "tender, lot" if shared else vocabulary.entities[info.owner].singular


def type_in_words(vocabulary: Vocabulary, type_: Type) -> str:
    """A type with its unit and range: `percentage, 0% to 100%`; `list of lots`; `one of the procedures`."""
    noun = vocabulary.entities.get(type_.entity or "")
    match type_.kind:
        case Kind.ITEM if noun:
            return f"name of {_a(noun.singular)}" if type_.reference else _a(noun.singular)
        case Kind.LIST if noun:
            return f"list of {noun.plural}"
        case Kind.VALUES if type_.element:
            return f"list: {type_in_words(vocabulary, type_.element)}"
        case Kind.CODE:
            return f"one of the {type_.codes}"
        case Kind.CLASSIFICATION:
            return "CPV code"
        case _:
            return f"{type_.kind}{_range(type_)}"


def _range(type_: Type) -> str:
    if type_.kind is Kind.PERCENTAGE and type_.lo is None:
        return ", may be below 0%"
    if type_.kind not in (Kind.PERCENTAGE, Kind.NUMBER):
        return ""
    match type_.lo, type_.hi:
        case Fraction() as low, Fraction() as high:
            return f", {format_value(low, type_.kind)} to {format_value(high, type_.kind)}"
        case Fraction() as low, None:
            return f", {format_value(low, type_.kind)} or more"
        case _:
            return ""


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def _group(vocabulary: Vocabulary, title: str, infos: list[FactInfo]) -> str:
    owners = dict.fromkeys(info.owner for info in infos if info.owner != "tender")
    entities = [vocabulary.entities[owner] for owner in owners]
    things = "".join(f"- **{e.singular}** (plural {e.plural}): {e.definition}\n" for e in entities)
    rows = "".join(_row(vocabulary, info) for info in infos)
    gap = "\n" if things else ""
    return f"## {title}\n\n{things}{gap}{_HEAD}{rows}"


def _row(vocabulary: Vocabulary, info: FactInfo) -> str:
    others = ", ".join(f"`{alias}`" for alias in info.aliases)
    cells = [
        f"`{info.phrase}`" + (f" ({others})" if others else ""),
        _plural(vocabulary, info),
        owners_in_words(vocabulary, info),
        _type_cell(vocabulary, info),
        info.definition,
        f"`{info.ocds}`" if info.ocds else "–",
        info.eforms or "–",
    ]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


def _plural(vocabulary: Vocabulary, info: FactInfo) -> str:
    """The other number: of a list the word for one of it."""
    if info.type.kind is Kind.LIST:
        return f"one: `{vocabulary.entities[info.type.entity or ''].singular}`"
    if info.singular:
        return f"one: `{info.singular}`"
    return f"`{info.plural}`" if info.plural else ""


def _type_cell(vocabulary: Vocabulary, info: FactInfo) -> str:
    words = type_in_words(vocabulary, info.type)
    codes = info.type.codes or (info.type.element.codes if info.type.element else None)
    if codes:
        words = words.replace(codes, f"[{codes}](#{_anchor(codes)})")
    return f"{words}, *derived*" if info.derived else words


def _codes(vocabulary: Vocabulary) -> str:
    parts = [f"### {_capital(name)}\n\n{_quoted(phrases)}\n" for name, phrases in vocabulary.codes.items()]
    return "## Code lists\n\nThe phrases that a code may be.\n\n" + "\n".join(parts)


def _quoted(phrases: Iterable[str]) -> str:
    return ", ".join(f"`{phrase}`" for phrase in phrases)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _anchor(title: str) -> str:
    """The link to a heading, as Markdown renderers make it."""
    return "".join(c for c in title.lower() if c.isalnum() or c in " -").replace(" ", "-")
