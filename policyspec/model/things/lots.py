"""The lots that a tender is divided into."""

from typing import ClassVar

from policyspec.model import types
from policyspec.model.things.aims import Aims
from policyspec.model.things.base import Amount, Cpv, Derived, Text, derived, fact
from policyspec.model.things.contract import Delivery
from policyspec.model.things.criteria import Eligibility, Scoring


class Weights:
    """What follows from the criteria and the formula, on the tender and on each lot."""

    heading: ClassVar[str] = "Award criteria"
    for_lots: ClassVar[bool] = True

    quality_weight: ClassVar[Derived] = derived(
        types.SHARE, "The weight of all criteria that are neither price nor cost.", plural="quality weights"
    )
    cost_weight: ClassVar[Derived] = derived(
        types.SHARE, "The weight of all price and cost criteria.", plural="cost weights"
    )
    price_weight: ClassVar[Derived] = derived(
        types.SHARE, "The weight of the price criteria alone.", plural="price weights"
    )
    social_value_weight: ClassVar[Derived] = derived(
        types.SHARE, "The weight of the criteria whose theme is social value.", plural="social value weights"
    )


class Lot(Scoring, Eligibility, Aims, Delivery, Weights):
    """A part of the tender that is bid for and awarded on its own."""

    noun: ClassVar = ("lot", "lots")
    identified_by: ClassVar = "title"
    heading: ClassVar = "Lots"
    for_lots: ClassVar = False
    ocds_home: ClassVar = "tender.lots[]"

    title: Text = fact("What the lot is called.", plural="titles", ocds=".title", eforms="BT-21")
    identifier: Text = fact("The lot's number or code in the notice.", ocds=".id", eforms="BT-137")
    description: Text = fact("What the lot is.", plural="descriptions", ocds=".description", eforms="BT-24")
    value: Amount = fact(
        "What the buyer expects to pay for the lot over its whole life.",
        plural="values",
        ocds=".value",
        eforms="BT-27",
    )
    currency: Text = fact("The currency that its value is in, by its three letters: NOK.", eforms="BT-27")
    cpv_code: Cpv = fact(
        "What the lot is, as a CPV code.",
        "CPV code",
        plural="CPV codes",
        ocds="tender.items[].classification",
        eforms="BT-262",
    )
    area: Text = fact(
        "The area that the lot covers.", plural="areas", ocds="tender.items[].deliveryAddresses[]", eforms="BT-5071"
    )
    options: Text = fact("Extensions and options, in words.", ocds=".options.description", eforms="BT-54")
    yearly_value: Amount = fact("What the buyer expects to pay for the lot in a year.", plural="yearly values")
