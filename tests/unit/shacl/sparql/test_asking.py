"""One query for many focus nodes gives what one query for each gives, in which the node stands in place of `$this`."""

import re
from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnercities.shacl.sparql import asking
from partnercities.shacl.sparql.compiling import compile_query
from partnercities.shacl.terms import Term

E = "http://example.org/"
NODES = [ox.NamedNode(E + name) for name in "abcd"]
ABSENT = ox.NamedNode(E + "absent")
PREDICATES = [ox.NamedNode(E + name) for name in "pqr"]
LITERALS = [ox.Literal(1), ox.Literal("x")]
PREFIXES = {"e": E}

statements = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from([*NODES, *LITERALS])),
    min_size=4,
    max_size=14,
)
variables = st.sampled_from(["$this", "?value", "?x", "?y"])
paths = st.sampled_from(["e:p", "e:q", "e:p/e:q", "^e:p", "e:p*", "e:p+", "e:q?", "(e:p|e:q)", "e:p/e:q*"])
objects = st.one_of(variables, variables, st.sampled_from(["e:a", "e:b", "1"]))
triples = st.tuples(variables, paths, objects).map(lambda parts: " ".join(parts) + " .")
tests = st.sampled_from(
    ["$this != ?value", "$this = e:a", "?x != ?y", "?value = e:b", "$this = ?x", "BOUND(?x)", "!BOUND(?y)", "?x = e:c"]
)


def groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        triples,
        group.map("OPTIONAL {{ {} }}".format),
        st.tuples(group, group).map(lambda two: "{{ {} }} UNION {{ {} }}".format(*two)),
        group.map("{{ {} }}".format),
        tests.map("FILTER ({})".format),
        group.map("FILTER EXISTS {{ {} }}".format),
        group.map("FILTER NOT EXISTS {{ {} }}".format),
        group.map("FILTER (!EXISTS {{ {} }})".format),
        group.map("{{ SELECT DISTINCT $this ?x WHERE {{ {} }} }}".format),
        group.map("{{ SELECT $this (COUNT(?x) AS ?y) WHERE {{ {} }} GROUP BY $this }}".format),
        group.map("{{ SELECT $this ?y WHERE {{ {} }} ORDER BY ?y ?x LIMIT 1 }}".format),
    )


bodies = st.lists(groups(st.recursive(triples, groups, max_leaves=4)), min_size=1, max_size=4).map(" ".join)


def by_set(body: str, store: ox.Store, foci: list[Term]) -> Counter[tuple[Term, Term | None]]:
    compiled = compile_query(f"SELECT $this ?value WHERE {{ {body} }}", "SELECT", None, {}, PREFIXES)
    answers = compiled.question.answers(store, [(focus,) for focus in foci])
    return Counter((key[0], solution["value"]) for key, solution in answers)


def one_by_one(body: str, store: ox.Store, foci: list[ox.NamedNode]) -> Counter[tuple[Term, Term | None]]:
    found: Counter[tuple[Term, Term | None]] = Counter()
    for focus in foci:
        alone = re.sub(
            r"WHERE \{((?:(?!WHERE).)*)\} GROUP BY \$this", r"WHERE { BIND(1 AS ?one) {\1} } GROUP BY ?one", body
        )
        alone = alone.replace("SELECT $this", "SELECT").replace("DISTINCT $this", "DISTINCT")
        text = f"SELECT ?value WHERE {{ {alone.replace('$this', str(focus))} }}"
        found.update((focus, solution["value"]) for solution in store.query(text, prefixes=PREFIXES))  # type: ignore[union-attr]
    return found


def filled(triples: list[tuple[ox.NamedNode, ox.NamedNode, Term]]) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    return store


def check_body(body: str, triples: list[tuple[ox.NamedNode, ox.NamedNode, Term]]) -> None:
    store = filled(triples)
    foci = [*NODES, ABSENT]
    try:
        expected = one_by_one(body, store, foci)
    except SyntaxError:
        return
    assert by_set(body, store, list(foci)) == expected
    for focus in foci:
        assert by_set(body, store, [focus]) == one_by_one(body, store, [focus])


@given(bodies, statements)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_query_for_many_nodes_is_a_query_for_each(body, triples):
    check_body(body, triples)


@pytest.mark.thorough
@given(bodies, statements)
@settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_query_for_many_nodes_is_a_query_for_each_at_length(body, triples):
    check_body(body, triples)
