"""Whether the server lives and whether it can take jobs, as programs ask it."""

import contextlib
import os
import signal
import time
from pathlib import Path

import pytest

from living import kill
from partnercities import __version__
from running import Client, Server, running, wait


def test_health_says_what_is_held(client: Client):
    answer = client.ask("GET", "/health")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    held = answer.json()
    assert held.pop("triples") > 20_000
    assert held.pop("data")
    assert held == {"status": "ok", "version": __version__}


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics"])
def test_only_reading_is_understood(client: Client, path: str):
    assert client.ask("HEAD", path).body == b""
    answer = client.ask("POST", path, b"")
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_server_whose_workers_all_compute_is_ready_as_long_as_one_can_be_had(server: Server, client: Client):
    pairs = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(5))
    busy = server.client()
    busy._connection.request(
        "POST", "/sparql", f"SELECT (COUNT(*) AS ?n) {{ {pairs} }}", {"Content-Type": "application/sparql-query"}
    )
    assert client.ask("GET", "/ready").status == 200
    assert busy._connection.getresponse().status == 504


def test_a_keeper_that_is_lost_comes_back_with_all_that_was_written(tmp_path: Path):
    with running(tmp_path, "--store", str(tmp_path / "store")) as server:
        client = server.client()
        assert client.update("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }").status == 204
        before = client.ask("GET", "/health").json()
        kill(server.keeper())
        wait(server)
        assert client.ask("GET", "/health").json() == before
        assert client.holds("GRAPH <a:g> { <a:s> <a:p> 1 }")
        assert client.update("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 2 } }").status == 204
        assert len(server.family()) <= 4


def test_a_server_that_cannot_open_its_store_lives_and_is_not_ready(tmp_path: Path):
    with running(tmp_path, "--store", str(tmp_path / "store")) as server:
        client = server.client()
        (tmp_path / "store").rename(tmp_path / "gone")
        (tmp_path / "store").write_text("in the way")
        kill(server.keeper())
        time.sleep(0.3)
        answer = client.ask("GET", "/ready")
        assert answer.status == 503
        assert answer.headers["Retry-After"]
        assert answer.json()["slug"] == "busy"
        assert client.ask("GET", "/health").status == 200
        assert client.update("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }").status == 503
        (tmp_path / "store").unlink()
        (tmp_path / "gone").rename(tmp_path / "store")
        wait(server)
        assert "cannot be started" in server.log.read_text()


def stopped(server: Server) -> bool:
    """Have all but the front stand still; whether there were any."""
    others = server.family()[1:]
    for pid in others:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    return bool(others)


def test_a_keeper_that_stands_still_makes_the_server_unready(tmp_path: Path):
    with running(tmp_path) as server:
        client = server.client()
        deadline = time.monotonic() + 20
        try:
            # A worker that was just being forked is stopped the next time.
            while not stopped(server) or client.ask("GET", "/ready").status != 503:
                assert time.monotonic() < deadline
            assert client.ask("GET", "/health").status == 200
        finally:
            for pid in server.family()[1:]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
        # On a busy machine the first worker may take longer to come than a question waits.
        deadline = time.monotonic() + 20
        while client.ask("GET", "/ready").status != 200:
            assert time.monotonic() < deadline
