"""Every diagnostic code, in one table. A code belongs to its phase and is never reused.

0xx files and configuration, 1xx syntax, 2xx names, 3xx types, 4xx policy lint, 5xx tender input, 6xx evaluation,
7xx an engine cannot express it, 8xx analysis, 9xx a fault of ours. Each has a page under `docs/codes/`.
"""

from dataclasses import dataclass

from policyspec.base.diagnostics import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means: the severity that it has unless said otherwise, and its title."""

    severity: Severity
    title: str


CODES: dict[str, Code] = {
    "PS001": Code(ERROR, "file cannot be read"),
    "PS002": Code(ERROR, "file is not UTF-8 text"),
    "PS003": Code(ERROR, "file is too large"),
    "PS004": Code(ERROR, "folder has nothing to read"),
    "PS005": Code(ERROR, "policy that is used is not found"),
    "PS006": Code(ERROR, "policy declared twice"),
    "PS007": Code(ERROR, "policy in another version than wanted"),
    "PS008": Code(ERROR, "policies use each other in a circle"),
    "PS009": Code(ERROR, "file holds another policy than its name says"),
    "PS010": Code(ERROR, "too many policies"),
    "PS011": Code(ERROR, "setting without a name or a value"),
    "PS012": Code(ERROR, "no parameter of that name"),
    "PS013": Code(ERROR, "parameter of several policies"),
    "PS014": Code(ERROR, "value of a setting cannot be read"),
    "PS015": Code(ERROR, "parameter set twice"),
    "PS201": Code(ERROR, "name that means nothing"),
    "PS202": Code(ERROR, "code that is not in its list"),
    "PS203": Code(ERROR, "fact of another thing"),
    "PS204": Code(ERROR, "no such thing in scope"),
    "PS205": Code(ERROR, "name that may mean two things"),
    "PS206": Code(ERROR, "name declared twice"),
    "PS207": Code(ERROR, "name that the vocabulary has already"),
    "PS208": Code(ERROR, "two rules with one id"),
    "PS209": Code(ERROR, "rule that is not there"),
    "PS210": Code(ERROR, "things that a tender does not have"),
    "PS211": Code(ERROR, "name declared by two used policies"),
    "PS212": Code(ERROR, "parameter that the used policy does not have"),
    "PS213": Code(ERROR, "declaration that rests on itself"),
    "PS214": Code(ERROR, "word of the language inside a name"),
    "PS216": Code(ERROR, "rules that give way to each other in a circle"),
    "PS217": Code(ERROR, "priority between rules for different things"),
    "PS218": Code(ERROR, "class of another kind of thing"),
    "PS301": Code(ERROR, "values of unlike types"),
    "PS302": Code(ERROR, "number where a percentage is needed"),
    "PS303": Code(ERROR, "amounts in two currencies"),
    "PS304": Code(ERROR, "amounts on two VAT bases"),
    "PS305": Code(ERROR, "list where one value is needed"),
    "PS306": Code(ERROR, "comparison that is not said of this type"),
    "PS307": Code(ERROR, "arithmetic with unlike types"),
    "PS308": Code(ERROR, "total, share or extreme of what has none"),
    "PS309": Code(ERROR, "one thing where a list is needed"),
    "PS310": Code(ERROR, "words where a value is needed"),
    "PS311": Code(WARNING, "comparison that no tender decides"),
    "PS312": Code(ERROR, "bounds the wrong way round"),
    "PS313": Code(ERROR, "threshold with a gap or an overlap"),
    "PS314": Code(ERROR, "entries of a threshold that differ in type"),
    "PS315": Code(ERROR, "no date to judge on"),
    "PS316": Code(ERROR, "value outside its parameter's type or bounds"),
    "PS317": Code(ERROR, "table whose columns or results do not fit"),
    "PS318": Code(ERROR, "rows of a table that overlap"),
    "PS319": Code(ERROR, "tightening that is weaker than the rule"),
    "PS320": Code(ERROR, "change to a rule that may not be made so"),
    "PS321": Code(ERROR, "lists within lists, too deep"),
    "PS322": Code(ERROR, "rule that grows too large"),
    "PS323": Code(ERROR, "something that no tender states"),
    "PS324": Code(ERROR, "end before the start"),
    "PS325": Code(ERROR, "parameter set to two values"),
    "PS401": Code(WARNING, "duty without a source"),
    "PS402": Code(WARNING, "source without a word on its checking"),
    "PS403": Code(WARNING, "name that nothing uses"),
    "PS404": Code(WARNING, "rule without a title"),
    "PS405": Code(WARNING, "table without a row for a case"),
    "PS406": Code(WARNING, "row of a table that never applies"),
    "PS407": Code(WARNING, "tightening that is not proved"),
    "PS408": Code(WARNING, "rule that is never in force"),
    "PS501": Code(ERROR, "tender file states nothing"),
    "PS502": Code(ERROR, "YAML cannot be read"),
    "PS503": Code(ERROR, "YAML shortcut that is not used in tenders"),
    "PS504": Code(ERROR, "JSON cannot be read"),
    "PS505": Code(ERROR, "key stated twice"),
    "PS506": Code(ERROR, "tender file is too large or too deep"),
    "PS507": Code(ERROR, "file is not a tender that can be read"),
    "PS508": Code(ERROR, "several releases of one process"),
    "PS510": Code(WARNING, "key is not known"),
    "PS511": Code(WARNING, "value cannot be read"),
    "PS512": Code(WARNING, "word is not in its list"),
    "PS513": Code(WARNING, "name leads to nothing, or to two things"),
    "PS514": Code(NOTE, "blank or placeholder is read as not stated"),
    "PS515": Code(WARNING, "list, thing or value stands where another is expected"),
    "PS516": Code(WARNING, "criteria on a lot and on the tender"),
    "PS517": Code(WARNING, "weights that do not go together"),
    "PS518": Code(WARNING, "weights within weights"),
    "PS519": Code(NOTE, "very large number is read as no limit"),
    "PS520": Code(WARNING, "two things bear one name"),
    "PS521": Code(WARNING, "explanation or waiver lacks a part"),
    "PS522": Code(NOTE, "text is damaged"),
    "PS901": Code(ERROR, "a fault in policyspec"),
}
