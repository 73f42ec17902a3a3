"""What is chosen is what the stored queries of the same name answer; a facet says what its step would leave."""

from itertools import combinations

import pytest

from partnercities.dataset.build import Dataset
from partnercities.desk import choosing
from partnercities.desk.census import Census, census
from partnercities.desk.choosing import CITY_TRAITS, Choice
from partnercities.desk.desk import Desk
from partnercities.desk.parts import Phase, Project
from partnercities.model.vocabulary import key, thing

# Values of each trait that together meet few and many projects, with and without a city of the country.
VALUES = {
    "network": "network/eurocities",
    "programme": "programme/urbact-3",
    "fund": "fund/amif",
    "topic": "target-group/people-at-a-disadvantage",
    "country": "BG",
    "role": "role/lead",
    "from": "2011-06-15",
    "to": "2012-12-31",
    "min": "2",
}
CITY_CASES = [{}, *({name: VALUES[name] for name in names} for size in (1, 2) for names in combinations(VALUES, size))]
PROJECT_VALUES = {name: value for name, value in VALUES.items() if name not in ("role", "min")} | {
    "city": "city/bg/sofia",
    "lead": "network/eurocities",
}
PROJECT_CASES = [{}, *({name: PROJECT_VALUES[name] for name in names} for size in (1, 2) for names in combinations(PROJECT_VALUES, size))]  # fmt: skip


def choice(case: dict[str, str]) -> Choice:
    traits = {name: value for name, value in case.items() if name not in ("from", "to", "min")}
    return Choice(
        {name: value if name == "country" else thing(value) for name, value in traits.items()},
        case.get("from", ""),
        case.get("to", ""),
        int(case.get("min", 0)),
    )


@pytest.fixture(scope="module")
def desk(dataset: Dataset) -> Desk:
    return Desk(dataset.store, dataset)


@pytest.fixture(scope="module")
def known(desk: Desk) -> Census:
    return census(desk)


@pytest.mark.parametrize("case", CITY_CASES, ids=str)
def test_cities_are_those_of_the_stored_query(desk, known, case):
    numbers = ("projects", "networks", "memberships", "met")
    asked = {
        (row["city"], *(int(row[name]) for name in numbers))
        for row in desk.table(desk.stored("cities"), {name: [value] for name, value in case.items()})
    }
    chosen = choosing.cities(known, choice(case))
    assert {(one.city, *(len(getattr(one, name)) for name in numbers)) for one in chosen} == asked


@pytest.mark.parametrize("case", PROJECT_CASES, ids=str)
def test_projects_are_those_of_the_stored_query(desk, known, case):
    asked = {
        (row["project"], row["start"], row["end"], int(row["cities"]))
        for row in desk.table(desk.stored("projects"), {name: [value] for name, value in case.items()})
    }
    chosen = choosing.projects(known, choice(case))
    assert {(one.iri, one.start, one.end, len(one.cities)) for one in chosen} == asked


@pytest.mark.parametrize("case", [{}, *({name: value} for name, value in VALUES.items() if name != "topic")], ids=str)
def test_a_facet_of_cities_says_how_many_its_step_leaves(known, case):
    for trait, tally in choosing.city_facets(known, choice(case)).items():
        for value, number in tally.items():
            further = choice({**case, trait: value if trait == "country" else key(value)})
            assert number == len(choosing.cities(known, further)), (trait, value)


def test_a_facet_of_projects_says_how_many_its_step_leaves(known):
    case = {"country": "BG"}
    for trait, tally in choosing.project_facets(known, choice(case), ("network", "fund", "topic", "country")).items():
        for value, number in tally.items():
            further = choice({**case, trait: value if trait == "country" else key(value)})
            assert number == len(choosing.projects(known, further)), (trait, value)


def test_facets_count_among_those_that_were_found_by_name(known):
    sofia = thing("city/bg/sofia")
    facets = choosing.city_facets(known, Choice(), {sofia})
    assert facets["country"] == {"BG": 1}
    assert set(facets) == set(CITY_TRAITS)
    assert choosing.project_facets(known, Choice(), ("network",), ()) == {"network": {}}


def test_meeting_a_network_is_what_the_overlap_of_networks_counts(desk, known):
    rows = list(desk.table(desk.stored("network-overlap"), {}))
    assert rows
    for row in rows:
        one, other = known.meeting(row["networkA"]), known.meeting(row["networkB"])
        assert (len(one & other), len(one), len(other)) == tuple(
            int(row[name]) for name in ("shared", "citiesA", "citiesB")
        )


def phase(number: int, earliest: str, latest: str) -> Phase:
    return Phase(f"{number}{earliest}{latest}", "p", number, earliest[:4], latest[:4], earliest, latest)


@pytest.mark.parametrize(
    ("phases", "first", "last", "may"),
    [
        ([], "", "", True),
        ([], "2010-01-01", "", False),
        ([phase(1, "2010-01-01", "2011-12-31")], "2012-01-01", "", False),
        ([phase(1, "2010-01-01", "2011-12-31")], "2011-12-31", "2012-12-31", True),
        ([phase(1, "2010-01-01", "2011-12-31")], "", "2009-12-31", False),
        ([phase(1, "2010-01-01", "")], "2030-01-01", "", True),
        ([phase(1, "", "2011-12-31")], "", "1990-01-01", True),
        # Between two phases nothing runs.
        (
            [phase(1, "2008-01-01", "2009-12-31"), phase(2, "2011-01-01", "2011-12-31")],
            "2010-01-01",
            "2010-12-31",
            False,
        ),
        # Of sources that disagree about a phase any may be right.
        ([phase(1, "2008-01-01", "2009-12-31"), phase(1, "", "2010-12-31")], "2010-06-01", "2010-06-30", True),
    ],
)
def test_a_project_may_run_when_a_phase_may(phases, first, last, may):
    assert Project("p", phases=tuple(phases)).may_run(first, last) is may
