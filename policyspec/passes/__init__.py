"""AST to Core IR: resolve, check, lower; and lint."""
