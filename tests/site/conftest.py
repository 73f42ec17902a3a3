"""A browser and a server over the shipped data, one of each for a whole run of a worker."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache, partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from browsing import NoBrowser, Visit, browser, visiting
from browsing.markup import Written
from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.web.app import create_app
from serving import serving

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

Read = Callable[..., Written]
"""What reads a page: its address, the status that it has, the language that the reader likes."""

Open = Callable[..., AbstractContextManager[Visit]]
"""What opens a tab on our server, for a look at it."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server that many pages are asked of."""
    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine; without one there is nothing to be seen."""
    try:
        with browser() as started:
            yield started
    except NoBrowser as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def visit(chromium: Browser, site: str) -> Open:
    """Opens a tab on the site: `with visit(Look("bg")) as tab`."""
    return partial(visiting, chromium, site)


@pytest.fixture(scope="session")
def flask(dataset: Dataset) -> FlaskClient:
    """The pages without server and browser, for what can be read in them."""
    return create_app(Desk(dataset.store, dataset)).test_client()


@pytest.fixture(scope="session")
def read(flask: FlaskClient) -> Read:
    """Reads a page as it is written, once for each address and language that is liked."""

    @cache
    def read(path: str, status: int = 200, liked: str = "") -> Written:
        headers = {"Accept": BROWSER} | ({"Accept-Language": liked} if liked else {})
        response = flask.get(path, headers=headers)
        assert (response.status_code, response.mimetype) == (status, "text/html")
        return Written(response.get_data(as_text=True))

    return read


@pytest.fixture(scope="session")
def screens(root: Path) -> Path:
    """Where pictures of pages are kept to be looked at."""
    folder = root / ".cache" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
