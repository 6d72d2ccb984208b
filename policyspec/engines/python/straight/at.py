"""Where straight code is emitted: the frame of the function, the access to facts, the items that are bound."""

from collections.abc import Iterator, Mapping

from policyspec.base import trees
from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.python.straight.access import Access
from policyspec.engines.python.straight.frames import Atom, Frame, Loop, NotStraightError, deepest, guarded, put
from policyspec.ir import nodes as ir


@dataclass(frozen=True, slots=True)
class At:
    """`items` has the name of each bound thing; `judged` that of the day on which thresholds are chosen."""

    root: Frame
    access: Access
    items: Mapping[str, Atom]
    judged: Atom

    def binding(self, var: str, item: Atom) -> "At":
        return replace(self, items={**self.items, var: item})

    def put(self, stem: str, code: str, *atoms: Atom, maybe: bool | None = None) -> Atom:
        return put(self.root, stem, code, *atoms, maybe=maybe)

    def guarded(self, stem: str, code: str, *atoms: Atom, negates: str | None = None) -> Atom:
        return guarded(self.root, stem, code, *atoms, negates=negates)


def item(at: At, node: ir.ItemExpr) -> Atom:
    """The name of a thing."""
    match node:
        case ir.Var(name):
            if name not in at.items:
                message = "a scalar where a thing is wanted"
                raise NotStraightError(message)
            return at.items[name]
        case ir.Step(owner, info):
            return at.access.step(item(at, owner), info)


@dataclass(frozen=True, slots=True)
class Through:
    """A loop over a list, the list, and the conditions that its members meet, in the loop."""

    loop: Loop
    listed: Atom
    at: At
    rest: Atom | None  # whether there may be members that are not stated; None: there are none
    imagined: bool  # then the loop goes through one that stands for them, for rules that judge each
    after: tuple[Frame, int]  # the frame and the stage in which what is summed up is there

    def begun(self, stem: str, start: str) -> str:
        """A name of its own for what begins before the loop and changes in it."""
        name = self.at.root.names.fresh(stem)
        self.loop.before.append(f"{name} = {start}")
        return name

    def forget(self, nothing: Mapping[str, str]) -> None:
        """Take back what the loop has made of members that are not stated."""
        frame, stage = self.after
        if self.imagined:
            frame.line(f"if {self.rest}: {'; '.join(f'{name} = {start}' for name, start in nothing.items())}", stage)


def through(at: At, over: ir.Members, var: str, *asked: object) -> Through:
    """The loop over a list in which all that is asked of its members can be worked out; a new one if need be."""
    owner = item(at, over.owner)
    listed = at.access.things(owner, over.info)
    frame, stage = deepest(at.root, (listed,))
    stage = 1 + max(stage, *(_stage(at, node, frame) for node in (*asked, None)))
    key = stage, listed.code
    if key not in frame.loops:
        inner = Frame(frame.names, frame)
        member = Atom(frame.names.fresh(over.info.type.entity or "member"), inner, maybe=False)
        head = f"for {member} in {listed} or ():" if listed.maybe else f"for {member} in {listed}:"
        frame.loops[key] = Loop(member, [], head, inner)
    loop = frame.loops[key]
    return Through(
        loop, listed, at.binding(var, loop.member), at.access.rest(listed), at.access.imagined(listed), (frame, stage)
    )


def _stage(at: At, node: object, frame: Frame) -> int:
    """The stage of a frame at which all is worked out that is summed up within a node."""
    return max((_summed(at, inner, frame) for inner in _sums(node)), default=0)


def _summed(at: At, node: object, frame: Frame) -> int:
    over = node.over if isinstance(node, _SUMS) else None
    while isinstance(over, ir.Filtered | ir.Projected):
        over = over.over
    owner = over.owner if over is not None else None
    while isinstance(owner, ir.Step):
        owner = owner.owner
    if not isinstance(owner, ir.Var) or owner.name not in at.items or at.items[owner.name].frame is not frame:
        return 0
    return 1 + max((_summed(at, inner, frame) for inner in _sums(node) if inner is not node), default=0)


_SUMS = (ir.Aggregate, ir.Share, ir.ClassRatio, ir.Quantified)


def _sums(node: object) -> Iterator[object]:
    return (inner for inner in trees.walk(node, ir.__name__) if isinstance(inner, _SUMS))
