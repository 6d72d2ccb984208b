"""Quoted lines: the caret stands under what is meant, whatever else is on the line."""

import re

from policyspec.base.source import Source, Span
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Role, UsedFact, Verdict
from policyspec.report import one_rule
from policyspec.report.frame import Mark, frame, of_origin, of_span
from policyspec.report.page import write
from tests.cli.samples import outcome


def shown(text: str, *marks: tuple[int, int, int], width: int = 80) -> list[str]:
    source = Source("t.yaml", text)
    rows = frame([Mark("t.yaml", *mark) for mark in marks], {"t.yaml": source}.get, width=width, indent=0)
    return write(rows).splitlines()


def test_the_caret_stands_under_the_place() -> None:
    assert shown("a: 1\nweight: 10%\n", (2, 9, 3)) == ["t.yaml:2:9", "2 | weight: 10%", "  |         ^^^"]


def test_two_places_on_one_line_share_it() -> None:
    assert shown("10% and 90%", (1, 1, 3), (1, 9, 3))[1:] == ["1 | 10% and 90%", "  | ^^^     ^^^"]


def test_lines_are_in_order_and_their_numbers_aligned() -> None:
    text = "\n".join(f"line {n}" for n in range(1, 12))
    rows = shown(text, (10, 1, 4), (9, 1, 4))
    assert rows == ["t.yaml:10:1", " 9 | line 9", "   | ^^^^", "10 | line 10", "   | ^^^^"]


def test_a_wide_letter_before_the_place_moves_the_caret() -> None:
    assert shown("支: 10%", (1, 4, 3))[1:] == ["1 | 支: 10%", "  |     ^^^"]


def test_a_control_character_before_the_place_moves_the_caret_by_what_is_shown() -> None:
    assert shown("\x1b: 10%", (1, 4, 3))[1:] == ["1 | \\x1b: 10%", "  |       ^^^"]


def test_a_tab_counts_as_one_column() -> None:
    assert shown("\tx: 10%", (1, 5, 3))[1:] == ["1 |  x: 10%", "  |     ^^^"]


def test_of_a_very_long_line_only_the_neighbourhood_is_shown() -> None:
    line = '{"a": "' + "x" * 5000 + '", "weight": 10, "b": "' + "y" * 5000 + '"}'
    _, text, caret = shown(line, (1, line.index("10,") + 1, 2), width=60)
    assert len(text) < 70
    assert text[caret.index("^") :].startswith("10,")
    assert text.endswith("…")


def test_of_two_places_on_a_long_line_both_are_shown_where_they_fit() -> None:
    line = "x" * 90 + "kind: price, weight: 60%"
    _, text, caret = shown(line, (1, 112, 3), (1, 97, 5), width=60)
    assert [text[m.start() : m.end()] for m in re.finditer(r"\^+", caret)] == ["price", "60%"]


def test_of_two_places_that_do_not_fit_the_first_is_shown() -> None:
    line = "kind: price" + "x" * 200 + "60%"
    _, text, caret = shown(line, (1, 212, 3), (1, 7, 5), width=60)
    assert [text[m.start() : m.end()] for m in re.finditer(r"\^+", caret)] == ["60%"]


def test_where_an_entry_begins_has_no_caret() -> None:
    text = "- {kind: price}\n- name: x\n  kind: cost\n"
    rows = shown(text, (1, 10, 5), (1, 1, 1), (2, 1, 1), (3, 9, 4))
    assert rows[1:] == [
        "1 | - {kind: price}",
        "  |          ^^^^^",
        "2 | - name: x",
        "3 |   kind: cost",
        "  |         ^^^^",
    ]


def test_the_only_place_has_its_caret_whatever_stands_there() -> None:
    assert shown("goals: []", (1, 8, 1))[1:] == ["1 | goals: []", "  |        ^"]


def test_a_place_past_the_end_of_the_line_still_has_a_caret() -> None:
    assert shown("a:", (1, 3, 1))[1:] == ["1 | a:", "  |   ^"]


def test_a_file_that_is_no_longer_there_leaves_the_place() -> None:
    rows = frame([Mark("gone.yaml", 3, 1)], lambda _: None, width=80, indent=0)
    assert write(rows) == "gone.yaml:3:1\n"


def test_a_file_that_has_become_shorter_leaves_the_place() -> None:
    assert shown("one line", (7, 1, 1)) == ["t.yaml:7:1"]


def test_a_span_over_several_lines_is_shown_by_its_first() -> None:
    mark = of_span(Span("p", 1, 3, 4, 2))
    source = Source("p", "a rule\nb\nc\nd")
    assert write(frame([mark], {"p": source}.get, width=80, indent=0)).splitlines()[1:] == ["1 | a rule", "  |   ^^^^"]


def test_what_was_written_gives_the_length() -> None:
    assert of_origin(Origin("t", 1, 1, raw="GBP 5")).length == 5
    assert of_origin(Origin("t", 1, 1)).length == 1
    assert of_origin(Origin("t", 1, 1, raw="two\nlines")).length == 3


def told(*marked: tuple[str, str, int], text: str) -> list[str]:
    """The lines that one rule quotes, for limbs that each rest on one place of a file."""
    group = [
        outcome(
            Verdict.BREACHED,
            limb=limb,
            facts=(UsedFact("weight", raw, None, Origin("t.yaml", 1, column, raw=raw), Role.DUTY),),
        )
        for limb, raw, column in marked
    ]
    rows = write(one_rule.told(group, {"t.yaml": Source("t.yaml", text)}.get, 60)).splitlines()
    return [row.strip() for row in rows if row.strip().startswith("1 |")]


def test_a_line_is_quoted_once_for_the_limbs_of_a_rule() -> None:
    text = "{kind: price, weight: 60%}"
    assert told(("a", "60%", 23), ("b", "price", 8), text=text) == [f"1 | {text}"]


def test_another_part_of_a_very_long_line_is_quoted_again() -> None:
    text = "{kind: price, " + "x" * 500 + "weight: 60%}"
    rows = told(("a", "price", 8), ("b", "60%", text.index("60%") + 1), text=text)
    assert ["price" in rows[0], "60%" in rows[1]] == [True, True]
