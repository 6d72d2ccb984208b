"""What to say of a phrase that means nothing where it stands."""

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.types import Kind
from policyspec.model.vocabulary import fold
from policyspec.passes.context import Context
from policyspec.passes.declared import Definition, OwnFact
from policyspec.passes.errors import names as errors
from policyspec.passes.errors.common import singular
from policyspec.syntax import ast
from policyspec.syntax.keywords import KEYWORDS


def unknown(phrase: ast.Phrase, span: Span, at: Context) -> Diagnostic:
    """A noun without its thing, a fact of a thing that is not in scope, a code without its fact, or a slip."""
    words = phrase.words
    entity = at.vocabulary.entity_called(words)
    if entity is not None and fold(words) == fold(entity.singular):
        return errors.nothing_in_scope(entity.singular, span)
    owners = list(dict.fromkeys(info.owner for info in at.vocabulary.owners_of(words)))
    if owners:
        nouns = [singular(at.vocabulary, owner) for owner in owners]
        return errors.fact_out_of_scope(words, nouns, _way_to(owners[0], at), span)
    lists = [name for name, codes in at.vocabulary.codes.items() if fold(words) in map(fold, codes)]
    if lists:
        takes = [info.phrase for info in at.vocabulary.facts.values() if info.type.codes == lists[0]]
        return errors.only_a_code(words, span, lists[0], takes[0] if takes else "procedure")
    return errors.unknown(words, span, known_phrases(at))


def _way_to(entity: str, at: Context) -> str:
    """How a rule of the tender names a thing: `the buyer`, `every lot`."""
    facts = at.vocabulary.facts_of("tender")
    record = next((f for f in facts if f.type.kind is Kind.ITEM and f.type.entity == entity), None)
    return f"the {record.phrase}" if record is not None else f"every {singular(at.vocabulary, entity)}"


def known_phrases(at: Context) -> list[str]:
    """Everything that a phrase here might have been: what policies declare, the vocabulary, the language's words."""
    declared = [d.name for d in at.names.all()]
    plurals = [d.plural for d in at.names.all() if isinstance(d, Definition | OwnFact)]
    return [*declared, *plurals, *sorted(at.vocabulary.phrases()), *(k for k in KEYWORDS if len(k) > 2)]
