"""The engine of shapes as judge of patterns and queries."""

import pytest

from partnercities.validation.judging import compiles, parse_query
from partnercities.validation.linting.judges import Asked


@pytest.mark.parametrize(
    ("pattern", "flags", "found"), [("^a+$", "i", True), ("(", "", False), ("(a)\\1", "", False), ("a", "q", True)]
)
def test_a_pattern_is_read_as_sparql_reads_it(pattern: str, flags: str, found: bool):
    assert compiles(pattern, flags) is found


@pytest.mark.parametrize(
    "asked",
    [
        Asked("SELECT $this WHERE { $this $PATH ?value FILTER(?value > 1) }", "SELECT", {}),
        Asked("SELECT $this { $this ex:p 1 }", "SELECT", {"ex": "http://e.example/"}, on_path=False),
        Asked("ASK { FILTER(?value > ?least) }", "ASK", {}, variables=("least",)),
    ],
)
def test_a_query_that_can_be_asked_has_no_fault(asked: Asked):
    assert parse_query(asked) is None


@pytest.mark.parametrize(
    ("asked", "line", "fault"),
    [
        (Asked("ASK { ?s ?p ?o }", "SELECT", {}), 1, "ASK"),
        (Asked("SELECT $this\n{ $this ex:p 1 }", "SELECT", {}), 2, "ex:"),
        (Asked("SELECT $this\n{ SERVICE <http://e.example/> { $this ?p 1 } }", "SELECT", {}), 2, "SERVICE"),
        (Asked("SELECT $this\n{ $this $PATH ?value }", "SELECT", {}, on_path=False), 2, "$PATH"),
        (Asked("SELECT $this { BIND(1 AS ?least) }", "SELECT", {}, variables=("least",)), 1, "?least"),
        (Asked("SELECT $this\nWHERE { $this ?p FILTER }", "SELECT", {}), 2, "before '}'"),
        (Asked("SELECT $this\nWHERE {", "SELECT", {}), 2, "never closed"),
    ],
)
def test_a_query_that_cannot_be_asked_has_a_line_and_words(asked: Asked, line: int, fault: str):
    found = parse_query(asked)
    assert found is not None
    assert found[0] == line
    assert fault in found[2]
