"""What the contract will say: its clauses, the changes it provides for, its frameworks."""

from typing import ClassVar

from policyspec.model.things.base import (
    Amount,
    Code,
    Date,
    Length,
    Multiple,
    Share,
    Text,
    Texts,
    Thing,
    YesNo,
    fact,
)


class Term(Thing):
    """A clause of the draft contract."""

    noun: ClassVar = ("term", "terms")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Contract terms"
    ocds_home: ClassVar = "tender.contractTerms"

    name: Text = fact("What the clause is called.", plural="names")
    kind: Code = fact("What the clause does: bind, allow, keep secret, hand over.", plural="kinds", codes="term kinds")
    theme: Code = fact("What the clause is about, such as staff pay.", plural="themes", codes="themes")
    wording: Text = fact("The clause in words.", plural="wordings", ocds=".performanceTerms", eforms="BT-70")
    reason: Text = fact("Why the clause is there.", plural="reasons")
    provider_specific: YesNo = fact("It differs from one kind of provider to another.", "provider-specific")
    proportionate: YesNo = fact("The buyer records that it asks no more than this contract needs.")


class Subcontract(Thing):
    """A contract by which part of the work is passed on."""

    noun: ClassVar = ("subcontract", "subcontracts")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Contract terms"

    name: Text = fact("What it is for, or with whom.", plural="names")
    contract_share: Share = fact("Its part of the contract's value.", plural="contract shares")
    payment_period: Length = fact("Within what time its invoices are paid.", plural="payment periods")
    margin: Share = fact("The margin that the subcontractor keeps.", plural="margins")
    cap: Multiple = fact("The most the subcontractor can lose, as a percentage of the contract.", plural="caps")
    data_terms: Text = fact("What the subcontract says about data.")
    exclusive: YesNo = fact("The subcontractor may not work for others.")


class ChangeOption(Thing):
    """A change to the contract that the tender already provides for."""

    noun: ClassVar = ("change option", "change options")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Change and growth"

    name: Text = fact("The change in a few words.", plural="names")
    limit: Amount = fact("The most the change may add to the value.", plural="limits")
    extension: Length = fact("The time that the change may add.", plural="extensions")
    trigger: Text = fact("When the change may be made.", plural="triggers")
    pricing: Text = fact("How the change is priced.", plural="pricings")
    ground: Text = fact("The legal ground that allows the change.", plural="grounds")


class Review(Thing):
    """A point at which the contract is looked at again and may end or change."""

    noun: ClassVar = ("review", "reviews")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Change and growth"

    name: Text = fact("What the review is called.", plural="names")
    date: Date = fact("The day of the review.", plural="dates")
    test: Text = fact("What is asked at the review, and what follows from it.", plural="tests")


class Reopening(Thing):
    """A time at which an open framework takes in new suppliers."""

    noun: ClassVar = ("reopening", "reopenings")
    heading: ClassVar = "Framework"

    date: Date = fact("The day new suppliers may join.", plural="dates")
    previous_date: Date = fact("The reopening before it, or the start of the framework.", plural="previous dates")


class Framework(Thing):
    """An agreement under which later orders are placed."""

    noun: ClassVar = ("framework", "frameworks")
    heading: ClassVar = "Framework"
    ocds_home: ClassVar = "tender.techniques.frameworkAgreement"

    open: YesNo = fact("It takes in new suppliers while it runs.", ocds=".isOpenFrameworkScheme")
    eligible_buyers: Texts = fact(
        "Who may buy under the framework.", singular="eligible buyer", ocds=".buyerCategories", eforms="BT-111"
    )
    scope: Text = fact("What may be bought under the framework.", ocds=".description")
    price_mechanism: Text = fact("How the price of an order is set.")
    selection_method: Text = fact("How a supplier is chosen for an order.", ocds=".method", eforms="BT-765")
    maximum_value: Amount = fact("The most that may be spent under it.", ocds=".value", eforms="BT-271")
    reason_for_length: Text = fact("Why it runs for longer than usual.", ocds=".periodRationale", eforms="BT-109")
