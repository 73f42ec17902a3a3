"""The journal: what was acknowledged is read again, what was torn is cut off, what is damaged is told."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from partnercities.dataset import journal as module
from partnercities.dataset.journal import Journal, follow, read
from partnercities.dataset.patch import Patch, Record
from partnercities.problems import CannotRead, EndpointFailed, Place


def record(number: int) -> Record:
    quad = f'<urn:s> <urn:p> "{number}" .'.encode()
    patch = Patch(added=frozenset([quad]), base=f"v-{number - 1}")
    return Record(f"v-{number}", f"v-{number - 1}", datetime(2026, 1, 1, tzinfo=UTC), patch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of three records."""
    journal = Journal(tmp_path / "journal-1.rdfp")
    for number in (1, 2, 3):
        journal.append(record(number))
    return journal.path


def test_what_was_kept_is_read_again(path: Path):
    journal = Journal(path)
    assert journal.records() == [record(1), record(2), record(3)]
    journal.append(record(4))
    assert journal.size == path.stat().st_size
    assert Journal(path).records()[-1] == record(4)


def test_a_last_record_that_is_torn_anywhere_is_cut_off_and_told(path: Path, caplog: pytest.LogCaptureFixture):
    whole = path.read_bytes()
    start = whole.index(record(3).text())
    for end in range(start + 1, len(whole)):
        path.write_bytes(whole[:end])
        caplog.clear()
        journal = Journal(path)
        assert [item.version for item in journal.records()] == ["v-1", "v-2"]
        assert path.stat().st_size == start
        assert "never finished" in caplog.text
        journal.append(record(3))
        assert path.read_bytes() == whole


def test_a_hole_of_zeros_in_the_last_record_is_a_tear(path: Path):
    whole = path.read_bytes()
    path.write_bytes(whole[:-60] + bytes(30) + whole[-30:])
    assert [item.version for item in Journal(path).records()] == ["v-1", "v-2"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_damaged_record_is_told_by_its_line(path: Path, number: int):
    whole = path.read_bytes()
    before = whole[: whole.index(record(number).text())]
    path.write_bytes(whole.replace(f'"{number}"'.encode(), b'"9"'))
    with pytest.raises(CannotRead, match="damaged") as caught:
        Journal(path).records()
    assert caught.value.place == Place(before.count(b"\n") + 1, 1, str(path))
    assert whole.replace(f'"{number}"'.encode(), b'"9"') == path.read_bytes()


def test_reading_beside_a_writer_touches_nothing(path: Path):
    torn = path.read_bytes() + b"H sha256"
    path.write_bytes(torn)
    records, size = read(path)
    assert (len(records), size) == (3, len(torn) - 8)
    assert path.read_bytes() == torn


def test_a_full_disk_leaves_the_journal_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch):
    whole = path.read_bytes()
    journal = Journal(path)

    monkeypatch.setattr(os, "write", _Half())
    with pytest.raises(EndpointFailed, match="No space left"):
        journal.append(record(4))
    monkeypatch.undo()
    assert path.read_bytes() == whole
    journal.append(record(4))
    assert Journal(path).records()[-1] == record(4)


def test_a_disk_that_fails_to_sync_takes_no_more_writes(path: Path, monkeypatch: pytest.MonkeyPatch):
    whole = path.read_bytes()
    journal = Journal(path)

    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(module, "sync", fail)
        with pytest.raises(EndpointFailed, match="Input/output"):
            journal.append(record(4))
    with pytest.raises(EndpointFailed, match="failed earlier"):
        journal.append(record(4))
    assert path.read_bytes() == whole


def test_each_record_is_on_the_disk_before_it_is_acknowledged(path: Path, monkeypatch: pytest.MonkeyPatch):
    journal = Journal(path)
    synced: list[int] = []
    monkeypatch.setattr(module, "sync", lambda descriptor: synced.append(os.fstat(descriptor).st_size))
    journal.append(record(4))
    assert synced == [journal.size]


def test_journals_follow_each_other():
    assert follow("v-0", [[record(1)], [], [record(2)]]) == [record(1), record(2)]
    with pytest.raises(CannotRead, match="v-1"):
        follow("v-0", [[record(2)]])
    with pytest.raises(CannotRead, match="v-2"):
        follow("v-0", [[record(1)], [record(3)]])


class _Half:
    """Writes the first bytes and then finds the disk full."""

    def __init__(self) -> None:
        self._write = os.write
        self._calls = 0

    def __call__(self, descriptor: int, view: memoryview) -> int:
        self._calls += 1
        if self._calls > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._write(descriptor, view[:50])
