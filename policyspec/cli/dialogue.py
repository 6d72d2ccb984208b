"""What is said in the dialogue of `policyspec repl`: each line that is heard, and the answer to it."""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.base.suggest import did_you_mean
from policyspec.cli import options, why
from policyspec.cli.completing import completions, phrases
from policyspec.cli.quoting import sources
from policyspec.cli.terminal import complain, emit, terminal
from policyspec.cli.usage import CannotStart, told
from policyspec.model.outcomes import Gate
from policyspec.report import answers
from policyspec.report.page import Line, line, tidy, wrapped
from policyspec.report.problems import problems
from policyspec.report.rules import declared, listing
from policyspec.report.run import Judged
from policyspec.report.vocabulary import near_phrases, render_vocabulary
from policyspec.syntax.keywords import DECLARATIONS
from policyspec.workspace.asking import Session, ask, beyond, compiled, keeping, source_of, tried
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from policyspec.workspace.tenders import How, read_input

_HELP = """\
  ? quality:cost ratio of lot 2     what it comes to, where it stands, or why it is missing
  estimated value is above GBP 10   whether it is so, and why; `?` may be left out
  rule short "…"                    a rule, up to an empty line: its verdict
  parameter, threshold, define …    kept for all that follows, up to an empty line
  :tender FILE      the tender that is asked
  :policy FILE …    the policies whose names and rules count
  :gate publish     judge as at publication; `:gate draft` as while drafting
  :on 1 April 2026  judge on this date; `:on` alone as the policies say
  :facts WORDS      the facts that are called so
  :rules            the rules of the policies
  :explain RULE     why the rule comes to its verdict, step by step
  :quit             end
"""


class Dialogue:
    """Hears lines and answers them. `waits`: a declaration was begun, and an empty line ends it."""

    def __init__(self, library: Sequence[str] = (), color: str = "auto") -> None:
        self.session = Session()
        self.over = False
        self._library, self._color = library, color
        self._begun: list[str] = []
        self._file = ""
        self._phrases: list[str] | None = None
        self._commands: dict[str, Callable[[str], bool]] = {
            "help": self._help,
            "tender": self._tender,
            "policy": self._policy,
            "gate": self._gate,
            "on": self._on,
            "facts": self._facts,
            "rules": self._rules,
            "explain": self._explain,
            "quit": self._quit,
        }

    @property
    def waits(self) -> bool:
        return bool(self._begun)

    def drop(self) -> None:
        """Forget what was begun."""
        self._begun.clear()

    def hear(self, typed: str | None) -> None:
        """Answer a line, or the end of all lines (None)."""
        bare = (typed or "").strip()
        if self._begun and bare and not bare.startswith(":"):
            self._begun.append(typed or "")
            return
        if self._begun:
            text = "\n".join(self._begun)
            self.drop()
            self._declared(text)
        if bare.startswith(":"):
            name, _, rest = bare[1:].partition(" ")
            self.command(name, rest.strip())
        elif _declares(bare):
            self._begun.append(bare)
        elif words := bare.removeprefix("?").strip():
            self._asked(words)

    def command(self, name: str, rest: str) -> bool:
        """Do what a line with `:` asks for; whether it could be done. What could not is told."""
        try:
            return self._commands.get(name, partial(self._none, name))(rest)
        except CannotStart as error:
            complain(told(error))
            return False

    def completions(self, typed: str) -> list[str]:
        """The lines that this one may become."""
        if self._phrases is None:
            files = self.session.policies.files if self.session.policies is not None else ()
            here = compiled("", self.session)
            self._phrases = phrases(here.vocabulary, (*files, here.file))
        return completions(typed, self._phrases, [f":{name}" for name in self._commands])

    # --- questions and rules --------------------------------------------------------------------------------------

    def _asked(self, words: str) -> None:
        found = ask(words, self.session)
        said = [one for one in found if not isinstance(one, Diagnostic)]
        wrong = [one for one in found if isinstance(one, Diagnostic)]
        if wrong and (why_not := beyond(words, self.session)):
            complain(told(CannotStart(why_not)))
        elif wrong:
            self._wrong(wrong, words)
        else:
            self._say(answers.answers(said, self._width))

    def _declared(self, text: str) -> None:
        if text.startswith("rule"):
            found = tried(text, self.session)
            if isinstance(found, Judged):
                self._say(answers.verdicts(found.outcomes, self._width))
            else:
                self._wrong(found, text)
            return
        kept = keeping(text, self.session)
        if isinstance(kept, Session):
            self.session, self._phrases = kept, None
            self._say([line("it counts from here on")])
        else:
            self._wrong(kept, text)

    def _wrong(self, found: Iterable[Diagnostic], text: str) -> None:
        read = self.session.policies.sources if self.session.policies is not None else ()
        self._problems(found, (source_of(text), *read))

    # --- commands -------------------------------------------------------------------------------------------------

    def _none(self, name: str, _rest: str) -> bool:
        hint = did_you_mean(name, self._commands) or "`:help` lists what there is"
        raise CannotStart(f"there is no `:{name}`", hint)

    def _help(self, _rest: str) -> bool:
        emit(_HELP)
        return True

    def _tender(self, name: str) -> bool:
        if not name:
            raise CannotStart("`:tender` names no file", "write `:tender tender.yaml`")
        read = read_input(name, Disk(), self.session.vocabulary)
        self._problems((*read.diagnostics, *(one for tender in read.tenders for one in tender.diagnostics)), ())
        if not read.tenders:
            return False
        if len(read.tenders) > 1:
            self._say([line(f"{name} has {len(read.tenders)} tenders; this is the first")])
        self.session, self._file = replace(self.session, tender=read.tenders[0]), name
        self._say([line(read.tenders[0].name)])
        return True

    def _policy(self, names: str) -> bool:
        if not names:
            raise CannotStart("`:policy` names no file", "write `:policy rules.policy`")
        return self.take([names] if Disk().is_file(names) else names.split())

    def take(self, policies: Sequence[str]) -> bool:
        """Take these policies, and read the tender again, which may state facts of theirs; whether it could be done."""
        loaded = load(policies, Disk(), library=self._library)
        wrong = [one for one in loaded.diagnostics if one.is_error]
        self._problems(wrong, loaded.sources)
        if wrong:
            return False
        self.session, self._phrases = replace(self.session, policies=loaded), None
        return self._tender(self._file) if self._file else True

    def _gate(self, name: str) -> bool:
        if name not in set(Gate):
            raise CannotStart(f"`{name}` is not a gate", "it is draft or publish")
        self.session = replace(self.session, gate=Gate(name))
        return True

    def _on(self, text: str) -> bool:
        self.session = replace(self.session, on=options.day(text or None))
        return True

    def _facts(self, words: str) -> bool:
        if not words:
            raise CannotStart("`:facts` names none", "write `:facts value`; `policyspec vocabulary` lists all of them")
        vocabulary = self.session.vocabulary
        screen = terminal(self._color)
        entry = render_vocabulary(vocabulary, words, width=screen.width, color=screen.color, plain=screen.plain)
        if entry is not None:
            emit(entry)
            return True
        found = [phrase for phrase in sorted(vocabulary.phrases()) if all(word in phrase for word in words.split())]
        near = found or near_phrases(vocabulary, words)
        if not near:
            raise CannotStart(f"no fact is called like `{words}`", "`policyspec vocabulary` lists them")
        self._say(wrapped(", ".join(near), self._width))
        return True

    def _rules(self, _rest: str) -> bool:
        policies = self.session.policies
        if policies is None:
            raise CannotStart("there are no policies", "write `:policy rules.policy`")
        known = declared(policies.rulebook, policies.files, policies.sources)
        self._say(listing(known, self._width))
        return True

    def _explain(self, name: str) -> bool:
        policies = self.session.policies
        if policies is None or not self._file:
            raise CannotStart("there is nothing to explain", "it takes a `:tender` and a `:policy`")
        ids = [rule.id for rule in policies.rulebook.rules]
        found = [id_ for id_ in ids if name in {id_, id_.rpartition("#")[2]}]
        if not found:
            slugs = [form for id_ in ids for form in (id_, id_.rpartition("#")[2])]
            raise CannotStart(f"there is no rule `{name}`", did_you_mean(name, slugs) or "`:rules` lists them")
        how = How(self.session.gate, self.session.on)
        why.told(why.Asked(found, self._file, None, how), policies, Disk(), "text", self._color)
        return True

    def _quit(self, _rest: str) -> bool:
        self.over = True
        return True

    # --- what is said ---------------------------------------------------------------------------------------------

    @property
    def _width(self) -> int:
        return terminal(self._color).width

    def _say(self, rows: Iterable[Line]) -> None:
        emit(terminal(self._color).page(tidy(rows)))

    def _problems(self, found: Iterable[Diagnostic], read: Sequence[Source]) -> None:
        """On standard error, where everything stands that is wrong."""
        rows = problems(found, sources(read, Disk()), width=self._width)
        complain(terminal(self._color, stream=sys.stderr).page(tidy(rows)))


def _declares(text: str) -> bool:
    """Whether a declaration begins here: its keyword, and something that is no verb after it."""
    return any(text.startswith(f"{keyword} ") for keyword in DECLARATIONS if keyword != "policy")
