"""Queries are taken apart into groups, patterns and conditions."""

import pytest

from partnercities.protocol.tokens import tokens
from partnercities.shacl.sparql.reading import read_query
from partnercities.shacl.sparql.select import Select
from partnercities.shacl.sparql.structure import Element, Filter, Triples


def read(body: str, head: str = "SELECT $this", tail: str = "") -> Select:
    return read_query(list(tokens(f"PREFIX e: <http://e/> {head} WHERE {{ {body} }} {tail}")))


def patterns(body: str) -> list[tuple[str, str, str]]:
    (block,) = read(body).group.elements
    assert isinstance(block, Triples)
    return [
        (pattern.subject, " ".join(token.text for token in pattern.verb), pattern.object) for pattern in block.patterns
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "$this a e:C ; e:p 1 , 'x'@en , \"1\"^^e:t .",
            [("$this", "a", "e:C"), *(("$this", "e:p", o) for o in ("1", "'x'", '"1"'))],
        ),
        ("?a ^e:p/(e:q|!e:r)*/a? ?b . ?b ?p ?c", [("?a", "^ e:p / ( e:q | ! e:r ) * / a ?", "?b"), ("?b", "?p", "?c")]),
        ("?a e:p -2 ; ; e:q true .", [("?a", "e:p", "-2"), ("?a", "e:q", "true")]),
        ("?a e:p+ _:b . _:b e:q <http://e/x>", [("?a", "e:p +", "_:b"), ("_:b", "e:q", "<http://e/x>")]),
    ],
)
def test_patterns_have_three_places(body, expected):
    assert patterns(body) == expected


def test_nameless_nodes_join_what_is_said_of_them():
    inner, outer = patterns("$this e:p [ e:q ?x ]")
    assert inner[1:] == ("e:q", "?x")
    assert outer == ("$this", "e:p", inner[0])


def test_only_paths_that_may_stay_where_they_are_match_any_node():
    (block,) = read("?a e:p* ?b . ?a e:p? ?b . ?a e:p+ ?b . ?a e:p/e:q ?b").group.elements
    assert [pattern.may_stay for pattern in block.patterns] == [True, True, False, False]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "in_scope", "certain"),
    [
        ("?a e:p ?b", "ab", "ab"),
        ("?a e:p ?b OPTIONAL { ?b e:p ?c }", "abc", "ab"),
        ("{ ?a e:p ?b } UNION { ?b e:p ?c }", "abc", "b"),
        ("?a e:p 1 BIND(?a AS ?b)", "ab", "a"),
        ("?a e:p 1 FILTER(?b > 1) FILTER EXISTS { ?c e:p ?d }", "a", "a"),
        ("GRAPH ?g { ?a e:p 1 }", "ag", "ag"),
        ("{ SELECT ?a (?b + 1 AS ?c) { ?a e:p ?b ; e:q ?d } }", "ac", "a"),
        ("{ SELECT * { ?a e:p ?b } }", "ab", "ab"),
        ("{ SELECT ?a (COUNT(DISTINCT ?b) AS ?n) { ?a e:p ?b } GROUP BY ?a }", "an", "a"),
    ],
)
def test_a_group_tells_which_variables_have_values(body, in_scope, certain):
    group = read(body).group
    assert group.in_scope == frozenset(in_scope)
    assert group.certain == frozenset(certain)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("FILTER EXISTS { ?a e:p ?b }", "EXISTS"),
        ("FILTER NOT EXISTS { ?a e:p ?b }", "NOT EXISTS"),
        ("FILTER (NOT EXISTS { ?a e:p ?b })", "NOT EXISTS"),
        ("FILTER ( ! EXISTS { ?a e:p ?b } )", "NOT EXISTS"),
        ("FILTER ((EXISTS { ?a e:p ?b }))", "EXISTS"),
        ("FILTER (EXISTS { ?a e:p ?b } || ?a = 1)", ""),
        ("FILTER (?a = 1 && EXISTS { ?a e:p ?b })", ""),
        ("FILTER (!!EXISTS { ?a e:p ?b })", ""),
        ("FILTER (?a = 1)", ""),
        ("FILTER e:f(?a)", ""),
    ],
)
def test_a_condition_tells_whether_all_it_asks_is_existence(condition, expected):
    (element,) = read(condition).group.elements
    assert isinstance(element, Filter)
    assert element.existence == expected


@pytest.mark.parametrize(
    ("head", "tail", "projected", "grouped", "aggregates", "cut"),
    [
        ("SELECT $this ?x", "", {"this", "x"}, set(), False, False),
        ("SELECT DISTINCT $this (STR(?x) AS ?y)", "ORDER BY ?x", {"this", "y"}, set(), False, False),
        ("SELECT $this (COUNT(*) AS ?n)", "GROUP BY $this HAVING (COUNT(*) > 1)", {"this", "n"}, {"this"}, True, False),
        ("SELECT ?n", "GROUP BY $this (STR(?x) AS ?n) ORDER BY ?n LIMIT 1", {"n"}, {"this"}, True, True),
        ("SELECT *", "OFFSET 2", {"this", "x"}, set(), False, True),
    ],
)
def test_a_select_tells_what_it_makes_of_its_solutions(head, tail, projected, grouped, aggregates, cut):
    query = read("$this e:p ?x", head, tail)
    assert (query.projected, query.grouped_by, query.aggregates, query.cut) == (projected, grouped, aggregates, cut)


def test_the_text_of_each_element_is_known():
    body = "$this e:p ?x . OPTIONAL { ?x e:q ?y } { ?x e:r 1 } UNION { ?x e:r 2 } BIND(1 AS ?z) FILTER(?x > (1 + 2)) GRAPH ?g { ?s ?p ?o }"
    text = f"PREFIX e: <http://e/> SELECT $this WHERE {{ {body} }}"

    def written(element: Element) -> str:
        return text[element.start : element.end]

    assert [written(element) for element in read(body).group.elements] == [
        "$this e:p ?x .",
        "OPTIONAL { ?x e:q ?y }",
        "{ ?x e:r 1 } UNION { ?x e:r 2 }",
        "BIND(1 AS ?z)",
        "FILTER(?x > (1 + 2))",
        "GRAPH ?g { ?s ?p ?o }",
    ]
