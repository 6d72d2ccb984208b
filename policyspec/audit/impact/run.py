"""The impact of policies on the tenders of a dataset, as figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyspec.audit.dataset import Dataset, circumstances_of, load
from policyspec.audit.duck import Connection, connection
from policyspec.audit.errors import other_words
from policyspec.audit.impact import errors
from policyspec.audit.impact.counting import Asked, Counts, buyers, strengths_of
from policyspec.audit.impact.parameter import Curve
from policyspec.audit.impact.plan import Book, Plan, planned
from policyspec.audit.impact.states import tabulate
from policyspec.audit.judge import How
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
        tabulate(duck, dataset.files, plan, how)
        return _figures(duck, question, ground, dataset, name, how)


def _figures(duck: Connection, question: Question, ground: _Ground, dataset: Dataset, name: str, how: How) -> Impact:
    counts, plan, numbers = Counts(duck), ground.plan, range(ground.asked)
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
        buyers=buyers(duck, [_own(plan, number, ground.touched) for number in numbers]),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked of one book, ready to be counted."""

    together: Asked
    strengths: Mapping[Strength, Asked]
    rules: Mapping[tuple[str, str, Strength, str], Asked]

    @property
    def all(self) -> list[Asked]:
        return [self.together, *self.strengths.values(), *self.rules.values()]

    def told(self, counts: Counts, value: str | None, *, own: bool) -> OfBook:
        strengths = tuple((strength, asked.effect(counts)) for strength, asked in self.strengths.items())
        rules = tuple(OfRule(*named, asked.effect(counts)) for named, asked in self.rules.items())
        return OfBook(value, own, self.together.effect(counts), strengths, rules)


def _of_book(ground: _Ground, number: int) -> _Asking:
    plan, base = ground.plan, ground.baseline
    theirs = None if base is None else _own(plan, base, ground.touched)
    their_strengths = {} if base is None else strengths_of(plan, base)
    strengths = {
        strength: Asked(columns, None if base is None else their_strengths.get(strength, []))
        for strength, columns in strengths_of(plan, number).items()
    }
    return _Asking(Asked(_own(plan, number, ground.touched), theirs), strengths, _rules(ground, number))


def _own(plan: Plan, book: int, touched: Sequence[str] | None) -> list[str]:
    """The columns of all duties of a book, or of those of the rules that a curve is about."""
    rules = None if touched is None else [id_ for id_ in touched if id_ in plan.ids[book]]
    return plan.columns(book, Strength, rules)


def _rules(ground: _Ground, number: int) -> dict[tuple[str, str, Strength, str], Asked]:
    """Each rule with each strength of its duties; those of the baseline that are gone after them."""
    plan, base, found = ground.plan, ground.baseline, {}
    books = (number,) if base is None else (number, base)
    ids = ground.touched if ground.touched is not None else dict.fromkeys(i for b in books for i in plan.ids[b])
    for id_ in ids:
        here, there = plan.version(number, id_), None if base is None else plan.version(base, id_)
        rule = here or there
        if rule is None:
            continue
        change = "" if base is None else _change(here is not None, there is not None, same=here == there)
        for strength in Strength:
            own = [version.columns[strength] for version in (here,) if version and strength in version.columns]
            their = [version.columns[strength] for version in (there,) if version and strength in version.columns]
            if own or their:
                named = (id_, rule.rule.title, strength, change)
                found[named] = Asked(own, None if base is None else their)
    return found


def _change(here: bool, there: bool, *, same: bool) -> str:  # noqa: FBT001 – where a rule stands, in words
    if here and there:
        return "same" if same else "changed"
    return "added" if here else "dropped"


def _named(policies: Policies) -> tuple[str, ...]:
    return tuple(f"{id_} {version}" if version else id_ for id_, version in policies.rulebook.policies)


def dataset_of(name: str, policies: Sequence[Policies]) -> Dataset | Diagnostic:
    """The dataset of a folder, if it was read with the words that ship or with those of some of these policies."""
    found = load(Path(name))
    if found is None:
        return errors.no_dataset(name)
    if found.circumstances not in {circumstances_of(standard()), *(circumstances_of(p.vocabulary) for p in policies)}:
        return other_words(name)
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
