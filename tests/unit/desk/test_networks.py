"""Networks as files: what others read back is what was written."""

import io
from xml.etree.ElementTree import fromstring

import networkx as nx
import pytest

from partnercities.desk.listing import Edge, Network, Record, network_of
from partnercities.desk.networks import gexf, graphml

SOFIA, LILLE, BREST = "id/sofia", "id/lille", "id/brest"
ABOUT: dict[str, Record] = {
    SOFIA: {"label": "София & co", "country": "BG", "latitude": 42.7, "population": 1_152_556, "lead": True},
    LILLE: {"label": "Lille", "country": "FR", "latitude": 50, "population": None, "lead": False},
    BREST: {"label": None, "country": None, "latitude": None, "population": 139_000, "lead": False},
}
ROWS: tuple[Record, ...] = (
    {"a": SOFIA, "b": LILLE, "projects": 3, "names": ("CoNet", "AAA <1>")},
    {"a": LILLE, "b": BREST, "projects": 1, "names": None},
)
NETWORK = network_of(ROWS, ("a", "b"), "projects", ("names",), ABOUT)

each_format = pytest.mark.parametrize(
    ("write", "read"),
    [
        (gexf, lambda body: nx.read_gexf(io.BytesIO(body), version="1.3")),
        (graphml, lambda body: nx.read_graphml(io.BytesIO(body))),
    ],
    ids=["gexf", "graphml"],
)


@each_format
def test_nodes_and_edges_are_read_back(write, read):
    graph = read(write(NETWORK, "Pairs"))
    assert not graph.is_directed()
    assert set(graph.nodes) == {SOFIA, LILLE, BREST}
    assert graph.edges[SOFIA, LILLE]["weight"] == 3
    assert graph.edges[SOFIA, LILLE]["names"] == "CoNet; AAA <1>"
    assert "names" not in graph.edges[LILLE, BREST]


@each_format
def test_what_is_known_of_nodes_keeps_its_type(write, read):
    nodes = read(write(NETWORK, "Pairs")).nodes
    assert (
        nodes[SOFIA] | {"label": "София & co", "country": "BG", "latitude": 42.7, "population": 1_152_556}
        == nodes[SOFIA]
    )
    assert (nodes[SOFIA]["lead"], nodes[LILLE]["lead"]) == (True, False)
    assert nodes[LILLE]["latitude"] == 50.0
    assert isinstance(nodes[LILLE]["latitude"], float)
    assert nodes[BREST]["label"] == BREST
    assert "country" not in nodes[BREST]


@each_format
def test_the_same_network_is_the_same_bytes(write, read):
    assert write(NETWORK, "Pairs") == write(NETWORK, "Pairs")


@each_format
def test_what_xml_cannot_hold_is_marked(write, read):
    odd = Network({"a\x00": {"label": "b\x0bc", "d": "\ud800"}}, ())
    (node,) = read(write(odd, "\x01")).nodes(data=True)
    assert node[0] == "a\ufffd"
    assert node[1] | {"label": "b\ufffdc", "d": "\ufffd"} == node[1]


@each_format
def test_a_network_of_nothing_is_one(write, read):
    assert len(read(write(Network({}, ()), "Nothing"))) == 0


def test_values_of_several_types_are_texts():
    found = nx.read_gexf(io.BytesIO(gexf(Network({"a": {"x": 1}, "b": {"x": "?"}}, ()), "")), version="1.3")
    assert (found.nodes["a"]["x"], found.nodes["b"]["x"]) == ("1", "?")


def test_a_place_on_the_map_is_one_in_gephi_where_y_points_up():
    placed = Network(ABOUT, (), {SOFIA: (10, 20.04)})
    positions = [item.attrib for item in fromstring(gexf(placed, "")).iter("{http://gexf.net/1.3/viz}position")]
    assert positions == [{"x": "10.0", "y": "-20.0", "z": "0"}]


def test_a_weight_of_an_edge_can_be_no_whole_number():
    halves = Network({"a": {}, "b": {}}, (Edge("a", "b", 0.5),))
    assert nx.read_graphml(io.BytesIO(graphml(halves, ""))).edges["a", "b"]["weight"] == 0.5


def test_in_gexf_what_is_known_is_declared_before_the_nodes():
    (graph,) = fromstring(gexf(NETWORK, "")).iter("{http://gexf.net/1.3}graph")
    assert [child.tag.partition("}")[2] for child in graph] == ["attributes", "attributes", "nodes", "edges"]
