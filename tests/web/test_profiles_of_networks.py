"""What the pages of networks, programmes, funds, organisations and sources show above their statements."""

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from partnercities.desk.desk import Desk
from partnercities.web.app import create_app

PAGES = (
    "/network/eurocities",
    "/network/ergo",
    "/network/eurocities-social-affairs-forum",
    "/programme/urbact-2",
    "/programme/interreg-europe-2021-2027",
    "/fund/amif",
    "/organisation/sofia-municipality",
    "/organisation/partnercities",
    "/source/conet-page",
    "/source/keep-eu-projects-24239",
)


@pytest.fixture(scope="module")
def pages(desk: Desk) -> FlaskClient:
    return create_app(desk).test_client()


def page(pages: FlaskClient, address: str, language: str = "en") -> str:
    response = pages.get(f"{address}?lang={language}", headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text
    return response.text


def counts(text: str) -> dict[str, int]:
    """The numbers at the top of a profile by their words."""
    return {words: int(number) for words, number in re.findall(r"<dt>([^<]*)</dt><dd>(\d+)</dd>", text)}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "bg"])
def test_a_profile_stands_above_the_statements_without_style_of_its_own(pages, address, language):
    text = page(pages, address, language)
    assert text.count("<h1") == 1
    assert " style=" not in text
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("key", "name"), [("urbact", "URBACT"), ("eurocities", "EUROCITIES"), ("ergo", "ERGO Network")]
)
def test_the_numbers_of_a_network_are_those_of_its_query(pages, desk, key, name):
    (row,) = (row for row in desk.table(desk.stored("networks"), {}) if row["name"] == name)
    said = counts(page(pages, f"/network/{key}"))
    assert list(said.values()) == [int(row[column]) for column in ("cities", "projects", "members", "countries")]


def test_members_stand_with_their_part_their_role_and_when_they_were_seen(pages):
    text = page(pages, "/network/eurocities")
    assert re.search(r"Barcelona</a>\s*<small>founding member, since 1986</small>", text)
    assert re.search(r"Utrecht</a>\s*<small>chair, seen 2021", text)
    assert 'href="/network/eurocities-social-affairs-forum?lang=en">EUROCITIES Social Affairs Forum</a>' in text


def test_a_part_names_its_network_and_its_members(pages):
    text = page(pages, "/network/eurocities-roma-task-force")
    assert 'A part of the network <a href="/network/eurocities?lang=en">EUROCITIES</a>' in text
    assert "seen 2013" in text
    assert "cities meet it" not in text


def test_a_network_without_known_members_says_so(pages):
    assert "No source at hand names a member of it." in page(pages, "/network/urbact")


def test_a_network_leads_to_the_cities_that_it_shares_with_another(pages):
    text = page(pages, "/network/urbact")
    assert 'href="/recurrence?with=network/urbact&amp;with=network/eurocities&amp;lang=en"' in text
    assert "0.231" in text


def test_the_numbers_of_a_programme_are_those_of_its_query(pages, desk):
    (row,) = (row for row in desk.table(desk.stored("programmes"), {}) if row["name"] == "URBACT II")
    text = page(pages, "/programme/urbact-2")
    assert list(counts(text).values())[:2] == [int(row["projects"]), int(row["cities"])]
    assert ">European Regional Development Fund</a>" in text


def test_amounts_stand_with_what_they_are_and_for_whom(pages):
    text = page(pages, "/programme/interreg-europe-2021-2027")
    assert "307,020 BGN" in text
    assert "own contribution" in text
    assert "No source at hand gives an amount" in page(pages, "/programme/urbact-2")


def test_a_fund_names_the_projects_that_it_pays_without_a_programme(pages):
    text = page(pages, "/fund/amif")
    assert "no source names a programme" in text
    assert re.search(r"Projects without a programme</dt><dd>.*CONNECTION", text)
    assert "Projects without a programme" not in page(pages, "/fund/erdf")


def test_an_authority_says_what_it_governs_and_where_it_takes_part(pages):
    text = page(pages, "/organisation/sofia-municipality")
    assert re.search(
        r"What it governs</h2>\s*<ul class=\"members\"><li><a href=\"/city/bg/sofia\?lang=en\">Sofia</a>", text
    )
    assert "Documents that it published" in text
    assert "No source says what it governs" in page(pages, "/organisation/partnercities")


def test_a_source_shows_each_claim_that_rests_on_it_with_its_place(pages, desk):
    text = page(pages, "/source/conet-page")
    rows = list(desk.table(desk.stored("claims-of-source"), {"source": ["source/conet-page"]}))
    for row in rows:
        assert f"{row['start']}–{row['end']}</a>" in text
    assert 'href="/graph/conet-page?lang=en"' in text
    assert "pieces of evidence come from here" in text


def test_a_public_page_has_a_confidence_and_no_positions(pages):
    text = page(pages, "/source/keep-eu-projects-24239")
    assert "confidence high" in text
    assert ">Position</th>" not in text
