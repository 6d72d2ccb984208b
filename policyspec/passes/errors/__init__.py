"""The wording of every diagnostic of names, types and rules, by what it speaks of."""
