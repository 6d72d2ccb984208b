"""Why to buy at all: needs, what is there already, goals, options, claims, approval."""

from typing import ClassVar

from policyspec.model.things.base import Amount, Code, Date, Reference, Share, Text, Thing, YesNo, fact


class Goal(Thing):
    """A wider goal of the buyer that this purchase serves, such as one of the corporate plan."""

    noun: ClassVar = ("goal", "goals")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Needs, options and goals"

    name: Text = fact("What the goal is called.", plural="names")
    kind: Code = fact("Whether it is political, social, environmental or economic.", plural="kinds", codes="wider aims")
    document: Text = fact("The plan or strategy that sets it.", plural="documents")
    reference: Text = fact("Where in that document it stands.", plural="references")
    criterion: Reference = fact("The award criterion by which it counts.", plural="criteria", to="criterion")
    kpi: Reference = fact("The indicator by which it is watched.", "KPI", plural="KPIs", to="kpi")
    incentive: Reference = fact("What makes it worth pursuing to the provider.", plural="incentives", to="incentive")
    shared: YesNo = fact("Buyer and provider pursue it together.")


class Need(Thing):
    """A need of people or places that the purchase answers."""

    noun: ClassVar = ("need", "needs")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Needs, options and goals"

    name: Text = fact("What the need is called.", plural="names")
    people: Text = fact("The people whose need it is.")
    date: Date = fact("The day the need was assessed.", plural="dates")
    source: Text = fact("What shows the need: a count, a survey, people's own words.", plural="sources")
    area: Text = fact("Where the need is felt.", plural="areas")


class Asset(Thing):
    """A strength that is already there to build on: people's skills, groups, places, networks."""

    noun: ClassVar = ("asset", "assets")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Needs, options and goals"

    name: Text = fact("What the asset is called.", plural="names")
    kind: Text = fact("What sort of strength it is.", plural="kinds")
    holder: Text = fact("Whose strength it is: a group's, a street's, a person's.", plural="holders")
    contribution: Text = fact("How the service builds on it.", plural="contributions")


class Option(Thing):
    """A way of meeting the need that was weighed before choosing to buy: in-house, a grant, a contract."""

    noun: ClassVar = ("option", "options")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Needs, options and goals"

    name: Text = fact("What the option is called.", plural="names")
    kind: Code = fact("What sort of arrangement it is.", plural="kinds", codes="option kinds")
    description: Text = fact("The option in words.", plural="descriptions")
    cost: Amount = fact("What it is expected to cost the buyer.", plural="costs")
    social_cost: Text = fact("What it costs people and communities.", plural="social costs")
    social_benefit: Text = fact("What people and communities gain.", plural="social benefits")
    economic_cost: Text = fact("What it costs the economy, the local one above all.", plural="economic costs")
    economic_benefit: Text = fact("What the economy gains, the local one above all.", plural="economic benefits")
    environmental_cost: Text = fact("What it costs the environment.", plural="environmental costs")
    environmental_benefit: Text = fact("What the environment gains.", plural="environmental benefits")
    reason: Text = fact("Why it was chosen or set aside.", plural="reasons")
    chosen: YesNo = fact("It is the option that was chosen.")


class Claim(Thing):
    """Something promised of the chosen way, such as a saving, with the evidence for it."""

    noun: ClassVar = ("claim", "claims")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Needs, options and goals"

    name: Text = fact("The claim in a few words.", plural="names")
    evidence_grade: Code = fact("How strong the evidence is.", plural="evidence grades", codes="evidence grades")
    source: Text = fact("Where the evidence stands.", plural="sources")
    saving: Share = fact("The saving claimed, as a percentage.", plural="savings")


class Approval(Thing):
    """A decision by which a body let the purchase go ahead."""

    noun: ClassVar = ("approval", "approvals")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Governance"

    name: Text = fact("What was approved, in a few words.", plural="names")
    body: Code = fact("Who gave the approval.", plural="bodies", codes="approving bodies")
    date: Date = fact("The day the approval was given.", plural="dates")
