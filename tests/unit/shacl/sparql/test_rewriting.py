"""EXISTS becomes a join where that means the same, and values stand where they are needed."""

import pytest

from partnercities.protocol.tokens import tokens
from partnercities.shacl.sparql.reading import read_query
from partnercities.shacl.sparql.rewriting import Rewritten


def rewritten(body: str, head: str = "SELECT $this ", tail: str = "", names: tuple[str, ...] = ("this",)) -> Rewritten:
    text = f"{head}{{ {body} }}{tail}"
    found = list(tokens(text))
    return Rewritten(text, found, read_query(found), names, ())


def text(body: str, head: str = "SELECT $this ", names: tuple[str, ...] = ("this",)) -> str:
    """The text with marks where values stand, and single blanks."""
    filled = rewritten(body, head, names=names).template.filled(lambda names: f" <{','.join(names)}> ")
    return " ".join(filled.split())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("$this e:p ?x", "<this> $this e:p ?x"),
        ("?x e:p ?y", "<this> ?x e:p ?y"),
        ("$this e:p ?x { FILTER($this != ?x) }", "<this> $this e:p ?x { <this> FILTER($this != ?x) }"),
        ("$this e:p ?x { ?x e:q ?y }", "<this> $this e:p ?x { ?x e:q ?y }"),
        ("$this e:p ?x OPTIONAL { $this e:q ?x }", "<this> $this e:p ?x OPTIONAL { <this> $this e:q ?x }"),
        ("{ SELECT $this { ?x e:p 1 } }", "<this> { SELECT $this { <this> ?x e:p 1 } }"),
        ("SELECT $this { $this e:p 1 }", "<this> { SELECT $this { <this> $this e:p 1 } }"),
    ],
)
def test_values_stand_at_the_beginning_of_groups(body, expected):
    assert text(body).replace("}}", "} }") == f"SELECT $this {{ {expected} }}"


@pytest.mark.parametrize(
    ("body", "binds"),
    [
        ("$this e:p ?x", True),
        ("?x e:p ?y", False),
        ("$this e:p* ?x", False),
        ("$this e:p* ?x . $this e:q ?y", True),
        ("FILTER($this = e:a)", False),
        ("OPTIONAL { $this e:p ?x }", False),
        ("{ $this e:p ?x } UNION { ?x e:p $this }", True),
        ("{ $this e:p ?x } UNION { ?x e:p ?y }", False),
        ("?x e:p ?y { FILTER($this = ?x) }", False),
        ("$this e:p ?x FILTER NOT EXISTS { $this e:q ?y }", True),
        ("BIND($this AS ?x) $this e:p ?y", False),
    ],
)
def test_a_query_finds_its_nodes_if_patterns_give_them_before_they_are_read(body, binds):
    assert rewritten(body).binds is binds


@pytest.mark.parametrize(
    ("body", "tail", "single"),
    [
        ("$this e:p ?x", "", False),
        ("$this e:p ?x", " LIMIT 1", True),
        ("$this e:p ?x", " GROUP BY $this", False),
        ("$this e:p ?x", " GROUP BY ?x", True),
        ("{ SELECT $this { $this e:p ?x } LIMIT 1 }", "", True),
        ("{ SELECT $this (COUNT(?x) AS ?n) { $this e:p ?x } GROUP BY $this }", "", False),
        ("{ SELECT $this (COUNT(?x) AS ?n) { $this e:p ?x } }", "", True),
        ("$this e:p ?x FILTER EXISTS { { $this e:q ?y } }", "", True),
    ],
)
def test_what_mixes_nodes_is_asked_for_each(body, tail, single):
    assert rewritten(body, tail=tail).single is single


def test_a_query_that_does_not_return_its_nodes_is_asked_for_each():
    assert rewritten("$this e:p ?x", head="SELECT ?x ").single


def test_an_ask_returns_what_it_is_true_for():
    assert text("?value e:p 1", head="ASK ", names=("value",)).startswith("SELECT DISTINCT ?value {")


def test_what_must_not_exist_is_joined_and_then_left_out():
    assert text("$this e:p ?x FILTER NOT EXISTS { $this e:q ?y . ?y e:r ?x } ?x e:s 1") == (
        "SELECT $this { <this> $this e:p ?x FILTER(true) ?x e:s 1 "
        "OPTIONAL { $this e:q ?x14_1_y . ?x14_1_y e:r ?x BIND(1 AS ?x14_1) } FILTER(!BOUND(?x14_1)) }"
    )


def test_what_must_exist_is_joined_once_for_each_node():
    assert text("$this e:p ?x FILTER EXISTS { $this e:q ?y . ?y e:r 1 }") == (
        "SELECT $this { <this> $this e:p ?x FILTER(true) "
        "{ SELECT DISTINCT ?this WHERE { <this> $this e:q ?x14_1_y . ?x14_1_y e:r 1 } } }"
    )


@pytest.mark.parametrize(
    "condition",
    [
        "NOT EXISTS { $this e:q ?y }",
        "NOT EXISTS { $this e:q ?y OPTIONAL { ?y e:r ?x } }",
        "NOT EXISTS { $this e:q ?y BIND(?x AS ?z) }",
        "NOT EXISTS { $this e:q ?y { ?y e:r ?z FILTER(?z = ?x) } }",
        "NOT EXISTS { $this e:q ?y FILTER EXISTS { ?y e:r ?x } }",
        "EXISTS { $this e:q ?y . ?y e:r ?z FILTER(?z = ?x) }",
        "EXISTS { ?a e:q ?y . ?y e:r ?z }",
    ],
)
def test_what_a_join_would_change_stays(condition):
    assert "EXISTS" in text(f"$this e:p ?x FILTER {condition}")


def test_a_condition_within_optional_sees_what_it_is_optional_to():
    assert "NOT EXISTS { $this e:r ?x . ?x e:s" in text(
        "$this e:p ?x OPTIONAL { $this e:q ?y FILTER NOT EXISTS { $this e:r ?x . ?x e:s 1 } }"
    )
