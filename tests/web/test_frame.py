"""The frame of every page: languages, links that keep them, other forms, citing."""

import re

import pytest

from asking import Client

PAGES = ("/", "/queries", "/sparql", "/city/bg/sofia", "/def", "/shapes", "/nothing/here")


def get(client: Client, path: str, **headers: str):
    return client.get(path, headers={"Accept": "text/html", **headers})


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("", "", "en"),
        ("bg", "", "bg"),
        ("en", "bg", "en"),
        ("", "bg,en;q=0.5", "bg"),
        ("de", "de", "en"),
        ("xx", "bg", "bg"),
    ],
)
def test_a_page_is_in_the_language_that_is_asked_for_or_preferred(client: Client, path, asked, accepted, language):
    response = get(client, f"{path}?lang={asked}" if asked else path, **{"Accept-Language": accepted})
    assert f'<html lang="{language}">' in response.text
    assert "Accept-Language" in response.headers["Vary"]


def test_the_switch_keeps_page_and_query(client: Client):
    page = get(client, "/queries/pairs-of-cities?min=4&city=city/bg/sofia").text
    assert 'href="/queries/pairs-of-cities?min=4&amp;city=city/bg/sofia&amp;lang=bg" lang="bg"' in page


def test_a_chosen_language_is_kept_by_links_and_by_the_search(client: Client):
    page = get(client, "/?lang=bg").text
    main = re.search(r'<nav class="main".*?</nav>', page, re.DOTALL)
    assert main
    assert all(link.endswith("lang=bg") for link in re.findall(r'href="([^"]+)"', main[0]))
    assert '<input type="hidden" name="lang" value="bg">' in page
    assert "lang=bg" not in re.sub(r'<link.*?>|<nav class="languages".*?</nav>', "", get(client, "/").text)


def test_a_page_can_be_cited_with_its_address_and_the_version_of_the_data(client: Client, dataset):
    page = get(client, "/city/bg/sofia?lang=en").text
    assert "http://localhost/city/bg/sofia?lang=en" in page
    assert dataset.version[:12] in page


def test_a_file_that_is_asked_for_by_its_digest_may_be_kept(client: Client):
    found = re.search(r'href="(/static/site\.css\?v=[0-9a-f]+)"', get(client, "/").text)
    assert found
    assert "max-age=31536000" in client.get(found[1]).headers["Cache-Control"]
    assert "max-age" not in client.get("/static/site.css").headers["Cache-Control"]
