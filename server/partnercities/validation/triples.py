"""What a triple looks like to those who read it and do not care which library made it."""

from typing import Protocol


class Triple(Protocol):
    """A triple whose terms are N-Triples when written out, such as those of pyoxigraph."""

    @property
    def subject(self) -> object:
        """What is spoken of."""

    @property
    def predicate(self) -> object:
        """What is said of it."""

    @property
    def object(self) -> object:
        """The value."""
