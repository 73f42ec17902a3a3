"""A store in one file and back: exactly what it was, from beside a running server, and never over content by accident."""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from partnercities.dataset import folder as folder_module
from partnercities.dataset.backup import backup, restore
from partnercities.dataset.changes import Change, UpdateChange
from partnercities.dataset.holding import Holding, open_holding
from partnercities.dataset.patch import Patch
from partnercities.problems import BadData, BadRequest, CannotRead, EndpointFailed, Refused

Write = Callable[[Holding, Change], Patch]
CHANGE = UpdateChange("INSERT DATA { GRAPH <urn:g> { _:a <urn:p> 'é' } } ; CREATE GRAPH <urn:e>")


@pytest.fixture
def running(small: Path, write: Write) -> Holding:
    """A store that is in use and has a write."""
    holding = open_holding(folder=small / "store", writable=True)
    write(holding, CHANGE)
    return holding


def test_what_is_restored_is_what_was_backed_up(small: Path, running: Holding, write: Write):
    file = small / "b.nq.gz"
    backup(small / "store", file)
    restore(str(file), file.read_bytes(), small / "other")
    again = open_holding(folder=small / "other", writable=True)
    assert set(again.store) == set(running.store)
    assert set(again.store.named_graphs()) == set(running.store.named_graphs())
    assert (again.version, again.modified) == (running.version, running.modified)
    write(again, UpdateChange("DROP GRAPH <urn:g>"))
    write(running, UpdateChange("DROP GRAPH <urn:e>"))
    assert again.version != running.version


def test_a_backup_has_its_digest_beside_it_and_is_the_same_each_time(small: Path, running: Holding):
    file = small / "b.nq.gz"
    _, sha256 = backup(small / "store", file)
    first = file.read_bytes()
    assert hashlib.sha256(first).hexdigest() == sha256
    assert (small / "b.nq.gz.sha256").read_text() == f"{sha256}  b.nq.gz\n"
    backup(small / "store", file)
    assert file.read_bytes() == first
    backup(small / "store", small / "b.nq")
    assert (small / "b.nq").read_bytes() == gzip.decompress(first)
    assert list(ox.parse(path=small / "b.nq", format=ox.RdfFormat.N_QUADS))


def test_a_snapshot_that_comes_meanwhile_is_no_fault(small: Path, running: Holding, monkeypatch: pytest.MonkeyPatch):
    numbers = folder_module._numbers
    compacted: list[bool] = []

    def numbers_then_compact(path: Path, kind: str) -> list[int]:
        found = numbers(path, kind)
        if not compacted:
            compacted.append(True)
            running.rotate()
            running.compact()
        return found

    monkeypatch.setattr(folder_module, "_numbers", numbers_then_compact)
    state, _ = backup(small / "store", small / "b.nq")
    assert state.version == running.version


def test_content_is_replaced_only_when_told(small: Path, running: Holding):
    version = running.version
    backup(small / "store", small / "b.nq")
    running.close()
    text = b"<urn:a> <urn:p> <urn:o> <urn:g> ."
    with pytest.raises(Refused, match="has content") as caught:
        restore("x.nq", text, small / "store")
    assert "--replace" in caught.value.hint
    assert open_holding(folder=small / "store").version == version
    restore("x.nq", text, small / "store", replace=True)
    assert open_holding(folder=small / "store").triples == 1


def test_a_store_in_use_is_not_restored(small: Path, running: Holding):
    with pytest.raises(EndpointFailed, match="in use"):
        restore("x.nq", b"", small / "store", replace=True)


@pytest.mark.parametrize(
    ("name", "text", "graph", "mode"),
    [
        ("x.trig", "<urn:g> { <urn:a> <urn:p> 1 }", "", "merge"),
        ("x.ttl", "<urn:a> <urn:p> 1 .", "urn:g", "merge"),
        ("x.ttl", "<urn:a> <urn:p> 1 .", "", "plain"),
        ("x.nt.gz", "<urn:a> <urn:p> <urn:o> .", "", "plain"),
    ],
)
def test_a_store_is_made_of_any_data(small: Path, name: str, text: str, graph: str, mode: str):
    content = gzip.compress(text.encode()) if name.endswith(".gz") else text.encode()
    state = restore(name, content, small / "own", graph=graph)
    assert restore(name, content, small / "twin", graph=graph).version == state.version
    holding = open_holding(folder=small / "own", default_graph="merge" if mode == "merge" else "plain")
    assert holding.triples == 1
    assert holding.version.startswith(state.version)
    assert list(holding.graphs) == (["urn:g"] if mode == "merge" else [])


def test_data_of_ones_own_never_becomes_ours(small: Path, caplog: pytest.LogCaptureFixture):
    restore("x.nq", b"<urn:a> <urn:p> <urn:o> <urn:g> .", small / "own")
    assert open_holding(folder=small / "own").triples == 1
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("x.csv", b"", CannotRead),
        ("x.nq.gz", b"no gzip", CannotRead),
        ("x.nq.gz", gzip.compress(b"<urn:a> <urn:p> <urn:o> .", mtime=0)[:-9], CannotRead),
        ("x.ttl", b"<urn:a>", BadData),
        ("x.nq", b"# partnercities snapshot 1, sha256 of what follows: 0\n", CannotRead),
    ],
)
def test_a_file_that_is_not_whole_changes_nothing(small: Path, name: str, content: bytes, problem: type[Exception]):
    with pytest.raises(problem):
        restore(name, content, small / "own")
    assert not (small / "own").exists()


def test_a_graph_has_an_iri(small: Path):
    with pytest.raises(BadRequest, match="absolute"):
        restore("x.ttl", b"<urn:a> <urn:p> 1 .", small / "own", graph="mine")


@pytest.mark.parametrize("name", ["none", "empty", "data/sources/one.ttl"])
def test_what_is_no_store_is_not_backed_up(small: Path, name: str):
    (small / "empty").mkdir()
    with pytest.raises(CannotRead):
        backup(small / name, small / "b.nq")


def test_a_backup_that_cannot_be_written_says_so(small: Path, running: Holding):
    with pytest.raises(CannotRead, match="cannot be written"):
        backup(small / "store", small / "none" / "b.nq")
