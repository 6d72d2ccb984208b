"""How parts are joined: `A and B`, `either A, or B and C`, and numbered where they have parts of their own.

What follows `either`, `it is not so that`, `for every` or `for which` belongs to it, until the sentence or its numbered
part ends. So each sentence has one reading (tests/report/test_english.py).
"""

import re

from policyspec.ir import nodes as ir
from policyspec.report.english.speech import joined_clauses

#: The signs of parts, the innermost first: what stands in a part is marked by others than the parts are.
_MARKS = (
    ("(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)", "(ix)", "(x)"),
    ("(A)", "(B)", "(C)", "(D)", "(E)", "(F)", "(G)", "(H)", "(J)", "(K)"),
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"),
)


def both(parts: list[str]) -> str:
    """`A and B`. What has parts of its own may stand last, where nothing that follows can be taken for one of them."""
    if any(map(has_parts, parts[:-1])) or _MARKS[0][0] in parts[-1]:
        return _marked(f"{'both' if len(parts) == 2 else 'all'} of these hold", parts, "and")
    return joined_clauses(parts, "and")


def either(parts: list[str], *, listed: bool) -> str:
    """`either A, or B and C`. `listed`: a part is itself a list, in which an `or` would be lost."""
    if listed or any(map(has_parts, parts)):
        return _marked("at least one of these holds", parts, "or")
    return f"either {', or '.join(parts)}"


#: What has parts, or reaches as far as the sentence: something that follows could be taken for a part of it.
_REACHES = re.compile(
    r"\beither |\(i\)|\bit (?:is|must|should) not (?:be )?so that |\bfor (?:which|every) "
    r"|\bor (?:whose|that|the .* of whose)\b"
)


def has_parts(words: str) -> bool:
    return _REACHES.search(words) is not None


def _marked(lead: str, parts: list[str], conjunction: str) -> str:
    """`both of these hold: (i) …; and (ii) …`, for parts that have parts of their own."""
    level = max(n for n in range(len(_MARKS)) if n == 0 or any(_MARKS[n - 1][0] in part for part in parts))
    marked = [f"{_mark(level, n)} {part}" for n, part in enumerate(parts)]
    return f"{lead}: {'; '.join(marked[:-1])}; {conjunction} {marked[-1]}"


def _mark(level: int, number: int) -> str:
    marks = _MARKS[level]
    return marks[number] if number < len(marks) else f"({number + 1})"


def parts_of(node: ir.Condition) -> list[ir.Condition]:
    """What a condition joins by one `and` or `or`, however it is nested; of any other the condition itself."""
    node = alone(node)
    if not isinstance(node, ir.And | ir.Or):
        return [node]
    kind = type(node)
    inner = [alone(part) for part in node.conditions]
    return [part for each in inner for part in (parts_of(each) if isinstance(each, kind) else [each])]


def alone(node: ir.Condition) -> ir.Condition:
    """A condition without an `and` or `or` of one part around it, and without a `not` of a `not`."""
    match node:
        case ir.And(conditions=(only,)) | ir.Or(conditions=(only,)):
            return alone(only)
        case ir.Not(condition=inner) if isinstance(under := alone(inner), ir.Not):
            return alone(under.condition)
        case _:
            return node
