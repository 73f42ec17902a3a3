"""What is known of an update by its tokens: its operations, where they stand, and what each may write."""

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnercities.problems import BadQuery, BadRequest, Place, Refused, TooLarge
from partnercities.protocol.query_text import Limits, guard
from partnercities.protocol.update_text import Operation, operations

P = "PREFIX e: <http://e.example/> "
# text, keyword, whether it may write the default graph, which named graphs
WRITES = [
    ("INSERT DATA { <a> <b> <c> }", "INSERT DATA", True, ()),
    ("insert data{<a><b><c>}", "INSERT DATA", True, ()),
    ("INSERT DATA { GRAPH <g> { <a> <b> <c> } }", "INSERT DATA", False, ("<g>",)),
    ("INSERT DATA { GRAPH e:g { <a> <b> [ <c> 1 ] } . GRAPH <h> {} }", "INSERT DATA", False, ("e:g", "<h>")),
    ("INSERT DATA { <a> <b> <c> . GRAPH <g> { <a> <b> 'GRAPH <no> {}' } }", "INSERT DATA", True, ("<g>",)),
    ("INSERT DATA {}", "INSERT DATA", False, ()),
    ("DELETE DATA { <a> <b> 1.5 }", "DELETE DATA", True, ()),
    ("DELETE WHERE { ?s ?p ?o }", "DELETE WHERE", True, ()),
    ("DELETE WHERE { GRAPH <g> { ?s ?p ?o } }", "DELETE WHERE", False, ("<g>",)),
    ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", "DELETE WHERE", False, None),
    ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "MODIFY", True, ()),
    ("DELETE {} INSERT { GRAPH <g> { ?s ?p ?o } } WHERE { ?s ?p ?o }", "MODIFY", False, ("<g>",)),
    ("INSERT { ?s ?p ?o } USING <u> USING NAMED <n> WHERE { GRAPH <x> { ?s ?p ?o } }", "MODIFY", True, ()),
    ("WITH <w> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "MODIFY", False, ("<w>",)),
    ("WITH <w> INSERT { GRAPH <g> { ?s ?p ?o } } WHERE { ?s ?p ?o }", "MODIFY", False, ("<g>",)),
    ("WITH e:w DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }", "MODIFY", False, ("e:w",)),
    ("LOAD <http://x.example/>", "LOAD", True, ()),
    ("LOAD SILENT e:x INTO GRAPH <g>", "LOAD", False, ("<g>",)),
    ("CLEAR DEFAULT", "CLEAR", True, ()),
    ("CLEAR NAMED", "CLEAR", False, None),
    ("DROP ALL", "DROP", True, None),
    ("DROP SILENT GRAPH <g>", "DROP", False, ("<g>",)),
    ("CREATE GRAPH <g>", "CREATE", False, ("<g>",)),
    ("COPY DEFAULT TO <g>", "COPY", False, ("<g>",)),
    ("COPY <g> TO DEFAULT", "COPY", True, ()),
    ("ADD SILENT GRAPH <g> TO GRAPH <h>", "ADD", False, ("<h>",)),
    ("MOVE <g> TO <h>", "MOVE", False, ("<h>", "<g>")),
    ("MOVE DEFAULT TO <h>", "MOVE", True, ("<h>",)),
]


def one(text: str, **more: tuple[str, ...]) -> Operation:
    (operation,) = operations(P + text, "http://b.example/", **more)
    return operation


@pytest.mark.parametrize(("text", "keyword", "default", "graphs"), WRITES, ids=[row[0] for row in WRITES])
def test_an_operation_says_what_it_may_write(text: str, keyword: str, default: bool, graphs: tuple[str, ...] | None):
    found = one(text)
    assert (found.keyword, found.writes_default, found.graphs) == (keyword, default, graphs)


@pytest.mark.parametrize("text", [row[0] for row in WRITES if not row[0].startswith("LOAD")])
def test_the_engine_accepts_what_is_read(text: str):
    store = ox.Store()
    store.add_graph(ox.NamedNode("http://b.example/g"))
    if "CREATE" in text:
        store.clear()
    store.update(one(text).text, base_iri="http://b.example/")


def test_each_operation_runs_alone_with_the_declarations_in_force():
    text = (
        "PREFIX e: <http://one.example/>\nINSERT DATA { e:a e:b 1 } ;\n"
        "PREFIX e: <http://two.example/> BASE <http://base.example/>\nINSERT DATA { e:a <b> ';' } ;"
    )
    first, second = operations(text, "http://b.example/")
    store = ox.Store()
    store.update(first.text)
    store.update(second.text)
    assert {quad.predicate.value for quad in store} == {"http://one.example/b", "http://base.example/b"}
    assert {quad.subject.value for quad in store} == {"http://one.example/a", "http://two.example/a"}


def test_an_operation_stands_where_it_stood():
    text = "PREFIX e: <http://e.example/>\nINSERT DATA { e:a e:b 1 } ; # é\n  CLEAR ALL ; DELETE WHERE { ?s ?p ?o }"
    for operation in operations(text):
        lines = operation.text.split("\n")
        line, column = len(lines), len(lines[-1])
        assert text.split("\n")[line - 1][:column].rstrip().endswith(lines[-1].strip())


def test_load_says_what_it_reads_and_fills():
    load = one("LOAD SILENT <x/../y> INTO GRAPH e:g")
    assert (load.source, load.into, load.silent) == ("http://b.example/y", "http://e.example/g", True)
    assert one("LOAD e:x").into is None


def test_a_call_of_service_is_seen():
    assert one("INSERT { ?s ?p ?o } WHERE { SERVICE <x> { ?s ?p ?o } }").service
    assert not one("INSERT { ?s ?p ?o } WHERE { ?s e:SERVICE 'SERVICE' }").service


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * {}", Place(1, 1)),
        ("INSERTDATA { <a> <b> <c> }", Place(1, 1)),
        ("INSERT DATA { <a> <b> <c> } INSERT DATA {}", Place(1, 29)),
        ("INSERT DATA { <a> <b> <c>", Place(1, 26)),
        ("INSERT DATA { GRAPHe:g { <a> <b> <c> } }", Place(1, 24)),
        ("INSERT DATA {} ;\n DELETE ?x", Place(2, 9)),
        ("CLEARALL", Place(1, 1)),
        ("CLEAR <g>", Place(1, 7)),
        ("COPY <g> <h>", Place(1, 10)),
        ("WITH <g> LOAD <x>", Place(1, 10)),
        ("INSERT { } WHERE { LOAD <x> }", Place(1, 20)),
        ("INSERT DATA { _:a <b> 1 } ; INSERT DATA { _:a <b> 2 }", Place(1, 43)),
        ("INSERT { <a> <b> <c> } { ?s ?p ?o }", Place(1, 24)),
    ],
)
def test_what_is_no_update_is_refused_with_its_place(text: str, place: Place):
    with pytest.raises(BadQuery) as caught:
        operations(text)
    assert caught.value.place == place


@pytest.mark.parametrize("text", ["", "# nothing", "PREFIX e: <http://e.example/>"])
def test_an_update_may_be_empty(text: str):
    assert operations(text) == ()


GRAPHS = """INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 } GRAPH <urn:h> { <urn:a> <urn:p> 2 } <urn:a> <urn:p> 3 }"""


@pytest.mark.parametrize(
    ("text", "using", "left"),
    [
        ("INSERT { ?s <urn:new> ?o } WHERE { ?s <urn:p> ?o }", {"using": ("urn:g",)}, {"1"}),
        ("INSERT { ?s <urn:new> ?o } WHERE { ?s <urn:p> ?o }", {"using": ("urn:g", "urn:h")}, {"1", "2"}),
        ("INSERT { ?s <urn:new> ?o } WHERE { GRAPH ?g { ?s <urn:p> ?o } }", {"using_named": ("urn:h",)}, {"2"}),
        ("INSERT DATA { <urn:a> <urn:new> 9 }", {"using": ("urn:g",)}, {"9"}),
    ],
)
def test_the_dataset_of_the_protocol_is_that_of_the_pattern(
    text: str, using: dict[str, tuple[str, ...]], left: set[str]
):
    store = ox.Store()
    store.update(GRAPHS)
    store.update(one(text, **using).text)
    new = store.quads_for_pattern(None, ox.NamedNode("urn:new"), None)
    assert {quad.object.value for quad in new if isinstance(quad.object, ox.Literal)} == left


def test_the_dataset_of_the_protocol_holds_for_delete_where():
    store = ox.Store()
    store.update(GRAPHS)
    text = one("DELETE WHERE { ?s <urn:p> ?o }", using=("urn:g",)).text
    store.update(GRAPHS.replace("<urn:p> 3", "<urn:p> 1"))
    store.update(text)
    left = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert [quad.object.value for quad in left if isinstance(quad.object, ox.Literal)] == ["3"]


@pytest.mark.parametrize("text", ["WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "INSERT {} USING <g> WHERE {}"])
def test_two_datasets_are_one_too_many(text: str):
    with pytest.raises(BadRequest, match="using-graph-uri"):
        one(text, using_named=("urn:g",))


@pytest.mark.parametrize("graph", ["relative", "urn:a> WHERE {} ; CLEAR ALL #", "", "urn:a b"])
def test_a_graph_of_the_protocol_is_an_absolute_iri(graph: str):
    with pytest.raises(BadRequest, match="absolute"):
        one("INSERT DATA {}", using=(graph,))


def test_the_guard_lets_long_data_pass_and_nothing_else():
    limits = Limits(operators=100)
    rows = "<a> <b> 1 ; <c> 2 . GRAPH <g> { <a> <b> (1 2) } " * 200
    guard(f"INSERT DATA {{ {rows} }} ; DELETE DATA {{ {rows} }}", limits)
    with pytest.raises(TooLarge):
        guard(f"INSERT {{ {rows} }} WHERE {{}}", limits)
    with pytest.raises(TooLarge):
        guard("INSERT DATA {} ;" * 101, limits)
    with pytest.raises(TooLarge):
        guard("INSERT DATA { <a> <b> " + "[ <c> " * 300 + "] " * 300 + "}", limits)
    with pytest.raises(Refused):
        guard("INSERT { ?s ?p ?o } WHERE { SERVICE <x> { ?s ?p ?o } }", limits)


PIECES = st.sampled_from(
    ["INSERT", "DELETE", "DATA", "WHERE", "WITH", "LOAD", "INTO", "GRAPH", "{", "}", ";", "?s", "<g>", "e:g", "'", "#",
     " ", "\n", "CLEAR", "ALL", "PREFIX", "BASE", "USING", "<<", "{|", "\\", "\x00", "_:a", "."]
)  # fmt: skip


@given(st.lists(PIECES).map("".join) | st.text())
@example("{" * 5000)
@example("INSERT DATA " + "{" * 5000)
def test_any_text_is_read_or_refused(text: str):
    with suppress(BadQuery):
        operations(text, "http://b.example/")
