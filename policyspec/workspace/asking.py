"""Questions to a tender, and rules that are tried on it, in the words of the language."""

import re
from collections.abc import Iterator
from datetime import date

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.engines.interpret.answering import Asked, answer
from policyspec.ir.nodes import Rulebook
from policyspec.model.answers import Answer
from policyspec.model.facts import Item, Tender, items
from policyspec.model.inherit import inherited
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import Vocabulary, fold, standard
from policyspec.passes.compile import compile_policies
from policyspec.readers.called import called_of
from policyspec.report.run import Judged
from policyspec.report.words import joined
from policyspec.syntax import ast
from policyspec.syntax.parse import parse
from policyspec.workspace.policies import Loaded, Policies
from policyspec.workspace.tenders import How, judge_alone

#: What a typed text is called where something is wrong with it, and the policy that it stands in.
TYPED = "typed"
_ID = "typed/here"
_RULE = "asked"
_MOST_NAMED = 6  # things that are told where none is meant


@dataclass(frozen=True, slots=True)
class Session:
    """What questions are asked of. `kept`: declarations that were typed before, for all that follows."""

    policies: Policies | None = None
    tender: Tender | None = None
    gate: Gate = Gate.DRAFT
    on: date | None = None
    kept: str = ""

    @property
    def vocabulary(self) -> Vocabulary:
        return self.policies.vocabulary if self.policies is not None else standard()

    def stated(self) -> Tender:
        """The tender, or one that states nothing."""
        return self.tender or Tender("no tender", "native", Item("tender", "", "the tender"))

    def root(self) -> Item:
        """The tender's things, those of lots that take the tender's among them."""
        return inherited(self.stated(), self.vocabulary).root


Found = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text compiled with the policies of the session."""

    rulebook: Rulebook
    vocabulary: Vocabulary
    file: ast.PolicyFile
    errors: Found


# --- questions ----------------------------------------------------------------------------------------------------


def ask(text: str, session: Session) -> tuple[Answer, ...] | Found:
    """What a condition or an operand comes to; where it is neither, why it cannot be read.

    A thing may be named in it by its number or its name: `quality weight of lot 2`, `weight of Price`.
    """
    wrong: list[Found] = []
    for words, path in _readings(text, session):
        for shape, asked in _SHAPES:
            typed = compiled(f"{shape.format(words)}\n", session, _opening(path, session))
            if not typed.errors:
                return _answers(typed, asked, path, session)
            if shape.startswith("{0}"):
                wrong.append(_in_words(typed.errors))
    return next((found for found in wrong if not any(map(_of_syntax, found))), wrong[0])


def _of_syntax(found: Diagnostic) -> bool:
    """Whether the text does not fit the shape that it was put in, which says less than a name that is not known."""
    return found.code.startswith("PS1")


#: The conditions in which a text may stand, and what is wanted of it there.
_SHAPES: tuple[tuple[str, Asked], ...] = (
    ("{0}", "truth"),
    ("{0}\n is exactly {0}", "value"),
    ("{0}\n is stated", "value"),
    ("there are at least 0 {0}", "value"),
)


def _opening(path: str, session: Session) -> str:
    """The rule that a question is asked in, up to its condition."""
    nouns = [session.vocabulary.entities[one.entity].singular for one in _listed(path, session.root())]
    scope = f"  for each {' of each '.join(nouns)}\n" if nouns else ""
    return f'rule {_RULE} ""\n{scope}  flag when\n'


def _answers(typed: Typed, asked: Asked, path: str, session: Session) -> tuple[Answer, ...]:
    rule = next(rule for rule in typed.rulebook.rules if rule.id == f"{_ID}#{_RULE}")
    found = answer(typed.rulebook, rule, asked, session.stated(), typed.vocabulary, gate=session.gate, on=session.on)
    return tuple(one for one in found if not path or one.path == path or not _listed(path, session.root()))


def _in_words(errors: Found) -> Found:
    """What is wrong in the words themselves, without a place where that is beside them."""
    inside = tuple(one for one in errors if one.span is not None and one.span.line == 1)
    return inside or tuple(replace(one, span=None) for one in errors[:1])


# --- the thing that is meant --------------------------------------------------------------------------------------


def _readings(text: str, session: Session) -> Iterator[tuple[str, str]]:
    """The text with a thing that it names put as `the lot`, and the thing's path; last, as it was typed.

    The ratio of two classes takes no `of`: there the thing is the one that it is judged for.
    """
    for form, path, noun, is_name in _named(session):
        of = r"(of\s+)(?:the\s+)?" if is_name else r"(of\s+)?(?:the\s+)?"
        match = re.search(rf"(?<![\w-]){of}{re.escape(form)}(?![\w-])", text, re.IGNORECASE)
        if match:
            before, after = text[: match.start()], text[match.end() :]
            yield f"{before}{match[1] or ''}the {noun}{after}", path
            if match[1]:
                yield f"{before}{after}".rstrip(), path
            return
    yield text, ""


def beyond(text: str, session: Session) -> str | None:
    """In words, why what a text numbers cannot be asked about: there is none of that number, or there are two of them.

    A question is asked of one thing, as a rule is judged for one.
    """
    left, path = next(_readings(text, session))
    known = called_of(session.root(), session.vocabulary)
    for entity in session.vocabulary.entities.values():
        match = re.search(rf"(?<![\w-]){re.escape(entity.singular)} \d+(?![\w-])", left, re.IGNORECASE)
        if match and known.paths(match[0]):
            return f"`{match[0]}` is the second thing that is named, and a question is of one" if path else None
        if match:
            there = [thing.label for thing in known.things.values() if thing.entity == entity.key]
            return (
                f"there is no {match[0]}: {f'there are {joined(there[:_MOST_NAMED])}' if there else 'none is stated'}"
            )
    return None


def _named(session: Session) -> list[tuple[str, str, str, bool]]:
    """Every way to name a thing, with its path and noun, the longest first. A bare name counts after `of` only."""
    vocabulary = session.vocabulary
    things = called_of(session.root(), vocabulary).things.values()
    nouns = {fold(entity.singular) for entity in vocabulary.entities.values()}
    forms = [
        (form, thing.path, vocabulary.entities[thing.entity].singular, form == thing.name)
        for thing in things
        for form in {thing.label, thing.short, thing.name or ""}
        if form and fold(form) not in nouns
    ]
    return sorted(forms, key=lambda form: (-len(form[0]), form))


def _listed(path: str, root: Item) -> list[Item]:
    """The things of lists that a path leads through, the innermost first: what a rule is judged for each of."""
    within = [one for one in items(root) if one.path and (path == one.path or path.startswith(f"{one.path}."))]
    return [one for one in reversed(within) if one.path.endswith("]")]


# --- what is typed in ---------------------------------------------------------------------------------------------


def tried(text: str, session: Session) -> Judged | Found:
    """What the rules of a typed text come to, or what is wrong with it."""
    typed = compiled(text, session)
    if typed.errors:
        return typed.errors
    own = tuple(rule for rule in typed.rulebook.rules if rule.id.startswith(f"{_ID}#"))
    rulebook = replace(typed.rulebook, rules=own)
    policies = Loaded(rulebook, typed.vocabulary, (), (), ())
    return judge_alone(session.stated(), policies, How(session.gate, session.on))


def keeping(text: str, session: Session) -> Session | Found:
    """The session with further declarations, or what is wrong with them."""
    typed = compiled(text, session)
    return typed.errors or replace(session, kept=f"{session.kept}{text.rstrip()}\n\n")


def compiled(text: str, session: Session, before: str = "") -> Typed:
    """A text in a policy of its own that uses those of the session. Places count from the text's first line.

    `before`: lines that stand above it, which nobody typed.
    """
    files = session.policies.files if session.policies is not None else ()
    uses = "".join(f"use {file.policy.id}\n" for file in files if file.policy is not None)
    above = f'policy {_ID} ""\n  judged on publication date\n{uses}{session.kept}{before}'
    source = Source(TYPED, f"{above}{text}", (1 - above.count("\n"), 1))
    file, found = parse(source)
    sources = {TYPED: source, **{one.name: one for one in (session.policies.sources if session.policies else ())}}
    rulebook, more = compile_policies([file, *files], standard(), sources, found)
    vocabulary = standard().with_own(rulebook.own_facts, dict(rulebook.own_codes))
    errors = dict.fromkeys(one for one in (*found, *more) if one.is_error)
    return Typed(rulebook, vocabulary, file, tuple(errors))


def source_of(text: str) -> Source:
    """The typed text as a source to quote from."""
    return Source(TYPED, text)
