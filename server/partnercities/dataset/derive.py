"""What follows from the data: computed by the rules of ontology/rules/, never written by hand."""

from collections.abc import Iterator

import pyoxigraph as ox

from partnercities.dataset.files import rules
from partnercities.model.vocabulary import GRAPH_DERIVED
from partnercities.problems import BadQuery


def derive(store: ox.Store) -> None:
    """Fill the derived graph of a store from its other graphs."""
    derived = ox.NamedNode(GRAPH_DERIVED)
    # Asked over one merged graph: a rule over a list of graphs takes the engine some thirty times as long.
    whole = ox.Store()
    whole.extend(_merged(store))
    for rule in rules():
        triples = whole.query(rule.read_text(encoding="utf-8"))
        if not isinstance(triples, ox.QueryTriples):
            raise BadQuery(f"{rule.name} is no CONSTRUCT.")
        store.extend(ox.Quad(triple.subject, triple.predicate, triple.object, derived) for triple in triples)


def merge(store: ox.Store) -> None:
    """Fill the default graph with the triples of all named graphs, each once.

    The engine could join the graphs at each query instead, but then a triple that stands in two graphs counts twice
    and FROM is ignored.
    """
    store.extend(_merged(store))


def _merged(store: ox.Store) -> Iterator[ox.Quad]:
    return (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store)
