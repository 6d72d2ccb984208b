"""Other people's text within Markdown as GitHub and GitLab read it: words only, whatever signs are in it."""

import re

from policyspec.base.patterns import pattern
from policyspec.report.page import visible

_SIGNS = pattern(r"[\\`*_{}\[\]|~$]")
# An empty comment parts what would be a link, a mention or a reference if it stood together.
_JOINTS = pattern(r"@|#|:(?=//)|(?<=www)\.|\bGH-", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

_PLAIN = pattern(r'[\w./#:{}, …"-]+')  # what is the same in a code span, whoever reads it
_QUOTED = pattern(r"`(\w[\w ,:%'-]*)`")


def code(text: str) -> str:
    """A text to be copied, such as the id of a rule, as a code span; with other signs in it, as words."""
    return f"`{text}`" if _PLAIN.fullmatch(text) and visible(text) == text else markdown(text)


def prose(text: str) -> str:
    """Sentences of a policy, in which what stands between backticks is code."""
    parts = _QUOTED.split(text)
    return "".join(code(part) if number % 2 else markdown(part) for number, part in enumerate(parts))


def markdown(text: str) -> str:
    """The text as it stands inside a line of Markdown. At the start of a line something of ours has to stand."""
    plain = _SIGNS.sub(lambda sign: f"\\{sign[0]}", visible(text))
    plain = re.sub("[&<>]", lambda sign: _ENTITIES[sign[0]], plain)
    return _JOINTS.sub(lambda joint: f"{joint[0]}<!-- -->", plain)
