"""References: the one thing of a tender file that a name means."""

from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Absence, Absent, Fact, Stated
from policyspec.model.values import ItemRef
from policyspec.readers import errors
from policyspec.readers.called import listed
from policyspec.readers.scalars import Reading
from policyspec.readers.tree import Scalar


def resolve(scalar: Scalar, entity: str, name: str, reading: Reading) -> Fact:
    """The item that a reference names; `name` is what messages call the reference."""
    origin = reading.document.origin(scalar)
    span = reading.document.span(scalar)
    if scalar.is_null:
        reading.say(errors.blank(span, name))
        return Absent(Absence.NOT_STATED, origin)
    info, called = reading.vocabulary.entities[entity], reading.called
    match called.paths(scalar.text, entity):
        case (path,):
            return Stated(ItemRef(path), origin)
        case ():
            known = called.names(entity)
            there = f"the {info.plural} are {listed(known)}" if len(known) > 1 else f"there is {listed(known)}"
            hint = did_you_mean(scalar.text, known) or (there if known else f"the tender names no {info.plural}")
            reading.say(errors.no_such_item(span, name, scalar.text, info.singular, hint))
            return Absent(Absence.UNREADABLE, origin, f"there is no {info.singular} called `{scalar.text}`")
        case several:
            labels = called.labels(several)
            reading.say(errors.two_such_items(span, name, scalar.text, info.plural, listed(labels)))
            return Absent(Absence.UNREADABLE, origin, f"two or more {info.plural} are called `{scalar.text}`")
