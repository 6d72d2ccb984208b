"""The things that a tender speaks of, one class each: the vocabulary's one home."""
