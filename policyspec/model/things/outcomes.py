"""What the contract is to achieve, and how anyone will know."""

from typing import ClassVar

from policyspec.model.things.base import Amount, Code, Date, Length, Reference, Text, Texts, Thing, YesNo, fact


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
        ocds="tender.targets[].observations[].measure",
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
    target: Text = fact("Where the indicator should stand.", plural="targets", ocds=".observations[].measure")
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
