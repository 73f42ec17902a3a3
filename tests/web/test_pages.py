"""The front page and what operators ask."""

import re
from html import unescape

from asking import Client
from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import key

HTML = {"Accept": "text/html"}


def shown(client: Client, address: str = "/") -> str:
    response = client.get(address, headers=HTML)
    assert response.status_code == 200, response.text
    return unescape(response.text)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_front_page_counts_what_the_stored_query_counts(client: Client, desk: Desk) -> None:
    found = re.findall(r"<div><dt>([^<]+)</dt><dd>([\d,]+)</dd></div>", shown(client))
    counted = [int(row["number"]) for row in desk.table(desk.stored("what-there-is"), {})]
    assert [int(number.replace(",", "")) for _, number in found] == counted
    assert found[:3] == [("projects", "73"), ("cities in them", "246"), ("networks", "4")]


def test_the_front_page_shows_the_cities_that_recur_most(client: Client, desk: Desk) -> None:
    first = list(desk.table(desk.stored("cities-across-networks"), {}))[:10]
    heads = re.findall(r'<tr><th scope="row"><a href="/(city/[^"]+)">', shown(client))
    assert heads[:10] == [key(row["city"]) for row in first]
    assert "58 cities meet at least two networks; by projects alone it is 44." in plain(shown(client))
    assert "Sofia BG 3 7 3 1 11" in plain(shown(client))


def test_the_front_page_says_which_networks_share_the_most_cities_and_leads_to_them(client: Client, desk: Desk) -> None:
    row = next(iter(desk.table(desk.stored("network-overlap"), {})))
    said = f"{row['shared']} cities meet both {row['nameA']} and {row['nameB']}"
    assert said == "56 cities meet both EUROCITIES and URBACT"
    assert re.search(rf'<a href="/recurrence\?with=network/eurocities&with=network/urbact">{said}', shown(client))


def test_the_front_page_has_three_doors_and_a_map(client: Client) -> None:
    page = shown(client)
    for path in (
        "/recurrence",
        "/pairs",
        "/meetings",
        "/map",
        "/timeline",
        "/queries",
        "/sparql",
        "/validate",
        "/about",
    ):
        assert f'href="{path}"' in page
    assert '<svg class="map"' in page
    assert re.search(r'<a href="/city/lv/riga"><title>Riga: 8 projects</title>', page)


def test_the_front_page_in_bulgarian(client: Client) -> None:
    page = shown(client, "/?lang=bg")
    assert "56 града срещат и ЮРОСИТИС, и УРБАКТ" in page
    assert 'href="/recurrence?with=network/eurocities&with=network/urbact&lang=bg"' in page
    assert "1076" in page


def test_from_the_front_page_to_where_it_says_so_for_rotterdam_it_is_two_clicks(client: Client) -> None:
    (first,) = re.findall(r'<p class="telling"><a href="([^"]+)"', shown(client))
    row = re.search(r'<tr><th scope="row"><a href="/city/nl/rotterdam">.*?</tr>', shown(client, first))
    assert row
    (second,) = re.findall(r'<a href="([^"]+)" title="Where it says so for Rotterdam: 2 networks"', row[0])
    proof = shown(client, second)
    assert "https://urbact.eu/node/782" in proof
    assert "https://www.integratingcities.eu" in proof or "integratingcities.eu" in proof


def test_over_a_foreign_engine_the_front_page_names_no_version(dataset: Dataset) -> None:
    from partnercities.web.app import create_app

    page = create_app(Desk(dataset.store)).test_client().get("/", headers=HTML).text
    assert "Sofia" in page
    assert "Data version" not in page


def test_a_page_asks_nothing_of_other_hosts(client: Client) -> None:
    response = client.get("/")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert 'src="http' not in response.text
    assert "<script" not in response.text


def test_health_names_the_version_of_the_data(client: Client, dataset) -> None:
    assert client.get("/health").json == {
        "status": "ok",
        "version": "0.1.0",
        "data": dataset.version,
        "triples": dataset.triples,
    }


def test_behind_a_proxy_the_public_address_is_told(dataset) -> None:
    from partnercities.settings import Settings
    from partnercities.web.app import create_app

    client = create_app(Desk(dataset.store, dataset), Settings(public_url="https://cities.example/")).test_client()
    assert b"<https://cities.example/sparql>" in client.get("/sparql?format=nt").data
