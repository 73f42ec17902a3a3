"""The seam behind which triples live: what every store does, whatever its engine."""

from collections.abc import Iterator
from typing import Protocol

from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.operations import Query


class Store(Protocol):
    """A place that answers queries; evaluation can move into other processes or machines without its users noticing."""

    def answer(self, query: Query, kind: Kind, format: Format, seconds: float | None = None) -> Iterator[bytes]:
        """The answer as a stream of bytes in the given format, which must fit the kind of the query.

        Whatever makes the query fail at once is raised before the first byte: BadQuery with the place where it does
        not parse, EndpointFailed if the engine cannot be reached or gives up.
        """

    def close(self) -> None:
        """Give back what the store holds."""
