"""The whole application over the shipped graph, behind a real server."""

from collections.abc import Iterator

import pytest

from asking import Client
from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.settings import Settings
from serving import hosting, running


@pytest.fixture(scope="session")
def desk(dataset: Dataset) -> Desk:
    """A desk in this process over what the server holds."""
    return Desk(dataset.store, dataset)


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    with running(hosting(Settings())) as url:
        yield Client(url)
