"""What every store does, whatever its engine: the same questions to a store in memory, in a folder and far away."""

import csv
import io
import json
from collections.abc import Iterator
from typing import ClassVar
from xml.etree import ElementTree as ET

import pytest
import rdflib

from partnercities.problems import BadQuery, Problem
from partnercities.protocol.formats import Kind, named, of_kind
from partnercities.protocol.operations import Query
from partnercities.protocol.query_text import kind_of
from partnercities.store import Store, parse, select
from partnercities.store.embedded import EmbeddedStore
from partnercities.store.remote import RemoteStore
from partnercities.store.table import Term

E = "http://e.example/"
G1, G2, G3 = (E + name for name in ("g1", "g2", "g3"))
PREFIX = f"PREFIX : <{E}> "
XSD = "http://www.w3.org/2001/XMLSchema#"
SRX = "{http://www.w3.org/2005/sparql-results#}"
COUNT_TWINS = PREFIX + "SELECT (COUNT(*) AS ?n) { :sofia :twin ?x }"


def answer(store: Store, text: str, format: str, **dataset: tuple[str, ...]) -> bytes:
    kind = kind_of(text)
    return b"".join(store.answer(Query(text, **dataset), kind, named(format, kind)))  # type: ignore[arg-type]


def ask(store: Store, text: str, **dataset: tuple[str, ...]) -> bool:
    result: bool = json.loads(answer(store, PREFIX + text, "json", **dataset))["boolean"]
    return result


def texts(store: Store, text: str, **dataset: tuple[str, ...]) -> list[tuple[str, ...]]:
    table = parse(answer(store, PREFIX + text, "json", **dataset))
    return [tuple(row.values()) for row in table]


class StoreContract:
    """The questions; each store has a class below that says how to get one, and what it cannot do, if there is such."""

    GAPS: ClassVar[dict[str, str]] = {}
    """The questions that an engine of others answers wrongly, by name, and why; each must fail as long as it is here."""

    @pytest.fixture(autouse=True)
    def know_gaps(self, request: pytest.FixtureRequest) -> None:
        reason = self.GAPS.get(request.node.name) or self.GAPS.get(request.node.originalname)
        if reason:
            request.applymarker(pytest.mark.xfail(reason=reason, strict=True))

    # Rows

    def test_rows_come_in_order_with_their_terms(self, store: Store):
        table = select(
            store, PREFIX + "SELECT ?name ?size { ?city :name ?name ; :size ?size } ORDER BY ?size STR(?name)"
        )
        assert table.columns == ("name", "size")
        assert table.rows == (
            (Term("literal", "Gijón", "es"), Term("literal", "2.5", "", XSD + "decimal")),
            (Term("literal", "Sofia", "en"), Term("literal", "5", "", XSD + "integer")),
            (Term("literal", "София", "bg"), Term("literal", "5", "", XSD + "integer")),
        )

    def test_iris_blank_nodes_and_unbound_variables_are_told_apart(self, store: Store):
        table = select(
            store, PREFIX + "SELECT ?a ?b ?c { VALUES ?a { :sofia } BIND(BNODE() AS ?b) OPTIONAL { ?a :none ?c } }"
        )
        ((first, second, third),) = table.rows
        assert first == Term("uri", E + "sofia")
        assert second
        assert second.kind == "bnode"
        assert third is None

    def test_no_rows_are_an_answer(self, store: Store):
        table = select(store, PREFIX + "SELECT ?x ?y { ?x :none ?y }")
        assert (table.columns, table.rows) == (("x", "y"), ())

    def test_a_row_of_no_columns_is_a_row(self, store: Store):
        body = json.loads(answer(store, "SELECT * {}", "json"))
        assert body["results"]["bindings"] == [{}]

    def test_languages_are_kept_and_can_be_asked_for(self, store: Store):
        assert texts(store, 'SELECT ?n { :sofia :name ?n FILTER(LANG(?n) = "bg") }') == [("София",)]

    def test_any_letter_arrives(self, store: Store):
        (row,) = texts(store, "SELECT ?t { :note :text ?t }")
        assert row == ('a "quoted", line\nand <another> & 😀',)

    def test_letters_of_the_query_arrive(self, store: Store):
        assert ask(store, 'ASK { :sofia :name "София"@bg }')
        assert ask(store, 'ASK { BIND("a+b&c=d%20#😀" AS ?x) FILTER(STRLEN(?x) = 12) }')

    @pytest.mark.parametrize("format", ["csv", "tsv"])
    def test_rows_as_tables_of_text(self, store: Store, format: str):
        body = answer(store, PREFIX + "SELECT ?t ?none ?s { :note :text ?t . :sofia :size ?s }", format).decode()
        if format == "csv":
            head, row = csv.reader(io.StringIO(body, newline=""))
            assert head == ["t", "none", "s"]
            assert row == ['a "quoted", line\nand <another> & 😀', "", "5"]
        else:
            head, row = (line.split("\t") for line in body.rstrip("\n").split("\n"))
            assert head == ["?t", "?none", "?s"]
            assert row == [r'"a \"quoted\", line\nand <another> & 😀"', "", "5"]

    def test_rows_as_xml(self, store: Store):
        body = answer(store, PREFIX + "SELECT ?n ?none { :sofia :name ?n } ORDER BY STR(?n)", "xml")
        root = ET.fromstring(body)
        assert [variable.get("name") for variable in root.iter(SRX + "variable")] == ["n", "none"]
        literals = [
            (item.text, item.get("{http://www.w3.org/XML/1998/namespace}lang")) for item in root.iter(SRX + "literal")
        ]
        assert literals == [("Sofia", "en"), ("София", "bg")]

    # Yes or no

    @pytest.mark.parametrize(
        ("text", "expected"), [("ASK { :sofia :twin :gijon }", True), ("ASK { :gijon :twin ?x }", False)]
    )
    def test_yes_or_no_in_each_format(self, store: Store, text: str, expected: bool):
        bodies = {format.name: answer(store, PREFIX + text, format.name) for format in of_kind(Kind.BOOLEAN)}
        word = str(expected).lower()
        assert json.loads(bodies["json"])["boolean"] is expected
        assert ET.fromstring(bodies["xml"]).findtext(SRX + "boolean") == word
        assert bodies["csv"].decode().strip() == word
        assert bodies["tsv"].decode().strip() == word

    # Graphs

    @pytest.mark.parametrize("format", of_kind(Kind.GRAPH), ids=lambda format: format.name)
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("CONSTRUCT { ?s :called ?n } WHERE { ?s :name ?n }", 3),
            ("CONSTRUCT WHERE { ?s :twin ?o }", 1),
            ("CONSTRUCT { [] :of ?s } WHERE { ?s :size ?n }", 2),
            ("CONSTRUCT { ?s :x ?o } WHERE { ?s :none ?o }", 0),
            ("DESCRIBE :note", 2),
            ("DESCRIBE ?s WHERE { ?s :size 5 }", 4),
            ("DESCRIBE :nothing", 0),
        ],
    )
    def test_graphs_in_each_format(self, store: Store, format, text: str, expected: int):
        parser = {"rdfxml": "xml", "jsonld": "json-ld", "ntriples": "nt"}.get(format.name, format.name)
        body = answer(store, PREFIX + text, format.name)
        assert len(rdflib.Graph().parse(data=body, format=parser)) == expected

    def test_a_graph_keeps_its_terms(self, store: Store):
        body = answer(store, PREFIX + "CONSTRUCT WHERE { :note ?p ?o }", "ntriples")
        literal = rdflib.Literal("2010-10-15", datatype=rdflib.XSD.date)
        assert (rdflib.URIRef(E + "note"), rdflib.URIRef(E + "on"), literal) in rdflib.Graph().parse(
            data=body, format="nt"
        )

    # Datasets

    def test_a_triple_in_two_graphs_counts_once_in_the_default_graph(self, store: Store):
        assert texts(store, "SELECT (COUNT(*) AS ?n) { :sofia :twin ?x }") == [("1",)]
        assert texts(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { :sofia :twin ?x } }") == [("2",)]

    def test_each_named_graph_is_found(self, store: Store):
        assert texts(store, "SELECT DISTINCT ?g { GRAPH ?g {} } ORDER BY ?g") == [(G1,), (G2,), (G3,)]

    @pytest.mark.parametrize(
        ("clause", "names"),
        [
            ("FROM :g1", ["Sofia", "София"]),
            ("FROM :g2", ["Gijón"]),
            ("FROM :g1 FROM :g2", ["Gijón", "Sofia", "София"]),
            ("FROM :g3", []),
            ("FROM :unknown", []),
            ("FROM NAMED :g1", []),
        ],
    )
    def test_from_chooses_the_default_graph(self, store: Store, clause: str, names: list[str]):
        assert texts(store, f"SELECT ?n {clause} {{ ?s :name ?n }} ORDER BY STR(?n)") == [(name,) for name in names]

    @pytest.mark.parametrize(
        ("clause", "graphs"),
        [
            ("FROM NAMED :g1", [G1]),
            ("FROM NAMED :g1 FROM NAMED :g2", [G1, G2]),
            ("FROM :g1", []),
            ("FROM :g3 FROM NAMED :g2", [G2]),
            ("FROM NAMED :unknown", []),
        ],
    )
    def test_from_named_chooses_the_named_graphs(self, store: Store, clause: str, graphs: list[str]):
        found = texts(store, f"SELECT DISTINCT ?g {clause} {{ GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?g")
        assert found == [(graph,) for graph in graphs]

    def test_a_triple_in_two_graphs_counts_once_in_their_merge(self, store: Store):
        assert texts(store, "SELECT (COUNT(*) AS ?n) FROM :g1 FROM :g2 { :sofia :twin ?x }") == [("1",)]
        assert texts(
            store, "SELECT (COUNT(*) AS ?n) { :sofia :twin ?x }", default_graphs=(G1, G2), named_graphs=()
        ) == [("1",)]

    @pytest.mark.parametrize(
        ("default", "named_", "in_default", "in_named"),
        [
            ((G1,), (), 4, 0),
            ((G1, G2), (), 6, 0),
            ((), (G2,), 0, 3),
            ((), (G1, G3), 0, 6),
            ((G3,), (G1, G2), 2, 7),
            ((E + "unknown",), (), 0, 0),
            ((), (E + "unknown",), 0, 0),
            ((E + "unknown", G2), (G2, E + "unknown"), 3, 3),
        ],
    )
    def test_the_protocol_chooses_the_dataset(self, store: Store, default, named_, in_default: int, in_named: int):
        dataset = {"default_graphs": default, "named_graphs": named_}
        assert texts(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **dataset) == [(str(in_default),)]
        assert texts(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", **dataset) == [(str(in_named),)]

    def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(self, store: Store):
        dataset = {"default_graphs": (G2,), "named_graphs": (G3,)}
        assert texts(store, "SELECT ?n FROM :g1 { ?s :name ?n }", **dataset) == [("Gijón",)]
        assert texts(store, "SELECT DISTINCT ?g FROM NAMED :g1 { GRAPH ?g { ?s ?p ?o } }", **dataset) == [(G3,)]

    def test_a_graph_that_is_no_iri_is_a_bad_query(self, store: Store):
        with pytest.raises(BadQuery):
            answer(store, "ASK {}", "json", default_graphs=("no iri",), named_graphs=())

    # Bases

    def test_relative_addresses_stand_on_the_base_that_is_given(self, store: Store):
        query = Query("ASK { <sofia> <twin> <gijon> }", base_iri=E)
        assert json.loads(b"".join(store.answer(query, Kind.BOOLEAN, named("json", Kind.BOOLEAN))))["boolean"]

    def test_a_base_of_the_query_goes_before_the_one_that_is_given(self, store: Store):
        query = Query(f"BASE <{E}> ASK {{ <sofia> <twin> <gijon> }}", base_iri="http://other.example/")
        assert json.loads(b"".join(store.answer(query, Kind.BOOLEAN, named("json", Kind.BOOLEAN))))["boolean"]

    # Forms that are easily misread

    @pytest.mark.parametrize(
        "text",
        [
            "# INSERT DATA\nASK { ?s :name ?n }",
            "# a comment\n# LOAD\nASK { ?s :name ?n }",
            "ASK { ?s :name ?n FILTER(?n != 'INSERT DELETE CLEAR') }",
            "# Cities of a network.\n# Copyright of nobody\nASK { ?s :name ?n }",
            "PREFIX load: <http://e.example/> ASK { ?s load:name ?n }",
            "PREFIX e: <http://e.example/> # ADD more\nASK { ?s e:name ?n }",
            "PREFIX e: <http://e.example/#copy> ASK { ?s :name ?n }",
            "ask{?delete :name ?insert}",
        ],
    )
    def test_words_of_updates_beside_a_query_do_not_make_it_one(self, store: Store, text: str):
        # The first line is a comment in some, so the prefix stands behind it.
        head, _, rest = text.rpartition("\n")
        assert json.loads(answer(store, f"{head}\n{PREFIX}{rest}" if head.startswith("#") else PREFIX + text, "json"))[
            "boolean"
        ]

    # Failures

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * {",
            "SELECT ?x { ?x :p }",
            "ASK { ?s unknown:p ?o }",
            "SELECT (?x AS ?x) { ?x :p 1 }",
            "DESCRIBE",
            "ASK { } }",
        ],
    )
    def test_what_does_not_parse_is_a_bad_query_before_the_first_byte(self, store: Store, text: str):
        kind = kind_of(text)
        with pytest.raises(BadQuery) as caught:
            store.answer(Query(PREFIX + text), kind, of_kind(kind)[0])
        assert caught.value.detail

    def test_a_store_goes_on_after_a_failure(self, store: Store):
        with pytest.raises(BadQuery):
            answer(store, "ASK {", "json")
        assert ask(store, "ASK {}")

    def test_an_answer_is_a_stream_of_bytes(self, store: Store):
        body = store.answer(Query("ASK {}"), Kind.BOOLEAN, named("json", Kind.BOOLEAN))
        assert isinstance(body, Iterator)
        assert all(isinstance(chunk, bytes) for chunk in body)

    def test_a_large_answer_arrives_whole(self, store: Store):
        values = " ".join(map(str, range(20_000)))
        table = select(store, f"SELECT ?x {{ VALUES ?x {{ {values} }} }}")
        assert [int(str(term)) for (term,) in table.rows] == list(range(20_000))


class TestMemory(StoreContract):
    """Oxigraph in memory."""

    @pytest.fixture
    def store(self, in_memory: EmbeddedStore) -> Store:
        return in_memory


class TestFolder(StoreContract):
    """Oxigraph in a folder."""

    @pytest.fixture
    def store(self, in_folder: EmbeddedStore) -> Store:
        return in_folder


class TestRemote(StoreContract):
    """Our own endpoint, over HTTP."""

    @pytest.fixture
    def store(self, address: str) -> Store:
        return RemoteStore(address)


@pytest.mark.engines
@pytest.mark.xdist_group("Oxigraph")
class TestOxigraph(StoreContract):
    """The server of Oxigraph."""

    GAPS: ClassVar = {
        "test_a_triple_in_two_graphs_counts_once_in_their_merge": "it counts a triple once for each graph",
        "test_the_protocol_chooses_the_dataset[default1-named_1-6-0]": "it counts a triple once for each graph",
    }

    @pytest.fixture
    def store(self, in_oxigraph: RemoteStore) -> Store:
        return in_oxigraph


@pytest.mark.engines
@pytest.mark.xdist_group("Virtuoso")
class TestVirtuoso(StoreContract):
    """Virtuoso, through its dialect."""

    GAPS: ClassVar = {
        "test_iris_blank_nodes_and_unbound_variables_are_told_apart": "it has no BNODE()",
        "test_each_named_graph_is_found": "GRAPH ?g {} finds nothing",
        "test_a_triple_in_two_graphs_counts_once_in_their_merge": "it counts a triple once for each graph",
        "test_the_protocol_chooses_the_dataset[default1-named_1-6-0]": "it counts a triple once for each graph",
        "test_what_does_not_parse_is_a_bad_query_before_the_first_byte[SELECT (?x AS ?x) { ?x :p 1 }]": "it takes it",
        "test_a_large_answer_arrives_whole": "a block of VALUES has at most some thousand rows",
    }

    @pytest.fixture
    def store(self, in_virtuoso: RemoteStore) -> Store:
        return in_virtuoso


@pytest.mark.engines
@pytest.mark.xdist_group("Fuseki")
class TestFuseki(StoreContract):
    """Apache Jena Fuseki."""

    @pytest.fixture
    def store(self, in_fuseki: RemoteStore) -> Store:
        return in_fuseki


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("ASK {\n ?s e:p 1 }", 2, 5), ("ASK { ?s ?p 'x }", 1, 13), ("ASK {\n ?s ?p 'ж😀' ; e:p 1 }", 2, 15)],
)
def test_an_engine_of_ours_says_where_a_query_does_not_parse(
    in_memory: EmbeddedStore, text: str, line: int, column: int
):
    with pytest.raises(BadQuery) as caught:
        in_memory.answer(Query(text), Kind.BOOLEAN, named("json", Kind.BOOLEAN))
    assert caught.value.place
    assert (caught.value.place.line, caught.value.place.column) == (line, column)


@pytest.mark.parametrize("base", ["relative", "http://e xample/", "http://[/"])
def test_a_base_that_is_no_iri_is_a_problem_with_a_name(in_memory: EmbeddedStore, base: str):
    with pytest.raises(Problem):
        in_memory.answer(Query("ASK {}", base_iri=base), Kind.BOOLEAN, named("json", Kind.BOOLEAN))


@pytest.mark.parametrize("kind", [Kind.DATASET, Kind.GRAPH])
def test_a_store_of_ours_can_be_written_out_sorted(in_memory: EmbeddedStore, kind: Kind):
    name = "nquads" if kind is Kind.DATASET else "ntriples"
    lines = in_memory.dump(named(name, kind), default_only=kind is Kind.GRAPH).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == (8 + 9 if kind is Kind.DATASET else 8)
