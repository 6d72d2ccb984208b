"""`policyspec lsp`: the language server, for editors."""

import click

from policyspec.base.extras import ExtraMissing, library
from policyspec.cli.exits import Exit
from policyspec.cli.loading import refuse


@click.command()
def command() -> int:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    An editor starts this itself; docs/editors.md says how to tell it to.
    """
    try:
        library("pygls", what="the language server", extra="lsp")
    except ExtraMissing as missing:
        return refuse([missing.diagnostic()], lambda _name: None, "auto")
    from policyspec.lsp.server import server

    server().start_io()
    return Exit.DONE
