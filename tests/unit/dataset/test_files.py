"""Files of data: each format is read into its graph, and what cannot be read says where."""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from partnercities.dataset.files import GIVEN, DataFile, below, from_stdin, ntriples, read, shapes_in, shipped, version
from partnercities.model.vocabulary import GRAPH, GRAPH_ONTOLOGY, GRAPH_REF, ID
from partnercities.problems import BadData, CannotRead

G = "http://g.example/"
TRIPLE = ox.Triple(ox.NamedNode("http://e.example/s"), ox.NamedNode("http://e.example/p"), ox.Literal("София"))
RDFXML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.example/">'
    '<rdf:Description rdf:about="http://e.example/s"><e:p>София</e:p></rdf:Description></rdf:RDF>'
)


def quad(graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(TRIPLE.subject, TRIPLE.predicate, TRIPLE.object, graph)


def file(folder: Path, name: str, content: str | bytes, graph: str = G) -> DataFile:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return DataFile(folder / name, graph)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", "@prefix e: <http://e.example/> . e:s e:p 'София' ."),
        ("a.TTL", '<http://e.example/s> <http://e.example/p> "София" .'),
        ("a.nt", '<http://e.example/s> <http://e.example/p> "София" .'),
        ("a.nq", '<http://e.example/s> <http://e.example/p> "София" .'),
        ("a.trig", '<http://e.example/s> <http://e.example/p> "София" .'),
        ("a.rdf", RDFXML),
        ("a.jsonld", '{"@id": "http://e.example/s", "http://e.example/p": "София"}'),
    ],
)
def test_each_format_is_read_into_the_graph_of_its_file(tmp_path: Path, name: str, content: str):
    assert list(read(file(tmp_path, name, content))) == [quad(ox.NamedNode(G))]


def test_a_file_without_a_graph_fills_the_default_graph(tmp_path: Path):
    assert list(read(file(tmp_path, "a.nt", f"{TRIPLE} .", ""))) == [quad(ox.DefaultGraph())]


def test_quads_keep_their_own_graph(tmp_path: Path):
    elsewhere = quad(ox.NamedNode("http://other.example/"))
    assert list(read(file(tmp_path, "a.nq", f"{elsewhere} ."))) == [elsewhere]


def test_relative_addresses_are_things_of_ours(tmp_path: Path):
    (found,) = read(file(tmp_path, "a.ttl", "<city/bg/sofia> a <x> ."))
    assert found.subject == ox.NamedNode(ID + "city/bg/sofia")


def test_below_a_folder_are_its_files_of_rdf_in_order(tmp_path: Path):
    for name in ("b.ttl", "a.NT", "deep/c.jsonld", "d.md", ".hidden.ttl", ".git/e.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert below(tmp_path) == [tmp_path / name for name in ("a.NT", "b.ttl", "deep/c.jsonld")]
    assert below(tmp_path / "d.md") == [tmp_path / "d.md"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotRead, match="holds no file of RDF"):
        below(tmp_path / "empty")


def test_standard_input_is_turtle():
    (found,) = read(from_stdin(b"<a> <b> 'c' ."))
    assert found.graph_name == ox.NamedNode(GIVEN)
    assert found.subject == ox.NamedNode(ID + "a")


def test_a_missing_file_cannot_be_read(tmp_path: Path):
    with pytest.raises(CannotRead, match=r"a\.ttl cannot be read: No such file"):
        read(DataFile(tmp_path / "a.ttl", G))


def test_a_folder_is_no_file(tmp_path: Path):
    (tmp_path / "a.ttl").mkdir()
    with pytest.raises(CannotRead, match=r"a\.ttl cannot be read: Is a directory"):
        read(DataFile(tmp_path / "a.ttl", G))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_closed_file_cannot_be_read(tmp_path: Path):
    closed = file(tmp_path, "a.ttl", "")
    closed.path.chmod(0)
    with pytest.raises(CannotRead, match="Permission denied"):
        read(closed)


@pytest.mark.parametrize("name", ["a.csv", "a", "a.ttl.gz", "ttl"])
def test_an_unknown_suffix_is_answered_with_those_that_exist(tmp_path: Path, name: str):
    with pytest.raises(CannotRead, match="no suffix of an RDF format") as caught:
        read(file(tmp_path, name, ""))
    assert caught.value.hint == "There are: .ttl .nt .nq .trig .rdf .jsonld"


@pytest.mark.parametrize(
    ("name", "content", "line", "column"),
    [
        ("a.ttl", "<a> <b> <c> .\n<d> <e>\n  ;; .", 3, 3),
        ("a.ttl", "<a> <b> 'София' , x .", 1, 19),
        ("a.ttl", "x:a <b> <c> .", 1, 1),
        ("a.nt", "<http://a> <http://b> <http://c> .\nfoo", 2, 1),
        ("a.nq", "<http://a> <http://b> 'x' .", 1, 23),
        ("a.trig", "<g> {\n<a> <b> ] }", 2, 9),
    ],
)
def test_a_mistake_is_told_with_file_line_and_column(tmp_path: Path, name: str, content: str, line: int, column: int):
    wrong = file(tmp_path, name, content)
    with pytest.raises(BadData) as caught:
        list(read(wrong))
    assert str(caught.value.place) == f"{wrong.path}:{line}:{column}"
    assert caught.value.detail
    assert "line" not in caught.value.detail


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.rdf", "<rdf"),
        ("a.rdf", RDFXML.replace("</e:p>", "")),
        ("a.jsonld", '{"@id":'),
        ("a.ttl", b"<a> <b> '\xff' ."),
        ("a.nt", b"\x00"),
        ("a.trig", "<g> {"),
    ],
)
def test_whatever_does_not_parse_is_bad_data_of_that_file(tmp_path: Path, name: str, content: str | bytes):
    wrong = file(tmp_path, name, content)
    with pytest.raises(BadData) as caught:
        list(read(wrong))
    assert caught.value.place
    assert caught.value.place.source == str(wrong.path)


def test_what_is_wrong_in_standard_input_says_so():
    with pytest.raises(BadData, match="<stdin>"):
        list(read(from_stdin(b"<a> <b> .")))


def test_several_files_become_one_set_of_triples(tmp_path: Path):
    first, second = file(tmp_path, "a.nt", f"{TRIPLE} ."), file(tmp_path, "b.ttl", f"{TRIPLE} . <x> <y> <z> .", "")
    assert ntriples([first, second]).count(b"\n") == 2
    assert ntriples([]) == b""


def test_blank_nodes_of_two_files_are_two_nodes(tmp_path: Path):
    files = [file(tmp_path, name, "_:x <http://e.example/p> 1 .") for name in ("a.ttl", "b.ttl")]
    subjects = {line.split()[0] for line in ntriples(files).splitlines()}
    assert len(subjects) == 2


def test_a_version_names_the_content(tmp_path: Path):
    first, second = file(tmp_path, "a.nt", "1"), file(tmp_path, "b.nt", "2")
    same = version((first, second))
    assert version((first, second)) == same
    assert (
        len({same, version((first,)), version((second, first)), version((DataFile(first.path, "urn:x"), second))}) == 4
    )
    first.path.write_text("3", encoding="utf-8")
    assert version((first, second)) != same


def test_a_version_of_a_missing_file_cannot_be_read(tmp_path: Path):
    with pytest.raises(CannotRead, match=r"a\.ttl"):
        version((DataFile(tmp_path / "a.ttl", G),))


def test_each_shipped_source_fills_a_graph_of_its_own():
    graphs = {(path.path.parent.name, path.graph) for path in shipped()}
    assert {graph for folder, graph in graphs if folder == "ref"} == {GRAPH_REF}
    assert {graph for folder, graph in graphs if folder == "ontology"} == {GRAPH_ONTOLOGY}
    sources = [file for file in shipped() if file.path.parent.name == "sources"]
    assert [file.graph for file in sources] == [GRAPH + file.path.stem for file in sources] != []


def test_shapes_come_without_their_examples(root: Path):
    names = {file.path.parent.name for file in shapes_in(root / "shapes")}
    assert names == {"shapes"}
