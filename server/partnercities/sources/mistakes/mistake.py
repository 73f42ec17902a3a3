"""A mistake of somebody who writes RDF, as it is told to them."""

from typing import NamedTuple

from partnercities.sources.positions.spots import Span


class Mistake(NamedTuple):
    """What is wrong, how to mend it, and which part of the text is meant, if another than where the parser gave up."""

    words: str
    hint: str = ""
    at: Span | None = None
