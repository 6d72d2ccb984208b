"""`policyspec lsp`: the language server, for editors."""

import click

from policyspec.base.extras import ExtraMissing, library
from policyspec.cli.exits import Exit
from policyspec.cli.loading import refuse


@click.command()
def command() -> int:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    An editor starts this itself; docs/editors.md says how to tell it to. It exits 0 when the editor took leave
    (`shutdown`), and 1 when the editor went without a word.
    """
    try:
        library("pygls", what="the language server", extra="lsp")
    except ExtraMissing as missing:
        return refuse([missing.diagnostic()], lambda _name: None, "auto")
    from policyspec.lsp.server import server

    started = server()
    started.start_io()
    return Exit.DONE if started.left else 1  # the protocol's own code
