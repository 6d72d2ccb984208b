"""What a purchase pursues beyond what it buys, and what it does for people with disabilities."""

from typing import ClassVar

from policyspec.model.things.base import Code, Codes, Text, Thing, fact


class Aims(Thing):
    """Environmental, social and innovative aims; a lot may have its own."""

    heading: ClassVar = "Social, economic and environmental value"
    for_lots: ClassVar = True

    strategic_aims: Codes = fact(
        "Which wider aims the purchase itself serves; an empty list says that it serves none.",
        singular="strategic aim",
        codes="strategic aims",
        eforms="BT-06-Lot",
    )
    strategic_note: Text = fact("How it serves those aims, in words.", eforms="BT-777-Lot")
    environmental_aims: Codes = fact(
        "What it does for climate and environment.",
        singular="environmental aim",
        codes="environmental aims",
        eforms="BT-774-Lot",
    )
    social_aims: Codes = fact(
        "What it does for people in the contract and beyond.",
        singular="social aim",
        codes="social aims",
        eforms="BT-775-Lot",
    )
    innovation_aims: Codes = fact(
        "What is new about it.", singular="innovation aim", codes="innovation aims", eforms="BT-776-Lot"
    )
    green_standards: Codes = fact(
        "The published criteria for green purchasing that it follows; an empty list says that it follows none.",
        singular="green standard",
        codes="green standards",
        eforms="BT-805-Lot",
    )
    environmental_routes: Codes = fact(
        "How a duty to weigh climate and environment is met, where the law has one.",
        singular="environmental route",
        codes="environmental routes",
        eforms="BT-539-Lot",
    )
    reason_for_environmental_route: Text = fact("Why it is met so, where no criterion does it.", eforms="BT-540-Lot")
    accessibility: Code = fact(
        "Whether it is designed for people with disabilities.",
        codes="accessibility choices",
        eforms="BT-754-Lot",
    )
    reason_for_no_accessibility: Text = fact(
        "Why it is not.", ocds=".noAccessibilityCriteriaRationale", eforms="BT-755-Lot"
    )
