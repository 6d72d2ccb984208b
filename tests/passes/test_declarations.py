"""Parameters, thresholds, facts of one's own, definitions, and the names that they take."""

from itertools import pairwise

import pytest

from policyspec.model.types import Kind
from tests.passes.compiling import compiled, meant, mistake, rule_of, sound

RULE = '\nrule r "R"\n  flag when electronic is yes\n'


def flagging(sentence: str) -> str:
    return f'\nrule r "R"\n  flag when {sentence}\n'


@pytest.mark.parametrize(
    ("declarations", "code", "hint"),
    [
        ("parameter least part is 60%\nparameter «least part» is 70%", "PS206", "another name"),
        ("parameter «quality weight» is 60%", "PS207", "choose a name"),
        ("parameter «criteria» is 60%", "PS207", "choose a name"),
        ("threshold «estimated value» is GBP 5", "PS207", "choose a name"),
        ("define a «lot» as a lot where area is stated", "PS207", "choose a name"),
        ("parameter least part is «5%» between 10% and 100%", "PS316", "between 10% and 100%"),
        ("parameter least ratio is «30:70» between 50:50 and 90:10", "PS316", "between 50:50 and 90:10"),
        ("parameter least part is 50% between «10» and 100%", "PS316", "write `10%`"),
        ("parameter most is GBP 5 between GBP 1 and «EUR 9»", "PS316", "an amount in GBP"),
        ("parameter least part is 50% between «100% and 10%»", "PS312", "`between 10% and 100%`"),
        ("threshold t is\n  GBP 5 until 1 May 2025\n  «EUR 5» from 2 May 2025", "PS314", "one currency"),
        ("threshold t is\n  GBP 5 including VAT until 1 May 2025\n  «GBP 5» from 2 May 2025", "PS314", "one VAT basis"),
        ("threshold t is\n  GBP 5 until 1 May 2025\n  «GBP 6 from 3 May 2025»", "PS313", "`until 2 May 2025`"),
        ("threshold t is\n  GBP 5 until 1 May 2025\n  «GBP 6 from 1 May 2025»", "PS313", "its own days"),
        ("threshold t is\n  GBP 5 from 1 May 2025\n  «GBP 6 from 1 May 2026»", "PS313", "`until 30 April 2026`"),
        ("define a gem as a «ring» where area is stated", "PS210", ""),
        ("define a «gem» as a jewel where area is stated\ndefine a jewel as a gem where area is stated", "PS213", ""),
        ("define a «gem» as a lot where the lot is a gem", "PS213", ""),
        ("define a gem as a lot where «weight» is above 5%", "PS203", ""),
        ("fact plan of the «boat» is yes or no", "PS210", ""),
        ("fact «title» of the lot is text", "PS207", ""),
        ('define a «gem» (plural "gems of the crown") as a lot where area is stated', "PS214", ""),
    ],
)
def test_a_declaration_with_a_mistake(declarations: str, code: str, hint: str) -> None:
    found = mistake(f"{declarations}\n{RULE}")
    assert found.code == code
    assert hint in (found.hint or "")


def test_a_name_declared_twice_shows_both_places() -> None:
    found = mistake(f"parameter least part is 60%\nparameter «least part» is 70%\n{RULE}")
    assert [r.span.line for r in found.related] == [4]


def test_a_threshold_is_a_timeline_in_order_of_its_days() -> None:
    text = """threshold t is
  GBP 6 from 2 May 2025 until 1 May 2026
  GBP 5 until 1 May 2025
  GBP 7 from 2 May 2026
"""
    assert meant("estimated value is above t", declarations=text) == "tender.estimated_value above t[3]"


def test_a_dated_threshold_needs_a_date_and_an_undated_one_does_not() -> None:
    head = 'policy «p/q» "Q"\n  under "A" not checked\n'
    dated = f"{head}threshold t is GBP 5 from 1 May 2025\n{flagging('estimated value is above t')}"
    found = mistake(dated)
    assert found.code == "PS315"
    assert [r.span.line for r in found.related] == [6]
    sound(dated.replace("«", "").replace("»", "").replace(" from 1 May 2025", ""))
    sound(dated.replace("«", "").replace("»", "").replace('"R"\n', '"R"\n  judged on award date\n'))


def test_what_many_rules_need_is_said_once() -> None:
    head = 'policy «p/q» "Q"\n  in force from 1 May 2025\n  under "A" not checked\n'
    rules = 'rule a "A"\n  flag when electronic is yes\nrule b "B"\n  flag when electronic is no\n'
    assert mistake(head + rules).code == "PS315"


@pytest.mark.parametrize("fact", ["estimated value", "title", "lots", "buyer"])
def test_rules_are_judged_on_dates(fact: str) -> None:
    found = mistake(f'policy p/q "Q"\n  judged on «{fact}»\n  under "A" not checked\n{RULE}')
    assert found.code == "PS315"


def test_a_rule_may_be_judged_on_another_date() -> None:
    (rule,) = sound('rule r "R"\n  judged on commencement date\n  flag when electronic is yes\n').rules
    assert rule.judged_on is not None
    assert rule.judged_on.info.key == "commencement_date"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("yes or no", Kind.YES_NO),
        ("a date", Kind.DATE),
        ("money", Kind.MONEY),
        ("a percentage", Kind.PERCENTAGE),
        ("a number", Kind.NUMBER),
        ("text", Kind.TEXT),
        ("one of bronze, silver, gold", Kind.CODE),
    ],
)
def test_a_fact_of_ones_own(kind: str, expected: Kind) -> None:
    book = sound(
        f"fact carbon plan of the lot is {kind}\n"
        + flagging("some lot where carbon plan of the lot is stated is suitable for SMEs")
    )
    (own,) = book.own_facts
    assert (own.owner, own.key, own.own, own.type.kind) == ("lot", "carbon_plan", True, expected)


@pytest.mark.parametrize(
    ("declaration", "why"),
    [
        ('carbon plan of the tender is text "A." in OCDS "lots.plan"', "begins with `tender.`"),
        ('carbon plan of the tender is text "A." in OCDS "tender."', "begins with `tender.`"),
        ('carbon plan of the tender is text "A." in OCDS "tender.lots[].plan"', "begins with `tender.`"),
        ('carbon plan of the lot is text "A." in OCDS "tender.plan"', "begins with `tender.lots[].`"),
        ('carbon plan of the party is text "A." in OCDS "parties.plan"', "no place for facts of the party"),
        ('carbon plan of the lot is ratio "A." in OCDS "tender.lots[].plan"', "writes no ratios"),
    ],
)
def test_a_place_in_ocds_that_no_fact_can_have(declaration: str, why: str) -> None:
    found = mistake(f"«fact {declaration}»\n{RULE}")
    assert found.code == "PS219"
    assert why in found.message


def test_a_fact_with_a_place_in_ocds() -> None:
    text = 'fact carbon plan of the lot is text "A." in OCDS "tender.lots[].plan.text"\n'
    (own,) = sound(text + flagging("some lot where carbon plan of the lot is stated is suitable for SMEs")).own_facts
    assert own.ocds == "tender.lots[].plan.text"


def test_codes_of_ones_own_are_a_list_of_ones_own() -> None:
    text = "fact grade of the tender is one of bronze, silver, gold\n"
    assert meant("grade is silver", declarations=text) == "tender.grade equal silver"
    assert sound(text + flagging("grade is gold")).own_codes == (
        ("grades of the tender", ("bronze", "silver", "gold")),
    )
    found = mistake(text + flagging("grade is «sliver»"))
    assert (found.code, found.hint) == ("PS202", "did you mean `silver`?")


@pytest.mark.parametrize(
    ("name", "base", "plural"),
    [
        ("small lot", "lot", "small lots"),
        ("heavy criterion", "criterion", "heavy criteria"),
        ("party at risk", "party", "party at risks"),
        ("costly remedy", "term", "costly remedies"),
    ],
)
def test_a_plural_is_made_by_rule(name: str, base: str, plural: str) -> None:
    text = f"define a {name} as a {base} where {'area' if base == 'lot' else 'name'} is stated\n"
    assert meant(f"number of {plural} is above 2", declarations=text)


def test_or_a_plural_is_given() -> None:
    text = 'define a party at risk (plural "parties at risk") as a party where pain share is above 0%\n'
    assert meant("number of parties at risk is above 2", declarations=text)


def test_a_definition_sees_its_thing_and_the_tender_and_nothing_else() -> None:
    text = "define a dear criterion as a criterion where weight is above 10% and estimated value is above GBP 5\n"
    said = meant("every criterion is a dear criterion", scope="for each lot", declarations=text)
    assert (
        said == "every(criterion in lot.criteria: (criterion.weight above 10% and tender.estimated_value above GBP 5))"
    )
    found = mistake(
        "define a dear criterion as a criterion where «area» is stated\n"
        + flagging("some criterion is a dear criterion")
    )
    assert found.code == "PS203"


def test_a_mistake_in_a_definition_is_said_once_however_often_it_is_used() -> None:
    text = "define a gem as a lot where «aera» is stated\n"
    found = mistake(text + flagging("every lot is a gem and number of gems is above 2"))
    assert found.code == "PS201"


def test_a_class_of_another_kind() -> None:
    text = "define a gem as a lot where area is stated\n"
    found = mistake(text + flagging("«the tender is a gem»") + 'rule s "S"\n  flag when some lot is a gem\n')
    assert found.code == "PS218"


def test_a_class_is_no_value() -> None:
    text = "define a gem as a lot where area is stated\n"
    assert mistake(text + flagging("estimated value is above «gem»")).code == "PS310"


def test_definitions_that_run_away_are_stopped() -> None:
    names = [f"gem {letter * 3}" for letter in "bcdfghjklmnpqrtv"]
    steps = [f"define a {names[0]} as a lot where area is stated"]
    for last, name in pairwise(names):
        steps.append(f"define a {name} as a lot where the lot is a {last} and not (the lot is a {last})")
    _, said = compiled("\n".join(steps) + flagging(f"every lot is a {names[-1]}"))
    assert {d.code for d in said} == {"PS322"}


@pytest.mark.parametrize(("uses", "said"), [(3, set()), (4, {"PS322"})])
def test_a_rule_may_spell_out_so_many_definitions(uses: int, said: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyspec.passes.definitions.MOST_EXPANSIONS", 3)
    condition = " and ".join(["every lot is a gem"] * uses)
    _, found = compiled(f"define a gem as a lot where area is stated\n{flagging(condition)}")
    assert {diagnostic.code for diagnostic in found} == said


def test_nothing_is_said_of_a_name_whose_declaration_cannot_be_read() -> None:
    _, said = compiled("parameter least part is 60 per\n" + flagging("quality weight is above least part"))
    assert len(said) == 1


@pytest.mark.parametrize(
    "head",
    [
        'define a keen criterion ("sharp measures") as a criterion',
        'define a keen criterion (plural "sharp measures") as a criterain',
        'define a keen criterion (plural "sharp measures") as 22 a criterion',
        'define a keen criterion plural "sharp measures") as a criterion',
    ],
)
def test_a_definition_with_a_mistake_is_told_once_whichever_of_its_nouns_rules_use(head: str) -> None:
    uses = (
        "there is no keen criterion of the lot",
        "number of sharp measures of the lot is above 2",
        "some criterion is a keen criterion",
    )
    rules = "".join(flagging(use).replace('rule r "R"', f'rule r{n} "R{n}"') for n, use in enumerate(uses))
    rules = rules.replace("  flag when", "  for each lot\n  flag when")
    _, said = compiled(f"{head} where weight of the criterion is above 50%\n{rules}")
    assert [diagnostic.span.line for diagnostic in said if diagnostic.span] == [4], said


def test_of_what_a_table_that_cannot_be_read_decides_nothing_is_said() -> None:
    table = (
        "table sizes table decides least part\n  | category | least part |\n  | any | 60% |\n  the first row applies\n"
    )
    uses = flagging("quality weight is above least part")
    _, said = compiled(table + uses)
    assert len(said) == 1, said


def test_the_words_of_a_rule_are_the_authors() -> None:
    (rule,) = sound('rule r "R"\n  the   quality:cost ratio # a comment\n    must be at least 60:40\n').rules
    assert rule.limbs[0].words == "the quality:cost ratio must be at least 60:40"


def test_header_conditions_join_every_rule() -> None:
    head = 'policy test/p "P"\n  applies when main CPV code is within CPV 85000000\n  under "A" not checked\n'
    book = sound(
        head + 'rule r "R"\n  for each lot\n  applies when area is stated\n  flag when the lot is suitable for SMEs\n'
    )
    assert [c.words for c in book.rules[0].applies] == ["main CPV code is within CPV 85000000", "area is stated"]


def test_windows_of_the_policy_and_the_rule_both_count() -> None:
    head = 'policy test/p "P"\n  judged on publication date\n  in force from 1 May 2025\n  under "A" not checked\n'
    rule = 'rule r "R"\n  in force until 1 May 2026\n  flag when electronic is yes\n'
    assert len(sound(head + rule).rules[0].in_force) == 2
    assert mistake(head + rule.replace("in force until 1 May 2026", "«in force until 1 May 2024»")).code == "PS408"


def test_exceptions_and_conditions_are_kept_apart() -> None:
    text = """applies when electronic is yes
applies when budget is stated
except when the tender is urgent
except when title is stated
there must be at least 2 lots"""
    assert rule_of(text) == [
        "applies tender.electronic",
        "applies tender.budget stated",
        "except tender.urgent",
        "except tender.title stated",
        "(a) must number(tender.lots) at least 2",
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "flag when the tender is a gem",
        "flag when number of gems is above 2",
        "flag when procedure is gem",
        "for each gem\n  flag when electronic is yes",
        "flag when some gem is suitable for SMEs",
        "flag when some lot is a gem",
    ],
)
def test_nothing_is_said_of_a_class_whose_definition_cannot_be_read(clause: str) -> None:
    _, said = compiled(f'define a gem as a lot of area stated\nrule r "R"\n  {clause}\n')
    assert [d.code[:3] for d in said] == ["PS1"]
