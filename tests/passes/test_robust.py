"""Whatever a policy says, compiling it returns: a rulebook and diagnostics with a place, a known code and plain words."""

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.base.codes import CODES
from tests.passes.compiling import compiled

CLAUSES = """
for each lot
for each outcome where name of the outcome is stated
for each criterion of each lot where weight of the criterion is above 0%
applies when some lot is a small lot or main CPV code is within CPV 85000000
except when estimated value is below GBP 10,000 and procedure is one of direct award, call-off
subject to s
the quality:cost ratio must be at least 60:40
the share of small lots by value should be at least least part
total weight of criteria must be exactly 100%, give or take 1 percentage point
the time from publication date to submission deadline must be at least 25 days when number of lots is above 2
there must be no lot where (value of the lot is above 3 times value of this lot)
every lot where area of the lot is stated must be a small lot
kinds of outcomes must include each of social, operational, financial
each of title, description of the tender must be stated
owner of every risk must be among managers of the risk
flag when estimated value is at least 90% of large and estimated value is below large
quality weight must be at least least weight
highest value of lots must be at most the lower of 60% of estimated value and GBP 5
flag when title mentions "x" or not (some lot is suitable for SMEs)
budget must be stated
or reason for no community benefits must be stated
or explain in reason for not dividing into lots
under "An Act" section "1" not checked
""".strip().split("\n")

DECLARATIONS = """parameter least part is 33% between 10% and 100%
threshold large is GBP 500 from 1 January 2024
define a small lot as a lot where value of the lot is at most GBP 500,000 and the lot is suitable for SMEs
fact carbon plan of the tender is yes or no
table weights decides least weight
  | regime      | estimated value | least weight |
  | light touch | at least GBP 5  | 50%          |
  | any         | any             | 60%          |
  the first matching row applies
"""

WORDS = sorted({word for clause in CLAUSES for word in clause.split()})


def garbled(clause: str, random: Random) -> str:
    """A clause with a word lost, doubled, exchanged or taken from another."""
    words = clause.split()
    place = random.randrange(len(words))
    match random.randrange(4):
        case 0:
            del words[place]
        case 1:
            words.insert(place, words[place])
        case 2:
            words[place] = random.choice(WORDS)
        case _:
            words[place:] = random.choice(CLAUSES).split()[place:]
    return " ".join(words)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5))
def test_any_text_compiles_to_something(random: Random, clauses: list[str]) -> None:
    lines = [garbled(c, random) if random.random() < 0.5 else c for c in clauses]
    rule = 'rule r "R"\n' + "\n".join(f"  {line}" for line in lines)
    text = f'{DECLARATIONS}\n{rule}\nrule s "S"\n  flag when electronic is yes\n'
    rulebook, said = compiled(text)
    assert "test/p#s" in [rule.id for rule in rulebook.rules]
    for found in said:
        assert found.code in CODES
        assert found.span is not None
        assert "\n" not in found.message + (found.hint or "")


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_word_left_out_of_a_clause_is_one_mistake_at_most(clause: str) -> None:
    words = clause.split()
    for place in range(len(words)):
        shorter = " ".join(words[:place] + words[place + 1 :])
        rule = f'rule r "R"\n  budget must be stated\n  {shorter}\n'
        _, said = compiled(f'{DECLARATIONS}\n{rule}rule s "S"\n  flag when electronic is yes\n')
        errors = [(d.code, d.message) for d in said if d.is_error]
        assert len(errors) <= 1, (shorter, errors)


def test_messages_have_no_python_in_them() -> None:
    for clause in CLAUSES:
        for found in compiled(f'rule r "R"\n  {clause}\n')[1]:
            assert not re.search(r"None|Kind\.|<|\bobject\b", found.message + (found.hint or "")), found
