"""A start that fails: one sentence that says why, an exit code, and no process left."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from running import running
from serving import free_port


def failed(*flags: str, settings: Mapping[str, str] | None = None) -> tuple[int, str]:
    """The exit code and what is said."""
    command = [sys.executable, "-m", "partnercities", "serve", "--port", str(free_port()), *flags]
    outcome = subprocess.run(
        command, capture_output=True, text=True, timeout=30, check=False, env={**os.environ, **(settings or {})}
    )
    assert "Traceback" not in outcome.stderr
    assert outcome.stderr.startswith("partnercities: ")
    assert outcome.stdout == ""
    return outcome.returncode, outcome.stderr


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, said = failed("--port", str(taken.getsockname()[1]))
    assert code == 7
    assert "--port takes another" in said


def test_an_address_that_is_not_ours():
    assert failed("--host", "203.0.113.1")[0] == 7


def test_a_folder_that_another_server_uses(tmp_path: Path):
    with running(tmp_path, "--store", str(tmp_path / "store")):
        code, said = failed("--store", str(tmp_path / "store"))
    assert code == 7
    assert "in use" in said


def test_a_folder_that_holds_something_else(tmp_path: Path):
    (tmp_path / "thesis.doc").write_text("mine")
    code, said = failed("--store", str(tmp_path))
    assert code == 2
    assert "something else" in said
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_damaged_snapshot(tmp_path: Path):
    with running(tmp_path, "--store", str(tmp_path / "store")):
        pass
    (snapshot,) = (tmp_path / "store").glob("snapshot-*")
    snapshot.write_bytes(snapshot.read_bytes()[:-100])
    code, said = failed("--store", str(tmp_path / "store"))
    assert code == 3
    assert "backup" in said


@pytest.mark.parametrize(
    ("token", "code", "words"),
    [(None, 3, "cannot be read"), ("short", 2, "openssl rand"), ("парола-парола-парола", 2, "ASCII")],
)
def test_a_token_that_cannot_be_used(tmp_path: Path, token: str | None, code: int, words: str):
    file = tmp_path / "token"
    if token:
        file.write_text(token)
    assert failed("--token-file", str(file))[0] == code
    said = failed("--token-file", str(file))[1]
    assert words in said
    assert token is None or token not in said


@pytest.mark.parametrize(("name", "value"), [("WORKERS", "0"), ("TIME_LIMIT", "soon"), ("DEFAULT_GRAPH", "union")])
def test_a_setting_that_cannot_work(name: str, value: str):
    code, said = failed(settings={f"PARTNERCITIES_{name}": value})
    assert code == 2
    assert name in said
