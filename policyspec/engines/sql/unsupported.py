"""What a query cannot say."""


class Unsupported(Exception):
    """A construct that this dialect cannot express; the words end the sentence `it has …`. Caught for each rule."""
