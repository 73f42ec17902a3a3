"""/pairs and /meetings: cities that meet again, as a list, as a picture and as files."""

import csv
import io
import re
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from asking import Client
from partnercities.desk.census import census
from partnercities.desk.desk import Desk
from partnercities.desk.meetings import Sought, pairs
from partnercities.desk.naming import naming
from partnercities.model.vocabulary import thing
from partnercities.web.site.pairs import values

HTML = {"Accept": "text/html"}
SOUGHT = (
    Sought(),
    Sought(least=1),
    Sought(least=3),
    Sought(city=thing("city/bg/sofia")),
    Sought(least=1, city=thing("city/bg/sofia")),
    Sought(country="BG"),
    Sought(network=thing("network/urbact")),
    Sought(least=1, city=thing("city/nl/rotterdam"), country="ES", network=thing("network/eurocities")),
)


def page(client: Client, address: str) -> str:
    response = client.get(address, headers=HTML)
    assert response.status_code == 200, response.text
    return unescape(response.text)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text)))


@pytest.mark.parametrize("sought", SOUGHT, ids=str)
def test_its_pairs_are_those_of_the_stored_query_in_the_same_order(desk: Desk, sought: Sought):
    table = desk.table(desk.stored("pairs-of-cities"), values(sought))
    names = naming(desk)
    found = pairs(census(desk), sought, lambda iri: names.name(iri, "en").value)
    assert [(pair.a, pair.b, len(pair.projects)) for pair in found] == [
        (row["cityA"], row["cityB"], int(row["projects"])) for row in table
    ]


def test_the_page_names_the_projects_and_networks_and_leads_to_the_proof(client: Client):
    shown = page(client, "/pairs")
    assert "137 pairs take part in at least 2 projects together." in shown
    assert "Barcelona ES and Rotterdam NL 4 CITIES-GROW ; Cities for Active Inclusion ;" in plain(shown)
    (address, *_) = re.findall(r'href="(/proof\?city=city/es/barcelona&with=city/nl/rotterdam)"', shown)
    assert "take part in 4 projects together." in plain(page(client, address))


def test_with_one_city_it_stands_first_in_every_pair(client: Client):
    shown = page(client, "/pairs?city=city/nl/rotterdam&min=3")
    assert "Whom Rotterdam meets again" in shown
    heads = re.findall(r'<th scope="row"><a href="([^"]+)"', shown)
    assert heads
    assert set(heads) == {"/city/nl/rotterdam"}


@pytest.mark.parametrize("name", ["Rotterdam", "rotterdam", "Ротердам", "city/nl/rotterdam"])
@pytest.mark.parametrize("path", ["/pairs", "/meetings"])
def test_a_city_is_chosen_by_its_name_or_key(client: Client, path: str, name: str):
    chosen, kept = (
        page(client, f"{path}?city={name}&min=3&lang=en"),
        page(client, f"{path}?city=city/nl/rotterdam&min=3"),
    )
    assert "Whom Rotterdam meets" in chosen
    assert '<input name="city" type="text" value="Rotterdam"' in chosen
    assert chosen.count('<th scope="row">') == kept.count('<th scope="row">') > 0
    assert '<option value="Rotterdam">' in chosen


def test_a_name_of_no_city_or_of_a_part_of_several_is_refused_with_what_is_near(client: Client):
    refused = client.get("/pairs?city=Sofiaville")
    assert refused.status_code == 400
    assert "Sofia" in refused.text
    assert "Did you mean" in client.get("/pairs?city=b").text


def test_pages_of_fifty(client: Client):
    assert page(client, "/pairs").count('<th scope="row">') == 50
    assert page(client, "/pairs?page=3").count('<th scope="row">') == 37
    assert client.get("/pairs?page=4", headers=HTML).status_code == 404


def test_as_csv_with_all_rows(client: Client):
    found = rows(client, "/pairs.csv?page=2")
    assert len(found) == 137
    assert (found[0]["nameA"], found[0]["nameB"], found[0]["projects"], found[0]["networkNames"]) == (
        "Barcelona", "Rotterdam", "4", "EUROCITIES",
    )  # fmt: skip


def test_as_networks_for_other_programs(client: Client):
    gexf = ET.fromstring(client.get("/pairs.gexf?min=3").data)
    assert len(gexf.findall(".//{*}edge")) == len(rows(client, "/pairs.csv?min=3")) == 18
    graphml = ET.fromstring(client.get("/meetings.graphml?city=city/bg/sofia").data)
    assert len(graphml.findall(".//{*}node")) == 16


def test_the_picture_of_all_shows_those_that_meet_most(client: Client):
    shown = page(client, "/meetings")
    assert "16 cities that share at least 3 projects with one another." in shown
    assert '<svg class="ring"' in shown
    assert 'href="/meetings?city=city/nl/rotterdam"' in shown
    assert "The same as a list" in shown


def test_the_picture_around_a_city_has_it_in_the_middle(client: Client):
    shown = page(client, "/meetings?city=city/bg/sofia")
    assert "15 cities share at least 2 projects with" in plain(shown)
    assert '<a href="/city/bg/sofia" class="centre">' in shown
    assert shown.count('class="aside"') > 10


def test_a_picture_of_too_many_is_not_drawn_but_said_and_listed(client: Client):
    shown = page(client, "/meetings?min=1")
    assert '<svg class="ring"' not in shown
    assert "is a tangle that nobody can read" in shown
    assert 'href="/meetings?min=2"' in shown
    assert shown.count('<th scope="row">') == 50


@pytest.mark.parametrize("path", ["/pairs", "/meetings"])
def test_where_no_two_fit_it_says_so(client: Client, path: str):
    shown = page(client, f"{path}?min=9")
    assert "No two cities fit all of this." in shown
    assert f'href="{path}?min=1"' in shown


@pytest.mark.parametrize("path", ["/pairs", "/meetings"])
def test_in_bulgarian(client: Client, path: str):
    shown = page(client, f"{path}?city=city/bg/sofia&lang=bg")
    assert "София" in shown
    assert "Общи проекти" in shown
    assert re.search(r'href="/city/bg/sofia\?lang=bg"', shown)


@pytest.mark.parametrize("path", ["/pairs", "/meetings"])
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("city=city/bg/sofija", "Did you mean city/bg/sofia?"),
        ("city=network/urbact", "is no city"),
        ("network=fund/erdf", "is no network"),
        ("country=XX", "has no city here"),
        ("min=many", "whole number"),
        ("by=fund", "There is no parameter"),
    ],
)
def test_what_is_asked_wrongly_is_refused(client: Client, path: str, asked: str, words: str):
    response = client.get(f"{path}?{asked}", headers=HTML)
    assert response.status_code == 400
    assert words in plain(unescape(response.text))


def test_as_json_names_are_lists(client: Client):
    records: Any = client.get("/pairs.json?min=4").json
    assert records[0]["projects"] == 4
    assert len(records[0]["projectNames"]) == 4
