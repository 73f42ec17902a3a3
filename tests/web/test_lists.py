"""Lists, search, map and timeline: what they show, in both languages and as files, and what they refuse."""

import json
import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import thing
from partnercities.web.app import create_app

PAGES = (
    "/cities",
    "/projects",
    "/networks",
    "/programmes",
    "/funds",
    "/organisations",
    "/sources",
    "/map",
    "/timeline",
    "/search?q=sofija",
)


@pytest.fixture(scope="module")
def pages(desk: Desk) -> FlaskClient:
    return create_app(desk).test_client()


def page(pages: FlaskClient, address: str, status: int = 200) -> str:
    response = pages.get(address, headers={"Accept": "text/html"})
    assert response.status_code == status, response.text
    return response.text


def with_form(address: str, suffix: str) -> str:
    path, mark, asked = address.partition("?")
    return f"{path}.{suffix}{mark}{asked}"


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "bg"])
def test_a_page_has_one_heading_labels_and_no_style_of_its_own(pages, address, language):
    text = page(pages, address + ("&" if "?" in address else "?") + f"lang={language}")
    assert f'<html lang="{language}">' in text
    assert text.count("<h1") == 1
    assert " style=" not in text
    assert "<script" not in text
    for field in re.findall(r"<(?:input|select)[^>]*>", text):
        assert 'type="hidden"' in field or 'id="q"' in field or "<span>" in text[: text.index(field)][-200:]
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", PAGES)
def test_a_name_in_another_language_says_so(pages, address):
    text = page(pages, address + ("&" if "?" in address else "?") + "lang=bg")
    main = re.sub(r"<(header|footer).*?</\1>", "", text, flags=re.DOTALL)
    for name in ("Milan", "Rotterdam", "OPENCities"):
        for found in re.finditer(rf"<a([^>]*)>{name}</a>", main):
            assert 'lang="en"' in found[1]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_also_a_file_of_all_its_rows(pages, address):
    rows = pages.get(with_form(address, "json")).json
    lines = pages.get(with_form(address, "csv")).text.splitlines()
    assert rows
    assert len(lines) >= len(rows) + 1
    assert lines[0].split(",") == list(rows[0])
    links = page(pages, address)
    assert f'href="{with_form(address, "csv").replace("&", "&amp;")}"' in links


@pytest.mark.parametrize(("address", "number"), [("/cities", 291), ("/projects", 73), ("/sources", 88)])
def test_a_file_has_more_rows_than_a_page(pages, address, number):
    assert len(pages.get(f"{address}.json?page=2").json) == number
    assert page(pages, address).count('<tr><th scope="row"') == 50
    assert 'rel="prev"' in page(pages, f"{address}?page=2")


@pytest.mark.parametrize("address", ["/cities", "/map"])
def test_cities_are_places(pages, address):
    found = json.loads(pages.get(f"{address}.geojson?country=BG&min=1").data)
    assert {feature["properties"]["country"] for feature in found["features"]} == {"BG"}


@pytest.mark.parametrize(
    "address", ["/cities", "/projects", "/networks", "/programmes", "/funds", "/organisations", "/sources"]
)
def test_a_list_of_things_is_a_graph(pages, address):
    assert pages.get(f"{address}.ttl").mimetype == "text/turtle"


def test_what_narrows_a_list_stays_in_every_link_of_it(pages):
    text = page(pages, "/cities?network=network/urbact&from=2008&sort=met&lang=bg")
    assert '<input type="hidden" name="network" value="network/urbact">' in text
    assert '<input type="hidden" name="sort" value="met">' in text
    narrower = re.search(r'href="(/cities\?[^"]*country=BG[^"]*)"', text)
    assert narrower
    assert {"network=network/urbact", "from=2008", "sort=met", "lang=bg"} <= set(
        narrower[1].split("?")[1].split("&amp;")
    )


def test_a_step_leaves_as_many_as_it_says(pages):
    text = page(pages, "/cities?network=network/urbact")
    step = re.search(
        r'href="(/cities\?network=network/urbact&amp;country=BG)"><span>Bulgaria</span> <span class="n">(\d+)<', text
    )
    assert step
    assert len(pages.get(step[1].replace("&amp;", "&").replace("/cities", "/cities.json")).json) == int(step[2])


def test_what_is_wanted_can_be_dropped(pages):
    text = page(pages, "/projects?network=network/urbact&lead=city/it/milan")
    assert 'aria-label="Remove URBACT"' in text
    assert re.search(r'href="/projects\?network=network/urbact" aria-label="Remove Milan"', text)


def test_a_list_can_be_sorted(pages):
    rows = pages.get("/cities.json?sort=met").json
    assert [row["met"] for row in rows] == sorted((row["met"] for row in rows), reverse=True)
    assert 'aria-sort="descending"' in page(pages, "/cities?sort=met")
    names = [row["name"] for row in pages.get("/cities.json?sort=name").json]
    assert names == sorted(names, key=str.casefold)
    starts = [row["start"] for row in pages.get("/projects.json?sort=start").json]
    assert starts == sorted(starts, key=lambda start: start or "9999")


def test_the_queries_behind_a_page_take_its_filters(pages):
    assert "/queries/cities?network=network/urbact&amp;from=2008-01-01&amp;to=2009-12-31&amp;min=2" in page(
        pages, "/cities?network=network/urbact&from=2008&to=2009&min=2"
    )
    assert "/queries/projects?fund=fund/amif" in page(pages, "/projects?fund=fund/amif")
    assert "/queries/periods-of-projects?country=BG" in page(pages, "/timeline?country=BG")
    assert "/queries/cities?min=1" in page(pages, "/map")


@pytest.mark.parametrize("name", ["networks", "programmes", "funds", "organisations", "sources"])
def test_a_table_has_the_rows_of_its_query(pages, desk, name):
    rows = pages.get(f"/{name}.json").json
    assert [row["name"] for row in rows] == [row["name"] for row in desk.table(desk.stored(name), {})]


def test_the_timeline_has_the_rows_of_its_query(pages, desk):
    asked = {"network": ["network/eurocities"]}
    theirs = [row["phase"] for row in desk.table(desk.stored("periods-of-projects"), asked)]
    ours = [row["phase"] for row in pages.get("/timeline.json?network=network/eurocities").json]
    assert sorted(ours) == sorted(theirs)


def test_networks_lead_to_the_cities_that_meet_two_of_them(pages):
    text = page(pages, "/networks")
    assert 'href="/recurrence?with=network/eurocities&amp;with=network/urbact"' in text
    assert 'aria-label="56 cities meet both EUROCITIES and URBACT"' in text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/cities?netwrok=network/urbact", "Did you mean network?"),
        ("/cities?network=network/urbakt", "Did you mean network/urbact?"),
        ("/cities?network=a", "A key looks like"),
        ("/cities?country=XX", "There are: AL"),
        ("/cities?country=BG&country=RO", "Give it once."),
        ("/cities?from=12", "A year such as 2012"),
        ("/cities?from=2012-13-01", "A year such as 2012"),
        ("/cities?from=２０１２", "A year such as 2012"),
        ("/cities?to=0000", "A year such as 2012"),
        ("/cities?min=-1", "A whole number"),
        ("/cities?min=many", "A whole number"),
        ("/cities?sort=size", "There are: projects"),
        ("/cities?page=0", "not a number from 1"),
        ("/cities?q=" + "a" * 101, "at most 100"),
        ("/projects?role=role/lead", "There is no parameter"),
        ("/networks?min=2", "There is no parameter"),
        ("/map?fund=fund/erdf", "There is no parameter"),
        ("/timeline?country=Bulgaria", "There are: AL"),
        ("/search?query=a", "There are: q, lang"),
    ],
)
def test_what_a_list_does_not_know_is_refused_with_what_would_be_right(pages, address, said):
    assert said in page(pages, address, 400)


@pytest.mark.parametrize("address", ["/cities?page=99", "/sources?page=3", "/projects?q=zzz&page=2"])
def test_a_page_that_is_not_there_is_not_found(pages, address):
    assert "The last one is" in page(pages, address, 404)


def test_a_form_that_a_list_does_not_have_is_refused(pages):
    assert pages.get("/timeline.geojson").status_code == 400
    assert pages.get("/search", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/cities?country=BG&network=network/cemr&min=9", "/cities"),
        ("/projects?country=BG&from=1990&to=1991", "/projects"),
        ("/map?from=1990&to=1991", "/map"),
        ("/timeline?country=AL&network=network/ergo", "/timeline"),
    ],
)
def test_an_empty_list_says_so_and_leads_back(pages, address, back):
    text = page(pages, address)
    assert "Nothing here fits." in text
    assert f'<a href="{back}">show the whole list</a>' in text


def test_fields_left_empty_ask_for_nothing(pages):
    assert pages.get("/cities.json?q=&country=&network=&from=&to=&min=&sort=").json == pages.get("/cities.json").json


@pytest.mark.parametrize("asked", ["София", "Sofia", "sofija", "SOFIYA"])
def test_a_city_is_found_in_every_spelling(pages, asked):
    assert pages.get("/search.json", query_string={"q": asked}).json[0]["thing"] == thing("city/bg/sofia")
    assert [row["city"] for row in pages.get("/cities.json", query_string={"q": asked}).json] == [
        thing("city/bg/sofia")
    ]
    assert '<a href="/city/bg/sofia">Sofia</a>' in page(pages, f"/search?q={asked}")


def test_what_is_found_is_in_groups_and_says_by_which_name(pages):
    text = page(pages, "/search?q=Sofia&lang=bg")
    assert re.findall(r"<h2>(\S+)", text)[0] == "Градове"
    assert '<span lang="en">Sofia Municipality</span>' in text


def test_countries_and_topics_lead_to_what_they_narrow(pages):
    assert 'href="/cities?country=BG"' in page(pages, "/search?q=българия")
    assert 'href="/projects?topic=target-group/roma"' in page(pages, "/search?q=roma")


def test_a_misspelt_name_is_proposed(pages):
    text = page(pages, "/search?q=Thessalonica")
    assert "Nothing here is called “Thessalonica”." in text
    assert 'href="/search?q=Thessaloniki"' in text
    assert 'href="/cities?q=Thessaloniki"' in page(pages, "/cities?q=Thessalonica")


def test_nothing_asked_says_what_can_be(pages):
    assert "Type the name of a city" in page(pages, "/search")
    assert pages.get("/search.json").json == []


def test_what_is_asked_for_is_no_markup(pages):
    assert "<b>x" not in page(pages, "/search?q=<b>x</b>")
    assert "<b>x" not in page(pages, "/cities?q=<b>x</b>")


def test_the_map_shows_members_too_when_no_project_is_asked_for(pages):
    assert len(pages.get("/map.json").json) == 246
    assert len(pages.get("/map.json?min=0").json) == 291
    assert page(pages, "/map?network=network/cemr").count("<circle") == 8
