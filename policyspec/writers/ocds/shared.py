"""Facts that stand on the tender and on a lot alike, and are more than a value at a path."""

from policyspec.model.crosswalk import RESERVATIONS
from policyspec.model.facts import Item
from policyspec.model.values import Value
from policyspec.writers.ocds.out import Node, Out, Put, below, value_of
from policyspec.writers.ocds.values import Reason, code_for


def _reservation(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    """For whom participation is kept; small local suppliers by the place of whose suppliers it speaks."""
    home = below(node, "tender") if item.entity == "tender" else node
    code = code_for(str(value), RESERVATIONS)
    if value == "small local suppliers":
        if value_of(item, "reservation_area") is None:
            return Reason("OCDS says it by the area, which is not stated")
        code = "smeVcse"
    if isinstance(code, Reason):
        return code
    below(home, "otherRequirements")["reservedParticipation"] = [code]
    return None


SHARED: dict[str, Put] = {"reservation": _reservation}
