"""Why and what for: needs, options, outcomes, goals, and what was learned on the way."""

from typing import ClassVar

from policyspec.model.things.base import (
    Amount,
    Code,
    Date,
    Length,
    Reference,
    Share,
    Text,
    Texts,
    Thing,
    YesNo,
    fact,
)


class Outcome(Thing):
    """A change for the better that the contract is to bring about."""

    noun: ClassVar = ("outcome", "outcomes")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Outcomes and performance"

    name: Text = fact("What the outcome is called.", plural="names", ocds="tender.targets[].title")
    kind: Code = fact("What sort of change it is.", plural="kinds", codes="outcome kinds")
    measure: Text = fact("What is counted or asked to see it.", plural="measures", ocds="tender.targets[].description")
    baseline: Text = fact("Where the measure stands today.", plural="baselines")
    target: Text = fact(
        "Where the measure should stand.",
        plural="targets",
        ocds="tender.targets[].observations[].value",
    )
    data_source: Text = fact("Where the figures come from.", plural="data sources")
    due_date: Date = fact("By when the target should be reached.", plural="due dates")
    criterion: Reference = fact("The award criterion that gives it weight.", plural="criteria", to="criterion")
    goal: Reference = fact("The wider goal that it serves.", plural="goals", to="goal")
    cost: Amount = fact("What reaching it is expected to cost.", plural="costs")
    paid: YesNo = fact("Some of the payment depends on it.")
    lead_time: Length = fact("How long after the start the change can first be seen.")
    proxy: Text = fact("The sign that is measured meanwhile, where the change itself takes longer.", plural="proxies")
    levers: Texts = fact("What moves the outcome, such as a service or a decision.", singular="lever")
    external_factors: Texts = fact("What moves it that the provider cannot influence.", singular="external factor")


class KPI(Thing):
    """A key performance indicator: a figure by which the running contract is watched."""

    noun: ClassVar = ("KPI", "KPIs")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Outcomes and performance"
    ocds_home: ClassVar = "contracts[].agreedMetrics[]"

    name: Text = fact("What the indicator is called.", plural="names", ocds=".title")
    measure: Text = fact("How the indicator is measured.", plural="measures", ocds=".description")
    theme: Code = fact("What it is about, such as user views.", plural="themes", codes="themes")
    baseline: Text = fact("Where the indicator stands today.", plural="baselines")
    target: Text = fact("Where the indicator should stand.", plural="targets", ocds=".observations[].value")
    floor: Text = fact("The level below which it may not fall, whatever is saved.", plural="floors")
    use: Text = fact("What is decided with the indicator.", "purpose", plural="purposes")
    data_source: Text = fact("Where the figures come from.", plural="data sources")
    review_interval: Length = fact("How often the indicator is assessed.", plural="review intervals")
    published: YesNo = fact("Its results are published.")


class Incentive(Thing):
    """What makes a goal worth pursuing to a provider: a payment, an extension, a share of a saving."""

    noun: ClassVar = ("incentive", "incentives")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Outcomes and performance"

    name: Text = fact("What the incentive is called.", plural="names")
    mechanism: Text = fact("How the incentive works.", plural="mechanisms")
    amount: Amount = fact("What the incentive is worth.", plural="amounts")


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


class Engagement(Thing):
    """A conversation before the tender: with users, carers, staff or possible providers."""

    noun: ClassVar = ("engagement", "engagements")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Engagement and conflicts"
    ocds_home: ClassVar = "planning.milestones[]"

    name: Text = fact("What the conversation is called.", plural="names", ocds=".title")
    date: Date = fact("When it took place, or began.", plural="dates", ocds=".dateMet")
    sector: Code = fact("The sector of the providers who took part.", plural="sectors", codes="sectors")
    group: Code = fact("Who took part: users, carers, providers, staff …", plural="groups", codes="people")
    participant: Text = fact("Who took part, by name.", plural="participants")
    topic: Text = fact("What was talked about, in a few words.", plural="topics")
    previously_contracted: YesNo = fact("The participant has held a contract with this buyer before.")
    published: YesNo = fact("What was said and shown is published.")


class Finding(Thing):
    """Something the buyer was told in engagement, and what it made of it."""

    noun: ClassVar = ("finding", "findings")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Engagement and conflicts"

    name: Text = fact("The finding in a few words.", plural="names")
    source: Text = fact("Who told the buyer.", plural="sources")
    decision: Code = fact("What the buyer did with it.", plural="decisions", codes="decisions")
    reason: Text = fact("Why the finding was accepted or rejected.", plural="reasons")


class Perspective(Thing):
    """How one group of people sees the matter."""

    noun: ClassVar = ("perspective", "perspectives")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Engagement and conflicts"

    name: Text = fact("The perspective in a few words.", plural="names")
    group: Code = fact("Whose perspective it is.", plural="groups", codes="people")
    view: Text = fact("What these people think, in their own words.", plural="views")


class LocalEffect(Thing):
    """What the purchase does for the place: jobs, skills, local spend."""

    noun: ClassVar = ("local effect", "local effects")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Social, economic and environmental value"

    name: Text = fact("The effect in a few words.", plural="names")
    kind: Code = fact("What the effect is on: jobs, skills, local spend.", plural="kinds", codes="local effect kinds")
    measure: Text = fact("What is counted to see the effect.", plural="measures")
    target: Text = fact("How much of that is wanted.", plural="targets")
    measurable: YesNo = fact("Whether it happened can be checked.")


class JobsCommitment(Thing):
    """A commitment to good jobs: security, hours, training, a voice, pay."""

    noun: ClassVar = ("jobs commitment", "jobs commitments")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Social, economic and environmental value"

    name: Text = fact("The commitment in a few words.", plural="names")
    kind: Code = fact("What the commitment gives staff.", plural="kinds", codes="commitment kinds")
    measure: Text = fact("What is counted to see that it was kept.", plural="measures")
    target: Text = fact("How much of that is promised.", plural="targets")
    measurable: YesNo = fact("Whether it was kept can be checked.")


class Claim(Thing):
    """Something promised of the chosen way, such as a saving, with the evidence for it."""

    noun: ClassVar = ("claim", "claims")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Needs, options and goals"

    name: Text = fact("The claim in a few words.", plural="names")
    evidence_grade: Code = fact("How strong the evidence is.", plural="evidence grades", codes="evidence grades")
    source: Text = fact("Where the evidence stands.", plural="sources")
    saving: Share = fact("The saving claimed, as a percentage.", plural="savings")


class Conflict(Thing):
    """A clash of interests or views, and how it was answered."""

    noun: ClassVar = ("conflict", "conflicts")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Engagement and conflicts"

    name: Text = fact("The conflict in a few words.", plural="names")
    people: Text = fact("Between whom the conflict is.")
    response: Text = fact("How the buyer answered the conflict.", plural="responses")
    published: YesNo = fact("Conflict and answer are published.")
    perceived: YesNo = fact("It is one that an outsider might see, whether or not it is real.")


class Objection(Thing):
    """An objection raised against the plan."""

    noun: ClassVar = ("objection", "objections")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Engagement and conflicts"

    name: Text = fact("The objection in a few words.", plural="names")
    source: Text = fact("Who raised the objection.", plural="sources")
    date: Date = fact("The day the objection was raised.", plural="dates")


class Reply(Thing):
    """The buyer's reply to an objection."""

    noun: ClassVar = ("reply", "replies")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Engagement and conflicts"

    name: Text = fact("The reply in a few words.", plural="names")
    objection: Reference = fact("The objection that it answers.", plural="objections", to="objection")
    decision: Code = fact("What the buyer did about the objection.", plural="decisions", codes="decisions")
    reason: Text = fact("Why the buyer did so.", plural="reasons")
    date: Date = fact("The day the reply was given.", plural="dates")


class Approval(Thing):
    """A decision by which a body let the purchase go ahead."""

    noun: ClassVar = ("approval", "approvals")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Governance"

    name: Text = fact("What was approved, in a few words.", plural="names")
    body: Code = fact("Who gave the approval.", plural="bodies", codes="approving bodies")
    date: Date = fact("The day the approval was given.", plural="dates")


class Approach(Thing):
    """A contact that a supplier sought with the buyer."""

    noun: ClassVar = ("approach", "approaches")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Governance"

    name: Text = fact("The contact in a few words.", plural="names")
    supplier: Text = fact("The supplier who sought the contact.", plural="suppliers")
    date: Date = fact("The day of the contact.", plural="dates")
    note: Text = fact("What was said, in a few words.", plural="notes")
