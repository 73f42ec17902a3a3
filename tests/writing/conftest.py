"""One server with the graph as it is shipped, and one with the dataset of the standard; tests share them, so each takes graphs of its own."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from running import Client, Server, running


@pytest.fixture(scope="session")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("merged")
    with running(folder, "--store", str(folder / "store"), time_limit=8, max_body=1) as server:
        yield server


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("plain"), "--default-graph", "plain", time_limit=8) as server:
        yield server


@pytest.fixture(scope="session")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with time enough for a long write on a machine that is busy elsewhere."""
    folder = tmp_path_factory.mktemp("patient")
    with running(folder, "--store", str(folder / "store"), time_limit=60, max_body=1) as server:
        yield server


@pytest.fixture
def client(merged: Server) -> Client:
    return merged.client()


@pytest.fixture
def own(request: pytest.FixtureRequest) -> str:
    """A graph for this test alone."""
    return "http://w.example/" + quote(request.node.name, safe="")
