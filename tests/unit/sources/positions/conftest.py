"""What a parser makes of a text, to be held against what we find in it."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from partnercities.sources.positions.keys import key
from partnercities.sources.positions.locating import reader
from partnercities.sources.positions.nodes import pair
from partnercities.sources.positions.spots import BOM, decode
from partnercities.sources.positions.stated import Wish

BASE = "http://example.org/data/file"
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
Triples = list[tuple[str, str, str]]


def terms(text: bytes, suffix: str) -> Triples:
    """The triples of a text as terms of N-Triples, in the order of the parser, with names of blank nodes of its own."""
    quads = ox.parse(text.removeprefix(BOM), format=FORMATS[suffix], base_iri=BASE, rename_blank_nodes=True)
    return [(spelled(quad.subject), spelled(quad.predicate), spelled(quad.object)) for quad in quads]


def spelled(term: object) -> str:
    """A term of N-Triples."""
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


@pytest.fixture(scope="session")
def parsed() -> Callable[[bytes, str], Triples]:
    """The triples of a text for the parser."""
    return terms


@pytest.fixture(scope="session")
def misread() -> Callable[[bytes, str], object]:
    """What a parser finds in a text and we do not, and the other way round; nothing if we agree."""

    def compare(text: bytes, suffix: str) -> object:
        theirs = [(key(one), key(two), key(three)) for one, two, three in terms(text, suffix)]
        read = reader(suffix)
        assert read
        ours = [stated[:3] for stated in read(decode(text), BASE, Wish(everything=True))]
        partners = pair(theirs, ours)
        renamed = {(partners.get(one, one), predicate, partners.get(other, other)) for one, predicate, other in theirs}
        return renamed.symmetric_difference(ours)

    return compare
