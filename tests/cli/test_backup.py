"""Backup and restore from the command line."""

import hashlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnercities.dataset.holding import open_holding


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    """A folder with the shipped data, in use by a server."""
    holding = open_holding(folder=tmp_path / "store")
    yield tmp_path / "store"
    holding.close()


def test_a_backup_is_restored(command, store: Path, tmp_path: Path):
    file = tmp_path / "b.nq.gz"
    outcome = command("backup", "--store", str(store), str(file))
    assert outcome.code == 0
    assert outcome.out == f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file}\n"
    assert command("restore", str(file), "--store", str(tmp_path / "other")).code == 0
    assert open_holding(folder=tmp_path / "other").graphs == open_holding().graphs
    refused = command("restore", str(file), "--store", str(tmp_path / "other"))
    assert refused.code == 2
    assert "--replace" in refused.err


def test_a_folder_is_filled_from_standard_input(command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = io.TextIOWrapper(io.BytesIO(b"<urn:a> <urn:p> <urn:o> ."))
    monkeypatch.setattr(sys, "stdin", text)
    assert command("restore", "-", "--store", str(tmp_path / "own"), "--graph", "urn:g").code == 0
    assert open_holding(folder=tmp_path / "own").graphs == {"urn:g": 1}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert command("restore", "-", "--store", str(tmp_path / "own"), "--replace").code == 0
    assert open_holding(folder=tmp_path / "own").triples == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("backup", "--store", "none", "b.nq"), 3),
        (("restore", "none.nq", "--store", "new"), 3),
        (("restore", "broken.ttl", "--store", "new"), 3),
        (("backup", "b.nq"), 2),
    ],
)
def test_what_is_wrong_has_its_exit_code(command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words, code):
    monkeypatch.chdir(tmp_path)
    Path("broken.ttl").write_text("<urn:a>")
    outcome = command(*words)
    assert outcome.code == code
    assert "Traceback" not in outcome.err
