"""What can be asked of a store that takes writes: an update, or a graph to put, extend or delete."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Document:
    """A body of RDF: the name of its format, its bytes, and the IRI that its relative addresses are read against."""

    format: str
    content: bytes
    base_iri: str = ""


@dataclass(frozen=True)
class UpdateChange:
    """A SPARQL update with the dataset that the protocol asks for; `loads` has what its LOADs read, by their sources.

    A source that could not be read is left out.
    """

    text: str
    base_iri: str | None = None
    using_default: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    loads: Mapping[str, Document] = field(default_factory=dict)


@dataclass(frozen=True)
class GraphChange:
    """A write of the Graph Store Protocol; `graph` is None for the default graph, the conditions are headers as sent."""

    action: Literal["put", "post", "delete"]
    graph: str | None
    parts: tuple[Document, ...] = ()
    if_match: str | None = None
    if_none_match: str | None = None


Change = UpdateChange | GraphChange
