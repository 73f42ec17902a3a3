"""The lines of a dump: every kind of term, order beyond what fits into memory, and readers side by side."""

import gzip

import pyoxigraph as ox
import pytest

from partnercities.dataset.build import Dataset
from partnercities.desk import dumping
from partnercities.desk.desk import Desk
from partnercities.problems import EndpointFailed, NotFound
from partnercities.store.embedded import EmbeddedStore

P = ox.NamedNode("http://e.example/p")
XSD = "http://www.w3.org/2001/XMLSchema#"


def held(*quads: ox.Quad) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def dump(store: ox.Store, *, merged: bool = False) -> bytes:
    desk = Desk(EmbeddedStore(store), Dataset(EmbeddedStore(store), "v", {}, 0), merged=merged)
    return gzip.decompress(b"".join(dumping.dump(desk).read()))


@pytest.mark.parametrize(
    "object",
    [
        ox.NamedNode("http://e.example/ж"),
        ox.BlankNode("b"),
        ox.Literal('tab\t, line\nend\r, quote", back\\slash'),
        ox.Literal("София", language="bg"),
        ox.Literal(""),
        ox.Literal("007", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("-7", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("4.50", datatype=ox.NamedNode(XSD + "decimal")),
        ox.Literal(".5", datatype=ox.NamedNode(XSD + "decimal")),
        ox.Literal("1e0", datatype=ox.NamedNode(XSD + "double")),
        ox.Literal("INF", datatype=ox.NamedNode(XSD + "double")),
        ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
        ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")),
        ox.Literal("2010", datatype=ox.NamedNode(XSD + "gYear")),
        ox.Literal("x", datatype=ox.NamedNode(XSD + "integer")),
    ],
    ids=str,
)
@pytest.mark.parametrize("graph", [ox.NamedNode("http://e.example/g"), ox.DefaultGraph()], ids=str)
def test_every_term_comes_back(object, graph):
    # The store itself writes some numbers in another way than they came.
    store = held(ox.Quad(ox.NamedNode("http://e.example/s"), P, object, graph))
    assert list(ox.parse(dump(store), format=ox.RdfFormat.N_QUADS)) == list(store)


def test_a_merged_default_graph_is_not_said_twice():
    inside = ox.Quad(P, P, P, ox.NamedNode("http://e.example/g"))
    assert dump(held(inside, ox.Quad(P, P, P)), merged=True) == f"{inside} .\n".encode()


def test_what_does_not_fit_into_memory_is_sorted_too(monkeypatch):
    monkeypatch.setattr(dumping, "_RUN", 7)
    quads = [ox.Quad(P, P, ox.Literal(str(number)), P) for number in range(50)]
    lines = dump(held(*quads)).splitlines()
    assert len(lines) == 50
    assert lines == sorted(lines)


def test_two_readers_do_not_disturb_each_other(dataset):
    found = dumping.dump(Desk(dataset.store, dataset))
    first, second = found.read(), found.read()
    half = next(first)
    assert next(second) == half
    whole = half + b"".join(first)
    assert len(whole) == found.size
    assert half + b"".join(second) == whole


def test_no_term_is_guessed():
    with pytest.raises(EndpointFailed, match="no term"):
        dumping._term(b"NULL")


def test_a_desk_without_data_of_ours_has_no_dump():
    with pytest.raises(NotFound):
        dumping.dump(Desk(EmbeddedStore(ox.Store())))
