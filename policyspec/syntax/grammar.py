"""The parser made from `grammars/policyspec.lark`: its tables are built ahead and loaded, and parse one clause.

The only importer of lark besides the modules that read its trees.
"""

import json
import os
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from policyspec.base.data import data_place
from policyspec.base.dataclasses import dataclass
from policyspec.base.digest import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lark import Lark, Token, Tree, UnexpectedInput

#: The grammar's rules from which a clause may be parsed.
STARTS = (
    *("policy", "use", "parameter", "threshold", "entry_line", "fact", "define", "table", "rule", "change"),
    *("owner", "judged_on", "in_force", "applies_when", "except_when", "subject_to", "despite", "for_each"),
    "vat_at_most",
    *("because", "suggest", "flag_when", "under", "column", "cell", "result", "selects"),
    *("duty", "alternative", "or_explain"),
)

#: The tables that ship.
TABLES = os.path.join(os.path.dirname(__file__), "_tables.json")


class _Words:
    """Lets the lexer take a whole word anywhere, so that `official` is never read as `of` and `ficial`."""

    always_accept = ("WORD",)

    def process(self, stream: "Iterator[Token]") -> "Iterator[Token]":
        return stream


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a text stops being a clause: the word that does not fit, and the grammar's terminals that would.

    At the end of the text `word` is empty.
    """

    start: int
    end: int
    word: str
    accepts: frozenset[str]


@lru_cache(maxsize=8192)
def parse(text: str, start: str) -> "Tree[Token] | Failure":
    """The tree of a clause's plain text from one of `STARTS`, with offsets into the text.

    Kept, since an editor asks again for every clause whenever one of them changes; nobody changes a tree.
    """
    from lark import UnexpectedInput

    try:
        return parser().parse(text, start=start)
    except UnexpectedInput as error:
        state: Any = getattr(error, "interactive_parser", None)
        accepts = frozenset(state.accepts() if state else ())
        return _failure(error, text, accepts)


def follows(text: str, start: str) -> frozenset[str]:
    """The terminals with which a clause that begins with this text may go on; none where no clause does."""
    from lark import UnexpectedInput

    state: Any = parser().parse_interactive(text, start=start)
    try:
        state.exhaust_lexer()
    except UnexpectedInput:
        return frozenset()
    return frozenset(state.accepts())


def _failure(error: "UnexpectedInput", text: str, accepts: frozenset[str]) -> Failure:
    from lark import UnexpectedCharacters, UnexpectedToken

    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return Failure(error.token.start_pos or 0, error.token.end_pos or 0, str(error.token), accepts)
    if isinstance(error, UnexpectedCharacters):
        at: int = error.pos_in_stream  # type: ignore[assignment]  # lark's stub leaves it None
        return Failure(at, at + 1, text[at], accepts)
    end = len(text.rstrip())
    return Failure(end, end, "", accepts)


@cache
def parser() -> "Lark":
    """The parser: from the shipped tables where they fit the grammar, else from the grammar itself."""
    from lark import Lark

    from policyspec.syntax.lexing import Lexer

    grammar = grammar_text()
    tables = shipped_tables()
    if tables.get("digest") != digest(grammar):
        return build(grammar)
    data, memo = tables["data"], _with_numbers(tables["memo"])
    table = data["parser"]["parser"]
    table["tokens"] = _with_numbers(table["tokens"])
    table["states"] = {int(state): _with_numbers(row) for state, row in table["states"].items()}
    load: Any = Lark._load_from_dict  # noqa: SLF001 - what lark's own stand-alone parsers call
    plugins = {"ContextualLexer": Lexer}
    loaded: Lark = load(data, memo, propagate_positions=True, postlex=_Words(), _plugins=plugins)
    return loaded


def build(grammar: str) -> "Lark":
    """The parser from the grammar's text."""
    from lark import Lark

    return Lark(
        grammar, parser="lalr", lexer="contextual", start=list(STARTS), propagate_positions=True,
        maybe_placeholders=False, postlex=_Words(),
    )  # fmt: skip


def tables_of(grammar: str) -> str:
    """The tables to ship with a grammar: JSON, so that loading them runs no code."""
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    data, memo = build(grammar).memo_serialize([TerminalDef, Rule])
    data["options"] = {k: v for k, v in data["options"].items() if k not in ("postlex", "propagate_positions")}
    return json.dumps({"digest": digest(grammar), "data": data, "memo": memo}, sort_keys=True)


def save_tables() -> None:
    """Build the tables of the grammar and put them where `parser` finds them."""
    with open(TABLES, "w", encoding="utf-8") as file:
        file.write(tables_of(grammar_text()))


def digest(grammar: str) -> str:
    return sha256(grammar.encode()).hexdigest()


def grammar_text() -> str:
    return _text(data_place("grammars", "policyspec.lark"))


def shipped_tables() -> dict[str, Any]:
    """The shipped tables, or nothing where there are none."""
    return dict(json.loads(_text(TABLES))) if os.path.isfile(TABLES) else {}


def _text(file: str) -> str:
    with open(file, encoding="utf-8") as opened:
        return opened.read()


def _with_numbers(keyed: dict[str, Any]) -> dict[int, Any]:
    """JSON's keys are texts; these are numbers."""
    return {int(key): value for key, value in keyed.items()}
