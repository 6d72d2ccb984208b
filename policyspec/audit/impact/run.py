"""The impact of policies on the tenders of a dataset, as figures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from policyspec.audit.dataset import Dataset, circumstances_of, load
from policyspec.audit.duck import Connection, connection
from policyspec.audit.errors import other_words
from policyspec.audit.impact import errors
from policyspec.audit.impact.counting import Against, Asked, Counts, buyers
from policyspec.audit.impact.parameter import Curve
from policyspec.audit.impact.plan import Book, Plan, Version, planned
from policyspec.audit.impact.states import tabulate
from policyspec.audit.impact.stricter import covered
from policyspec.audit.journal import plan_of
from policyspec.audit.judge import How
from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.version import __version__
from policyspec.model.outcomes import Strength
from policyspec.model.vocabulary import standard
from policyspec.report.impact.figures import VERSION, Impact, OfBook, OfRule, Parameter
from policyspec.report.words import joined
from policyspec.workspace.policies import Policies


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: policies, perhaps with many values of a parameter, perhaps against other policies."""

    policies: Policies
    curve: Curve | None = None
    baseline: Policies | None = None
    settings: tuple[str, ...] = ()  # made already; to be told


@dataclass(frozen=True, slots=True)
class _Ground:
    """The books that were judged: the first of the plan are asked about, and the last may be the baseline."""

    plan: Plan
    asked: int
    baseline: int | None
    touched: Sequence[str] | None  # the ids of the rules of a curve


def impact(question: Question, dataset: Dataset, name: str, how: How) -> Impact:
    """The figures. The dataset is read once, whatever the number of values of a parameter. Raises ExtraMissing."""
    asked = question.curve.policies if question.curve else (question.policies,)
    held = [*asked, *([question.baseline] if question.baseline else [])]
    plan = planned([Book(each.rulebook, each.vocabulary) for each in held])
    touched = plan.changing(range(len(asked))) if question.curve else None
    ground = _Ground(plan, len(asked), len(asked) if question.baseline else None, touched)
    with connection(threads=how.threads, memory=how.memory) as duck:
        tabulate(duck, dataset, plan, how)
        return _figures(duck, question, ground, dataset, name, how)


def _figures(duck: Connection, question: Question, ground: _Ground, dataset: Dataset, name: str, how: How) -> Impact:
    counts, numbers = Counts(duck), range(ground.asked)
    whole = "TRUE"
    made = [_of_book(ground, number) for number in numbers]
    counts.want(whole, *(condition for one in made for asked in one.all for condition in asked.conditions))
    counts.run()
    values: Sequence[str | None] = question.curve.values if question.curve else (None,)
    own = question.curve.declared if question.curve else None
    return Impact(
        version=VERSION,
        tool=__version__,
        gate=how.gate.value,
        on=how.on.isoformat() if how.on else None,
        assumptions=how.assumptions,
        dataset=name,
        tenders=counts.tally(whole).tenders,
        value=counts.tally(whole),
        unread=len({said.input for said in dataset.said if said.severity == "error"}),
        policies=_named(question.policies),
        baseline=_named(question.baseline) if question.baseline else (),
        settings=question.settings,
        notes=tuple(_notes(question, dataset)),
        parameter=_parameter(question.curve, ground.touched),
        books=tuple(
            one.told(counts, value, own=value is not None and value == own)
            for one, value in zip(made, values, strict=True)
        ),
        buyers=buyers(duck, [one.together for one in made]),
    )


#: The id of a rule, its title, the strength of some of its duties, and how it stands to the baseline.
_Named = tuple[str, str, Strength, str]


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked of one book, ready to be counted."""

    together: Asked
    strengths: Mapping[Strength, Asked]
    rules: Mapping[_Named, Asked]

    @property
    def all(self) -> list[Asked]:
        return [self.together, *self.strengths.values(), *self.rules.values()]

    def told(self, counts: Counts, value: str | None, *, own: bool) -> OfBook:
        strengths = tuple((strength, asked.effect(counts)) for strength, asked in self.strengths.items())
        rules = tuple(OfRule(*named, asked.effect(counts)) for named, asked in self.rules.items())
        return OfBook(value, own, self.together.effect(counts), strengths, rules)


def _of_book(ground: _Ground, number: int) -> _Asking:
    plan, base = ground.plan, ground.baseline
    over = set() if base is None else covered(plan, number, base) | covered(plan, base, number)

    def asked(own: Sequence[str], their: Sequence[str]) -> Asked:
        return Asked(own, None if base is None else Against(their, over))

    together = asked(_own(ground, number), _own(ground, base))
    columns = {strength: plan.columns(number, (strength,)) for strength in Strength}
    theirs = {strength: [] if base is None else plan.columns(base, (strength,)) for strength in Strength}
    strengths = {strength: asked(own, theirs[strength]) for strength, own in columns.items() if own}
    rules = {named: asked(*both) for named, both in _rules(ground, number).items()}
    return _Asking(together, strengths, rules)


def _own(ground: _Ground, book: int | None) -> list[str]:
    """The columns of all duties of a book, or of those of the rules that a curve is about."""
    if book is None:
        return []
    touched, ids = ground.touched, ground.plan.ids[book]
    return ground.plan.columns(book, Strength, None if touched is None else [id_ for id_ in touched if id_ in ids])


def _rules(ground: _Ground, number: int) -> dict[_Named, tuple[list[str], list[str]]]:
    """Each rule with each strength of its duties, here and in the baseline; those that are only there at the end."""
    plan, base = ground.plan, ground.baseline
    books = (number,) if base is None else (number, base)
    ids = ground.touched if ground.touched is not None else dict.fromkeys(i for b in books for i in plan.ids[b])
    found: dict[_Named, tuple[list[str], list[str]]] = {}
    for id_ in ids:
        here, there = plan.version(number, id_), None if base is None else plan.version(base, id_)
        rule = here or there
        change = "" if base is None else _change(here, there)
        for strength in Strength:
            own, their = _column(here, strength), _column(there, strength)
            if rule is not None and (own or their):
                found[id_, rule.rule.title, strength, change] = (own, their)
    return found


def _column(version: Version | None, strength: Strength) -> list[str]:
    return [] if version is None or strength not in version.columns else [version.columns[strength]]


def _change(here: Version | None, there: Version | None) -> str:
    if here is not None and there is not None:
        return "same" if here == there else "changed"
    return "added" if here is not None else "dropped"


def _named(policies: Policies) -> tuple[str, ...]:
    return tuple(f"{id_} {version}" if version else id_ for id_, version in policies.rulebook.policies)


def dataset_of(name: str, policies: Sequence[Policies]) -> Dataset | Diagnostic:
    """The dataset of a folder, if it was read with the words that ship or with those of some of these policies."""
    found = load(Path(name))
    if found is None:
        return errors.no_dataset(name)
    if found.circumstances not in {circumstances_of(standard()), *(circumstances_of(p.vocabulary) for p in policies)}:
        return other_words(name, of_audit=plan_of(Path(name).absolute().parent) is not None)
    return found if found.tenders else errors.empty_dataset(name)


def _notes(question: Question, dataset: Dataset) -> list[str]:
    """What makes the figures say less than they seem to."""
    held = [question.policies, *([question.baseline] if question.baseline else [])]
    strange = [each for each in held if circumstances_of(each.vocabulary) != dataset.circumstances]
    own = dict.fromkeys(f"`{info.phrase}`" for each in strange for info in each.rulebook.own_facts)
    if not own:
        return []
    return [f"the dataset was not read with the facts that these policies declare; not stated in it: {joined([*own])}"]


def _parameter(curve: Curve | None, touched: Sequence[str] | None) -> Parameter | None:
    if curve is None:
        return None
    return Parameter(curve.name, curve.declared, curve.low, curve.high, tuple(touched or ()))
