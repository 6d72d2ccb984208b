"""The language server: `policyspec lsp`. The only importer of pygls and lsprotocol.

Each feature is a module of pure functions over a `Page` (a text that is being written) and what is known of it;
`server` alone speaks the protocol.
"""
