"""Where queries look: what a change cannot touch by these ways, it does not change."""

from collections import Counter

import pyoxigraph as ox
import pytest

from partnercities.shacl.paths import Inverse, Sequence, Step, ZeroOrMore
from partnercities.shacl.shape import Read
from partnercities.shacl.sparql.compiling import compile_query
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Term
from partnercities.shacl.walking import walk

PREFIXES = {"e": "http://example.org/"}


def e(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.org/{name}")


P, Q, R = (Step(e(name)) for name in "pqr")
ANYTHING = Read(None, None)
OF_P = Read((), e("p"))


def looks(body: str) -> frozenset[Read]:
    return compile_query(f"SELECT $this {{ {body} }}", "SELECT", None, {}, PREFIXES).looks


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("$this e:p ?x", {OF_P}),
        ("?x e:p $this", {Read((), e("p"), backwards=True)}),
        ("$this e:p ?x . ?x e:q ?y", {OF_P, Read((P,), e("q"))}),
        ("?y e:q ?x . $this e:p ?x", {OF_P, Read((P,), e("q"), backwards=True)}),
        ("$this e:p [ e:q ?y ]", {OF_P, Read((P,), e("q"))}),
        ("$this e:p _:b . _:b e:q ?y", {OF_P, Read((P,), e("q"))}),
        ("$this e:p e:a . e:a e:q ?y", {OF_P, Read((P,), e("q"))}),
        ("$this e:p ?x . ?z e:q ?y", {OF_P, Read(None, e("q"))}),
        ("$this e:p/e:q ?x", {OF_P, Read((P,), e("q"))}),
        ("$this e:p ?x FILTER NOT EXISTS { ?x e:q ?y }", {OF_P, Read((P,), e("q"))}),
        ("$this e:p ?x OPTIONAL { ?x e:q ?y }", {OF_P, Read((P,), e("q"))}),
        ("OPTIONAL { $this e:p ?x } OPTIONAL { ?x e:q ?y }", {OF_P, Read(None, e("q"))}),
        ("$this e:p ?x { FILTER EXISTS { ?x e:q ?y } }", {OF_P, Read(None, e("q"))}),
        (
            "$this e:p ?x { ?x e:q ?y } UNION { ?y e:r ?x }",
            {OF_P, Read((P,), e("q")), Read((P,), e("r"), backwards=True)},
        ),
        ("$this e:p ?x { SELECT $this ?x { $this e:q ?x . ?x e:r ?y } }", {OF_P, Read((), e("q")), Read((Q,), e("r"))}),
        ("$this a ?class", {Read((), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))}),
        ("$this ?any ?x", {Read((), None)}),
        ("$this e:p ?x . ?y ?any ?x", {OF_P, Read((P,), None, backwards=True)}),
        ("$this !e:p ?x", {Read((), None)}),
        ("$this e:p ?true . ?x e:q true", {OF_P, Read(None, e("q"))}),
        ("$this e:p* ?x", {Read((ZeroOrMore(P),), e("p")), Read((), None), Read((), None, backwards=True)}),
        ("?x e:p* ?y", {ANYTHING}),
        ("?x e:p* e:a", {ANYTHING}),
        ("?x e:q ?z . ?x e:p* ?y", {Read(None, e("q")), Read(None, e("p"))}),
        ("?x e:q ?z FILTER EXISTS { ?x e:p* e:a }", {Read(None, e("q")), Read(None, e("p"))}),
        ("?x e:q ?z { ?x e:p* e:a }", {Read(None, e("q")), Read(None, e("p"))}),
        ("$this e:q/e:p* ?x", {Read((), e("q")), Read((Q, ZeroOrMore(P)), e("p"))}),
        ("$this e:p ?x . ?y ?any ?z", {OF_P, ANYTHING}),
        ("$this e:p <<( ?x e:q ?y )>>", {OF_P, ANYTHING}),
        ("$this e:p ( ?x 1 )", {OF_P, ANYTHING}),
        ("$this e:p ?x GRAPH ?g { ?x e:q ?y }", {OF_P, ANYTHING}),
        ("GRAPH $shapesGraph { ?x ?y ?z } $this e:p ?x", {OF_P}),
        ("$this e:p ?x FILTER (true)", {OF_P}),
    ],
)
def test_a_pattern_looks_from_what_it_is_joined_to(body: str, expected: set[Read]):
    assert looks(body) == expected


def test_paths_of_shapes_are_followed():
    path = Sequence((P, Inverse(Q)))
    compiled = compile_query("SELECT $this ?value { $this $PATH ?value }", "SELECT", path, {}, PREFIXES)
    assert compiled.looks == {OF_P, Read((P,), e("q"), backwards=True)}
    assert compiled.reads == frozenset({e("p"), e("q")})


def test_an_ask_begins_at_the_value():
    compiled = compile_query("ASK { ?value e:q ?x }", "ASK", P, {}, PREFIXES)
    assert compiled.looks == {Read((P,), e("q"))}


def answered(body: str, data: set[ox.Triple], foci: list[Term]) -> dict[Term, Counter[Term | None]]:
    compiled = compile_query(f"SELECT $this ?value {{ {body} }}", "SELECT", None, {}, PREFIXES)
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in data)
    found: dict[Term, Counter[Term | None]] = {focus: Counter() for focus in foci}
    for (focus,), solution in compiled.question.answers(store, [(focus,) for focus in foci]):
        found[focus][solution["value"]] += 1
    return found


def touched(body: str, data: set[ox.Triple], changed: ox.Triple, foci: list[Term]) -> set[Term]:
    """The nodes from which the query may come to a statement, by the ways it tells."""
    tables = Tables(data)
    found = set()
    for read in looks(body):
        if read.predicate in (None, changed.predicate):
            end = tables.number(changed.object if read.backwards else changed.subject)
            for focus in foci:
                places = {tables.number(focus)}
                for path in read.way or ():
                    step = walk(path, tables)
                    places = {value for place in places for value in step(place)}
                if read.way is None or end in places:
                    found.add(focus)
    return found


def check(writer, queries: int) -> None:
    foci: list[Term] = [e(name) for name in ("a", "b", "c", "d", "absent")]
    for _ in range(queries):
        body = writer.body()
        data = {ox.Triple(*statement) for statement in writer.statements()}
        changed = ox.Triple(*writer.statements()[0])
        without, with_it = data - {changed}, data | {changed}
        try:
            before, after = answered(body, without, foci), answered(body, with_it, foci)
        except SyntaxError:
            continue
        reached = touched(body, without, changed, foci) | touched(body, with_it, changed, foci)
        assert {focus for focus in foci if before[focus] != after[focus]} <= reached, (body, changed)


@pytest.mark.parametrize("seed", range(3))
def test_a_change_elsewhere_changes_nothing(seed, written):
    check(written(seed), 100)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(100, 105))
def test_changes_elsewhere_change_nothing(seed, written):
    check(written(seed), 2_000)
