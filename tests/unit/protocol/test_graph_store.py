"""The Graph Store Protocol without a server: every request means one graph or is refused, every body has a format."""

import pytest

from partnercities.model.vocabulary import GRAPH
from partnercities.problems import BadRequest, MethodNotAllowed, UnsupportedMediaType
from partnercities.protocol.graph_store import METHODS, Target, contents, identified, target

G = "http://e.example/g?a=b#c"


@pytest.mark.parametrize("method", METHODS)
def test_a_graph_is_named_by_its_iri_or_as_the_default_graph(method: str):
    assert target(method, [("graph", G), ("format", "ttl")]) == Target(G)
    assert target(method, [("default", "")]) == Target(None)


def test_a_post_to_the_store_makes_a_graph_of_its_own():
    first, second = (target("POST", [("lang", "en")]) for _ in range(2))
    assert first.new
    assert first.graph is not None
    assert first.graph.startswith(GRAPH)
    assert first != second


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"POST"}))
def test_other_methods_name_a_graph(method: str):
    with pytest.raises(BadRequest, match="names no graph") as caught:
        target(method, [])
    assert "?default" in caught.value.hint


@pytest.mark.parametrize(
    "pairs",
    [
        [("graph", G), ("default", "")],
        [("graph", G), ("graph", G)],
        [("default", ""), ("default", "")],
        [("graph", "relative")],
        [("graph", "")],
        [("graph", "//e.example/g")],
        [("graph", "urn:a b")],
        [("graph", "urn:a>")],
    ],
)
def test_two_graphs_and_names_that_are_none_are_refused(pairs: list[tuple[str, str]]):
    with pytest.raises(BadRequest) as caught:
        target("GET", pairs)
    assert "absolute IRI" in caught.value.hint


@pytest.mark.parametrize("method", ["PATCH", "TRACE", "put"])
def test_other_methods_are_told_what_works(method: str):
    with pytest.raises(MethodNotAllowed) as caught:
        target(method, [("default", "")])
    assert caught.value.allowed == METHODS


def test_an_address_can_be_the_graph_itself():
    assert identified(G) == Target(G)
    with pytest.raises(BadRequest, match="absolute"):
        identified("g")


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("text/turtle; charset=utf-8", "turtle"),
        ("application/xml", "rdfxml"),
        ("application/json", "jsonld"),
        ("text/plain", "ntriples"),
        ("", "rdfxml"),
        (" ", "rdfxml"),
    ],
)
def test_a_part_has_a_format_by_its_type(media_type: str, name: str):
    assert [(format.name, body) for format, body in contents([(media_type, b"x")])] == [(name, b"x")]


@pytest.mark.parametrize("media_type", ["image/png", "text/csv", "application/n-quads", "multipart/form-data", "x"])
def test_a_type_of_no_graph_is_refused(media_type: str):
    with pytest.raises(UnsupportedMediaType, match="type of a graph") as caught:
        contents([("text/turtle", b""), (media_type, b"")])
    assert "text/turtle" in caught.value.hint
