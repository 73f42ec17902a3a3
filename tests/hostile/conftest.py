"""Servers under attack: one with narrow limits for reading, one that can be written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile.siege import Server, besieged

TOKEN = "correct-horse-battery-staple"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two seconds and 200 MB for each query; it must outlive every attack."""
    with besieged(tmp_path_factory.mktemp("siege"), time_limit=2, memory_limit=200, max_body=2) as started:
        yield started
        assert started.lives()


@pytest.fixture(scope="session")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with time enough for what a busy machine does slowly, and 200 MB for each query."""
    with besieged(tmp_path_factory.mktemp("patient"), time_limit=60, memory_limit=200) as started:
        yield started
        assert started.lives()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that can be written with TOKEN."""
    folder: Path = tmp_path_factory.mktemp("written")
    (folder / "token").write_text(TOKEN)
    flags = ("--default-graph", "plain", "--token-file", str(folder / "token"))
    with besieged(folder, *flags, time_limit=2, max_body=2) as started:
        yield started
        assert started.lives()
