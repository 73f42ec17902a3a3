"""Queries and updates that are evaluated: their answers, or what the server holds after them."""

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from .comparing import Table, graph, same
from .manifests import Case, Node, path_of
from .reading import answer, expected, quads
from .remotes import Remotes
from .target import Target


def text_of(node: Node) -> bytes:
    """The text of a query or update, made to resolve its relative names as the suite does."""
    return f"BASE <{node.value}>\n".encode() + path_of(node.value).read_bytes()


def is_ordered(text: bytes) -> bool:
    """Whether the query as a whole has its rows in an order."""
    return b"ORDER" in text.rpartition(b"}")[2].upper()


def default_data(node: Node) -> list[Quad]:
    """What the default graph holds, and the named graphs of files that hold several."""
    return [quad for file in node.all("qt:data", "ut:data") for quad in quads(path_of(file.value), file.value)]


def named_data(node: Node) -> dict[str, list[Quad]]:
    """What each named graph holds. Queries name a graph by its file, updates by a label."""
    named = {}
    for item in node.all("qt:graphData", "ut:graphData"):
        file = (item.all("ut:graph") or [item])[0]
        name = (item.all("rdfs:label") or [file])[0].value
        named[name] = [placed(quad, name) for quad in quads(path_of(file.value), file.value)]
    return named


def placed(quad: Quad, name: str) -> Quad:
    """The statement in a graph of that name."""
    return Quad(quad.subject, quad.predicate, quad.object, NamedNode(name))


def prepare(action: Node, target: Target) -> None:
    """Make the server hold what a test starts from."""
    named = named_data(action)
    default = default_data(action)
    target.hold([*default, *(quad for members in named.values() for quad in members)], named)


@pytest.mark.suite("QueryEvaluationTest", "CSVResultFormatTest")
def test_a_query_has_its_answer(case: Case, target: Target, remotes: Remotes):
    action, result = case.node.one("mf:action"), case.node.one("mf:result")
    text = text_of(action.one("qt:query"))
    prepare(action, target)
    remotes.forget()
    for service in action.all("qt:serviceData"):
        remotes.hold(service.one("qt:endpoint").value, default_data(service))
    media_type, wanted = expected(path_of(result.value), result.value)
    reply = target.ask(text, media_type)
    assert reply.status == 200, reply.said
    assert reply.media_type == media_type
    found = answer(reply.body, media_type)
    if is_ordered(text) and isinstance(wanted, Table) and isinstance(found, Table):
        wanted, found = wanted.numbered(), found.numbered()
    assert same(wanted, found), reply.said


@pytest.mark.suite("UpdateEvaluationTest")
def test_an_update_leaves_what_it_should(case: Case, target: Target):
    action, result = case.node.one("mf:action"), case.node.one("mf:result")
    prepare(action, target)
    reply = target.change(text_of(action.one("ut:request")))
    assert reply.status < 300, reply.said
    wanted, held = graphs(result), target.held()
    assert set(held) == set(wanted)
    assert [name for name in wanted if not same(wanted[name], held[name])] == []


def graphs(result: Node) -> dict[str, Table]:
    """The graphs that should be held, without empty ones; the default graph has no name."""
    members: dict[str, list[Quad]] = {}
    for quad in default_data(result):
        name = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name.value)
        members.setdefault(name, []).append(quad)
    named = members | named_data(result)
    return {name: graph(quad.triple for quad in quads) for name, quads in named.items() if quads}
