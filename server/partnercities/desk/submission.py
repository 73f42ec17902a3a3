"""What somebody submits to be checked: data and perhaps shapes, with the names of their formats."""

from dataclasses import dataclass, field
from pathlib import Path

from partnercities.dataset.files import GIVEN, DataFile
from partnercities.model.vocabulary import BASE, ID
from partnercities.protocol.formats import Format, Kind, of_kind

FORMATS: tuple[Format, ...] = of_kind(Kind.GRAPH, Kind.DATASET)
"""The formats that data and shapes can be submitted in."""


@dataclass(frozen=True)
class Text:
    """A text of RDF and the suffix of its format."""

    content: bytes = field(repr=False)
    suffix: str = "ttl"

    def file(self, name: str, base: str) -> DataFile:
        """The text as a file of that name."""
        return DataFile(Path(f"{name}.{self.suffix}"), GIVEN if name == "data" else "", base, self.content)


@dataclass(frozen=True)
class Submission:
    """Data to be checked against our shapes, or against others; `alone` leaves our own data out of it."""

    data: Text
    shapes: Text | None = None
    alone: bool = False

    def files(self) -> tuple[tuple[DataFile, ...], tuple[DataFile, ...]]:
        """The data and the shapes as files."""
        shapes = (self.shapes.file("shapes", BASE),) if self.shapes else ()
        return (self.data.file("data", ID),), shapes

    def every(self) -> tuple[DataFile, ...]:
        """All of the files."""
        data, shapes = self.files()
        return *data, *shapes
