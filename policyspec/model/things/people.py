"""Who: the buyer, the provider, suppliers, and the parties that share a contract's risks."""

from typing import ClassVar

from policyspec.model.things.base import (
    Amount,
    Code,
    Codes,
    Cpv,
    Date,
    Multiple,
    Reference,
    References,
    Share,
    Text,
    Texts,
    Thing,
    YesNo,
    fact,
)


class Buyer(Thing):
    """The public body that buys."""

    noun: ClassVar = ("buyer", "buyers")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Buyer"

    name: Text = fact("What the buyer is called.", ocds="buyer.name", eforms="BT-500")
    identifier: Text = fact("Its number in a public register.", ocds="buyer.id", eforms="BT-501")
    type: Code = fact(
        "What kind of public body it is.",
        codes="buyer types",
        ocds="parties[].details.classifications[]",
        eforms="BT-11",
    )
    tier: Code = fact(
        "The tier of government that it is, or that it is funded or controlled by.",
        codes="government tiers",
        eforms="BT-11",
    )
    country: Text = fact(
        "Its country, in two letters (ISO 3166): GB.",
        ocds="parties[].address.countryName",
        eforms="BT-514",
    )
    region: Text = fact(
        "Its region, where holidays or law differ: Scotland.", ocds="parties[].address.region", eforms="BT-507"
    )
    activity: Code = fact("What it mainly does.", codes="buyer activities", eforms="BT-10, BT-610")
    time_zone: Text = fact("The zone of its clock, as in Europe/London.", "clock zone")
    yearly_payments: Amount = fact("What it expects to pay under all contracts in the coming financial year.")
    responsible_for_urgency: YesNo = fact(
        "The purchase is urgent only because the buyer itself delayed.",
        "responsible for urgency",
        aliases=("fault",),
        said_of=("urgency",),
    )


class FinancialYear(Thing):
    """The buyer's financial year in which the purchase is announced."""

    noun: ClassVar = ("financial year", "financial years")
    heading: ClassVar = "Buyer"

    start: Date = fact("Its first day: 1 April for British councils.")
    end: Date = fact("Its last day.")


class Provider(Thing):
    """Whoever is to provide the service, as the design foresees it."""

    noun: ClassVar = ("provider", "providers")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Suppliers and parties"

    name: Text = fact("Who it is, where that is known.")
    sector: Code = fact("The sector the provider belongs to.", codes="sectors")
    services: Texts = fact("What the provider does or decides, in the words of the levers.", singular="service")


class Supplier(Thing):
    """A supplier that holds, or is to hold, a place on the contract or framework."""

    noun: ClassVar = ("supplier", "suppliers")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Suppliers and parties"
    ocds_home: ClassVar = "awards[].suppliers[]"

    name: Text = fact("What the supplier is called.", plural="names", ocds=".name", eforms="BT-500")
    sector: Code = fact("The sector the supplier belongs to.", plural="sectors", codes="sectors")
    small: YesNo = fact("It is a small or medium-sized firm.", ocds="parties[].details.scale", eforms="BT-165")


class Party(Thing):
    """A party to the contract, with its part in work, pain and gain."""

    noun: ClassVar = ("party", "parties")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Suppliers and parties"

    name: Text = fact("What the party is called.", plural="names")
    role: Code = fact("What it does in the contract.", plural="roles", codes="party roles")
    sector: Code = fact("The sector the party belongs to.", plural="sectors", codes="sectors")
    contract_share: Share = fact("The party's part of the contract's value.", plural="contract shares")
    pain_share: Share = fact("The party's part of a loss.", plural="pain shares")
    gain_share: Share = fact("The party's part of a saving or reward.", plural="gain shares")
    at_risk_share: Multiple = fact(
        "The part of the party's payment that depends on results.",
        "at-risk share",
        plural="at-risk shares",
        aliases=("share at risk",),
    )
    cap: Multiple = fact("The most it can lose, as a percentage of the contract's value.", plural="caps")
    vote: Share = fact("The party's part of the votes on the leadership board.", plural="votes")
    fee: Amount = fact("What the party is paid.", plural="fees")
    seated: YesNo = fact("It has a seat on the leadership board.")
    signed_up: YesNo = fact("It has signed the values agreement.", "signed up")
    contracted: YesNo = fact("It is a party to the contract itself, and not named in passing.")
    voluntary: YesNo = fact("It is a charity, a community group or a social enterprise.")


class Risk(Thing):
    """Something that may go wrong, and who bears it."""

    noun: ClassVar = ("risk", "risks")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Risk"

    name: Text = fact("The risk in a few words.", plural="names")
    kind: Code = fact("What sort of risk it is.", plural="kinds", codes="risk kinds")
    owner: Reference = fact("The party that bears the risk.", plural="owners", to="party")
    managers: References = fact("The parties that can do something about the risk.", singular="manager", to="party")
    mitigation: Text = fact("What is done to make the risk smaller.", plural="mitigations")
    cap: Amount = fact("The most it may cost the owner.", plural="caps")


class Integrator(Thing):
    """A body that puts a service together out of other providers' work."""

    noun: ClassVar = ("integrator", "integrators")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Integrator"

    name: Text = fact("Who it is, where that is known.")
    functions: Codes = fact("What the integrator is to do.", singular="function", codes="integrator functions")
    limits: Text = fact("What the integrator may not do.")
    self_supplying: YesNo = fact("The integrator may buy from itself.", "self-supplying")
    self_supply_share: Share = fact("The most of the work that it may give to itself.", "self-supply share")
    independent_award: Text = fact("Who decides in its place when it is itself a bidder.")
    procurement_rules: Text = fact("The published rules by which it buys.")
    notice_rules: Text = fact("Where it publishes what it buys.")
    record_rules: Text = fact("What records the integrator keeps.")


class RelatedPurchase(Thing):
    """Another purchase by the same buyer of much the same thing."""

    noun: ClassVar = ("related purchase", "related purchases")
    identified_by: ClassVar = "name"
    heading: ClassVar = "The purchase"

    name: Text = fact("What the other purchase is called.", plural="names")
    value: Amount = fact("The value of the other purchase.", plural="values")
    cpv_code: Cpv = fact("What it is, as a CPV code.", "CPV code", plural="CPV codes")
    date: Date = fact("When it was made or announced.", plural="dates")
    supplier: Text = fact("From whom the other purchase was made.", plural="suppliers")
