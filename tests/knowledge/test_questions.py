"""Ten questions that a researcher asks, each answered by one stored query and counted again without the graph.

What is counted here comes from the CSV files of data/tables alone, read with the csv module. What the five documents and the
hand-written facts of public pages add is written out, with the page that says so.
"""

import calendar
import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from partnercities import content
from partnercities.catalogue.stored import load
from partnercities.dataset.build import Dataset, build
from partnercities.dataset.files import shipped
from partnercities.model.vocabulary import ID
from partnercities.store import select

QUERIES = load(content.folder("queries"))
TAKING_PART = {"lead", "partner", "coordinator", "associated"}

City = tuple[str, str]
"""Name in English and country: what the table and the answers of queries have in common."""
Rows = list[dict[str, str]]
Ask = Callable[..., Rows]

SOFIA = ("Sofia", "BG")
BARCELONA = ("Barcelona", "ES")

# verified.yaml, NLAO, members_2013: http://www.eurocities.eu/eurocities/activities/projects/Cities-for-Active-Inclusion.
# The table has these members under the name of the partnership, so only the graph knows that they belong to NLAO too.
NLAO_2013 = {
    BARCELONA, ("Birmingham", "GB"), ("Bologna", "IT"), ("Brno", "CZ"), ("Copenhagen", "DK"), ("Lille", "FR"),
    ("Rotterdam", "NL"), SOFIA, ("Stockholm", "SE"),
}  # fmt: skip

# The document of NLAO and the page of CONNECTION name EUROCITIES as coordinator; the news item of Integro names its lead, which is no city.
LEADS_THAT_ARE_NO_CITIES = {
    ("nlao", "EUROCITIES"),
    ("connection", "EUROCITIES"),
    ("integro-platform", "Integro Association"),
}


@dataclass(frozen=True)
class Row:
    """A row of the table with what its name and its role become."""

    key: str
    becomes: str
    network: str
    funds: tuple[str, ...]
    dates: str
    city: City
    base: str
    narrower: str
    address: str
    start: str
    end: str

    @property
    def project(self) -> str:
        """The short key of the project."""
        return self.key.removeprefix("project/")


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


@pytest.fixture(scope="module")
def table(root: Path) -> list[Row]:
    """The rows of the table, by the csv module and the two mappings alone."""
    folder = root / "data" / "tables"
    names = {row["name"]: row for row in _read(folder / "mapping.csv")}
    roles = {row["role_as_written"]: (row["role"], row["narrower_role"]) for row in _read(folder / "roles.csv")}
    return [
        Row(
            name["key"], name["becomes"], name["network"], tuple(name["fund"].split()), name["dates"],
            (row["city"], row["country"]), *roles[row["role"]], row["source_url"], row["start"], row["end"],
        )
        for row in _read(folder / "networks.csv")
        for name in (names[row["network_or_project"]],)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def ask(dataset: Dataset) -> Ask:
    """Answer one stored query with parameters, in one call."""

    def answer(query: str, **given: str | list[str]) -> Rows:
        values = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
        return list(select(dataset.store, QUERIES[query].bind(values)))

    return answer


def _taking_part(table: Iterable[Row]) -> set[tuple[str, City]]:
    return {(row.project, row.city) for row in table if row.becomes == "project" and row.base in TAKING_PART}


def _in_graph(table: Iterable[Row]) -> set[tuple[str, City]]:
    """Who takes part in what: the table, and Barcelona in NLAO, the only pair that documents and facts add."""
    return _taking_part(table) | {("nlao", BARCELONA)}


def _met(table: list[Row], parts: set[tuple[str, City]], *, projects_only: bool = False) -> dict[City, set[str]]:
    """The networks that each city meets, by DESIGN's definition; a part of a network counts as the network."""
    network = {row.project: row.network for row in table if row.becomes == "project" and row.network}
    met: dict[City, set[str]] = defaultdict(set)
    for project, city in parts:
        if project in network:
            met[city].add(network[project])
    for row in table if not projects_only else []:
        if row.becomes == "membership" and row.base == "member":
            met[row.city].add(row.network)
    return met


def _cities(rows: Rows, name: str = "name", country: str = "country") -> set[City]:
    found = [(row[name], row[country]) for row in rows]
    assert len(found) == len(set(found))
    return set(found)


def _key(row: dict[str, str], column: str) -> str:
    return row[column].removeprefix(ID).partition("/")[2]


# ---------------------------------------------------------------- ten questions


def test_1_cities_in_both_eurocities_and_urbact(ask: Ask, table: list[Row]) -> None:
    asked = ask("cities-in-networks", network=["network/eurocities", "network/urbact"])
    met = _met(table, _in_graph(table))
    assert _cities(asked) == {city for city, known in met.items() if {"network/eurocities", "network/urbact"} <= known}
    assert len(asked) == 56


def test_2_members_of_nlao_in_2011_and_not_in_2013(ask: Ask, table: list[Row]) -> None:
    asked = ask("changes-between-years", project="project/nlao", shown="2011", missing="2013")
    first = {row.city for row in table if row.project == "nlao"}  # a page of 2011
    second = {row.city for row in table if row.project == "cfai"}  # the page of 2013 that shows NLAO's partnership
    assert second == NLAO_2013
    left = {row["cityName"] for row in asked if row["cityStays"] == "false"}
    assert left == {name for name, _ in first - second} == {"Kraków", "Roubaix"}
    # Lille-Roubaix was one party; in 2013 Lille Métropole stands for Lille.
    assert [row["cityName"] for row in asked if row["cityStays"] == "true"] == ["Lille"]
    assert {row["cityName"] for row in asked} - {"Lille"} == left


def test_3_who_leads_most_often(ask: Ask, table: list[Row]) -> None:
    asked = ask("leads-and-coordinators")
    leads = {(row.project, row.city[0]) for row in table if row.becomes == "project" and row.base == "lead"}
    expected = leads | LEADS_THAT_ARE_NO_CITIES
    assert {(_key(row, "project"), row["name"]) for row in asked} == expected
    times = Counter(name for _, name in expected)
    assert [int(row["times"]) for row in asked] == sorted((times[row["name"]] for row in asked), reverse=True)
    most = {name for name, number in times.items() if number == max(times.values())}
    assert {row["name"] for row in asked if row["times"] == asked[0]["times"]} == most == {"Milan", "Utrecht"}


def test_4_cities_that_met_sofia_in_two_or_more_projects(ask: Ask, table: list[Row]) -> None:
    asked = ask("pairs-of-cities", city="city/bg/sofia", min="2")
    parts = _in_graph(table)
    with_sofia = {project for project, city in parts if city == SOFIA}
    times = Counter(city[0] for project, city in parts if project in with_sofia and city != SOFIA)
    met = {(row["nameA"] if row["nameB"] == "Sofia" else row["nameB"]): int(row["projects"]) for row in asked}
    assert met == {city: number for city, number in times.items() if number >= 2}
    assert len(asked) == 15


@pytest.mark.parametrize(
    ("day", "number"), [("2012-06-15", 1), ("2010-10-15", 5), ("2021-06-01", 8), ("2015-01-01", 2)]
)
def test_5_projects_running_on_a_day(day: str, number: int, ask: Ask, table: list[Row]) -> None:
    asked = {_key(row, "project") for row in ask("active-on", day=day)}
    assert asked == set(_running(table, day))
    assert len(asked) == number


# Phases that the table does not have. The documents: NLAO, CoNet and CONNECTION. Of verified.yaml: NLAO's pilot_phase and
# framework_agreement, CITICESS's start, end and end_alternative.
PHASES = (
    ("nlao", "2010-09", "2010-12"),
    ("nlao", "2011-01", "2013-12"),
    ("nlao", "2009-03", "2010-08"),
    ("conet", "2008-07", "2011-07"),
    ("connection", "2020", "2022"),
    ("citicess", "2023-03-01", "2027-05-31"),
)


def _running(table: list[Row], day: str) -> Iterator[str]:
    dated = {(row.project, row.start, row.end) for row in table if row.becomes == "project" and row.dates == "phase"}
    for project, start, end in dated | set(PHASES):
        if start and end and _first(start) <= day <= _last(end):
            yield project


def _first(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def _last(date: str) -> str:
    year, month = int(date[:4]), int(date[5:7] or 12)
    return date if len(date) == 10 else f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"


def test_6_projects_paid_by_erdf_through_urbact(ask: Ask, table: list[Row]) -> None:
    asked = ask("funding-chain", fund="fund/erdf", network="network/urbact")
    expected = {row.project for row in table if row.network == "network/urbact" and "fund/erdf" in row.funds}
    assert sorted(_key(row, "project") for row in asked) == sorted(expected)
    assert all(row["programmeName"].startswith("URBACT I") for row in asked)
    assert len(asked) == 33


@pytest.mark.parametrize(("role", "number"), [("core city", 13), ("fellow city", 7)])
def test_7_core_and_fellow_cities_of_connection(role: str, number: int, ask: Ask, table: list[Row]) -> None:
    roles = ["role/core-city", "role/fellow-city"]
    asked = [row for row in ask("cities-by-role", project="project/connection", role=roles) if row["roleName"] == role]
    assert _cities(asked) == {row.city for row in table if row.project == "connection" and row.narrower == role}
    assert len(asked) == number


def test_8_what_sofia_was_granted_and_by_whom(ask: Ask) -> None:
    asked = ask("funding-chain", city="city/bg/sofia")
    # verified.yaml, CITICESS, sofia_budget_bgn: https://www.sofia.bg/%D0%A1%D0%98%D0%A2%D0%98%D0%A1%D0%95%D0%A1%D0%A1
    assert {(row["amountKind"], row["amount"], row["currency"]) for row in asked} == {
        ("budget", "307020", "BGN"),
        ("grant", "291669", "BGN"),
        ("own contribution", "15351", "BGN"),
    }
    assert {(_key(row, "project"), row["programmeName"]) for row in asked} == {
        ("citicess", "Interreg Europe 2021–2027")
    }


def test_9_where_two_sources_disagree(ask: Ask, table: list[Row]) -> None:
    asked = ask("disagreements")
    # verified.yaml, CITICESS, end (sofia.bg; unizar.es says May 2027) and end_alternative (aarhus.dk).
    expected = {
        ("citicess", "end", frozenset({"2027-02-28", "2027-05"})),
        ("citicess", "end", frozenset({"2027-02-28", "2027-05-31"})),
    }
    starts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in table:
        if row.becomes == "project" and row.dates == "phase" and row.start:
            starts[row.project][row.start].add(row.address)
    expected |= {
        (project, "start", frozenset({one, other}))
        for project, found in starts.items()
        for one in found
        for other in found
        if one < other and not other.startswith(one) and found[one] != found[other]
    }
    assert {
        (_key(row, "project"), row["about"], frozenset({row["valueA"], row["valueB"]})) for row in asked
    } == expected
    assert len(asked) == 2


# Claims that a document or a hand-written page proves, as (project or network, party, role behind its key).
NLAO_2011 = [
    "Birmingham",
    "Bologna",
    "Brno",
    "Copenhagen",
    "Kraków",
    "Lille-Roubaix",
    "Rotterdam",
    "Sofia",
    "Stockholm",
]
CONET = [
    "Berlin",
    "Malmö",
    "Apeldoorn",
    "Brussels",
    "Liverpool",
    "Gijón",
    "Vaulx-en-Velin",
    "Palermo",
    "Sofia",
    "Alba Iulia",
    "Zabrze",
]
CITICESS = ["Heerlen", "Galați", "Zaragoza", "Pordenone", "Budapest", "Aarhus", "Sofia"]
PROVEN_TWICE = {
    *(("project/nlao", city, "") for city in NLAO_2011),  # the document of NLAO and the page of 2011
    *(("project/conet", city, "") for city in CONET),  # the document of CoNet and urbact.eu
    *(("project/citicess", city, "") for city in CITICESS),  # the invitation or, for Sofia, sofia-da.eu, and aarhus.dk
    ("network/ergo", "Razgrad", "seat"),  # Integro's own page, and ergonetwork.org by hand
}
NOT_IN_THE_TABLE = 10
"""Claims by one page that no row makes: Barcelona and Lille Métropole in NLAO (the page of 2013), the 18th district and the event
of Sofia in CITICESS, DG EMPL and EUROCITIES in CfAI, ANATOLIKI and ANCI Piemonte in CONNECTION, Integro and ERGO in Integro's project."""


def test_10_claims_that_rest_on_one_page_only(ask: Ask, table: list[Row]) -> None:
    asked = ask("single-page-claims")
    pages: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in table:
        pages[_claim(row)].add(row.address)
    assert set(pages) >= PROVEN_TWICE
    alone = {claim for claim, addresses in pages.items() if len(addresses) == 1} - PROVEN_TWICE
    per_project = Counter(claim[0] for claim in alone)
    shown = Counter(row["of"].removeprefix(ID) for row in asked)
    more = {
        "project/nlao": 2,
        "project/citicess": 2,
        "project/cfai": 2,
        "project/connection": 2,
        "project/integro-platform": 2,
    }
    assert sum(more.values()) == NOT_IN_THE_TABLE
    assert shown == per_project + Counter(more)
    assert len(asked) == len(alone) + NOT_IN_THE_TABLE == 588


def _claim(row: Row) -> tuple[str, str, str]:
    """What a row claims; two cities that one partner stands for are one party, and so are partner and lead."""
    joint = row.key == "project/nlao" and row.city[0] in ("Lille", "Roubaix")
    return row.key, "Lille-Roubaix" if joint else row.city[0], "" if row.base in ("partner", "lead") else row.base


# ---------------------------------------------------------------- recurrence


@pytest.fixture(scope="module")
def table_alone() -> Dataset:
    """The dataset of the table alone: neither the five documents nor hand-written facts."""
    by_table = tuple(file for file in shipped() if file.path.parent.name != "sources")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("partnercities.dataset.holding.shipped", lambda: by_table)
        return build()


@pytest.mark.parametrize(("only", "number"), [("false", 58), ("true", 44)])
def test_so_many_cities_meet_two_networks_by_the_table_alone(
    only: str, number: int, table: list[Row], table_alone: Dataset
) -> None:
    counted = _met(table, _taking_part(table), projects_only=only == "true")
    expected = {city: len(networks) for city, networks in counted.items() if len(networks) >= 2}
    assert len(expected) == number
    asked = list(select(table_alone.store, QUERIES["cities-across-networks"].bind({"projectsOnly": [only]})))
    assert {(row["name"], row["country"]): int(row["networks"]) for row in asked} == expected


def test_the_dataset_of_the_table_alone_holds_no_document(table_alone: Dataset) -> None:
    documents = "SELECT ?document { ?document <https://w3id.org/partnercities/def#fileDigest> ?digest }"
    assert list(select(table_alone.store, documents)) == []


@pytest.mark.parametrize("only", ["false", "true"])
def test_the_shipped_graph_meets_what_the_table_and_the_facts_meet(only: str, ask: Ask, table: list[Row]) -> None:
    met = _met(table, _in_graph(table), projects_only=only == "true")
    asked = ask("cities-across-networks", projectsOnly=only, min="1")
    assert {(row["name"], row["country"]): int(row["networks"]) for row in asked} == {
        city: len(networks) for city, networks in met.items()
    }


def test_cities_take_part_in_what_the_table_and_the_facts_say(ask: Ask, table: list[Row]) -> None:
    asked = ask("cities-across-projects", min="1")
    times = Counter(city for _, city in _in_graph(table))
    assert {(row["name"], row["country"]): int(row["projects"]) for row in asked} == times


def test_networks_overlap_as_the_table_and_the_facts_say(ask: Ask, table: list[Row]) -> None:
    met = _met(table, _in_graph(table))
    of: dict[str, set[City]] = defaultdict(set)
    for city, networks in met.items():
        for network in networks:
            of[network].add(city)
    shared = {(one, other): of[one] & of[other] for one in of for other in of if one < other and of[one] & of[other]}
    asked = {
        (row["networkA"].removeprefix(ID), row["networkB"].removeprefix(ID)): (
            int(row["shared"]),
            float(row["jaccard"]),
        )
        for row in ask("network-overlap")
    }
    assert asked == {
        (one, other): (len(cities), round(len(cities) / len(of[one] | of[other]), 3))
        for (one, other), cities in shared.items()
    }
