"""The head of a page that asks the network for nothing and runs nothing."""

from policyspec.base.version import __version__
from policyspec.report.html.elements import Element, el

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def head(title: str, css: str) -> Element:
    """`title`: as the window shows it. `css`: our own, and so not escaped."""
    style = el("style")
    style.text = css
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="generator", content=f"policyspec {__version__}"),
        el("title", title),
        style,
    )
