"""/proof: what stands behind each number, and where it says so."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest

from asking import Client
from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import thing

HTML = {"Accept": "text/html"}
ROTTERDAM = "city=city/nl/rotterdam"
BOTH = f"{ROTTERDAM}&network=network/eurocities&network=network/urbact"


def page(client: Client, asked: str) -> str:
    response = client.get(f"/proof?{asked}", headers=HTML)
    assert response.status_code == 200, response.text
    return unescape(response.text)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(client: Client, asked: str) -> list[dict[str, str]]:
    response = client.get(f"/proof.csv?{asked}")
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text)))


def answer(desk: Desk, query: str, **asked: list[str]) -> list[dict[str, str]]:
    return list(desk.table(desk.stored(query), asked))


# ---------------------------------------------------------------- one city


def test_where_it_says_so_for_rotterdam_in_both_networks(client: Client):
    shown = page(client, BOTH)
    assert "Rotterdam in EUROCITIES and URBACT: where it says so" in shown
    assert "Rotterdam : 7 projects, 1 membership" in plain(shown)
    assert 'href="/source/urbact-eu-node-782"' in shown
    assert 'href="https://urbact.eu/node/782"' in shown
    assert "lead partner" in shown
    assert "21 April 2008 – 19 July 2011" in shown


def test_a_claim_has_its_basis_in_words_its_place_and_the_names_as_written(client: Client):
    shown = page(client, f"{ROTTERDAM}&network=network/eurocities")
    assert '<q lang="bg">Ротердам</q>' in shown
    assert "stated NLAO project page of Sofia Municipality · code points 2,116 to 2,135" in plain(shown)
    assert "seen in 2011, 2013" in shown
    assert "from outside" in shown


def test_a_membership_stands_apart_with_its_date_and_its_source(client: Client):
    shown = plain(page(client, f"{ROTTERDAM}&network=network/eurocities"))
    assert "Member: EUROCITIES founding member , EUROCITIES · since 1986 ○ from outside en.wikipedia.org" in shown
    assert "None" not in shown


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        (BOTH, {}),
        (f"{ROTTERDAM}&network=network/urbact", {"network": ["network/urbact"]}),
        (f"{ROTTERDAM}&programme=programme/urbact-2", {"programme": ["programme/urbact-2"]}),
        (f"{ROTTERDAM}&fund=fund/amif", {"fund": ["fund/amif"]}),
        (f"{ROTTERDAM}&project=project/nlao", {"project": ["project/nlao"]}),
        (
            f"{ROTTERDAM}&network=network/eurocities&from=2017",
            {"network": ["network/eurocities"], "from": ["2017-01-01"]},
        ),
        ("city=city/bg/sofia", {}),
        ("city=city/bg/sofia&from=2008&to=2011", {"from": ["2008-01-01"], "to": ["2011-12-31"]}),
        ("city=city/es/barcelona&with=city/nl/rotterdam", {}),
    ],
)
def test_its_projects_are_those_of_the_stored_query(
    client: Client, desk: Desk, asked: str, values: dict[str, list[str]]
):
    cities = re.findall(r"(?:city|with)=(city/[^&]+)", asked)
    found = {row["project"] for row in answer(desk, "shared-projects", city=cities, **values)}
    if asked == BOTH:
        in_networks = (
            answer(desk, "shared-projects", city=cities, network=[f"network/{key}"]) for key in ("eurocities", "urbact")
        )
        found = {row["project"] for several in in_networks for row in several}
    shown = {row["project"] for row in rows(client, asked)} - {""}
    assert shown == found
    assert found


def test_its_claims_are_those_of_the_stored_queries(client: Client, desk: Desk):
    shown = rows(client, "city=city/es/barcelona")
    parts = answer(desk, "proof-of-participation", city=["city/es/barcelona"])
    counted = {row["evidence"] for row in parts if row["counts"]}
    members = {row["evidence"] for row in answer(desk, "proof-of-membership", city=["city/es/barcelona"])}
    assert {row["evidence"] for row in shown if row["project"] and row["counts"] == "true"} == counted
    assert {row["evidence"] for row in shown if not row["project"]} == members
    assert len(members) == 3


def test_a_role_that_does_not_count_is_shown_and_said_not_to(client: Client):
    shown = page(client, "city=city/bg/sofia&project=project/citicess")
    assert "event host" in shown
    assert "(does not count as taking part)" in shown
    assert shown.index(">partner<") < shown.index(">event host<")


def test_who_is_only_studied_in_a_project_is_found_there_and_said_not_to_take_part(client: Client):
    shown = plain(page(client, "city=city/bg/kavarna&project=project/integro-platform"))
    assert "studied" in shown
    assert "(does not count as taking part)" in shown


def test_what_a_source_gets_wrong_is_said(client: Client):
    assert "The usual Bulgarian form of the name is Во ан Влен." in page(client, "city=city/fr/vaulx-en-velin")


@pytest.mark.parametrize("more", ["&projects-only=true", "&from=1980&to=2020"])
def test_memberships_are_left_out_where_only_projects_count(client: Client, more: str):
    assert all(row["project"] for row in rows(client, f"{ROTTERDAM}&network=network/eurocities{more}"))


# ---------------------------------------------------------------- two cities


def test_what_two_cities_share(client: Client):
    shown = page(client, "city=city/nl/rotterdam&with=city/es/barcelona")
    assert "What Rotterdam and Barcelona share" in shown
    assert "take part in 4 projects together." in plain(shown)
    assert {row["cityName"] for row in rows(client, "city=city/nl/rotterdam&with=city/es/barcelona")} == {
        "Rotterdam",
        "Barcelona",
    }


def test_a_partner_that_stands_for_two_cities_is_shown_for_each(client: Client):
    found = rows(client, "city=city/fr/roubaix&with=city/fr/lille&project=project/nlao")
    written = {(row["cityName"], row["writtenCity"]) for row in found}
    assert written >= {("Lille", "Лил-Рубе"), ("Roubaix", "Лил-Рубе")}


# ---------------------------------------------------------------- languages, files, nothing, mistakes


def test_in_bulgarian(client: Client):
    shown = page(client, f"{BOTH}&lang=bg")
    assert "Ротердам в ЮРОСИТИС и УРБАКТ: къде пише това" in shown
    assert "водещ партньор" in shown
    assert 'href="/source/urbact-eu-node-782?lang=bg"' in shown


def test_as_json_with_real_numbers(client: Client):
    records: Any = client.get(f"/proof.json?{ROTTERDAM}&project=project/nlao").json
    (stated,) = (record for record in records if record["basis"] == "stated")
    assert (stated["from"], stated["to"], stated["writtenCity"]) == (2116, 2135, ["Ротердам"])
    assert (stated["start"], stated["end"]) == ("2009-03", "2013-12")
    assert stated["project"] == thing("project/nlao")


def test_where_nothing_is_known_it_says_so_and_leads_on(client: Client):
    shown = page(client, f"{ROTTERDAM}&network=network/ergo&from=2020")
    assert "There is nothing of this kind." in shown
    assert 'href="/proof?city=city/nl/rotterdam"' in shown
    assert "At any time" in shown
    assert rows(client, f"{ROTTERDAM}&network=network/ergo") == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "city is missing"),
        ("network=network/urbact", "city is missing"),
        ("city=city/nl/rotterdm", "Did you mean city/nl/rotterdam?"),
        ("city=network/urbact", "is no city"),
        (f"{ROTTERDAM}&network=project/nlao", "is no network"),
        (f"{ROTTERDAM}&network=network/urbact&fund=fund/erdf", "one kind of thing at a time"),
        (f"{ROTTERDAM}&with=city/nl/rotterdam", "the same city"),
        (f"{ROTTERDAM}&with=city/bg/sofia&with=city/es/barcelona", "2 times"),
        (f"{ROTTERDAM}&netwerk=network/urbact", "Did you mean network?"),
        (f"{ROTTERDAM}&from=soon", "A year such as 2012"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_what_would_be_right(client: Client, asked: str, words: str):
    response = client.get(f"/proof?{asked}", headers=HTML)
    assert response.status_code == 400
    assert words in plain(unescape(response.text))
