"""What each form of sentence means as a tree."""

import pytest

from policyspec.syntax import ast
from tests.syntax.reading import file_of, read, rule_of, sketch


@pytest.mark.parametrize(
    ("operand", "tree"),
    [
        ("estimated value", "<estimated value>"),
        ("this lot", "<this lot>"),
        ("the value of the lot", "(Of the value <the lot>)"),
        ("cap of the owner of the risk", "(Of cap (Of the owner <the risk>))"),
        ("share at risk of the party", "(Of share at risk <the party>)"),
        ("total weight", "<total weight>"),
        ("number of lots", "(Aggregate number (Collection <lots>))"),
        ("the number of criteria of the lot", "(Aggregate number (Collection (Of criteria <the lot>)))"),
        ("total pain share of parties", "(Aggregate total pain share (Collection <parties>))"),
        (
            "total weight of members of the criteria group",
            "(Aggregate total weight (Collection (Of members <the criteria group>)))",
        ),
        ("the highest value of lots", "(Aggregate highest value (Collection <lots>))"),
        (
            "number of lots where value of the lot is below GBP 10",
            "(Aggregate number (Collection <lots> (Comparison (Of value <the lot>) (Bound below GBP 10))))",
        ),
        (
            "total cost of lots where (the lot is urgent and the lot is small)",
            (
                "(Aggregate total cost (Collection <lots> "
                "(And [(Comparison <the lot> (Is <urgent>)), (Comparison <the lot> (Is <small>))])))"
            ),
        ),
        ("share of small lots", "(Aggregate share (Collection <small lots>))"),
        ("the share of small lots by value", "(Aggregate share value (Collection <small lots>))"),
        (
            "share of lots where (the lot is small) by value",
            "(Aggregate share value (Collection <lots> (Comparison <the lot> (Is <small>))))",
        ),
        ("the quality:cost ratio", "(NamedRatio quality cost)"),
        ("the social value:cost ratio", "(NamedRatio social value cost)"),
        ("the ratio of quality weight to cost weight", "(RatioOf <quality weight> <cost weight>)"),
        (
            "the time from publication date to submission deadline",
            "(TimeFrom <publication date> <submission deadline>)",
        ),
        ("60% of estimated value", "(PercentOf 60% <estimated value>)"),
        ("2 times value of the lot", "(Arithmetic times 2 (Of value <the lot>))"),
        ("budget plus 2 times reserve", "(Arithmetic plus <budget> (Arithmetic times 2 <reserve>))"),
        ("budget minus reserve minus fee", "(Arithmetic minus (Arithmetic minus <budget> <reserve>) <fee>)"),
        ("10% of budget plus fee", "(Arithmetic plus (PercentOf 10% <budget>) <fee>)"),
        ("the lower of 10% of budget and change cap", "(Extreme lower (PercentOf 10% <budget>) <change cap>)"),
        (
            "the higher of budget plus fee and change cap",
            "(Extreme higher (Arithmetic plus <budget> <fee>) <change cap>)",
        ),
        ("number of lots plus 1", "(Arithmetic plus (Aggregate number (Collection <lots>)) 1)"),
        ("decision of every finding", "(Of decision (Quantified every <finding>))"),
        ("every lot", "(Quantified every <lot>)"),
        ("reason for no community benefits", "<reason for no community benefits>"),
        ("longest gap between reopenings", "<longest gap between reopenings>"),
        ("co-ordinator's pass/fail mark", "<co-ordinator's pass/fail mark>"),
    ],
)
def test_operands(operand: str, tree: str) -> None:
    (duty,) = rule_of(f"{operand} must be stated").duties
    assert sketch(duty.alternatives[0].subject) == tree


@pytest.mark.parametrize(
    ("predicate", "tree"),
    [
        ("at least 60:40", "(Bound at least 60:40)"),
        ("on or before 1 May 2026", "(Bound on or before 1 May 2026)"),
        (">= £10", "(Bound at least £10)"),
        ("≤ 5", "(Bound at most 5)"),
        ("= 5", "(Is 5)"),
        ("exactly 100%", "(Exactly 100%)"),
        ("exactly 100%, give or take 1 percentage point", "(Exactly 100% 1 percentage point)"),
        ("at least 60%, give or take 1%", "(Bound at least (Arithmetic minus 60% 1%))"),
        ("at most 60% give or take 1%", "(Bound at most (Arithmetic plus 60% 1%))"),
        ("between 40 days and 12 months", "(BetweenBounds 40 days 12 months)"),
        ("one of direct award, call-off", "(OneOf [<direct award>, <call-off>])"),
        ("within CPV 85000000", "(Within CPV 85000000)"),
        ("among managers of the risk", "(Among (Of managers <the risk>))"),
        ("stated", "(IsStated)"),
        ("a care service", "(Is <a care service>)"),
        ("suitable for SMEs", "(Is <suitable for SMEs>)"),
        ("at risk", "(Is <at risk>)"),
        ("no", "(Is no)"),
        ("no limit", "(Is no limit)"),
    ],
)
def test_predicates_of_duties_and_conditions(predicate: str, tree: str) -> None:
    rule = rule_of(f"applies when price is {predicate}", f"price must be {predicate}")
    assert sketch(rule.applies_when) == f"[(Comparison <price> {tree})]"
    assert sketch(rule.duties[0].alternatives) == f"[(DutyTerm <price> {tree})]"


@pytest.mark.parametrize(
    ("condition", "tree"),
    [
        ("price is not stated", "(Comparison <price> True (IsStated))"),
        ("price >= 5", "(Comparison <price> (Bound at least 5))"),
        ("price ≠ 5", "(Comparison <price> True (Is 5))"),
        ("price is not ≠ 5", "(Comparison <price> (Is 5))"),
        ('title mentions "care"', "(Comparison <title> (Mentions care))"),
        ('title does not mention "care"', "(Comparison <title> True (Mentions care))"),
        (
            "sectors of engagements include private",
            "(Comparison (Of sectors <engagements>) (Include each [<private>]))",
        ),
        ("kinds includes one of social, financial", "(Comparison <kinds> (Include one [<social>, <financial>]))"),
        (
            "kinds do not include each of social, financial",
            "(Comparison <kinds> True (Include each [<social>, <financial>]))",
        ),
        ("no lot is suitable for SMEs", "(Comparison (Quantified no <lot>) (Is <suitable for SMEs>))"),
        (
            "some lot where (the lot is urgent) is small",
            "(Comparison (Quantified some <lot> (Comparison <the lot> (Is <urgent>))) (Is <small>))",
        ),
        ("there is a lot", "(There (Bound at least a) (Collection <lot>))"),
        ("there are no findings", "(There (Collection <findings>))"),
        ("there are at least 2 lots", "(There (Bound at least 2) (Collection <lots>))"),
        ("there are not exactly 2 lots", "(There (Exactly 2) True (Collection <lots>))"),
        ("there are between 2 and 4 lots", "(There (BetweenBounds 2 4) (Collection <lots>))"),
        (
            "there are at least 2 lots where price is 1 and fee is 2",
            "(And [(There (Bound at least 2) (Collection <lots> (Comparison <price> (Is 1)))), (Comparison <fee> (Is 2))])",
        ),
        (
            "there are at least 2 lots where (price is 1 and fee is 2)",
            "(There (Bound at least 2) (Collection <lots> (And [(Comparison <price> (Is 1)), (Comparison <fee> (Is 2))])))",
        ),
        (
            "price is 1 and (fee is 2 or not (fee is 3))",
            "(And [(Comparison <price> (Is 1)), (Or [(Comparison <fee> (Is 2)), (Not (Comparison <fee> (Is 3)))])])",
        ),
        (
            "price is between 1 and 2 and fee is 3",
            "(And [(Comparison <price> (BetweenBounds 1 2)), (Comparison <fee> (Is 3))])",
        ),
    ],
)
def test_conditions(condition: str, tree: str) -> None:
    assert sketch(rule_of(f"flag when {condition}").flags[0].condition) == tree


@pytest.mark.parametrize(
    ("clause", "tree"),
    [
        ("the subcontract must not be exclusive", "[(DutyTerm <the subcontract> True (Is <exclusive>))]"),
        ("price must be ≠ 5", "[(DutyTerm <price> True (Is 5))]"),
        ("there must be at least 2 lots", "[(DutyTerm (There (Bound at least 2) (Collection <lots>)))]"),
        ("there must not be at least 2 lots", "[(DutyTerm (There (Bound at least 2) True (Collection <lots>)))]"),
        (
            "there must be no lot where (value of the lot is above 3 times value of this lot)",
            "[(DutyTerm (There (Collection <lots> (Comparison (Of value <the lot>) "
            "(Bound above (Arithmetic times 3 (Of value <this lot>)))))))]".replace("<lots>", "<lot>"),
        ),
        (
            "each of measure, baseline, target of the outcome must be stated",
            "[(DutyTerm (EachOf [measure, baseline, target] <the outcome>) (IsStated))]",
        ),
        ("each of note, plan must be stated", "[(DutyTerm (EachOf [note, plan]) (IsStated))]"),
        ("kinds must include policy, strategy", "[(DutyTerm <kinds> (Include each [<policy>, <strategy>]))]"),
        ('title must not mention "brand"', "[(DutyTerm <title> True (Mentions brand))]"),
        (
            "weight must be stated or rank must be stated",
            "[(DutyTerm <weight> (IsStated)), (DutyTerm <rank> (IsStated))]",
        ),
    ],
)
def test_duties(clause: str, tree: str) -> None:
    assert sketch(rule_of(clause).duties[0].alternatives) == tree


def test_what_follows_a_limb_belongs_to_it() -> None:
    rule = rule_of(
        'under "Act" section "1"',
        "price must be stated",
        "or explain",
        "fee must be stated",
        "or reason for no fee must be stated",
        'under "Act" section "2"',
        "or explain in the tender notice",
    )
    first, second = rule.duties
    assert [c.locators for c in rule.cites] == [(("section", "1"),)]
    assert sketch(first.explain) == "(OrExplain)"
    assert (first.cites, second.cites[0].locators) == ((), (("section", "2"),))
    assert sketch(second.alternatives) == "[(DutyTerm <fee> (IsStated)), (DutyTerm <reason for no fee> (IsStated))]"
    assert sketch(second.explain) == "(OrExplain <the tender notice>)"


def test_or_explain_before_the_first_limb_is_for_all_of_them() -> None:
    clauses = ("or explain", "price must be stated", "fee must be stated", "or explain in the tender notice")
    file, found = read("\n  ".join(['rule r "R"', *clauses]))
    assert [d.code for d in found] == ["PS124"]
    (rule,) = file.declarations
    assert isinstance(rule, ast.Rule)
    assert [sketch(d.explain) for d in rule.duties] == ["(OrExplain)", "(OrExplain <the tender notice>)"]


def test_when_covers_the_limb() -> None:
    (duty,) = rule_of(
        "price must be stated", "or fee must be stated when number of lots is at least 2 or explain"
    ).duties
    assert len(duty.alternatives) == 2
    assert sketch(duty.when) == "(Comparison (Aggregate number (Collection <lots>)) (Bound at least 2))"
    assert sketch(duty.explain) == "(OrExplain)"


def test_a_scope_within_a_scope() -> None:
    each = rule_of("for each criterion of each lot where the criterion is scored", "price must be stated").for_each
    assert sketch(each) == "(ForEach [criterion, lot] (Comparison <the criterion> (Is <scored>)))"


def test_references_to_rules() -> None:
    rule = rule_of("subject to uk/act-2023#time-to-bid, other", "despite third", "price must be stated")
    assert [(r.policy, r.rule) for r in rule.subject_to] == [("uk/act-2023", "time-to-bid"), (None, "other")]
    assert [(r.policy, r.rule) for r in rule.despite] == [(None, "third")]


@pytest.mark.parametrize(
    ("written", "checked"),
    [
        ("", (None, None, False)),
        ("checked on 1 May 2026", ("2026-05-01", None, False)),
        ('checked in "minute 7"', (None, "minute 7", False)),
        ("checked in minutes/2026-05.pdf", (None, "minutes/2026-05.pdf", False)),
        ("not checked", (None, None, True)),
    ],
)
def test_how_a_source_was_checked(written: str, checked: tuple[str | None, str | None, bool]) -> None:
    (cite,) = rule_of(f'under "Act" article "1" page "2" <https://a.example/b> {written}', "price must be stated").cites
    assert cite.locators == (("article", "1"), ("page", "2"))
    assert (cite.checked_on and cite.checked_on.isoformat(), cite.checked_in, cite.not_checked) == checked


@pytest.mark.parametrize(
    ("declaration", "tree"),
    [
        ("fact carbon plan of the tender is yes or no", "(FactDecl carbon plan tender yes/no)"),
        ('fact plan (plural "plans") of a lot is text "the plan"', "(FactDecl plan lot text plans the plan)"),
        ("fact tier of the lot is one of gold, silver", "(FactDecl tier lot code [gold, silver])"),
        (
            'fact plan of a lot is text "the plan" in OCDS "tender.lots[].plan"',
            "(FactDecl plan lot text the plan tender.lots[].plan)",
        ),
        ("define a small lot as a lot where price is 1", "(Define small lot lot (Comparison <price> (Is 1)))"),
        (
            "use a/b version 1.0 with floor is 70%, cap is GBP 5",
            "(Use a/b 1.0 [(Setting floor 70%), (Setting cap GBP 5)])",
        ),
        ("parameter cap is 2", "(Parameter cap 2)"),
        ("threshold cap is GBP 5", "(Threshold cap [(ThresholdEntry GBP 5)])"),
        ("drop rule a/b#c", "(Change drop (RuleRef a/b c))"),
    ],
)
def test_declarations(declaration: str, tree: str) -> None:
    assert sketch(file_of(declaration).declarations) == f"[{tree}]"


def test_the_owner_of_a_fact_keeps_no_article_in_its_name() -> None:
    (fact,) = file_of("fact plan of the tender is a date").declarations
    assert isinstance(fact, ast.FactDecl)
    assert (fact.owner.words, fact.owner.article) == ("tender", None)


@pytest.mark.parametrize(
    ("last", "selects"),
    [
        ("the first matching row applies", "first"),
        ("exactly one row applies", "exactly one"),
        ("the row with the highest fee applies", "highest"),
        ("the row with the lowest fee applies", "lowest"),
        ("the highest matching value applies", "highest"),
        ("the lowest matching value applies", "lowest"),
    ],
)
def test_tables(last: str, selects: str) -> None:
    (table,) = file_of(
        f"table fees decides fee\n| price | fee |\n| not stated | 5 |\n| one of low, mid | 6 |\n{last}"
    ).declarations
    assert isinstance(table, ast.Table)
    assert table.selects == selects
    assert sketch(table.rows) == "[(Row [(NotStated)] 5), (Row [(OneOf [<low>, <mid>])] 6)]"


def test_a_broken_clause_leaves_its_neighbours() -> None:
    file, found = read('rule r "R"\n  for each lot\n  price must be at least\n  fee must be stated\nparameter p is 5')
    rule, parameter = file.declarations
    assert isinstance(rule, ast.Rule)
    assert isinstance(parameter, ast.Parameter)
    assert len(found) == 1
    assert rule.broken
    assert sketch(rule.for_each) == "(ForEach [lot])"
    assert [sketch(d.alternatives) for d in rule.duties] == ["[(DutyTerm <fee> (IsStated))]"]


def test_a_broken_declaration_leaves_its_name() -> None:
    file, found = read("parameter least share is 33% of\nthreshold cap is\ndefine a small lot as lot\nuse\n")
    assert [n.words for n in file.broken_names] == ["least share", "cap", "small lot"]
    assert file.broken
    assert file.declarations == ()
    assert len(found) == 4


def test_a_clause_that_was_put_right_is_read() -> None:
    file, found = read('rule r "R"\n  aplies when price is 1\n  fee msut be stated')
    (rule,) = file.declarations
    assert isinstance(rule, ast.Rule)
    assert len(found) == 2
    assert not rule.broken
    assert sketch(rule.applies_when) == "[(Comparison <price> (Is 1))]"
    assert sketch(rule.duties[0].alternatives) == "[(DutyTerm <fee> (IsStated))]"
