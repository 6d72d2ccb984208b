"""Policy text to AST. The only importer of lark."""
