"""/recurrence: the heat-map says what the stored queries say, under every filter, in both languages and as files."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest

from asking import Client, Response
from partnercities.desk.census import census
from partnercities.desk.desk import RECURRENCE, Desk
from partnercities.desk.recurring import KINDS, Wanted, recurring
from partnercities.model.vocabulary import thing
from partnercities.web.site.recurrence import values

HTML = {"Accept": "text/html"}
BOTH = "with=network/eurocities&with=network/urbact"
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"least": 1},
    {"least": 3},
    {"country": "PL", "least": 1},
    {"first": "2008-01-01", "last": "2011-12-31"},
    {"first": "2022-01-01", "least": 1},
    {"last": "2010-12-31"},
)
ONE = {"network": "network/urbact", "programme": "programme/urbact-2", "fund": "fund/erdf", "project": "project/nlao"}
OTHER = {
    "network": "network/eurocities",
    "programme": "programme/urbact-3",
    "fund": "fund/amif",
    "project": "project/conet",
}


def cases() -> list[Wanted]:
    found = [Wanted(by, **filters) for by in KINDS for filters in FILTERS]
    for by in KINDS:
        one, other = thing(ONE[by]), thing(OTHER[by])
        found += [Wanted(by, excluded=frozenset({one})), Wanted(by, together=frozenset({one, other}))]
    everything = Wanted(
        "network", 1, "2008-01-01", "", "NL", frozenset({thing("network/cemr")}), frozenset({thing(ONE["network"])})
    )
    return [*found, Wanted(projects_only=True), everything]


def page(client: Client, asked: str = "") -> str:
    response = client.get(f"/recurrence{asked}", headers=HTML)
    assert response.status_code == 200, response.text
    return unescape(response.text)


def rows(client: Client, asked: str = "") -> list[dict[str, str]]:
    response = client.get(f"/recurrence.csv{asked}")
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text)))


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# ---------------------------------------------------------------- the same as the stored queries


def named(wanted: Wanted) -> str:
    """What is asked for, in the same order in every process."""
    asked = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in vars(wanted).items()}
    return " ".join(f"{name}={value}" for name, value in asked.items() if value)


@pytest.mark.parametrize("wanted", cases(), ids=named)
def test_its_cities_are_those_of_the_stored_query_in_the_same_order(desk: Desk, wanted: Wanted):
    table = list(desk.table(desk.stored(RECURRENCE[wanted.by]), values(wanted)))
    grid = recurring(census(desk), wanted, name(desk))
    assert [line.city for line in grid.lines] == [row["city"] for row in table]
    for line, row in zip(grid.lines, table, strict=True):
        assert (len(line.cells), line.projects) == (int(row[f"{wanted.by}s"]), int(row["projects"]))
        if wanted.by == "network":
            assert (line.by_projects, line.by_memberships) == (int(row["byProjects"]), int(row["byMemberships"]))


@pytest.mark.parametrize("wanted", cases(), ids=named)
def test_its_cells_are_those_of_the_stored_query(desk: Desk, wanted: Wanted):
    asked = {name: value for name, value in values(wanted).items() if name not in ("min", "with")}
    grid = recurring(census(desk), wanted, name(desk))
    shown = {line.city for line in grid.lines}
    expected = {
        (row["city"], row[wanted.by]): numbers(wanted.by, row)
        for row in desk.table(desk.stored(f"cities-by-{wanted.by}"), asked)
        if row["city"] in shown
    }
    found = {
        (line.city, column): (int(cell.leads) if wanted.by == "project" else len(cell.projects), len(cell.memberships))
        for line in grid.lines
        for column, cell in line.cells.items()
    }
    assert found == expected


def numbers(by: str, row: dict[str, str]) -> tuple[int, int]:
    if by == "project":
        return int(row["leads"]), 0
    return int(row["projects"]), int(row.get("memberships", "0"))


def name(desk: Desk) -> Any:
    from partnercities.desk.naming import naming

    names = naming(desk)
    return lambda iri: names.name(iri, "en").value


# ---------------------------------------------------------------- the page


def test_the_page_says_both_counts_together_and_apart(client: Client):
    shown = plain(page(client))
    assert "58 cities meet at least 2 networks, by projects or as members; by projects alone it is 44 ." in shown
    assert "Rotterdam NL 2 1 6 +m 2 1 7" in shown


def test_it_says_that_three_networks_are_met_by_sofia_alone_and_why(client: Client):
    shown = page(client)
    assert "ERGO’s members are organisations" in shown
    assert re.search(r"together are met by <a href=\"/city/bg/sofia\">Sofia</a> alone", shown)


def test_cities_in_both_of_two_networks(client: Client):
    shown = page(client, f"?{BOTH}")
    assert "56 cities meet all of these" in plain(shown)
    assert "By projects alone it is 41 ." in plain(shown)
    assert len(rows(client, f"?{BOTH}")) == 56
    assert len(rows(client, f"?{BOTH}&projects-only=true")) == 41
    assert [row["name"] for row in rows(client, f"?{BOTH}&with=network/ergo")] == ["Sofia"]


def test_the_fifty_that_recur_most_come_first_then_further_pages(client: Client):
    first, second = page(client), page(client, "?page=2")
    assert first.count('<tr><th scope="row">') == 50
    assert second.count('<tr><th scope="row">') == 8
    assert client.get("/recurrence?page=3", headers=HTML).status_code == 404


def test_at_most_forty_columns_stand_on_one_page_and_all_are_reached(client: Client):
    first, second = page(client, "?by=project&min=1"), page(client, "?by=project&min=1&columns=2")
    assert first.count('class="thing"') == 40
    assert first.count('class="thing"') + second.count('class="thing"') == 70
    assert "Columns 41–70 of 70" in second
    assert client.get("/recurrence?columns=2", headers=HTML).status_code == 404


def test_a_cell_leads_to_as_many_projects_as_it_says(client: Client):
    cells = re.findall(r'<td class="heat-\d"><a href="(/proof[^"]+)" title="[^"]*">(\d*)', page(client))
    assert len(cells) > 90
    for address, number in cells[:12]:
        proven = client.get(address, headers=HTML)
        assert proven.status_code == 200
        assert len(re.findall(r'class="facts"', proven.text)) == int(number or 0)


def test_a_city_that_is_a_member_only_has_a_sign_with_words(client: Client):
    shown = page(client)
    assert re.search(r'title="Brussels in EUROCITIES: 1 membership"><span class="m">m</span>', shown)
    assert re.search(r'title="Rotterdam in EUROCITIES: 6 projects, 1 membership">6<span class="m">\+m</span>', shown)


def test_by_project_a_cell_says_who_leads(client: Client):
    assert re.search(r'title="Rotterdam leads My Generation">L<', page(client, "?by=project"))


def test_in_bulgarian_everything_is(client: Client):
    shown = page(client, f"?{BOTH}&lang=bg")
    assert '<html lang="bg">' in shown
    assert "56 града срещат всички тези" in plain(shown)
    assert "София BG 3 7 3 1 3 0 11" in plain(shown)
    assert "Without these" not in shown


def test_the_queries_behind_it_have_the_same_filters(client: Client):
    shown = page(client, f"?{BOTH}&country=nl&min=1&projects-only=true")
    (address,) = re.findall(r'href="(/queries/cities-across-networks[^"]+)"', shown)
    answer = client.get(address.replace("/cities-across-networks", "/cities-across-networks.csv"))
    assert answer.text.count("\n") - 1 == len(rows(client, f"?{BOTH}&country=nl&min=1&projects-only=true"))


def test_where_nothing_fits_it_says_so_and_offers_each_filter_to_be_dropped(client: Client):
    shown = page(client, "?min=40&country=BG")
    assert "No city fits all of this." in shown
    assert re.search(r'href="/recurrence\?country=BG">Drop this: At least so many', shown)
    assert re.search(r'href="/recurrence\?min=40">Drop this: Country', shown)
    assert "<table" not in shown


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("by=city", "network, programme, fund, project"),
        ("min=two", "whole number"),
        ("min=-1", "whole number"),
        ("from=yesterday", "A year such as 2012"),
        ("to=2012-13-01", "A year such as 2012"),
        ("country=XX", "has no city here"),
        ("exclude=network/urbac", "Did you mean network/urbact?"),
        ("with=project/nlao", "is no network"),
        ("by=fund&with=network/urbact", "is no fund"),
        ("by=fund&projects-only=true", "means nothing by fund"),
        ("projects-only=perhaps", "true or false"),
        ("columns=0", "from 1"),
        ("columns=x", "from 1"),
        ("page=0", "from 1"),
        ("min=1&min=2", "2 times"),
        ("contry=BG", "Did you mean country?"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_what_would_be_right(client: Client, asked: str, words: str):
    response = client.get(f"/recurrence?{asked}", headers=HTML)
    assert response.status_code == 400
    assert words in plain(unescape(response.text))


# ---------------------------------------------------------------- as files


def test_as_csv_each_network_has_a_column_of_projects_and_one_of_memberships(client: Client):
    (rotterdam,) = (row for row in rows(client) if row["name"] == "Rotterdam")
    assert (rotterdam["networks"], rotterdam["byProjects"], rotterdam["byMemberships"], rotterdam["projects"]) == (
        "2", "2", "1", "7",
    )  # fmt: skip
    assert (rotterdam["eurocities"], rotterdam["eurocities:memberships"], rotterdam["urbact"]) == ("6", "1", "1")
    assert len(rows(client)) == 58


def test_as_json_and_places(client: Client):
    records: Any = client.get("/recurrence.json?by=programme").json
    assert records[0]["name"] == "Sofia"
    assert (records[0]["programmes"], records[0]["projects"], records[0]["urbact-2"]) == (6, 12, 3)
    places: Any = client.get("/recurrence?format=geojson").json
    assert len(places["features"]) == 58


@pytest.mark.parametrize("suffix", ["csv", "json", "geojson", "ttl"])
def test_a_file_has_all_rows_whatever_page_is_asked_for(client: Client, suffix: str):
    first: Response = client.get(f"/recurrence.{suffix}")
    assert first.status_code == 200
    assert client.get(f"/recurrence.{suffix}?page=2").data == first.data


def test_a_format_that_there_is_not_is_refused(client: Client):
    assert client.get("/recurrence.gexf").status_code in (400, 404)
    assert client.get("/recurrence?format=gexf").status_code == 400
