"""What a description can say of an endpoint and of the data behind it; what is not known is left out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from partnercities.protocol.formats import Kind


@dataclass(frozen=True)
class Property:
    """How a property is used: its triples, and how many subjects and objects they have."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True)
class Counts:
    """What is counted in the default graph."""

    subjects: int
    objects: int
    classes: Mapping[str, int]
    """How many things are of each class."""
    properties: Mapping[str, Property]
    links: Mapping[tuple[str, str], int]
    """How many links lead to each dataset of others, by each property."""


@dataclass(frozen=True)
class Source:
    """Where the statements of a named graph come from: its title by language, the source and its address."""

    title: Mapping[str, str]
    iri: str = ""
    address: str = ""


@dataclass(frozen=True)
class Example:
    """A query that shows what can be asked."""

    iri: str
    kind: Kind
    text: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    tags: Sequence[str] = ()


@dataclass(frozen=True)
class Facts:
    """What is known of an endpoint: its address, the triples of its default graph and of each named graph, and more."""

    endpoint: str
    triples: int | None = None
    graphs: Mapping[str, int] | None = None
    union: bool = False
    """Whether the default graph is the union of the named ones."""
    updates: bool = False
    """Whether it takes updates."""
    version: str = ""
    modified: str = ""
    """When the data changed last, as an xsd:dateTime."""
    dump: str = ""
    """The address of a file with everything."""
    counts: Counts | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The sources of named graphs, by the names of the graphs."""
    examples: Sequence[Example] = ()
