"""The vocabulary at the command line: one entry in full, or everything by group."""

from collections.abc import Iterator

from policyspec.model.examples import element, example_of
from policyspec.model.page import grouped, owners_in_words, type_in_words
from policyspec.model.types import Kind
from policyspec.model.vocabulary import EntityInfo, FactInfo, Vocabulary, fold
from policyspec.report.beside import records_called
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped, write
from policyspec.report.search import near_phrases, related

__all__ = ["near_phrases", "render_vocabulary"]

_LABELS = 14  # columns for the labels of an entry


def render_vocabulary(
    vocabulary: Vocabulary, phrase: str | None = None, *, width: int = 100, color: bool = False, plain: bool = False
) -> str | None:
    """The entries that a phrase names, in full; without one, every fact by group. None: no entry of that name."""
    if phrase is None:
        return write(_listing(vocabulary, width), color=color, plain=plain)
    entries = list(_entries(vocabulary, phrase, width))
    if not entries:
        return None
    lines = [row for number, entry in enumerate(entries) for row in ([BLANK] if number else []) + entry]
    return write(lines, color=color, plain=plain)


def _entries(vocabulary: Vocabulary, phrase: str, width: int) -> Iterator[list[Line]]:
    infos = [info for info in vocabulary.owners_of(phrase) if not info.inherited]
    entity = vocabulary.entity_called(phrase)
    if entity is not None:
        yield _thing(vocabulary, entity, width)
    yield from (_fact(vocabulary, info, width) for info in infos)
    if record := records_called(phrase):
        yield [_title(record.plural), *wrapped(record.definition, width, indent=2), *_example_of(record.example)]
    for name, codes in vocabulary.codes.items():
        if fold(name) == fold(phrase):
            yield [_title(name), *_row("code list", ", ".join(codes), width)]
        elif fold(phrase) in map(fold, codes):
            others = ", ".join(related(vocabulary, phrase))
            see = _row("see also", others, width) if others and entity is None and not infos else []
            yield [_title(phrase), *_row("code", f"one of the {name}", width), *see]


def _example_of(example: str) -> list[Line]:
    label = Piece("in a tender".ljust(_LABELS), Style.QUIET)
    first, *others = example.splitlines()
    return [line("  ", label, first), *(line(" " * (_LABELS + 2), row) for row in others)]


def _thing(vocabulary: Vocabulary, entity: EntityInfo, width: int) -> list[Line]:
    facts = ", ".join(info.phrase for info in vocabulary.facts_of(entity.key))
    return [
        _title(entity.singular),
        *wrapped(entity.definition, width, indent=2),
        *_row("plural", entity.plural, width),
        *_row("facts", facts, width),
    ]


def _fact(vocabulary: Vocabulary, info: FactInfo, width: int) -> list[Line]:
    codes = ", ".join(vocabulary.codes.get(info.type.codes or element(info).codes or "", ()))
    rows = {
        "of": owners_in_words(vocabulary, info),
        "type": type_in_words(vocabulary, info.type),
        "codes": codes,
        "plural": info.plural or "",
        "one of them": info.singular or "",
        "also": ", ".join(info.aliases),
        "in a tender": "" if info.derived else _written(vocabulary, info),
        "derived": "worked out from other facts, never stated" if info.derived else "",
        "OCDS": info.ocds,
        "eForms": info.eforms,
    }
    body = [row for label, text in rows.items() if text for row in _row(label, text, width)]
    return [_title(info.phrase), *wrapped(info.definition, width, indent=2), *body]


def _written(vocabulary: Vocabulary, info: FactInfo) -> str:
    stated = f"{info.phrase}: {_example(vocabulary, info)}"
    return f"extensions: {{{stated}}}" if info.own else stated


def _example(vocabulary: Vocabulary, info: FactInfo) -> str:
    example = example_of(info, vocabulary)
    return f"[{example}]" if info.type.kind is Kind.VALUES else example


def _title(text: str) -> Line:
    return line(Piece(text, Style.TITLE))


def _row(label: str, text: str, width: int) -> list[Line]:
    return wrapped(text, width, indent=2, lead=Piece(label.ljust(_LABELS), Style.QUIET))


def _listing(vocabulary: Vocabulary, width: int) -> Iterator[Line]:
    for number, (group, infos) in enumerate(grouped(vocabulary).items()):
        if number:
            yield BLANK
        yield _title(group)
        for owner in dict.fromkeys(info.owner for info in infos):
            phrases = ", ".join(info.phrase for info in infos if info.owner == owner)
            yield from wrapped(phrases, width, indent=2, lead=Piece(f"{_owner(vocabulary, owner)}: ", Style.QUIET))


def _owner(vocabulary: Vocabulary, owner: str) -> str:
    return f"of the {vocabulary.entities[owner].singular}"
