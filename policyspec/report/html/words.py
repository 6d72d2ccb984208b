"""Words that the page explains itself with: verdicts, strengths, gates."""

from policyspec.model.outcomes import Gate, Strength, Verdict

#: What each verdict means, to someone who meets it for the first time.
VERDICTS: dict[Verdict, str] = {
    Verdict.BREACHED: "The tender states something that the rule rules out, or lacks what it requires.",
    Verdict.UNDETERMINED: (
        "The tender does not say enough to tell. This is not a pass. The report names the facts that would settle it."
    ),
    Verdict.EXPLAINED: "It would be a breach; the rule takes an explanation, and one is recorded.",
    Verdict.WAIVED: "It would be a breach, or cannot be told; someone with leave to do so has waived it until a day.",
    Verdict.FLAGGED: "Something that a person should look at. It is never a breach.",
    Verdict.MET: "The tender states what the rule asks for.",
    Verdict.NOT_APPLICABLE: "The rule does not speak of this tender, or of this part of it.",
    Verdict.FAILED: "policyspec itself could not judge the rule. This is a fault in policyspec and is never a pass.",
}

STRENGTHS: dict[Strength, str] = {
    Strength.MUST: "A duty. Where it is breached, the tender is held back from publication.",
    Strength.SHOULD: "Good practice. A breach is reported, and does not hold the tender back.",
    Strength.FLAG: "Nothing is asked; it only points to something to look at.",
}

GATES: dict[Gate, str] = {
    Gate.DRAFT: "Draft: what is missing may still come, so it is undetermined",
    Gate.PUBLISH: "Publication: the tender is judged as it stands, and a must that cannot be told holds it back",
}

#: The class that gives a verdict's tag its colour. The word is always there as well.
TAGS: dict[Verdict, str] = {
    Verdict.FAILED: "bad",
    Verdict.BREACHED: "bad",
    Verdict.UNDETERMINED: "doubt",
    Verdict.WAIVED: "excused",
    Verdict.EXPLAINED: "excused",
    Verdict.FLAGGED: "doubt",
    Verdict.MET: "good",
    Verdict.NOT_APPLICABLE: "quiet",
}
