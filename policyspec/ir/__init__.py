"""The Core IR: a policy typed, resolved and desugared."""
