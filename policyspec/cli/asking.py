"""What a command needs to know: from its options, or asked in plain words where a person watches."""

import sys
from collections.abc import Callable, Mapping, Sequence

import click

from policyspec.base.dataclasses import dataclass
from policyspec.cli.terminal import complain, is_screen
from policyspec.cli.usage import CannotStart
from policyspec.report.words import joined

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to know. `name` is the option's, as Python has it; `default` None: it has to be said."""

    name: str
    text: str
    default: str | None = None

    @property
    def option(self) -> str:
        return f"--{self.name.replace('_', '-')}"


#: Says what is wrong with what the answers so far would make; None: nothing is.
Check = Callable[[Answers], str | None]


def answers(questions: Sequence[Question], given: Mapping[str, str | None], check: Check) -> Answers:
    """The answer to each question: what options gave, asked for, or its default.

    Nothing is asked where the options say all that has to be said, nor where nobody watches: what is missing is told.
    An answer that makes something wrong is asked for again. An empty answer stands for what is left out.
    """
    said = {one.name: " ".join(text.split()) for one in questions if (text := given.get(one.name)) is not None}
    missing = [one.option for one in questions if one.default is None and not said.get(one.name)]
    if missing and not watched():
        named = joined([f"`{option}`" for option in missing])
        are = "options" if len(missing) > 1 else "option"
        raise CannotStart(
            f"{are} {named} {'are' if len(missing) > 1 else 'is'} missing", "on a terminal they are asked"
        )
    for one in questions if missing else ():
        while one.name not in said:
            answer = asked(one)
            wrong = check({**said, one.name: answer})
            if wrong is None:
                said[one.name] = answer
            else:
                complain(f"{wrong}\n")
    return {one.name: said.get(one.name) or one.default or "" for one in questions}


def watched() -> bool:
    """Whether a person sits before it: one who can read a question and answer it."""
    return is_screen(sys.stdin) and is_screen(sys.stderr)


def asked(question: Question) -> str:
    """Empty where it may be left out and is. The question goes to standard error, since it is no part of a result."""
    shown = bool(question.default)
    answer: str = click.prompt(question.text, question.default, show_default=shown, err=True, prompt_suffix=" ")
    return " ".join(answer.split())
