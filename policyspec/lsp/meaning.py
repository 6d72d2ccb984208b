"""What a place in a policy means: a declared name, a rule, a policy, a fact, a thing or a code."""

from policyspec.base.dataclasses import dataclass
from policyspec.lsp.occurrences import Literal, Occurrence, PolicyId, RuleId, Word
from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import EntityInfo, FactInfo, Vocabulary, fold
from policyspec.passes.declared import Declared, Definition, Names, OwnFact
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Code:
    """A code, and the lists that have it."""

    code: str
    lists: tuple[str, ...]


Meaning = Declared | RuleId | PolicyId | FactInfo | EntityInfo | Code | ast.Literal


def meaning(found: Occurrence, names: Names) -> Meaning | None:
    """What an occurrence in a policy that sees these names means."""
    match found:
        case RuleId() | PolicyId():
            return found
        case Literal(literal):
            return literal
        case Word():
            return _word(found, names)


def _word(word: Word, names: Names) -> Meaning | None:
    """Facts of what is in scope come first, then declared names, then things, then codes: as in the passes."""
    vocabulary = names.vocabulary
    declared = next(iter(names.find(word.words)), None)
    if declared is not None and not isinstance(declared, OwnFact):
        return declared
    info = fact(word, names)
    if info is not None:
        return (declared or info) if info.own else info
    return vocabulary.entity_called(word.words) or code(word.words, vocabulary)


def fact(word: Word, names: Names) -> FactInfo | None:
    """The fact that a word names, of what it is said of or of a thing in scope."""
    vocabulary = names.vocabulary
    if word.owner is not None:
        entity = entity_of(word.owner, names, word.nouns)
        return vocabulary.fact(entity, word.words) if entity is not None else None
    for noun in (*word.nouns, "tender"):
        entity = noun_entity(noun, names)
        info = vocabulary.fact(entity, word.words) if entity is not None else None
        if info is not None:
            return info
    return next(iter(vocabulary.owners_of(word.words)), None)


def entity_of(owner: ast.Operand, names: Names, nouns: tuple[str, ...]) -> str | None:
    """The kind of thing that `the lot`, `the owner of the risk` or `every small lot` is."""
    match owner:
        case ast.Name(phrase):
            return noun_entity(phrase.words, names) or _kind_of(fact(Word(phrase.words, phrase.span, nouns), names))
        case ast.Of(head, further):
            return noun_entity(head.words, names) or _kind_of(fact(Word(head.words, head.span, nouns, further), names))
        case ast.Quantified(noun=noun):
            return entity_of(noun, names, nouns)
        case _:
            return None


def _kind_of(info: FactInfo | None) -> str | None:
    return info.type.entity if info is not None else None


def noun_entity(noun: str, names: Names) -> str | None:
    """The kind of thing that a noun of the vocabulary, or the name of a class, means."""
    entity = names.vocabulary.entity_called(noun)
    if entity is not None:
        return entity.key
    declared = next(iter(names.find(noun)), None)
    return declared.entity if isinstance(declared, Definition) else None


def code(words: str, vocabulary: Vocabulary) -> Code | None:
    lists = tuple(name for name, codes in vocabulary.codes.items() if fold(words) in map(fold, codes))
    return Code(words, lists) if lists else None


def type_of_declared(declared: Declared, vocabulary: Vocabulary) -> Type | None:
    """The type of the value that a declared name stands for; None for a class."""
    from policyspec.passes.declared import Parameter, Table, Threshold

    match declared:
        case Parameter(const=const):
            return const.type if const is not None else None
        case Threshold(type=type_):
            return type_
        case OwnFact(name=name):
            info = next(iter(vocabulary.owners_of(name)), None)
            return info.type if info is not None else None
        case Table(node=node):
            result = next((row.result for row in node.rows if isinstance(row.result, ast.Literal)), None)
            return Type(result.kind) if result is not None else None
        case Definition():
            return None


def is_yes_no(info: FactInfo) -> bool:
    return info.type.kind is Kind.YES_NO
