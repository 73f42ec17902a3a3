"""The application over the shipped graph, without a server."""

import pytest
from flask.testing import FlaskClient

from partnercities.dataset import Dataset
from partnercities.desk import Desk
from partnercities.web.app import create_app


@pytest.fixture(scope="session")
def desk(dataset: Dataset) -> Desk:
    return Desk(dataset.store, dataset)


@pytest.fixture(scope="session")
def client(desk: Desk) -> FlaskClient:
    return create_app(desk).test_client()
