"""pySHACL as an oracle, over rdflib's graphs in memory."""

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox
from pyshacl import validate
from rdflib import BNode, Graph, Literal, Node, URIRef

from .cases import Case
from .corrections import corrected
from .results import Results, read
from .words import Term

_LOGGERS = ("rdflib", "rdflib.term", "pyshacl", "pyshacl.validate")


def validated(case: Case, but: str = "") -> Results:
    """The results of pySHACL with all corrections, or with all but one. Raises what it raises."""
    with _quiet(), corrected(but):
        _, report, text = validate(_graph(case.data), shacl_graph=_graph(case.shapes), inference="none")
    if not isinstance(report, Graph):
        raise TypeError(text)
    return read(ox.parse(report.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES))


def _graph(triples: Iterable[ox.Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


def _term(term: Term | ox.Triple) -> Node:
    """The term for rdflib, in its very form: rdflib would write some literals in another."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    kind = None if term.datatype.value.endswith("#string") else URIRef(term.datatype.value)
    return Literal(term.value, datatype=kind, normalize=False)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what rdflib says about literals that are not what their datatype says."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
