"""The folder of a store: everything written is there again, whatever was cut off, and nothing of others is touched."""

import logging
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from partnercities.dataset import folder as module
from partnercities.dataset.changes import Change, UpdateChange
from partnercities.dataset.folder import load
from partnercities.dataset.holding import Holding, open_holding
from partnercities.dataset.patch import Patch
from partnercities.dataset.snapshot import snapshot
from partnercities.problems import CannotRead, EndpointFailed, Refused

Write = Callable[[Holding, Change], Patch]


def insert(number: int) -> UpdateChange:
    return UpdateChange(
        f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:a> <urn:p> {number}, _:b }} }} ; CREATE SILENT GRAPH <urn:e>"
    )


def opened(small: Path) -> Holding:
    return open_holding(folder=small / "store", writable=True)


def content(holding: Holding) -> tuple[object, ...]:
    return set(holding.store), set(holding.store.named_graphs()), holding.version, holding.modified, holding.graphs


def text_of(holding: Holding) -> bytes:
    return snapshot(holding.store, holding._state, merged=True)


def files(small: Path) -> set[str]:
    return {entry.name for entry in (small / "store").iterdir()}


@pytest.fixture
def written(small: Path, write: Write) -> tuple[object, ...]:
    """What a folder holds after three writes; it is closed again."""
    holding = opened(small)
    for number in range(3):
        write(holding, insert(number))
    return content(holding)


def test_everything_is_there_again(small: Path, written: tuple[object, ...]):
    assert content(opened(small)) == written
    assert files(small) == {"FORMAT", "lock", "snapshot-1.nq", "journal-1.rdfp"}


def test_writing_goes_on_after_opening_again(small: Path, written: tuple[object, ...], write: Write):
    first = opened(small)
    write(first, insert(3))
    after = content(first)
    del first
    assert content(opened(small)) == after
    assert str(after[2]).endswith("-4")


def test_both_modes_open_what_was_written(small: Path, written: tuple[object, ...]):
    plain = open_holding(default_graph="plain", folder=small / "store")
    assert plain.triples == 0
    assert plain.graphs == written[4]
    assert plain.version == f"{written[2]}-plain"


def test_a_default_graph_of_its_own_is_not_merged(small: Path, write: Write):
    plain = open_holding(default_graph="plain", folder=small / "store", writable=True)
    write(plain, UpdateChange("INSERT DATA { <urn:a> <urn:p> 1 }"))
    del plain
    with pytest.raises(Refused) as caught:
        opened(small)
    assert "plain" in caught.value.hint
    assert open_holding(default_graph="plain", folder=small / "store").triples == 1


def test_a_write_that_was_never_finished_is_forgotten(small: Path, written: tuple[object, ...]):
    journal = small / "store" / "journal-1.rdfp"
    with journal.open("ab") as file:
        file.write(b'H sha256 "')
    assert content(opened(small)) == written


def test_damage_is_told(small: Path, written: tuple[object, ...]):
    for name in ("journal-1.rdfp", "snapshot-1.nq"):
        path = small / "store" / name
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b"<urn:", b"<urm:", 1))
        with pytest.raises(CannotRead, match=name):
            opened(small)
        path.write_bytes(whole)
    (small / "store" / "snapshot-1.nq").unlink()
    with pytest.raises(CannotRead, match="without its snapshot"):
        opened(small)


def test_a_journal_that_is_missing_in_between_is_told(small: Path, written: tuple[object, ...], write: Write):
    holding = opened(small)
    holding.rotate()
    write(holding, insert(3))
    del holding
    (small / "store" / "journal-1.rdfp").unlink()
    with pytest.raises(CannotRead, match="continues"):
        opened(small)


@pytest.mark.parametrize("later", [False, True], ids=["at rest", "with writes after the fork"])
def test_a_snapshot_replaces_what_came_before(small: Path, written: tuple[object, ...], write: Write, later: bool):
    holding = opened(small)
    holding.rotate()
    if later:
        # What a forked process does: it still has the content of the moment of the rotation.
        text = text_of(holding)
        write(holding, insert(3))
        assert holding._folder is not None
        holding._folder.keep(text)
    else:
        holding.compact()
    after = content(holding)
    del holding
    assert files(small) == {"FORMAT", "lock", "snapshot-2.nq", "journal-2.rdfp"}
    assert content(opened(small)) == after


@pytest.mark.parametrize("stop", ["rotate", "write_whole", "unlink"])
def test_compacting_may_be_cut_off_anywhere(
    small: Path, written: tuple[object, ...], write: Write, monkeypatch: pytest.MonkeyPatch, stop: str
):
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    holding = opened(small)
    holding.rotate()
    if stop != "rotate":
        with monkeypatch.context() as broken:
            if stop == "unlink":
                broken.setattr(Path, "unlink", fail)
            else:
                broken.setattr(module, "write_whole", fail)
            with pytest.raises(KeyboardInterrupt):
                holding.compact()
    write(holding, insert(3))
    after = content(holding)
    del holding
    again = opened(small)
    assert content(again) == after
    # What was cut off is done at opening.
    assert len([name for name in files(small) if name.startswith("snapshot")]) == 1
    assert len([name for name in files(small) if name.startswith("journal")]) == 1
    del again
    assert content(opened(small)) == after


def test_a_long_journal_is_compacted_at_opening(
    small: Path, written: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "_LEAST_GROWTH", 10)
    first = small / "store" / "snapshot-1.nq"
    assert first.stat().st_size < (small / "store" / "journal-1.rdfp").stat().st_size
    assert content(opened(small)) == written
    assert "snapshot-2.nq" in files(small)


def test_a_snapshot_that_fails_does_not_make_a_journal_of_each_write(
    small: Path, written: tuple[object, ...], write: Write, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "_LEAST_GROWTH", 1_000)
    holding = opened(small)
    grown = [holding.overgrown]
    for number in range(100, 110):
        write(holding, insert(number))
    grown.append(holding.overgrown)
    holding.rotate()
    assert [*grown, holding.overgrown] == [False, True, False]


def test_a_snapshot_is_the_same_for_the_same_content(small: Path, written: tuple[object, ...]):
    holding = opened(small)
    first = text_of(holding)
    del holding
    assert text_of(opened(small)) == first
    assert b"# graph urn:e\n" in first
    assert list(ox.parse(first, format=ox.RdfFormat.N_QUADS))


def test_unfinished_files_are_swept(small: Path, written: tuple[object, ...]):
    (small / "store" / "snapshot-2.nq.tmp").write_bytes(b"half")
    assert content(opened(small)) == written
    assert "snapshot-2.nq.tmp" not in files(small)


def test_newer_data_is_told_where_there_are_writes(
    small: Path, written: tuple[object, ...], caplog: pytest.LogCaptureFixture
):
    (small / "data/sources/one.ttl").write_text("<city/y> <urn:name> 'Y' .", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert content(opened(small)) == written
    assert "newer data" in caplog.text


def test_a_second_server_is_told(small: Path):
    first = opened(small)
    with pytest.raises(EndpointFailed, match="in use") as caught:
        opened(small)
    assert "Another server" in caught.value.hint
    del first
    assert opened(small)


def test_an_older_store_of_ours_is_refused_and_stays(small: Path):
    (small / "store").mkdir()
    (small / "store" / "VERSION").write_text("abc")
    with pytest.raises(Refused, match="earlier version"):
        opened(small)
    assert files(small) == {"VERSION"}


@pytest.mark.parametrize("text", ["partnercities store 2\n", "theirs"])
def test_another_form_is_refused_and_stays(small: Path, text: str):
    (small / "store").mkdir()
    (small / "store" / "FORMAT").write_text(text)
    with pytest.raises(Refused, match="something else"):
        opened(small)
    assert files(small) == {"FORMAT"}


def test_a_folder_is_read_beside_its_server(small: Path, write: Write):
    holding = opened(small)
    write(holding, insert(1))
    with (small / "store" / "journal-1.rdfp").open("ab") as file:
        file.write(b"H sha")
    state, store = load(small / "store")
    assert state.version == holding.version
    named = [quad for quad in holding.store if not isinstance(quad.graph_name, ox.DefaultGraph)]
    assert set(store) == set(named)
    assert (small / "store" / "journal-1.rdfp").read_bytes().endswith(b"H sha")
