"""Good policies as hurried authors type them: other blanks, other line ends, comments anywhere, everyday spellings."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from policyspec.base.source import Source
from policyspec.syntax.keywords import CONNECTIVES
from policyspec.syntax.layout import lay_out
from policyspec.syntax.literate import SUFFIX, policy_of
from policyspec.syntax.parse import parse
from policyspec.syntax.text import plain
from tests.docs.blocks import examples
from tests.syntax.reading import FIXTURES, HEADER

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "policies", ROOT / "examples", FIXTURES, ROOT / "tests/cases", ROOT / "tests/golden/good")
#: Every policy file that is good.
FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.name.endswith((".policy", SUFFIX)))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_TOKEN = re.compile(r'(?P<text>"[^"]*")|(?P<url><[^>\s]*>)|(?P<comment>(?<!\S)#.*)|(?P<end>\n)|(?P<gap>[ \t]+)|[^\s"]+')
_BLANKS = ("  ", "\t", "   ", " \t ", "\u00a0")
_REMARKS = ("# why", "#", "# see A01 | and not B02", '# "quoted', "#! a sign", "# rule x «»", "# £5 >= 60%  ")
_BEGINS = re.compile(r"\s*(?i:\S*|or \S*|tighten rule \S*)")  # a line that ended here would begin something else
_EVERYDAY = [
    (r"(?<!there )(?<!there must )(?<!there should )(?<!must not )\b(is|be) at least\b", r"\1 >="), (r"\b(is|be) at most\b", r"\1 ≤"), (r"\bis below\b", "<"), (r"\bis above\b", ">"),
    (r"\bbe above\b", "be >"), (r"\bGBP (?=\d)", "£"), (r"(?<=\d),(?=\d{3}\b)", ""), (r"(?<=\d)%", " per cent"),
    (r"\b1 January (\d{4})", r"\1-01-01"), (r"\b1 May (\d{4})", r"1st May \1"), (r"\bmust\b", "MUST"), (r"\band\b", "And"),
    (r"(\d):(\d)", r"\1 : \2"), (r"^rule\b", "Rule"), (r"\bincluding VAT", "incl VAT"), (r"\bis not\b(?= [a-z]+$)", "!="),
]  # fmt: skip


@cache
def declarations() -> tuple[str, ...]:
    """Every declaration of every good policy, with the comments in it."""
    texts = [path.read_text(encoding="utf-8") for path in FILES if path.suffix == ".policy"]
    texts += [example.policy for page in PAGES for example in examples(page) if not example.wrong]
    return tuple(dict.fromkeys(part for text in texts for part in _parts(text) if _is_good(part)))


def _parts(text: str) -> Iterator[str]:
    source = policy_of(Source("parts.policy", text))
    lines = text.split("\n")
    for block in lay_out(source, plain(source)).blocks:
        if block.kind != "policy":
            yield "\n".join(lines[block.span.line - 1 : block.span.end_line])


def _is_good(part: str) -> bool:
    return not parse(Source("part.policy", f"{HEADER}\n{part}\n"))[1]


def policy(rng: Random) -> str:
    """A policy of some of these declarations, as it is typed."""
    parts = rng.sample(declarations(), rng.randint(1, 3))
    text = typed(rng, f"{HEADER}\n" + "\n\n".join(parts) + "\n", rng.choice((0.02, 0.1, 0.3)))
    return text.replace("\n", "\r\n") if rng.random() < 0.2 else text


def typed(rng: Random, text: str, often: float) -> str:
    """The text with noise between its tokens; `often` is the share of the places that have some."""
    for written, everyday in _EVERYDAY:
        if rng.random() < often:
            text = _outside_quotes(text, written, everyday)
    made: list[str] = []
    tokens = list(_TOKEN.finditer(text))
    for token, after in zip(tokens, [*(t[0] for t in tokens[1:]), ""], strict=True):
        noise = rng.random() < often
        line = "".join(made).rpartition("\n")[2]
        may_end = after.lower() in CONNECTIVES and "|" not in line and not _BEGINS.fullmatch(line)
        match token.lastgroup:
            case "gap" if noise and may_end:
                made.append(
                    rng.choice(("\n", "\n    ", f"   {rng.choice(_REMARKS)}\n\t", f"\n{rng.choice(_REMARKS)}\n"))
                )
            case "gap" if noise:
                made.append(rng.choice(_BLANKS))
            case "end" if noise:
                made.append(_line_end(rng, made))
            case _:
                made.append(token[0])
    return "".join(made)


def _outside_quotes(text: str, written: str, everyday: str) -> str:
    parts = re.split(r'("[^"]*"|<[^>\s]*>|(?m:(?<!\S)#.*$))', text)
    return "".join(p if n % 2 else re.sub(written, everyday, p, flags=re.MULTILINE) for n, p in enumerate(parts))


def _line_end(rng: Random, made: list[str]) -> str:
    remark = rng.choice(_REMARKS)
    beside = "" if made and made[-1].startswith("#") else f" {remark}"
    return rng.choice(("  \n", "\n\n\n", "\n \t\n", f"\n{remark}\n", f"\n      {remark}\n", f"{beside}\n", "\n"))
