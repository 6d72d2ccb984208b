"""The report as annotations of GitHub Actions: workflow commands, a line each.

GitHub shows of one step ten errors, ten warnings and ten notices, and of one job fifty in all. The gravest of each kind
are written, and when some are left out the last notice says how many and where they are.
"""

from collections.abc import Sequence

from policyspec.base.diagnostics import Severity
from policyspec.report.findings import Finding, Place, findings
from policyspec.report.formats import View
from policyspec.report.page import visible
from policyspec.report.run import Run
from policyspec.report.words import are, count

KIND_LIMIT = 10
_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(run: Run, _view: View) -> str:
    found = findings(run)
    kept = _kept(found)
    rows = [_annotation(one) for one in kept]
    rest = len(found) - len(kept)
    if rest:
        text = (
            f"{count(rest, 'more finding')} {are(rest)} not shown here; the step summary and the JSON report have all."
        )
        rows.append(_command("notice", {"title": "policyspec"}, text))
    return "".join(f"{row}\n" for row in rows)


def _kept(found: Sequence[Finding]) -> list[Finding]:
    """The gravest of each kind; one notice less where the last has to say what is left out."""
    kept = [one for kind in Severity for one in _of(found, kind)[:KIND_LIMIT]]
    if len(kept) == len(found):
        return kept
    notices = _of(kept, Severity.NOTE)
    return [one for one in kept if one.severity is not Severity.NOTE] + notices[: KIND_LIMIT - 1]


def _of(found: Sequence[Finding], kind: Severity) -> list[Finding]:
    return [one for one in found if one.severity is kind]


def _annotation(found: Finding) -> str:
    at = found.at
    text = found.text if at.sheet is None else f"{at}: {found.text}"
    return _command(_COMMAND[found.severity], {**_place(at), "title": found.title}, f"{text} [{found.check}]")


def _place(at: Place) -> dict[str, str]:
    """Where GitHub shows it. It takes columns only where one line is meant, and has no rows of sheets."""
    if not at.file:
        return {}
    if at.line is None or at.sheet is not None:
        return {"file": at.file}
    numbers = {"line": at.line, "endLine": at.end_line}
    if at.end_line in {None, at.line}:
        numbers |= {"col": at.column, "endColumn": at.end_column}
    return {"file": at.file} | {name: str(number) for name, number in numbers.items() if number is not None}


def _command(name: str, properties: dict[str, str], text: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_data(text)}"


def _data(text: str) -> str:
    """The escapes of workflow commands. `visible` leaves no line break; a percent sign must not become one."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
