"""Everything to say of a page as it is written."""

from lsprotocol import types as lsp

from policyspec.lsp.desk import Desk, texts
from policyspec.lsp.diagnostics import published
from policyspec.lsp.page import Page, Sort
from policyspec.lsp.tender import verdicts
from policyspec.workspace import errors


def looked_at(page: Page, desk: Desk) -> list[lsp.Diagnostic]:
    """The diagnostics of a page. A fault of ours is one of them, and never the end of the server."""
    try:
        return _looked_at(page, desk)
    except Exception as error:  # noqa: BLE001 – told as the fault that it is
        fault = errors.fault(page.name, error)
        return [lsp.Diagnostic(page.text.range(0, 0), fault.message, code=fault.code, source="policyspec")]


def _looked_at(page: Page, desk: Desk) -> list[lsp.Diagnostic]:
    match page.sort:
        case Sort.POLICY:
            return published(desk.analysis(page).diagnostics, page, texts(desk))
        case Sort.TENDER:
            return verdicts.looked_at(page, desk)
        case Sort.OTHER:
            return []
