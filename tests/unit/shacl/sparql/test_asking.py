"""One query for many focus nodes gives what one query for each gives, in which the node stands in place of `$this`."""

import re
from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest

from partnercities.shacl.sparql import asking
from partnercities.shacl.sparql.compiling import compile_query
from partnercities.shacl.terms import Term

E = "http://example.org/"
PREFIXES = {"e": E}
P = ox.NamedNode(E + "p")
NODES = [ox.NamedNode(E + name) for name in "abcd"]
FOCI: list[Term] = [*NODES, ox.NamedNode(E + "absent")]
# A query cannot name a blank node, so queries name the last node only; the names keep the order of the nodes.
NAMELESS: dict[Term, Term] = {node: ox.BlankNode(node.value[-1]) for node in NODES[:3]}

Found = Counter[tuple[Term, Term | None]]
Statements = list[Any]


def store_of(statements: Statements) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*statement) for statement in statements)
    return store


def by_set(body: str, store: ox.Store, foci: list[Term]) -> Found:
    compiled = compile_query(f"SELECT $this ?value WHERE {{ {body} }}", "SELECT", None, {}, PREFIXES)
    answers = compiled.question.answers(store, [(focus,) for focus in foci])
    return Counter((key[0], solution["value"]) for key, solution in answers)


def one_by_one(body: str, store: ox.Store, foci: list[Term]) -> Found:
    """The reference: the text of each query has the node itself; a count of nothing for it gives no row, as by GROUP BY."""
    counted = re.compile(r"WHERE \{((?:(?!WHERE).)*)\} GROUP BY \$this")
    alone = counted.sub(r"WHERE { BIND(1 AS ?one) {\1} } GROUP BY ?one", body)
    alone = alone.replace("SELECT $this", "SELECT").replace("DISTINCT $this", "DISTINCT")
    found: Found = Counter()
    for focus in foci:
        text = f"SELECT ?value WHERE {{ {alone.replace('$this', str(focus))} }}"
        found.update((focus, solution["value"]) for solution in store.query(text, prefixes=PREFIXES))  # type: ignore[union-attr]
    return found


def check(writer: Any, queries: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(queries):
        body, statements = writer.body(), writer.statements()
        try:
            expected = one_by_one(body, store_of(statements), FOCI)
        except SyntaxError:  # such as a variable that is given a value twice
            continue
        nameless: Statements = [tuple(NAMELESS.get(term, term) for term in one) for one in statements]
        unnamed = Counter({tuple(NAMELESS.get(term, term) for term in row): n for row, n in expected.items()})  # type: ignore[arg-type]
        for chunk, alone in ((1, 0), (2, 20), (5_000, 20)):
            monkeypatch.setattr(asking, "_CHUNK", chunk)
            monkeypatch.setattr(asking, "_ALONE", alone)
            assert by_set(body, store_of(statements), FOCI) == expected, body
            assert by_set(body, store_of(nameless), [NAMELESS.get(node, node) for node in FOCI]) == unnamed, body


@pytest.mark.parametrize("seed", range(5))
def test_a_query_for_many_nodes_is_a_query_for_each(seed, written, monkeypatch):
    check(written(seed), 40, monkeypatch)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(1_000, 1_004))
def test_many_queries_for_many_nodes_are_queries_for_each(seed, written, monkeypatch):
    check(written(seed), 1_000, monkeypatch)


def test_literals_that_a_store_writes_anew_are_told_apart():
    one, two = (
        ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")) for text in ("1", "01")
    )
    assert by_set("BIND(2 AS ?value) FILTER($this = 1)", ox.Store(), [one, two, ox.Literal("1")]) == {
        (one, ox.Literal(2)): 1,
        (two, ox.Literal(2)): 1,
    }


def test_an_iri_that_sparql_cannot_write_is_asked_for():
    (quad,) = ox.parse(f"<{E}a{{b> <{E}p> <{E}a> .", ox.RdfFormat.N_TRIPLES, lenient=True)
    odd = quad.subject
    store = store_of([(odd, P, NODES[0])])
    for body in ("$this e:p ?value", "{ FILTER(BOUND($this)) } $this e:p ?value", "?x e:p ?value FILTER(?x = $this)"):
        assert by_set(body, store, [odd, *NODES]) == {(odd, NODES[0]): 1}
