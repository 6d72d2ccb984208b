"""Bytes to text, text to clauses: what is plain, what continues, what is a comment."""

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.syntax import ast
from policyspec.syntax.parse import parse, read_text
from policyspec.syntax.text import MOST_BYTES
from tests.syntax.reading import HEADER, SAMPLE, file_of, rule_of, sketch, source

PLAIN = 'policy a/b "Title"\n  owner "Board"\nrule r "R"\n  quality weight must be at least 60%\n'


def shape(text: str) -> str:
    file, found = parse(Source("test.policy", text))
    assert found == ()
    return sketch(file.policy) + sketch(file.declarations)


def text_of(data: bytes) -> str:
    read = read_text(data, "test.policy")
    assert isinstance(read, Source)
    return read.text


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("  ", "\t").encode(),
        PLAIN.replace(" must", "\u00a0must").encode(),
        PLAIN.replace('"Title"', "“Title”").encode(),
        PLAIN.replace("rule", "Rule").replace("must", "MUST").encode(),
    ],
    ids=["plain", "BOM", "CRLF", "CR", "tabs", "non-breaking space", "curly quotes", "capitals"],
)
def test_what_editors_do_to_a_text_changes_nothing(data: bytes) -> None:
    assert shape(text_of(data)) == shape(PLAIN)


@pytest.mark.parametrize(
    ("data", "code", "place", "message"),
    [
        (PLAIN.encode("utf-16"), "PS002", (1, 1), "UTF-16"),
        (PLAIN.encode("utf-16-be"), "PS002", (1, 1), "UTF-16"),
        (b'policy a/b\n  owner "Caf\xe9"', "PS002", (2, 13), "older way of writing letters (ANSI)"),
        ("policy é\n x".encode() + b"\xff", "PS002", (2, 3), "older way of writing letters (ANSI)"),
        (b"policy a/b\nrule\0 r", "PS101", (2, 5), "U+0000"),
        ("policy a/b\n# \u202eabc".encode(), "PS101", (2, 3), "right-to-left override"),
        (b"#" * (MOST_BYTES + 1), "PS003", (1, 1), "1,048,577 bytes"),
    ],
)
def test_what_is_no_policy_text_is_refused_with_its_place(
    data: bytes, code: str, place: tuple[int, int], message: str
) -> None:
    said = read_text(data, "test.policy")
    assert isinstance(said, Diagnostic)
    assert said.span is not None
    assert (said.code, said.span.line, said.span.column) == (code, *place)
    assert message in said.message
    assert said.hint


def test_a_text_of_the_most_bytes_is_read() -> None:
    assert isinstance(read_text(b"#" * MOST_BYTES, "test.policy"), Source)


def test_a_name_and_a_literal_are_kept_as_written() -> None:
    rule = rule_of("title must not mention “New\u00a0Town”", "price must be at most £10,000")
    assert sketch(rule.duties[0].alternatives[0].predicate) == "(Mentions New Town)"
    assert sketch(rule.duties[1].alternatives[0].predicate) == "(Bound at most £10,000)"


def test_comments_are_kept_with_their_places_and_are_no_part_of_a_clause() -> None:
    text = f"# first\n{HEADER}rule r#1 # not an id\n"
    file, _ = parse(Source("test.policy", text))
    assert [(c.text, c.own_line, c.span.line, c.span.column) for c in file.comments] == [
        ("# first", True, 1, 1),
        ("# not an id", False, 3, 10),
    ]


def test_a_hash_in_quotes_an_address_or_a_reference_is_no_comment() -> None:
    rule = rule_of("despite a/b#c", 'under "Act # 1" <https://a.example/b#c>', "price must be stated # but this is")
    assert sketch(rule.despite) == "[(RuleRef a/b c)]"
    assert (rule.cites[0].title, rule.cites[0].url) == ("Act # 1", "https://a.example/b#c")


@pytest.mark.parametrize(
    "lines",
    [
        ["price", "must be", "at least 60%", "of value of the lot when", "number of lots is", "at least 2"],
        ["price must be at least", "60%", "of value of", "the lot", "when number", "of lots is at least 2"],
        [
            "price must be at least 60%  # why",
            "# a note between",
            "of value of the lot",
            "",
            "when number of lots is at least 2",
        ],
    ],
)
def test_a_line_that_cannot_begin_a_clause_goes_on_with_the_one_above(lines: list[str]) -> None:
    whole = rule_of("price must be at least 60% of value of the lot when number of lots is at least 2")
    assert sketch(rule_of(*lines)) == sketch(whole)


def test_a_duty_may_say_must_on_a_later_line() -> None:
    whole = rule_of("each of measure, baseline, target of the outcome must be stated")
    for lines in (
        ["each of measure, baseline, target", "of the outcome must be stated"],
        ["each of measure,", "baseline, target of the outcome must be stated"],
        ["each of measure, baseline, target of the outcome", "must", "be stated"],
    ):
        assert sketch(rule_of(*lines)) == sketch(whole)


def test_what_stands_in_open_parentheses_goes_on() -> None:
    rule = rule_of("applies when (", "price is 1", "or fee is 2", ") and (", "rank is 3 )", "fee must be stated")
    assert sketch(rule.applies_when).startswith("[(And [(Or [")
    assert len(rule.duties) == 1


def test_an_open_parenthesis_does_not_swallow_a_duty_a_clause_or_a_declaration() -> None:
    text = f'{HEADER}rule r "R"\n  applies when (price is 1\n  fee must be stated\n  because "x"\nparameter p is 5'
    file, found = parse(Source("test.policy", text))
    rule, parameter = file.declarations
    assert isinstance(rule, ast.Rule)
    assert isinstance(parameter, ast.Parameter)
    assert [d.code for d in found] == ["PS110"]
    assert (len(rule.duties), rule.because) == (1, "x")


def test_a_fact_may_begin_like_a_declaration_where_a_duty_is_meant() -> None:
    rule = rule_of("policy area must be stated", "table stakes should be stated", "owner of the risk must be stated")
    assert [sketch(d.alternatives[0].subject) for d in rule.duties] == [
        "<policy area>",
        "<table stakes>",
        "(Of owner <the risk>)",
    ]


def test_indentation_says_nothing() -> None:
    lines = source(SAMPLE).text.split("\n")
    flat = "\n".join(line.strip() for line in lines)
    deep = "\n".join(f"        {line}" for line in lines)
    assert shape(flat) == shape(deep) == shape(source(SAMPLE).text)


def test_texts_in_a_row_are_one() -> None:
    (parameter,) = file_of('parameter p is 5\n  "one"\n  "two"').declarations
    assert isinstance(parameter, ast.Parameter)
    assert parameter.doc == "one two"


MARKDOWN = f"""# Our policy

We divide into lots. policy is not a header here.

```policy
{HEADER.strip()}
```

```text
rule not-ours "Only shown"
```

~~~policy
rule r "R"
  price msut be stated
~~~
"""


def test_the_policy_blocks_of_a_markdown_document_are_the_source() -> None:
    file, found = parse(Source("paper.policy.md", MARKDOWN))
    assert [d.id for d in file.declarations if isinstance(d, ast.Rule)] == ["r"]
    assert file.policy is not None
    assert (file.policy.span.line, file.policy.id) == (6, "council/test")
    assert [(d.code, d.span and (d.span.line, d.span.column)) for d in found] == [("PS104", (15, 9))]


def test_a_document_of_another_kind_is_read_whole() -> None:
    assert parse(Source("paper.policy", MARKDOWN))[1][0].code == "PS102"
