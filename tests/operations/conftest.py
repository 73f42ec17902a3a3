"""A server over the shipped graph that these tests share."""

from collections.abc import Iterator

import pytest

from running import Client, Server, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("server"), time_limit=2, workers=2) as server:
        yield server


@pytest.fixture
def client(server: Server) -> Client:
    return server.client()
