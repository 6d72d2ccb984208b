"""What a query cannot say."""


class Unsupported(Exception):
    """A construct that this dialect cannot express; the words are a noun phrase. Caught for each rule."""
