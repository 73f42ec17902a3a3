"""Texts of RDF read, with the place where one is wrong."""

from collections.abc import Iterator

import pyoxigraph as ox

from partnercities.dataset.changes import Document
from partnercities.dataset.difference import Graph
from partnercities.problems import BadData, Place
from partnercities.store.convert import RDF

# Editors on Windows put this before a text; it is no part of it.
_BOM = b"\xef\xbb\xbf"


def quads(text: bytes, format: ox.RdfFormat, base: str, source: str) -> Iterator[ox.Quad]:
    """The quads of a text, its blank nodes named anew. Raises BadData with the place in `source`."""
    try:
        yield from ox.parse(text.removeprefix(_BOM), format=format, base_iri=base or None, rename_blank_nodes=True)
    except SyntaxError as error:
        # The parser gives the place as (file, line, column, …) and repeats it in its words.
        place = Place(error.lineno or 1, error.offset or 1, source)
        words = str(error.msg).partition(": ")[2] or str(error.msg)
        raise BadData(words, place=place) from error


def statements(document: Document, source: str, graph: Graph) -> Iterator[ox.Quad]:
    """The triples of a document, in a graph. Raises BadData too for one that names graphs of its own."""
    for quad in quads(document.content, RDF[document.format], document.base_iri, source):
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            raise BadData("The text names graphs of its own, so it is not one graph.", place=Place(1, 1, source))
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
