"""Reports that are written while the tenders are judged: memory does not grow with their number."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, assert_never

from policyspec.base.diagnostics import Diagnostic
from policyspec.cli.exits import Exit, FailOn, of_rest, of_tender, worst
from policyspec.cli.outputs import Output, Write, opened, painted
from policyspec.report import formats
from policyspec.report.run import Judged, Run, Total
from policyspec.workspace.tenders import Unread, in_part

Found = Judged | Diagnostic | Unread


def write(
    reports: Sequence[Output],
    found: Iterable[Found],
    diagnostics: Iterable[Diagnostic],
    failing: AbstractSet[FailOn],
    color: str,
) -> Exit:
    """Write what is found as it is found, `diagnostics` (of the policies) and the rest at the end; the exit code.

    A run that writes to nobody any more (`| head`) ends early.
    """
    modules = [formats.module(report.format) for report in reports]
    codes, numbers = {Exit.DONE}, Total()
    wrong: list[Diagnostic] = [*diagnostics]
    unread: list[Unread] = []
    with opened(reports) as writes:
        heard = _put(reports, writes, [module.opening() for module in modules], color)
        for one in found:
            match one:
                case Judged():
                    heard = _put(reports, writes, [module.tender(one, None) for module in modules], color)
                    numbers = numbers.plus(one)
                    codes.add(of_tender(one, None, failing))
                case Diagnostic():
                    wrong.append(one)
                case Unread():
                    unread.append(one)
                case _:
                    assert_never(one)
            if not heard:
                return worst(codes)
        rest = Run((), tuple(wrong), tuple(one.name for one in unread), in_part=in_part(unread))
        _put(reports, writes, [module.ending(rest, numbers) for module in modules], color)
    return worst({*codes, of_rest(rest, numbers.tenders)})


def _put(reports: Sequence[Output], writes: Sequence[Write], made: Sequence[Any], color: str) -> bool:
    """Whether anybody still reads one of them."""
    heard = False
    for report, put, part in zip(reports, writes, made, strict=True):
        heard |= put(painted(part, report, color)) is not False
    return heard
