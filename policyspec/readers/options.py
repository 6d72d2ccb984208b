"""What a user may say about the reading of inputs."""

from policyspec.base.dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`languages`: those wanted of a text that stands in several, the best first, as ISO 639 codes (`en`, `ENG`).

    Without any, and where none of them stands there, a notice's own language is taken.
    """

    languages: tuple[str, ...] = ()


DEFAULT = Options()
