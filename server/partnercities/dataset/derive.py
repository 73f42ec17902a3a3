"""What follows from the data: computed by the rules of ontology/rules/, never written by hand."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from partnercities.dataset.difference import Changed
from partnercities.dataset.files import rules
from partnercities.model.vocabulary import GRAPH_DERIVED, RDF_TYPE
from partnercities.problems import BadQuery
from partnercities.protocol.query_text import iris

DERIVED = ox.NamedNode(GRAPH_DERIVED)


def derive(store: ox.Store) -> None:
    """Fill the derived graph of a store from its other graphs."""
    # Asked over one merged graph: a rule over a list of graphs takes the engine some thirty times as long.
    whole = ox.Store()
    whole.extend(_merged(store))
    store.extend(conclusions(whole))


def derive_again(store: ox.Store) -> Changed:
    """Make the derived graph of a store with a merged default graph anew, and tell what has changed in it."""
    old = set(store.quads_for_pattern(None, None, None, DERIVED))
    for quad in old:
        store.remove(quad)
    # The rules are asked over what was not derived.
    keep_merged(store, Changed(list(old), []))
    new = set(conclusions(store))
    store.extend(new)
    keep_merged(store, Changed([], list(new)))
    return Changed(list(old - new), list(new - old))


def read_by_rules() -> frozenset[str]:
    """The properties and classes that the rules name; a rule must name every one that it reads."""
    return frozenset().union(*(iris(rule.read_text(encoding="utf-8")) for rule in rules()))


def concerns(changed: Changed, named: frozenset[str]) -> bool:
    """Whether a change has a property or a class that is named, so that what follows from the data may be another."""
    return any(_term(quad) in named for quad in (*changed.removed, *changed.added))


def _term(quad: ox.Quad) -> str:
    """The class of a quad that says what a thing is, else its property."""
    term = quad.object if quad.predicate.value == RDF_TYPE else quad.predicate
    return term.value if isinstance(term, ox.NamedNode) else ""


def merge(store: ox.Store) -> None:
    """Fill the default graph with the triples of all named graphs, each once.

    The engine could join the graphs at each query instead, but then a triple that stands in two graphs counts twice
    and FROM is ignored.
    """
    store.extend(_merged(store))


def keep_merged(store: ox.Store, changed: Changed) -> int:
    """Bring the merged default graph after a change of named graphs; tells by how many triples it has grown."""
    grown = 0
    for quad in changed.removed:
        single = _single(quad)
        holding = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        if all(isinstance(found.graph_name, ox.DefaultGraph) for found in holding) and single in store:
            store.remove(single)
            grown -= 1
    for quad in changed.added:
        single = _single(quad)
        if single not in store:
            store.add(single)
            grown += 1
    return grown


def conclusions(whole: ox.Store) -> Iterator[ox.Quad]:
    """What the rules conclude from the default graph of a store, as quads of the derived graph."""
    for rule in rules():
        triples = whole.query(rule.read_text(encoding="utf-8"))
        if not isinstance(triples, ox.QueryTriples):
            raise BadQuery(f"{rule.name} is no CONSTRUCT.")
        yield from [ox.Quad(triple.subject, triple.predicate, triple.object, DERIVED) for triple in triples]


def _merged(store: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    return (_single(quad) for quad in store)


def _single(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)
