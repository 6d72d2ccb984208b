"""The sample of the language's design, and a policy that has every construct, are read whole and exactly."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from policyspec.model.types import Kind
from policyspec.syntax import ast
from policyspec.syntax.parse import parse
from tests.syntax.reading import EVERY_FORM, SAMPLE, nodes, sketch, slice_of, source

FILES = [SAMPLE, EVERY_FORM]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_nothing_is_wrong_with_it(path: Path) -> None:
    assert parse(source(path))[1] == ()


def test_the_header_of_the_sample() -> None:
    header = parse(source(SAMPLE))[0].policy
    assert header is not None
    assert (header.id, header.title, header.version) == ("council/commissioning", "Commissioning standards", "1.2.0")
    assert header.owner == "Strategic commissioning board"
    assert sketch(header.judged_on) == "<publication date>"
    assert header.in_force is not None
    assert (header.in_force.start, header.in_force.end) == (date(2026, 1, 1), None)
    (cite,) = header.cites
    assert (cite.title, cite.locators) == ("Five principles for commissioning", (("page", "57"),))
    assert (cite.url, cite.checked_on) == ("https://example.org/five-principles", date(2026, 11, 21))


def test_the_declarations_of_the_sample_in_their_order() -> None:
    kinds = [type(d).__name__ for d in parse(source(SAMPLE))[0].declarations]
    assert kinds == ["Use"] * 2 + ["Parameter", "Threshold"] + ["Define"] * 2 + ["Rule"] * 10 + [
        "Change",
        "Table",
        "Rule",
    ]


def test_a_parameter_and_a_threshold_of_the_sample() -> None:
    _, _, parameter, threshold, *_ = parse(source(SAMPLE))[0].declarations
    assert isinstance(parameter, ast.Parameter)
    assert isinstance(threshold, ast.Threshold)
    assert parameter.low is not None
    assert (parameter.value.value, parameter.value.kind) == (Fraction(33, 100), Kind.PERCENTAGE)
    assert (parameter.low.text, parameter.doc) == ("10%", "the least share of the value that small lots carry")
    windows = [(e.value.text, e.start, e.end) for e in threshold.entries]
    assert windows == [
        ("GBP 663,540 including VAT", date(2024, 1, 1), date(2025, 12, 31)),
        ("GBP 663,540 including VAT", date(2026, 1, 1), None),
    ]


def test_a_rule_of_the_sample() -> None:
    rule = next(d for d in parse(source(SAMPLE))[0].declarations if isinstance(d, ast.Rule))
    assert (rule.id, rule.title) == ("quality-outweighs-cost", "Quality outweighs cost")
    assert sketch(rule.applies_when) == "[(Comparison <the tender> (Is <a care service>))]"
    assert sketch(rule.for_each) == "(ForEach [lot])"
    assert sketch(rule.excepts) == (
        "[(And [(Comparison <estimated value> (Bound below GBP 10,000)), "
        "(Comparison <procedure> (OneOf [<direct award>, <call-off>]))])]"
    )
    (duty,) = rule.duties
    assert sketch(duty.alternatives) == "[(DutyTerm (NamedRatio quality cost) (Bound at least 60:40))]"
    assert [c.locators for c in duty.cites] == [(("principle", "5"),)]
    assert rule.cites == ()
    assert rule.because == "At 90:10 the cheapest bid all but always wins, however poor the service."
    assert rule.suggest == "Raise the quality weight to 60% or more."


def test_the_table_of_the_sample() -> None:
    (table,) = (d for d in parse(source(SAMPLE))[0].declarations if isinstance(d, ast.Table))
    assert (table.name.words, table.decides.words, table.selects) == (
        "service quality",
        "minimum quality weight",
        "first",
    )
    assert sketch(table.columns) == "[<service type>, <estimated value>, <minimum quality weight>]"
    assert [sketch(row) for row in table.rows] == [
        "(Row [(Is <care>), (Bound at least GBP 663,540)] 70%)",
        "(Row [(Is <care>), (Bound below GBP 663,540)] 60%)",
        "(Row [(Any), (Any)] 50%)",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_name_and_literal_stands_where_its_span_says(path: Path) -> None:
    text = source(path)
    checked = 0
    for node in nodes(parse(text)[0]):
        if isinstance(node, ast.Phrase):
            assert " ".join(slice_of(text, node.span).split()) == node.words
            checked += 1
        if isinstance(node, ast.Literal):
            assert slice_of(text, node.span) == node.text
            checked += 1
    assert checked > 50


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_node_lies_within_its_parent(path: Path) -> None:
    for declaration in parse(source(path))[0].declarations:
        whole = declaration.span
        for node in nodes(declaration):
            start, end = (node.span.line, node.span.column), (node.span.end_line, node.span.end_column)
            assert (whole.line, whole.column) <= start < end <= (whole.end_line, whole.end_column)


def test_spans_say_what_they_are_of() -> None:
    text = source(SAMPLE)
    rule = next(d for d in parse(text)[0].declarations if isinstance(d, ast.Rule))
    (duty,) = rule.duties
    assert slice_of(text, rule.id_span) == "quality-outweighs-cost"
    assert slice_of(text, duty.span) == "the quality:cost ratio must be at least 60:40"
    assert slice_of(text, rule.span).startswith("rule quality-outweighs-cost")
    assert slice_of(text, rule.span).endswith('60% or more."')
    (exception,) = rule.excepts
    assert slice_of(text, exception.span).startswith("estimated value is below")
