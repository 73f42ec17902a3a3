"""A query as programs: whatever stands in it, each language reads it back as it was."""

import ast
import re
import shlex
from itertools import pairwise

import pytest

from partnercities.protocol.formats import Kind
from partnercities.web.site.snippets import snippets

ENDPOINT = "https://cities.example/sparql"
ODD = [
    "SELECT * { ?s ?p 'it''s' }",
    'SELECT * { ?s ?p """three""" }',
    'SELECT * { ?s ?p "a\\n\\"b" }',
    "ASK { ?s ?p 'София' }\n# $HOME `date` %s {0}",
    'ASK { ?s ?p "ends so"',
    "ASK { ?s ?p 1 } #\\",
    "ASK {}\r\n",
]


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("kind", [Kind.BINDINGS, Kind.BOOLEAN, Kind.GRAPH])
def test_curl_gets_each_parameter_as_one_word(query: str, kind: Kind):
    pairs = [("query", query), ("default-graph-uri", "http://e.example/it's")]
    words = shlex.split(snippets(ENDPOINT, pairs, kind)["curl"])
    assert words[:2] == ["curl", ENDPOINT]
    assert [after for word, after in pairwise(words) if word == "--data-urlencode"] == [
        f"query={query}",
        "default-graph-uri=http://e.example/it's",
    ]


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("kind", [Kind.BINDINGS, Kind.BOOLEAN, Kind.GRAPH])
def test_python_reads_the_query_as_it_is(query: str, kind: Kind):
    program = ast.parse(snippets(ENDPOINT, [("query", query), ("timeout", "5")], kind)["Python"])
    calls = {
        node.func.attr: [ast.literal_eval(value) for value in node.args]
        for node in ast.walk(program)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("setQuery", "addParameter")
    }
    assert calls == {"setQuery": ["\n" + query], "addParameter": ["timeout", "5"]}


@pytest.mark.parametrize("query", ODD)
def test_r_reads_the_query_as_it_is(query: str):
    program = snippets(ENDPOINT, [("query", query)], Kind.BINDINGS)["R"]
    (given,) = re.findall(r"'query', ('(?:\\.|[^'\\])*')", program, re.DOTALL)
    assert given[1:-1].replace("\\'", "'").replace("\\\\", "\\") == query
