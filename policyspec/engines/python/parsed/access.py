"""How straight code gets at facts in a parsed document, by a format's table of plain readings.

A name that it gives is None where a fact is plainly not stated. Where it is neither plainly stated nor plainly left out
the code refuses the document.
"""

from collections.abc import Mapping, Sequence
from keyword import iskeyword

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.engines.python.straight.frames import Atom, Frame, Loop, NotStraightError, put
from policyspec.engines.python.straight.gathering import Sum, gathering
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
#: How what a lot may have from its tender is written, if there is code for it: a text that is blank is not stated.
_INHERITED = (Way.CODE, Way.DATE)
NOTHING = Atom("None")
#: Where the source says what a tender without lots has as one lot, once it is known what is asked of lots.
IMPLICIT = "IMPLICIT"


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

    `closing`: at publication. `read` are the paths that the code looks at, `asked` the facts, each with the kind of
    thing that has it, and `shown`, by the name of a member of a list, the names of what is read of it.
    """

    root: Frame
    plainly: Plainly
    typed: bool = False
    closing: bool = True
    read: dict[Path, None] = field(default_factory=dict)
    asked: dict[tuple[str, str], None] = field(default_factory=dict)
    shown: dict[str, dict[str, Atom]] = field(default_factory=dict)
    homes: dict[str, Path] = field(default_factory=lambda: {"tender": ("tender",)})
    rests: dict[str, Atom] = field(default_factory=dict)

    @property
    def bounded(self) -> bool:
        return True

    # --- steps -------------------------------------------------------------------------------------------------

    def key(self, code: object, home: Path, key: str) -> str:
        """The code for what stands under a key; None where nothing does."""
        self.read[(*home, key)] = None
        return f"{code}.{attribute(key)}" if self.typed else f"{code}.get({key!r})"

    def surely(self, code: object, home: Path, key: str) -> str:
        """The same where it is there, or the document is refused."""
        return self.key(code, home, key) if self.typed or not self.key(code, home, key) else f"{code}[{key!r}]"

    def below(self, item: Atom, home: Path, path: Path) -> tuple[Atom, Path]:
        """What stands at a path; None where nothing does."""
        for key in path:
            lead = f"None if {item} is None else " if item.maybe else ""
            found = put(self.root, key, f"{lead}{self.key(item, home, key)}", item, maybe=True)
            if home[-1] in (MEMBERS, "tender") and key != "value":
                self.shown.setdefault(item.code, {})[found.code] = found
            item, home = found, (*home, key)
        return item, home

    def _home(self, info: FactInfo) -> tuple[Path, Plain]:
        found = self.plainly.facts.get((info.owner, info.key))
        if found is None or info.owner not in self.homes:
            message = f"`{info.phrase}` has no plain reading"
            raise NotStraightError(message)
        self.asked[info.owner, info.key] = None
        return self.homes[info.owner], found

    def _tender(self) -> Atom:
        return Atom("tender", self.root, maybe=False)

    # --- facts -------------------------------------------------------------------------------------------------

    def fact(self, item: Atom, info: FactInfo) -> Valued:
        home, plain = self._home(info)
        if plain.way is Way.WEIGHT:
            return self._weight(item, home, plain.path)
        if plain.way is Way.YES_NO:
            return Word(self._yes_no(item, home, info, plain))
        found = self._written(item, home, info, plain)
        match plain.way:
            case Way.TEXT:
                return Word(found, folded=True)
            case Way.CODE:
                return Word(found, folded=True, codes=plain.codes)
            case Way.DATE:
                return Day(put(self.root, info.key, f"INSTANTS[{found}]", found, maybe=True))
            case Way.MONEY:
                return self._money(found, (*home, *plain.path), info)

    def _yes_no(self, item: Atom, home: Path, info: FactInfo, plain: Plain) -> Atom:
        """Yes or no as a thing says, or for a lot that does not its tender."""
        found, _ = self.below(item, home, plain.path)
        theirs = NOTHING
        if info.inherited:
            of_tender = self._of_tender(info, plain)
            theirs = self._yes_no(self._tender(), self.homes["tender"], replace(info, inherited=False), of_tender)
        code = f"{found} if {found} is True or {found} is False else {theirs} if {found} is None else refuse()"
        return put(self.root, info.key, code, found, theirs, maybe=True)

    def _of_tender(self, info: FactInfo, plain: Plain) -> Plain:
        """Where a tender states what its lots may have from it."""
        theirs = self.plainly.facts.get(("tender", info.key))
        if theirs is None or theirs.of_lots or theirs.way is not plain.way:
            message = f"`{info.phrase}` of a lot and of a tender"
            raise NotStraightError(message)
        return theirs

    def _written(self, item: Atom, home: Path, info: FactInfo, plain: Plain) -> Atom:
        """What is written where a fact stands: for a lot that says nothing, what its tender says."""
        found, _ = self.below(item, home, plain.path)
        if plain.of_lots:
            self._check_lots(found, plain.path[0])
        if not info.inherited:
            return found
        if plain.way not in _INHERITED:
            message = f"`{info.phrase}`, which a lot may have from its tender"
            raise NotStraightError(message)
        whole, _ = self.below(self._tender(), self.homes["tender"], self._of_tender(info, plain).path)
        return put(self.root, info.key, f"{whole} if {found} is None else {found}", whole, found, maybe=True)

    def _check_lots(self, found: Atom, key: str) -> None:
        """What a tender does not state its lots may state for it, and that is for the reader."""
        lots, home = self.below(self._tender(), self.homes["tender"], self.plainly.lists["tender", "lots"])
        stated = f"any({self.key('lot', (*home, MEMBERS), key)} is not None for lot in {lots} or ())"
        self.root.line(f"if {found} is None and {stated}: refuse()", 0)

    def _weight(self, item: Atom, home: Path, path: Path) -> Number:
        numbers, _ = self.below(item, home, path)
        first, below = f"first_{numbers}", (*home, *path, MEMBERS)
        number, others = (
            self.surely(first, below, "number"),
            [self.key(first, below, k) for k in ("threshold", "fixed")],
        )
        unit = self.surely(f"({first} := {numbers}[0])", below, "weight")
        alone = " and ".join(f"{other} is None" for other in others)
        alone = alone if self.typed else f"(len({first}) == 2 or {alone})"
        stated = f"WEIGHTS[{number}] if {numbers} and {unit} == 'percentageExact' and {alone}"
        code = f"{stated} else other_weight({numbers}, {self.key(item, home, 'description')})"
        weight = put(self.root, "weight", code, item, numbers, maybe=True)
        self.key(item, home, "type")
        self._check_whole(weight)
        return Number(weight, WEIGHT_SCALE, signed=False, most=WEIGHT_SCALE)

    def _check_whole(self, weight: Atom) -> None:
        """Weights that make more than 100% may be weights within weights, and an only one may be left out.

        Then they are for the reader.
        """
        frame = weight.frame
        outer = frame.parent if frame is not None else None
        found = [(key, loop) for key, loop in (outer.loops.items() if outer else ()) if loop.frame is frame]
        if frame is None or outer is None or not found or f"whole {weight}" in frame.known:
            return
        frame.known[f"whole {weight}"] = weight
        ((stage, listed), loop) = found[0]
        total = self._summed(frame, loop, weight, self.rests[listed])
        outer.line(f"if {total.name} > {WEIGHT_SCALE} or {total.more}:", stage)
        outer.line(f"    if len({listed}) == 1 or nested({listed}): refuse()", stage)

    def _summed(self, frame: Frame, loop: Loop, weight: Atom, rest: Atom) -> Sum:
        """The sum of all, which serves whoever adds up the same."""
        key = f"sum of {weight} where "
        if key not in frame.gathered:
            total, more = frame.names.fresh("total"), frame.names.fresh("more")
            loop.before += [f"{total} = 0", f"{more} = 0"]
            made = frame.gathered[key] = Sum((), weight, WEIGHT_SCALE, total, more, rest.code)
            gathering(frame, weight.stage).gathered.append(made)
        found = frame.gathered[key]
        assert isinstance(found, Sum)
        return found

    def _money(self, money: Atom, home: Path, info: FactInfo) -> Amount:
        if info.type.hi is not None or info.type.lo:
            message = "an amount within bounds"
            raise NotStraightError(message)
        amount, gross, currency = (self.below(money, home, (key,))[0] for key in ("amount", "amountGross", "currency"))
        given = ", ".join(map(str, (amount, gross, currency)))
        atoms = (amount, gross, currency)

        def either(quick: str, function: str, *others: str) -> Atom:
            fine = f"{amount}.__class__ is int and 0 < {amount} < TOO_LARGE and {currency} is not None and {quick}"
            code = f"{amount} if {fine} else {function}({', '.join((given, *others))})"
            return put(self.root, info.key, code, *atoms, maybe=True)

        alone, basis = f"{gross} is None", f"BASES.get({self._publisher()}, VAT)"
        single = either(alone, "stated")
        on = {
            Vat.EXCLUDING: either(f"({basis} is EXCLUDING if {alone} else some({gross}))", "excluding", basis),
            Vat.INCLUDING: either(f"{alone} and {basis} is INCLUDING", "including", basis),
        }
        return Amount(Number(single, signed=False), currency, on=(currency, on))

    def _publisher(self) -> str:
        """The beginning of the identifiers that a publisher gives."""
        return f"({self.key('release', (), 'ocid')} or '')[:11]"

    def in_currency(self, holds: Atom, currency: Atom, wanted: str) -> Atom:
        code = f"{holds} if {currency} == {wanted!r} or {holds} is None else foreign({currency})"
        return put(self.root, "holds", code, holds, currency, maybe=True)

    def checked(self, word: Atom) -> str:
        return f"{word} if {word} in CURRENCIES else refuse()"

    # --- lists -------------------------------------------------------------------------------------------------

    def things(self, item: Atom, info: FactInfo) -> Atom:
        path = self.plainly.lists.get((info.owner, info.key))
        if path is None or info.type.entity is None or info.owner not in self.homes:
            message = f"`{info.phrase}` have no plain reading"
            raise NotStraightError(message)
        found, home = self.below(item, self.homes[info.owner], path)
        self.homes[info.type.entity] = (*home, MEMBERS)
        if info.owner == "tender":
            return self._lots(found, info)
        if "gaps" not in self.root.known and not self.closing:
            self.root.known["gaps"] = found
            self.root.line(f"if {self._publisher()} in WITH_GAPS: refuse()", 0)
        theirs = self.key("tender", self.homes["tender"], path[0])
        listed = put(self.root, info.key, f"{found} or of_tender({found}, {theirs})", found, maybe=False)
        self.rests[listed.code] = put(self.root, "rest", f"not {listed}", listed, maybe=False)
        return listed

    def _lots(self, found: Atom, info: FactInfo) -> Atom:
        """The lots; of a tender that states none itself as one lot, which before publication is not known to be all."""
        lots = put(self.root, info.key, f"{found} or undivided({found}, ASSUMING, {IMPLICIT})", found, maybe=False)
        if not self.closing:
            self.rests[lots.code] = put(self.root, "undivided", f"not {found}", found, maybe=False)
        return lots

    def rest(self, listed: Atom) -> Atom | None:
        return self.rests.get(listed.code)

    def imagined(self, listed: Atom) -> bool:
        return listed.code in self.rests and self.rests[listed.code].code.startswith("undivided")

    def implicit(self) -> str:
        """The tender as one lot, which has what the tender states of the same names."""
        copied: dict[str, str] = {}
        for owner, key in self.asked:
            theirs = self.plainly.shared.get(key) if owner == "lot" else None
            if theirs is not None:
                mine, other = self.plainly.facts["lot", key], self.plainly.facts.get(("tender", theirs))
                if other is None or other.of_lots or (mine.path, mine.way) != (other.path, other.way):
                    return "refuse()"
                copied[mine.path[0]] = self.key("tender", self.homes["tender"], mine.path[0])
                self.read[(*self.homes["tender"], *mine.path)] = None
        if not self.typed:
            return f"{{{', '.join(f'{key!r}: {code}' for key, code in copied.items())}}}"
        home = self.homes.get("lot", ())
        keys = dict.fromkeys(path[len(home)] for path in self.read if path[: len(home)] == home and path != home)
        return f"Thing({', '.join(f'{attribute(key)}={copied.get(key)}' for key in keys)})"

    # --- the rest ----------------------------------------------------------------------------------------------

    def explained(self, item: Atom, info: FactInfo) -> Atom:
        home, plain = self._home(info)
        if info.owner != "tender" or plain.way is not Way.TEXT or plain.of_lots:
            message = "an explanation that a lot may have from its tender"
            raise NotStraightError(message)
        found, _ = self.below(item, home, plain.path)
        return Atom(f"explained({found}, CLOSING)", found.frame, found.stage, maybe=False)

    def judged(self, moment: Atom | None) -> Atom:  # noqa: ARG002
        return Atom("UNTOLD", maybe=False)

    def path(self, item: Atom) -> str:
        return repr(str(item))

    def lasts(self, relation: ir.Relation, start: Atom, end: Atom, bound: Duration) -> Atom:
        length = bound.amount * 60 * 60
        if bound.unit is not Unit.HOURS or length.denominator != 1:
            message = "days, which are those of a clock"
            raise NotStraightError(message)
        code = f"None if {start} is None or {end} is None else {end} - {start} {_SIGNS[relation]} {length.numerator}"
        return put(self.root, "lasts", code, start, end, maybe=True)

    def unless(self, stem: str, tests: Sequence[str], value: Atom, *others: Atom) -> Atom:
        return put(self.root, stem, f"None if {' or '.join(tests)} else {value}", value, *others, maybe=True)

    def step(self, item: Atom, info: FactInfo) -> Atom:  # noqa: ARG002
        raise NotStraightError(info.phrase)

    def stated(self, item: Atom, info: FactInfo) -> Atom:  # noqa: ARG002
        raise NotStraightError(info.phrase)

    def day(self, moment: Moment) -> Atom:
        raise NotStraightError(str(moment))

    def order(self, left: Atom, right: Atom) -> Atom:
        message = f"the order of {left} and {right}"
        raise NotStraightError(message)
