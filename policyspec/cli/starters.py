"""The texts of new files: a policy, a rule, a tender, tests.

Policies are laid out as `policyspec fmt` lays them out. Every file can be checked as it stands.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from policyspec.base.source import Source
from policyspec.cli.asking import Answers
from policyspec.model.examples import element, example_of
from policyspec.model.outcomes import RuleResult
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.syntax.format import format_policy
from policyspec.syntax.ids import mended_id, slug
from policyspec.syntax.literate import SUFFIX
from policyspec.writers.yaml_text import comment, scalar

_FENCE = "```"

# --- a policy -----------------------------------------------------------------------------------------------------

_FIRST_RULE = """\
rule value-stated "The value is stated"
  estimated value must be stated
  because "What a contract is worth decides which rules apply to it."
  suggest "State what the contract is worth, as `estimated value`."
"""


def policy(name: str, answers: Answers) -> str:
    """A policy with its header and one rule; for a name that ends in `.policy.md` a paper around them."""
    title = answers.get("title") or "A policy"
    header = (
        f'policy {answers.get("id") or policy_id(name)} "{title}" version 1.0.0\n'
        "  judged on publication date\n"
        f'  under "{answers.get("source") or title}" not checked\n'
    )
    if not name.endswith(SUFFIX):
        return f"# {title}\n#\n# `policyspec new rule {name}` adds a rule.\n\n{header}\n{_FIRST_RULE}"
    return (
        f"# {title}\n\nWhat this policy is for, and whom it binds, stands here in plain words.\n\n{_fenced(header)}\n"
        f"## The value is stated\n\nWhy the rule is there stands here.\n\n{_fenced(_FIRST_RULE)}"
    )


def policy_id(name: str) -> str:
    """The id under which `use` finds a file: `council/care.policy` has `council/care`."""
    path = name.removesuffix(".md").removesuffix(".policy").replace("\\", "/")
    return mended_id("/".join(path.split("/")[-2:])) or "my-policy"


def _fenced(text: str) -> str:
    return f"{_FENCE}policy\n{text}{_FENCE}\n"


# --- a rule -------------------------------------------------------------------------------------------------------


def rule(answers: Answers) -> str:
    """A rule as its author worded it; where it has no mistake, in the canonical layout."""
    title = answers.get("title") or "A rule"
    clauses = [
        f'rule {answers.get("id") or slug(title) or "my-rule"} "{title}"',
        *_clause("applies when", answers.get("when")),
        *_clause("for each", (answers.get("for_each") or "").removeprefix("for ").removeprefix("each ")),
        *_clause("under", _source(answers.get("source"))),
        *_clause("", answers.get("duty") or "title of the tender must be stated"),
        *_clause("because", _quoted(answers.get("because"))),
        *_clause("suggest", _quoted(answers.get("suggest"))),
    ]
    text = "".join(f"{clause}\n" for clause in clauses)
    header = 'policy new/rule "New"\n\n'
    made = format_policy(Source("rule", header + text))
    return made.removeprefix(header) if isinstance(made, str) else text


def _clause(keyword: str, text: str | None) -> Iterator[str]:
    if text:
        bare = text.removeprefix(f"{keyword} ") if keyword else text
        yield f"  {keyword} {bare}" if keyword else f"  {bare}"


def _quoted(text: str | None) -> str | None:
    return f'"{text}"' if text else None


def _source(title: str | None) -> str | None:
    return f'"{title}" not checked' if title else None


def with_rule(name: str, text: str, added: str) -> str:
    """The text of a policy with a rule at its end; of a paper, in a block of its own."""
    body = text.rstrip("\n")
    return f"{body}\n\n{_fenced(added) if name.endswith(SUFFIX) else added}"


# --- a tender -----------------------------------------------------------------------------------------------------

_FACTS = {"cpv": "main CPV code", "value": "estimated value", "published": "publication date", "buyer": "buyer"}


def tender(answers: Answers, asked: Sequence[FactInfo], vocabulary: Vocabulary) -> str:
    """A tender that states what was answered. The other facts that policies ask for stand below, as comments."""
    title = answers.get("title") or "A tender"
    rows = [f"tender: {scalar(title)}"]
    stated = {key: text for key in _FACTS if (text := answers.get(key))}
    for key, text in stated.items():
        value = f"{{name: {scalar(text)}}}" if key == "buyer" else scalar(text)
        rows.append(f"{_FACTS[key]}: {value}")
    done = {"title", *(info.key for info in asked if info.phrase in {_FACTS[key] for key in stated})}
    return "".join(f"{row}\n" for row in (*rows, *_to_state(asked, done, vocabulary)))


def _to_state(asked: Sequence[FactInfo], done: set[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The facts that policies look at, each as a comment with an example: without its `# ` a line states it."""
    wanted = {_of_tender(info, vocabulary).key for info in asked} - done
    own = [info for info in vocabulary.facts_of("tender") if info.key in wanted]
    facts = [info for info in own if _has_example(info) and not info.own]
    lists = [info for info in own if info.type.kind is Kind.LIST]
    extensions = [info for info in own if _has_example(info) and info.own]
    if facts or lists or extensions:
        yield from ("", "# What the policies look at further. Take the `# ` away, and put your own values.", "")
    for info in facts:
        yield comment(f"{info.phrase}: {_example(info, vocabulary)}")
    for info in lists:
        yield comment(f"{info.phrase}:")
        members = [one for one in asked if one.owner == info.type.entity and _of_tender(one, vocabulary) is one]
        marks = ("  - ", *("    " for _ in members))
        yield from (f"# {mark}{row}" for mark, row in zip(marks, _member(info, members, vocabulary), strict=False))
    yield from ("# extensions:" for _ in extensions[:1])
    yield from (f"#   {info.phrase}: {_example(info, vocabulary)}" for info in extensions)


def _of_tender(info: FactInfo, vocabulary: Vocabulary) -> FactInfo:
    """The tender's fact of the same name for one of a lot: stated once, it is that of every lot."""
    same = vocabulary.fact("tender", info.phrase) if info.owner == "lot" and info.inherited else None
    return same or info


def _member(info: FactInfo, facts: Sequence[FactInfo], vocabulary: Vocabulary) -> Iterator[str]:
    """What one thing of a list states: its name first."""
    entity = vocabulary.entities[info.type.entity or ""]
    named = entity.identified_by
    if named:
        yield f"{named}: the {entity.singular}"
    for one in facts:
        if one.key != named and not one.own and _has_example(one):
            yield f"{one.phrase}: {_example(one, vocabulary)}"


def _has_example(info: FactInfo) -> bool:
    type_ = element(info)
    return type_.kind not in (Kind.ITEM, Kind.LIST) and not info.derived


def _example(info: FactInfo, vocabulary: Vocabulary) -> str:
    example = example_of(info, vocabulary)
    example = "in words" if example == "…" else example
    return f"[{example}]" if info.type.kind is Kind.VALUES else example


# --- tests --------------------------------------------------------------------------------------------------------


def tests(name: str, base: str, results: Iterable[RuleResult]) -> str:
    """Tests with one case: that each rule comes to what it comes to now. `base`: the tender, as a line of YAML."""
    expected = "".join(f"      {rule}: {verdict}\n" for rule, verdict in _short(results))
    return (
        f"# Tests of {name}. `policyspec test {name}` runs them.\n\n"
        f"tenders:\n  base: {base}\n\n"
        "# The case says what each rule comes to now: see that each is what the policy means. Then add a case\n"
        '# for each side of each number: `change: {estimated value: "GBP 10,000"}`, and what you expect of the rule.\n'
        f"cases:\n  - case: the tender as it stands\n    expect:\n{expected}"
    )


def _short(results: Iterable[RuleResult]) -> list[tuple[str, str]]:
    """Each rule by its short id, or where two policies have one of it by its full id."""
    found = [(one.rule, str(one.verdict)) for one in results]
    by_short = {key: list(group) for key, group in groupby(sorted(found, key=_last), key=_last)}
    return [(_last((id_, "")) if len(by_short[_last((id_, ""))]) == 1 else id_, verdict) for id_, verdict in found]


def _last(one: tuple[str, str]) -> str:
    return one[0].rpartition("#")[2]


def path(name: str) -> str:
    """A path as YAML takes it."""
    return scalar(name.replace("\\", "/"))
