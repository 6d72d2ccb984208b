"""policyspec: the eight rules of `rules.policy`, at the publication gate."""

META = dict(dist="policyspec", rules="12345678", files=["@PEERS@/rules.policy"], note="", python="@PYTHON@")  # noqa: C408


def load():
    from pathlib import Path

    from policyspec.api import load_policies
    from policyspec.engines.interpret import evaluate
    from policyspec.model.outcomes import Gate, Verdict
    from policyspec.readers import read

    import json

    policies = load_policies(Path(__file__).parents[1] / "rules.policy")
    vocabulary, rulebook = policies.vocabulary, policies.rulebook
    letters = {Verdict.MET: "P", Verdict.EXPLAINED: "P", Verdict.BREACHED: "F", Verdict.NOT_APPLICABLE: "N"}

    def from_json(line):
        (tender,), _ = read(line, "release.json", vocabulary)
        result, _ = evaluate(rulebook, tender, vocabulary, gate=Gate.PUBLISH)
        found = {rule.id: [] for rule in rulebook.rules}
        for outcome in result.outcomes:
            found[outcome.rule].append({letters[verdict] for verdict in outcome.possible})
        return "".join(_letter(each) for each in found.values())

    def _letter(each):
        if {"F"} in each:
            return "F"
        return "U" if any(len(one) > 1 for one in each) else "P" if {"P"} in each else "N"

    return (lambda release: from_json(json.dumps(release).encode())), from_json
