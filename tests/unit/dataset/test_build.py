"""The dataset: the same in memory and in a folder, opened again as it is, and refilled when the content changes."""

from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from partnercities.dataset.build import Dataset, build
from partnercities.dataset.files import DataFile
from partnercities.model.vocabulary import GRAPH, GRAPH_DERIVED
from partnercities.problems import BadData, CannotRead, EndpointFailed, Problem
from partnercities.protocol.formats import Kind, named
from partnercities.store import select

TWICE = "<http://e.example/s> <http://e.example/p> 1 ."
NQUADS = named("nquads", Kind.DATASET)


def everything(dataset: Dataset) -> list[bytes]:
    return sorted(dataset.store.dump(NQUADS).splitlines())


def count(dataset: Dataset, pattern: str) -> int:
    return int(next(iter(select(dataset.store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")))["n"])


def test_each_source_fills_its_graph_and_the_default_graph_holds_each_triple_once(small: Path):
    dataset = build()
    assert dataset.graphs == {
        GRAPH + "derived": 1, GRAPH + "one": 1, GRAPH + "ontology": 1, GRAPH + "ref": 1, GRAPH + "two": 2,
    }  # fmt: skip
    assert dataset.triples == count(dataset, "?s ?p ?o") == 5
    assert count(dataset, "?s <http://e.example/p> ?o") == 1
    assert count(dataset, "GRAPH ?g { ?s <http://e.example/p> ?o }") == 2


def test_what_follows_from_the_data_stands_in_its_graph(small: Path):
    assert count(build(), f"GRAPH <{GRAPH_DERIVED}> {{ <http://e.example/s> <urn:derived> 1 }}") == 1


def test_a_plain_default_graph_is_empty(small: Path):
    dataset = build(default_graph="plain")
    assert dataset.triples == count(dataset, "?s ?p ?o") == 0
    assert dataset.graphs == build().graphs
    assert dataset.version != build().version


def test_a_folder_holds_the_same_as_memory(small: Path):
    assert everything(build(folder=small / "store")) == everything(build())


def test_a_folder_is_opened_as_it_is_while_the_content_stays(small: Path, monkeypatch: pytest.MonkeyPatch):
    first = build(folder=small / "store")
    before, name = everything(first), first.version
    del first
    monkeypatch.setattr("partnercities.dataset.holding.fill", lambda *_: pytest.fail("filled again"))
    again = build(folder=small / "store")
    assert everything(again) == before
    assert again.version == name


def refill(small: Path, change: str, text: str) -> tuple[Dataset, Dataset]:
    """A dataset in a folder after a file has changed, and the same in memory."""
    first = build(folder=small / "store")
    del first
    (small / change).write_text(text, encoding="utf-8")
    return build(folder=small / "store"), build()


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("data/sources/one.ttl", "<city/y> <urn:name> 'Y' ."),
        ("data/sources/three.ttl", TWICE),
        ("data/ref/r.ttl", ""),
        ("ontology/rules/r.rq", "CONSTRUCT { ?s <urn:other> ?o } WHERE { ?s <http://e.example/p> ?o }"),
        ("ontology/rules/s.rq", "CONSTRUCT { ?s <urn:more> ?o } WHERE { ?s <http://e.example/p> ?o }"),
    ],
    ids=["a source changed", "a source came", "the reference changed", "a rule changed", "a rule came"],
)
def test_a_folder_is_filled_again_when_the_content_has_changed(small: Path, change: str, text: str):
    folder, memory = refill(small, change, text)
    assert everything(folder) == everything(memory)
    assert folder.version == memory.version


def test_a_folder_serves_either_default_graph(small: Path):
    first = build(folder=small / "store")
    del first
    plain = build(folder=small / "store", default_graph="plain")
    assert plain.triples == 0
    assert plain.version == build(default_graph="plain").version
    del plain
    assert everything(build(folder=small / "store")) == everything(build())


def test_a_folder_that_was_left_half_filled_is_filled_again(small: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("partnercities.dataset.derive.derive", fail)
        with pytest.raises(KeyboardInterrupt):
            build(folder=small / "store")
    assert everything(build(folder=small / "store")) == everything(build())


def test_the_store_of_others_is_not_emptied(small: Path):
    foreign = ox.Store(small / "foreign")
    foreign.add(ox.Quad(ox.NamedNode("urn:theirs"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")))
    foreign.flush()
    del foreign
    # Whether it refuses or makes room beside, it must not lose what it found.
    with suppress(Problem):
        build(folder=small / "foreign")
    assert ox.Quad(ox.NamedNode("urn:theirs"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")) in ox.Store(
        small / "foreign"
    )


def test_a_folder_in_use_is_a_store_that_cannot_be_reached(small: Path):
    first = build(folder=small / "store")
    with pytest.raises(EndpointFailed, match="store"):
        build(folder=small / "store")
    assert first.triples == 5


def test_a_file_in_place_of_the_folder_is_a_store_that_cannot_be_reached(small: Path):
    (small / "store").write_text("", encoding="utf-8")
    with pytest.raises(EndpointFailed, match="store"):
        build(folder=small / "store")


def test_further_files_fill_further_graphs(small: Path):
    (small / "more.nt").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    dataset = build((DataFile(small / "more.nt", "urn:more"),))
    assert dataset.graphs["urn:more"] == 1
    assert dataset.version != build().version


def test_a_missing_file_cannot_be_read(small: Path):
    with pytest.raises(CannotRead, match=r"missing\.nt"):
        build((DataFile(small / "missing.nt", "urn:more"),))


def test_a_broken_file_is_bad_data(small: Path):
    (small / "data/sources/one.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(BadData, match=r"one\.ttl:1:"):
        build()


def test_the_merge_can_be_written_out(small: Path):
    assert build().dump_merged(named("ntriples", Kind.GRAPH)).count(b"\n") == 5
