"""Every page is written as HTML wants it, leads only to what is there, and stands in the table of pages."""

from itertools import chain, zip_longest

import pytest
from flask.testing import FlaskClient

from browsing import PAGES, Page, told

pytestmark = pytest.mark.thorough
BROWSER = {"Accept": "text/html, */*;q=0.1"}
MOST_LINKS = 400
# What answers no page of its own.
_NO_PAGES = {
    "static",
    "things.identified",
    "queries.text",
    "description.void",
    "dump.file",
    "dump.checksum",
    "openapi.openapi",
    "completing.terms",
    "documents.example",
    "documents.by_name",
}
# Whose answer takes a while, and says so with a status of its own.
_LATER = "/validate."


@pytest.mark.parametrize("lang", ["en", "bg"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_valid(read, page: Page, lang: str):
    assert not (found := read(page.at(lang=lang), page.status).mistakes()), told(found)


def test_every_link_leads_somewhere(read, flask: FlaskClient):
    columns = (read(page.path).links(page.path) for page in PAGES if page.status == 200)
    # Each page has its turn, so that one with many links does not take the place of others.
    links = [link for link in dict.fromkeys(chain.from_iterable(zip_longest(*columns))) if link]
    answered = {link: flask.get(link, headers=BROWSER, buffered=True).status_code for link in links[:MOST_LINKS]}
    assert not (
        found := [
            f"{status} {link}" for link, status in answered.items() if status >= 400 and not link.startswith(_LATER)
        ]
    ), told(found)


def test_every_page_stands_in_the_table(flask: FlaskClient):
    known = flask.application.url_map.bind("site")
    rules = {rule.endpoint for rule in known.map.iter_rules() if "GET" in (rule.methods or ())}
    tested = {known.match(page.path.partition("?")[0])[0] for page in PAGES}
    assert rules - _NO_PAGES - tested == set()
