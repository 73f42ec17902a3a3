"""What follows from the data: computed by the rules of ontology/rules/, never written by hand."""

import pyoxigraph as ox

from partnercities.dataset.files import rules
from partnercities.model.vocabulary import GRAPH_DERIVED
from partnercities.problems import BadQuery


def derive(store: ox.Store) -> None:
    """Fill the derived graph of a store from its other graphs."""
    derived = ox.NamedNode(GRAPH_DERIVED)
    sources: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
        graph for graph in store.named_graphs() if graph != derived
    ]
    for rule in rules():
        triples = store.query(rule.read_text(encoding="utf-8"), default_graph=sources)
        if not isinstance(triples, ox.QueryTriples):
            raise BadQuery(f"{rule.name} is no CONSTRUCT.")
        store.extend(ox.Quad(triple.subject, triple.predicate, triple.object, derived) for triple in triples)


def merge(store: ox.Store) -> None:
    """Fill the default graph with the triples of all named graphs, each once.

    The engine could join the graphs at each query instead, but then a triple that stands in two graphs counts twice
    and FROM is ignored.
    """
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store)
