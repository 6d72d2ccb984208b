"""Whom the buyer talked to before the tender, and what came of it."""

from typing import ClassVar

from policyspec.model.things.base import Code, Date, Reference, Text, Thing, YesNo, fact


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


class Approach(Thing):
    """A contact that a supplier sought with the buyer."""

    noun: ClassVar = ("approach", "approaches")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Governance"

    name: Text = fact("The contact in a few words.", plural="names")
    supplier: Text = fact("The supplier who sought the contact.", plural="suppliers")
    date: Date = fact("The day of the contact.", plural="dates")
    note: Text = fact("What was said, in a few words.", plural="notes")
