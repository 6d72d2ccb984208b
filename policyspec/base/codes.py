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
