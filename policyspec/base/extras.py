"""Libraries that not everyone needs: where one is missing, the message names the extra that brings it."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span


class ExtraMissing(Exception):
    """A library that this needs is not installed. The door of each room turns it into its diagnostic."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)
        self.what = what
        self.extra = extra

    def diagnostic(self, span: Span | None = None) -> Diagnostic:
        message = f"{self.what} needs a library that is not installed"
        return Diagnostic("PS017", CODES["PS017"].severity, message, span, f'pip install "policyspec[{self.extra}]"')


def library(name: str, *, what: str, extra: str, load: Callable[[str], Any] = import_module) -> Any:  # noqa: ANN401
    """The module of that name. `what` needs it (`reading a workbook`), and `extra` brings it.

    Raises:
        ExtraMissing: It is not installed.
    """
    try:
        return load(name)
    except ImportError:
        raise ExtraMissing(what, extra) from None
