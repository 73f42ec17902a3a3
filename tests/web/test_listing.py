"""A list at the address of its page: by suffix, `format=` or Accept, with its name, its own address and its licence."""

import json

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from partnercities.desk.desk import Desk
from partnercities.desk.exporting import known
from partnercities.desk.listing import Listing, network_of, records
from partnercities.protocol.formats import PAGE, Kind
from partnercities.protocol.negotiation import choose
from partnercities.web.app import create_app
from partnercities.web.listing import addresses, send_listing, suffixes
from partnercities.web.negotiated import form, send


def view(desk: Desk, suffix: str = "") -> Response:
    chosen = form(suffix, Kind.LIST, Kind.NETWORK)
    rows = records(desk.table(desk.stored("pairs-of-cities"), {"min": ["3"]}))
    ends = ("cityA", "cityB")
    about = known(desk, {str(row[end]) for row in rows for end in ends}, "en")
    network = network_of(rows, ends, "projects", ("projectNames",), about)
    listing = Listing("/some/pairs", "Pairs of cities", tuple(rows[0]), rows, network=network)
    if chosen is PAGE:
        return send(json.dumps({"suffixes": suffixes(listing), **addresses(listing)}), PAGE, listing.path)
    return send_listing(listing, chosen)


@pytest.fixture(scope="module")
def pages(desk: Desk) -> FlaskClient:
    app: Flask = create_app(desk)
    app.add_url_rule("/some/pairs", "pairs", lambda: view(desk))
    app.add_url_rule("/some/pairs.<suffix>", "pairs_in", lambda suffix: view(desk, suffix))
    return app.test_client()


@pytest.mark.parametrize(
    ("address", "accept", "media_type"),
    [
        ("/some/pairs", None, "application/json"),
        ("/some/pairs", "text/html", "text/html"),
        ("/some/pairs", "text/csv", "text/csv"),
        ("/some/pairs?format=csv", "text/html", "text/csv"),
        ("/some/pairs.json", "text/html", "application/json"),
        ("/some/pairs.gexf", None, "application/gexf+xml"),
        ("/some/pairs.graphml", None, "application/graphml+xml"),
    ],
)
def test_a_suffix_or_format_wins_over_accept(pages, address, accept, media_type):
    response = pages.get(address, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "accept", "status"),
    [("/some/pairs.geojson", "*/*", 400), ("/some/pairs.ttl", "*/*", 400), ("/some/pairs", "image/png", 406)],
)
def test_what_a_list_is_not_given_as_is_told(pages, address, accept, status):
    response = pages.get(address, headers={"Accept": accept})
    assert response.status_code == status
    assert "csv" in response.json["hint"]


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "records"),
        ("application/json", "records"),
        ("application/ld+json", "jsonld"),
        ("text/turtle, application/json;q=0.5", "turtle"),
        ("application/geo+json", "geojson"),
        ("text/*", "csv"),
    ],
)
def test_among_all_formats_of_a_list_each_is_found_by_its_own_type(accept, name):
    assert choose(accept, Kind.LIST, Kind.PLACES, Kind.GRAPH).name == name


def test_a_file_has_a_name_an_address_of_its_own_and_a_licence(pages):
    response = pages.get("/some/pairs?format=csv&min=3&country=&page=2&q=a b")
    assert response.headers["Content-Disposition"] == "inline; filename=some-pairs.csv"
    assert response.headers["Content-Location"] == "/some/pairs.csv?min=3&q=a+b"
    assert response.headers["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert pages.get(response.headers["Content-Location"]).data == response.data


def test_who_has_a_file_is_not_sent_it_again(pages):
    tag = pages.get("/some/pairs.gexf").headers["ETag"]
    again = pages.get("/some/pairs.gexf", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_links_to_the_files_with_its_filters(pages):
    page = json.loads(pages.get("/some/pairs.html?country=BG&page=3").text)
    assert page["suffixes"] == ["json", "csv", "gexf", "graphml"]
    assert page["gexf"] == "/some/pairs.gexf?country=BG"
