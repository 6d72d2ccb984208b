"""How straight code gets at facts in a parsed document, by a format's table of plain readings.

Every name that it gives has a value: where a fact is not plainly stated the code refuses the document.
"""

from collections.abc import Mapping, Sequence
from keyword import iskeyword

from policyspec.base.dataclasses import dataclass, field
from policyspec.engines.python.straight.frames import Atom, Frame, Loop, NotStraightError, put
from policyspec.engines.python.straight.plain import Amount, Day, Number, Word
from policyspec.engines.python.straight.plain import Plain as Valued
from policyspec.ir import nodes as ir
from policyspec.model.plain import Plain, Plainly, Way
from policyspec.model.values import Duration, Moment, Unit, Vat
from policyspec.model.vocabulary import FactInfo

#: A path in a document; `[]` are the members of a list.
Path = tuple[str, ...]
MEMBERS = "[]"
_SIGNS: Mapping[ir.Relation, str] = {"at least": ">=", "at most": "<=", "above": ">", "below": "<", "equal": "=="}
#: In whose parts weights are held: a hundred for percent, a million for decimals.
WEIGHT_SCALE = 100 * 10**6


def attribute(key: str) -> str:
    """The attribute that holds a key of an object."""
    return (
        key
        if key.isidentifier() and key.isascii() and not iskeyword(key) and key[0] != "_"
        else f"x_{key.encode().hex()}"
    )


@dataclass(slots=True)
class ParsedAccess:
    """Facts of a document of dicts and lists, or (`typed`) of objects whose attributes are the keys that are read.

    `read` are the paths that the code looks at, and `asked` the facts, each with the thing that has it.
    """

    root: Frame
    plainly: Plainly
    typed: bool = False
    read: dict[Path, None] = field(default_factory=dict)
    asked: dict[tuple[str, str], None] = field(default_factory=dict)
    homes: dict[str, Path] = field(default_factory=lambda: {"tender": ("tender",)})
    untold = "refuse()"

    # --- steps -------------------------------------------------------------------------------------------------

    def key(self, code: object, home: Path, key: str) -> str:
        """The code for what stands under a key."""
        self.read[(*home, key)] = None
        return f"{code}.{attribute(key)}" if self.typed else f"{code}[{key!r}]"

    def perhaps(self, code: object, home: Path, key: str) -> str:
        """The same where it may be left out: then None."""
        return self.key(code, home, key) if self.typed else f"{code}.get({key!r})" if self.key("", home, key) else ""

    def given(self, code: object, home: Path, key: str) -> str:
        """The test of whether a key is there, whatever it says."""
        return f"{self.key(code, home, key)} is not None" if self.typed else f"{key!r} in {code}"

    def below(self, item: Atom, home: Path, path: Path) -> tuple[Atom, Path]:
        for key in path:
            item, home = put(self.root, key, self.key(item, home, key), item, maybe=False), (*home, key)
        return item, home

    def _home(self, info: FactInfo) -> tuple[Path, Plain]:
        found = self.plainly.facts.get((info.owner, info.key))
        if found is None or info.owner not in self.homes:
            message = f"`{info.phrase}` has no plain reading"
            raise NotStraightError(message)
        self.asked[info.owner, info.key] = None
        return self.homes[info.owner], found

    # --- facts -------------------------------------------------------------------------------------------------

    def fact(self, item: Atom, info: FactInfo) -> Valued:
        home, plain = self._home(info)
        if plain.way is Way.WEIGHT:
            return self._weight(item, home, plain.path)
        if info.inherited and len(plain.path) == 1:
            found = self._inherited(item, home, info, plain.path[0])
        else:
            found, home = self.below(item, home, plain.path)
        match plain.way:
            case Way.TEXT:
                return Word(found, folded=True)
            case Way.YES_NO:
                code = f"{found} if {found} is True or {found} is False else refuse()"
                return Word(put(self.root, info.key, code, found, maybe=False))
            case Way.CODE:
                return Word(found, folded=True, codes=plain.codes)
            case Way.DATE:
                return Day(put(self.root, info.key, f"INSTANTS[{found}]", found, maybe=False))
            case Way.MONEY:
                return self._money(found, home, info)

    def _inherited(self, item: Atom, home: Path, info: FactInfo, key: str) -> Atom:
        """What a lot states, or else its tender."""
        theirs = self.plainly.facts.get(("tender", info.key))
        if theirs is None or theirs.path != (key,) or theirs.way not in (Way.TEXT, Way.CODE, Way.DATE):
            message = f"`{info.phrase}` of a lot and of a tender"
            raise NotStraightError(message)
        whole, _ = self.below(Atom("tender", self.root, maybe=False), self.homes["tender"], theirs.path)
        code = f"{self.key(item, home, key)} if {self.given(item, home, key)} else {whole}"
        return put(self.root, key, code, whole, item, maybe=False)

    def _weight(self, item: Atom, home: Path, path: Path) -> Number:
        (name,) = path
        home_ = (*home, name, MEMBERS)
        first = put(self.root, "number", f"{self.key(item, home, name)}[0]", item, maybe=False)
        number, unit = (self.key(first, home_, key) for key in ("number", "weight"))
        others = " and ".join(f"{self.perhaps(first, home_, key)} is None" for key in ("threshold", "fixed"))
        alone = others if self.typed else f"(len({first}) == 2 or {others})"
        code = f"WEIGHTS[{number}] if {unit} == 'percentageExact' and {alone} else refuse()"
        weight = put(self.root, "weight", code, first, maybe=False)
        self._check_whole(item, home, weight)
        return Number(weight, WEIGHT_SCALE, signed=False)

    def _check_whole(self, item: Atom, home: Path, weight: Atom) -> None:
        """Weights that make more than 100% may be weights within weights, and then they are not known."""
        frame, outer = item.frame, item.frame.parent if item.frame is not None else None
        loops = [(key, loop) for key, loop in (outer.loops.items() if outer else ()) if loop.frame is frame]
        if frame is None or outer is None or not loops or f"whole {weight}" in frame.known:
            return
        ((stage, listed), loop) = loops[0]
        total = self._summed(frame, loop, weight)
        frame.known[f"whole {weight}"] = weight
        kinds = f"[{self.perhaps('each', home, 'type')} for each in {listed}]"
        numbers = f"{self.key('each', home, 'numbers')}[0]"
        weights = f"[WEIGHTS[{self.key(numbers, (*home, 'numbers', MEMBERS), 'number')}] for each in {listed}]"
        outer.line(f"if {total} > {WEIGHT_SCALE} and nested({kinds}, {weights}): refuse()", stage)

    def _summed(self, frame: Frame, loop: Loop, weight: Atom) -> str:
        """The name of the sum of all, which serves whoever adds up the same."""
        key = f"0 {[f'{{}} += {weight}']}"
        if key not in frame.known:
            name = frame.names.fresh("total")
            loop.before.append(f"{name} = 0")
            frame.line(f"{name} += {weight}", weight.stage)
            frame.known[key] = Atom(name)
        return frame.known[key].code

    def _money(self, money: Atom, home: Path, info: FactInfo) -> Amount:
        if info.type.hi is not None or info.type.lo:
            message = "an amount within bounds"
            raise NotStraightError(message)

        def given(stem: str, code: str, *atoms: Atom) -> Atom:
            return put(self.root, stem, code, *atoms, maybe=False)

        raw = given("amount", self.key(money, home, "amount"), money)
        fine = f"{raw}.__class__ is int and 0 < {raw} < TOO_LARGE"
        amount = given(info.key, f"{raw} if {fine} else exact({raw})", raw)
        written = given("currency", self.key(money, home, "currency"), money)
        currency = given("currency", f"{written} if {written} in CURRENCIES else refuse()", written)
        has_gross, gross = self.given(money, home, "amountGross"), self.key(money, home, "amountGross")
        both = given("both", f"{has_gross} and (some({gross}) or refuse())", money)
        single = given(info.key, f"refuse() if {both} else {amount}", amount, both)
        bases = {
            Vat.EXCLUDING: f"{amount} if {both} or {self._basis()} is EXCLUDING else refuse()",
            Vat.INCLUDING: f"exact({gross}) if {both} else {amount} if {self._basis()} is INCLUDING else refuse()",
        }
        on = {vat: given(f"{info.key} {vat.name}", code, amount, both, self._basis()) for vat, code in bases.items()}
        return Amount(Number(single, signed=False), currency, on=(currency, on))

    def _basis(self) -> Atom:
        return put(self.root, "basis", f"BASES.get({self._publisher()}, VAT)", self._publisher(), maybe=False)

    def _publisher(self) -> Atom:
        return put(self.root, "publisher", f"{self.key('release', (), 'ocid')}[:11]", maybe=False)

    # --- the rest ----------------------------------------------------------------------------------------------

    def things(self, item: Atom, info: FactInfo) -> Atom:
        path = self.plainly.lists.get((info.owner, info.key))
        if path is None or info.type.entity is None or info.owner not in self.homes:
            message = f"`{info.phrase}` have no plain reading"
            raise NotStraightError(message)
        found, home = self.below(item, self.homes[info.owner], path)
        self.homes[info.type.entity] = (*home, MEMBERS)
        self.read[(*home, MEMBERS)] = None
        if info.key == "criteria" and "gaps" not in self.root.known:
            self.root.known["gaps"] = self._publisher()
            self.root.line(f"if {self._publisher()} in WITH_GAPS: refuse()", 0)
        # An empty list says nothing, so that a lot has the tender's.
        return put(self.root, info.key, f"{found} if {found} else refuse()", found, maybe=False)

    def explained(self, item: Atom, info: FactInfo) -> Atom:
        home, plain = self._home(info)
        if info.owner != "tender" or plain.way is not Way.TEXT:
            message = "an explanation that a lot may have from its tender"
            raise NotStraightError(message)
        code, way = str(item), ""
        for key in plain.path[:-1]:
            way += f"None if {self.perhaps(code, home, key)} is None else "
            code, home = self.key(code, home, key), (*home, key)
        found = f"{way}{self.perhaps(code, home, plain.path[-1])}"
        return Atom(f"explained({found}, CLOSING)", item.frame, maybe=False)

    def judged(self, moment: Atom | None) -> Atom:  # noqa: ARG002
        return Atom("UNTOLD", maybe=False)

    def path(self, item: Atom) -> str:
        return repr(str(item))

    def lasts(self, relation: ir.Relation, start: Atom, end: Atom, bound: Duration) -> Atom:
        length = bound.amount * 60 * 60
        if bound.unit is not Unit.HOURS or length.denominator != 1:
            message = "days, which are those of a clock"
            raise NotStraightError(message)
        code = f"{end} - {start} {_SIGNS[relation]} {length.numerator}"
        return put(self.root, "lasts", code, start, end, maybe=False)

    def unless(self, stem: str, tests: Sequence[str], value: Atom, *others: Atom) -> Atom:
        return put(self.root, stem, f"refuse() if {' or '.join(tests)} else {value}", value, *others, maybe=value.maybe)

    def step(self, item: Atom, info: FactInfo) -> Atom:  # noqa: ARG002
        raise NotStraightError(info.phrase)

    def stated(self, item: Atom, info: FactInfo) -> Atom:  # noqa: ARG002
        raise NotStraightError(info.phrase)

    def day(self, moment: Moment) -> Atom:
        raise NotStraightError(str(moment))

    def order(self, left: Atom, right: Atom) -> Atom:
        message = f"the order of {left} and {right}"
        raise NotStraightError(message)
