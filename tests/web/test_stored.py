"""/queries: stored queries by address, with parameters, formats and pages."""

import csv
import io
from typing import Any

import pytest

from asking import Client
from partnercities.settings import Settings
from serving import hosting, running


def rows(response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text)))


def test_the_list_is_json_for_programs_and_a_page_for_browsers(client, desk):
    listed: Any = client.get("/queries").json
    assert [entry["id"] for entry in listed] == list(desk.catalogue)
    assert client.get("/queries", headers={"Accept": "text/html"}).mimetype == "text/html"


def test_every_query_answers_by_its_address(client, desk):
    for query in desk.catalogue.values():
        assert client.get(f"/queries/{query.id}").status_code == 200
        page = client.get(f"/queries/{query.id}", headers={"Accept": "text/html"})
        assert (page.status_code, page.mimetype) == (200, "text/html")
        assert query.title["en"].replace("'", "&#39;") in page.text


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/queries/cities-across-networks.csv", "text/csv"),
        ("/queries/cities-across-networks?format=csv", "text/csv"),
        ("/queries/cities-across-networks.json", "application/sparql-results+json"),
        ("/queries/cities-across-networks.tsv", "text/tab-separated-values"),
        ("/queries/project-profile.ttl", "text/turtle"),
        ("/queries/project-profile.jsonld", "application/ld+json"),
        ("/queries/project-profile?format=rdf", "application/rdf+xml"),
        ("/queries/cities-across-networks.html", "text/html"),
    ],
)
def test_a_suffix_or_format_wins_over_accept(client, address, media_type):
    assert (
        client.get(address, headers={"Accept": "application/sparql-results+xml, text/turtle;q=0.1"}).mimetype
        == media_type
    )


def test_parameters_narrow_the_answer(client):
    poles = rows(client.get("/queries/cities-across-projects.csv?min=5&country=pl"))
    assert [row["name"] for row in poles] == ["Gdańsk", "Kraków"]
    assert rows(client.get("/queries/cities-across-networks.csv?lang=bg"))[0]["name"] == "София"
    left = rows(client.get("/queries/cities-across-networks.csv?exclude=network/urbact&exclude=network/ergo"))
    assert [row["name"] for row in left] == ["Brussels"]
    assert len(rows(client.get("/queries/cities-across-projects.csv?min=1&limit=3"))) == 3


def test_an_empty_parameter_is_one_not_given(client):
    assert len(rows(client.get("/queries/cities-across-networks.csv?min=&country="))) == 58


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/queries/cities-across-network", 404, "cities-across-networks"),
        ("/queries/active-on.csv?day=yesterday", 400, "a day, such as"),
        ("/queries/active-on.csv?dy=2010-01-01", 400, "day"),
        ("/queries/cities-across-networks.csv?min=two", 400, "whole number"),
        ("/queries/cities-across-networks.csv?min=1&min=2", 400, "2 times"),
        ("/queries/cities-across-networks.csv?limit=all", 400, "whole number"),
        ("/queries/cities-across-networks.csv?limit=" + "9" * 5000, 400, "whole number"),
        ("/queries/cities-across-networks.csv?exclude=urbact", 400, "Did you mean network/urbact?"),
        ("/queries/city-profile.csv?city=city/xx/yy", 400, "does not know"),
        ("/queries/cities-across-networks.xlsx", 400, "csv"),
        ("/queries/project-profile.csv", 400, "turtle"),
        ("/queries/city-profile.csv?city=x%3E%20%7D%20DROP", 400, "IRI"),
    ],
)
def test_a_wrong_call_is_told_how_to_mend_it(client, address, status, words):
    response = client.get(address)
    assert response.status_code == status
    assert words in response.text


def test_the_page_shows_the_query_behind_the_answer(client):
    page = client.get("/queries/city-profile.html?city=city/de/berlin").text
    assert "id/city/de/berlin&gt;" in page
    assert "/queries/city-profile.csv?city=city/de/berlin" in page


def test_over_a_plain_default_graph_the_stored_queries_still_answer():
    with running(hosting(Settings(default_graph="plain"))) as url:
        plain = Client(url)
        assert len(rows(plain.get("/queries/cities-across-networks.csv"))) == 58
        assert plain.get("/sparql?query=ASK{?s+?p+?o}&format=csv").text == "false"


def test_over_a_plain_default_graph_the_front_page_counts_the_same(client):
    from partnercities.dataset.build import build
    from partnercities.desk.desk import Desk
    from partnercities.web.app import create_app

    plain = build(default_graph="plain")
    page = create_app(Desk(plain.store, plain, merged=False)).test_client().get("/").text
    assert page == client.get("/").text


def test_values_of_a_parameter_that_takes_many_may_stand_together(client):
    apart = client.get("/queries/leads-and-coordinators.csv?role=role/lead&role=role/coordinator").text
    together = client.get("/queries/leads-and-coordinators.csv?role=role/lead,role/coordinator").text
    assert apart == together
    assert apart.count("\n") > 3
