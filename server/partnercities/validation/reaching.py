"""What shapes of strangers may not ask for: anything that would be fetched from elsewhere while data is checked."""

from rdflib import Graph, Literal
from rdflib.namespace import SH

from partnercities.problems import BadShapes
from partnercities.protocol.tokens import tokens

_QUERIES = (SH.select, SH.ask, SH.construct, SH.update)
_FETCHING = {"SERVICE": "asks another endpoint", "FROM": "names graphs to read", "LOAD": "loads a document"}


def refuse_reaching(shapes: bytes) -> None:
    """Raise BadShapes if shapes, N-Triples, hold a query that would fetch something; what they import is not followed."""
    graph = Graph().parse(data=shapes, format="nt")
    for predicate in _QUERIES:
        for query in graph.objects(None, predicate):
            _refuse_fetching(str(query) if isinstance(query, Literal) else "")


def _refuse_fetching(query: str) -> None:
    for token in tokens(query):
        if token.word in _FETCHING:
            raise BadShapes(
                f"A query of the shapes {_FETCHING[token.word]} ({token.word}); nothing is fetched for a check.",
                hint=f"Write it without {token.word}.",
            )
