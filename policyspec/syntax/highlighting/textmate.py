"""`python -m policyspec.syntax.highlighting.textmate`: the TextMate grammar, and that of policies within Markdown."""

import json
import sys

from policyspec.syntax.highlighting.patterns import Pattern, Role, patterns

#: The scopes of TextMate: https://macromates.com/manual/en/language_grammars
SCOPES = {
    Role.COMMENT: "comment.line.number-sign",
    Role.TEXT: "string.quoted.double",
    Role.ADDRESS: "string.other.link",
    Role.DECLARATION: "storage.type",
    Role.CLAUSE: "keyword.control.clause",
    Role.MODAL: "keyword.control.modal",
    Role.WORD: "keyword.other.word",
    Role.ANSWER: "constant.language",
    Role.AMOUNT: "constant.numeric",
    Role.DECLARED: "entity.name.function",
    Role.REFERENCE: "entity.name.function.reference",
    Role.NAME: "variable.other",
    Role.SIGN: "punctuation",
}
_LANGUAGE = "policyspec"
_SCOPE = f"source.{_LANGUAGE}"


def grammar() -> dict[str, object]:
    """The grammar of a policy."""
    return {
        "$comment": "Made by `make highlighting` from the keyword table and the grammar; not to be edited.",
        "name": "Policy",
        "scopeName": _SCOPE,
        "fileTypes": ["policy"],
        "patterns": [_rule(pattern) for pattern in patterns()],
    }


def injection() -> dict[str, object]:
    """The fenced `policy` blocks of a Markdown document."""
    fence = r"(^|\G)([ ]{0,3})(`{3,}|~{3,})[ \t]*(?i:(policy)(?=\s|$))([^`~\n]*)$"
    block = {
        "begin": fence,
        "end": r"(^|\G)(\2|[ ]{0,3})(\3)[ \t]*$",
        "name": "markup.fenced_code.block.markdown",
        "beginCaptures": {
            "3": {"name": "punctuation.definition.markdown"},
            "4": {"name": "fenced_code.block.language.markdown"},
        },
        "endCaptures": {"3": {"name": "punctuation.definition.markdown"}},
        "contentName": f"meta.embedded.block.{_LANGUAGE}",
        "patterns": [{"include": _SCOPE}],
    }
    return {
        "$comment": "Made by `make highlighting`; not to be edited.",
        "scopeName": f"markdown.{_LANGUAGE}.codeblock",
        "injectionSelector": "L:text.html.markdown",
        "patterns": [block],
    }


def _rule(pattern: Pattern) -> dict[str, object]:
    if not pattern.grouped:
        return {"match": pattern.regex, "name": _scope(pattern.roles[0])}
    captures = {str(number): {"name": _scope(role)} for number, role in enumerate(pattern.roles, start=1)}
    return {"match": pattern.regex, "captures": captures}


def _scope(role: Role) -> str:
    return f"{SCOPES[role]}.{_LANGUAGE}"


def text(made: dict[str, object]) -> str:
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text(injection() if sys.argv[1:] == ["--markdown"] else grammar()))
