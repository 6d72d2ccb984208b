"""What a line of the dialogue may go on with: phrases of the vocabulary, names that policies declare, keywords."""

from collections.abc import Iterable, Sequence

from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.syntax import ast
from policyspec.syntax.keywords import KEYWORDS

_MOST_WORDS = 6  # of a phrase that is being typed


def phrases(vocabulary: Vocabulary, files: Iterable[ast.PolicyFile]) -> list[str]:
    """Every phrase that may be typed."""
    named = (ast.Parameter, ast.Threshold, ast.Define, ast.FactDecl, ast.Table)
    declared = {d.name.words for file in files for d in file.declarations if isinstance(d, named)}
    codes = {code for codes in vocabulary.codes.values() for code in codes}
    return sorted({*vocabulary.phrases(), *declared, *codes, *KEYWORDS})


def completions(line: str, known: Sequence[str], commands: Sequence[str]) -> list[str]:
    """The whole lines that this one may become. The longest run of last words that begins a phrase counts."""
    if line.startswith(":") and " " not in line:
        return [command for command in commands if command.startswith(line)]
    words = line.split(" ")
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        typed = " ".join(words[-count:])
        begins = fold(typed)
        found = [phrase for phrase in known if begins and fold(phrase).startswith(begins) and fold(phrase) != begins]
        if found:
            before = line[: len(line) - len(typed)]
            return [f"{before}{phrase}" for phrase in found]
    return []
