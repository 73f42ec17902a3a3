"""Which cities recur: the rules of counting, on a census of five cities that can be counted by hand."""

import pytest

from partnercities.desk.census import Census
from partnercities.desk.meetings import Sought, around, cities_of, pairs
from partnercities.desk.parts import City, Membership, Participation, Phase, Project
from partnercities.desk.recurring import Wanted, recurring
from partnercities.model.vocabulary import thing

LEAD, PARTNER = thing("role/lead"), thing("role/partner")


def phase(project: str, earliest: str, latest: str) -> Phase:
    return Phase(f"{project}/1", project, 1, earliest[:4], latest[:4], earliest, latest)


def project(iri: str, network: str, cities: str, earliest: str = "", latest: str = "") -> Project:
    phases = (phase(iri, earliest, latest),) if earliest or latest else ()
    return Project(
        iri,
        networks=frozenset({network} - {""}),
        funds=frozenset({"fund"} if network else ()),
        cities=frozenset(cities.split()),
        phases=phases,
    )


PROJECTS = (
    project("p1", "red", "a b c", "2008-01-01", "2010-12-31"),
    project("p2", "red", "a b", "2012-01-01", "2013-12-31"),
    project("p3", "blue", "a c"),
    project("p4", "", "a d"),
)
CENSUS = Census(
    {item.iri: item for item in PROJECTS},
    {
        iri: City(iri, f"country-{code}", code)
        for iri, code in zip("abcde", ("BG", "BG", "NL", "NL", "PL"), strict=True)
    },
    participations=tuple(
        Participation(f"{item.iri}/{city}", item.iri, LEAD if city == "a" else PARTNER, city)
        for item in PROJECTS
        for city in sorted(item.cities)
    ),
    memberships=(
        Membership("m1", "b", "forum of blue", "blue"),
        Membership("m2", "b", "blue", "blue"),
        Membership("m3", "e", "blue", "blue"),
        Membership("m4", "an organisation", "blue", "blue"),
    ),
    networks=("blue", "red"),
)


def found(**wanted: object) -> dict[str, tuple[int, int, int, int]]:
    """For each city its columns, those by projects and by memberships, and its projects, in the order of the grid."""
    grid = recurring(CENSUS, Wanted(**wanted), str)  # type: ignore[arg-type]
    return {line.city: (len(line.cells), line.by_projects, line.by_memberships, line.projects) for line in grid.lines}


def test_a_city_meets_a_network_by_a_project_or_as_a_member_and_both_are_counted_apart():
    assert found() == {"a": (2, 2, 0, 3), "b": (2, 1, 1, 2), "c": (2, 2, 0, 2)}


def test_by_projects_alone_members_do_not_count():
    assert list(found(projects_only=True)) == ["a", "c"]


def test_who_meets_more_comes_first_then_who_has_more_projects_then_by_name():
    assert list(found(least=1)) == ["a", "b", "c", "e"]


def test_an_organisation_that_is_a_member_makes_no_city_recur():
    assert "an organisation" not in found(least=1)


@pytest.mark.parametrize(
    ("wanted", "cities"),
    [
        ({"country": "NL"}, ["c"]),
        ({"country": "PL"}, []),
        ({"excluded": frozenset({"blue"}), "least": 1}, ["a", "b", "c"]),
        ({"together": frozenset({"blue"}), "least": 1}, ["a", "b", "c", "e"]),
        ({"together": frozenset({"blue", "red"}), "least": 1}, ["a", "b", "c"]),
        ({"first": "2012-01-01", "least": 1}, ["a", "b"]),
        ({"last": "2010-12-31", "least": 1}, ["a", "b", "c"]),
        ({"least": 3}, []),
    ],
)
def test_each_filter_takes_cities_away(wanted: dict[str, object], cities: list[str]):
    assert list(found(**wanted)) == cities


def test_with_a_period_only_projects_count_and_those_without_dates_do_not():
    assert found(first="2000-01-01", least=1)["b"] == (1, 1, 0, 2)
    assert found(first="2000-01-01", least=1)["c"] == (1, 1, 0, 1)


def test_by_project_each_project_is_a_column_whatever_its_network():
    assert found(by="project") == {"a": (4, 4, 0, 4), "b": (2, 2, 0, 2), "c": (2, 2, 0, 2)}


def test_by_fund_a_project_that_nobody_is_known_to_pay_for_is_in_no_column():
    assert found(by="fund", least=1) == {"a": (1, 1, 0, 3), "b": (1, 1, 0, 2), "c": (1, 1, 0, 2)}


def test_columns_of_most_cities_come_first_and_cells_say_who_leads():
    grid = recurring(CENSUS, Wanted(least=1), str)
    assert grid.columns(str) == ("blue", "red")
    assert (grid.cities["blue"], grid.cities["red"], grid.most) == (4, 3, 2)
    cells = {line.city: line.cells for line in grid.lines}
    assert cells["a"]["red"].leads
    assert not cells["b"]["red"].leads
    assert cells["b"]["blue"].memberships == {"m1", "m2"}


def test_pairs_stand_once_with_the_projects_they_share():
    shared = {(pair.a, pair.b): pair.projects for pair in pairs(CENSUS, Sought(least=1), str)}
    assert shared == {("a", "b"): ("p1", "p2"), ("a", "c"): ("p1", "p3"), ("a", "d"): ("p4",), ("b", "c"): ("p1",)}


@pytest.mark.parametrize(
    ("sought", "cities"),
    [
        (Sought(), [("a", "b"), ("a", "c")]),
        (Sought(least=1, city="d"), [("a", "d")]),
        (Sought(least=1, country="NL"), [("a", "c"), ("a", "d"), ("b", "c")]),
        (Sought(least=1, network="blue"), [("a", "c")]),
        (Sought(least=2, network="red"), [("a", "b")]),
        (Sought(least=3), []),
    ],
)
def test_pairs_are_narrowed(sought: Sought, cities: list[tuple[str, str]]):
    assert [(pair.a, pair.b) for pair in pairs(CENSUS, sought, str)] == cities


def test_around_a_city_stand_those_it_meets_with_their_own_meetings():
    assert [(pair.a, pair.b) for pair in around(CENSUS, Sought(least=1, city="b"), str)] == [
        ("a", "b"),
        ("b", "c"),
        ("a", "c"),
    ]
    assert around(CENSUS, Sought(least=1, city="e"), str) == []
    assert cities_of(around(CENSUS, Sought(city="b"), str)) == ("a", "b")
