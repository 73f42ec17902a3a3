"""Things are found by their names: in order of fit, each once, and what is misspelt by what is written nearly so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.desk.finding import EXACT, INSIDE, LONGEST, PREFIX, TYPES, WORDS, Entry, Index, index
from partnercities.desk.naming import naming
from partnercities.model.folding import fold
from partnercities.store import Term


def index_of(*names: str) -> Index:
    entries = tuple(Entry(fold(name), Term("literal", name), "city", name) for name in names)
    return Index(entries, {entry.form: entry.name.value for entry in entries})


@pytest.fixture(scope="module")
def desk(dataset: Dataset) -> Desk:
    return Desk(dataset.store, dataset)


def test_the_best_fit_comes_first():
    found = index_of("New Lyon", "Lyonesse", "Alyonka", "Lyon", "Nice").find("lyon")
    assert [(hit.thing, hit.fit) for hit in found] == [
        ("Lyon", EXACT),
        ("Lyonesse", PREFIX),
        ("New Lyon", WORDS),
        ("Alyonka", INSIDE),
    ]


def test_words_may_come_in_any_order_and_begun_only():
    assert [hit.thing for hit in index_of("Sofia Development Association", "Sofia").find("assoc sof")] == [
        "Sofia Development Association"
    ]


def test_of_equal_fits_the_shorter_name_comes_first():
    assert [hit.thing for hit in index_of("Sofia Municipality", "Sofiana").find("sofi")] == [
        "Sofiana",
        "Sofia Municipality",
    ]


def test_one_or_two_letters_are_not_looked_for_inside_of_words():
    assert index_of("Lyon").find("yo") == []


def test_a_thing_is_found_once_by_its_best_name():
    names = [Entry(fold(name), Term("literal", name), "city", "it") for name in ("Sofia Municipality", "Sofia")]
    (hit,) = Index(tuple(names), {}).find("sofia")
    assert (hit.name.value, hit.fit) == ("Sofia", EXACT)


@pytest.mark.parametrize("asked", ["", "?!", "\u2014"])
def test_nothing_asked_finds_nothing(asked):
    assert index_of("Lyon").find(asked) == []
    assert index_of("Lyon").near(asked) == []


def test_what_is_misspelt_is_proposed():
    assert index_of("Thessaloniki", "Rotterdam").near("Thessalonica") == ["Thessaloniki"]


def test_only_the_beginning_of_a_long_text_is_looked_at():
    assert [hit.thing for hit in index_of("a" * 2).find("a" + " " * LONGEST + "b")] == ["aa"]


@pytest.mark.parametrize(
    ("asked", "city"),
    [
        ("София", "city/bg/sofia"),
        ("sofija", "city/bg/sofia"),
        ("Краков", "city/pl/krakow"),
        ("KRAKOW", "city/pl/krakow"),
        ("Гданск", "city/pl/gdansk"),
        ("Θεσσαλονίκη", "city/gr/thessaloniki"),
        ("Rotterdam", "city/nl/rotterdam"),
        ("Ротердам", "city/nl/rotterdam"),
        ("Хихон", "city/es/gijon"),
        ("Лил-Рубе", "city/fr/lille"),
        ("København", "city/dk/copenhagen"),
    ],
)
def test_a_city_of_the_graph_is_found_in_any_script(desk, asked, city):
    assert f"https://w3id.org/partnercities/id/{city}" in {hit.thing for hit in index(desk).find(asked, "city")[:2]}


def test_everything_with_a_name_is_found_by_each_of_its_names(desk):
    found = index(desk)
    for entry in found.entries:
        hits = {hit.thing: hit.fit for hit in found.find(entry.name.value)}
        assert len(entry.name.value) > LONGEST or hits[entry.thing] == EXACT


def test_there_is_something_of_each_type(desk):
    assert {entry.type for entry in index(desk).entries} == set(TYPES)


def test_the_title_of_a_page_is_no_proposal(desk):
    assert not [name for name in index(desk).near("urbact.eu/networks/conat") if "/" in name]


@given(st.text(max_size=30))
def test_any_text_may_be_looked_for(asked):
    assert len({hit.thing for hit in index_of("София", "Łódź").find(asked)}) <= 2


def test_a_name_is_in_the_language_asked_for_else_in_english_else_the_key(desk):
    names, thing = naming(desk), "https://w3id.org/partnercities/id/"
    assert names.name(thing + "city/bg/sofia", "bg") == Term("literal", "София", "bg")
    assert names.name(thing + "city/it/milan", "bg") == Term("literal", "Milan", "en")
    assert names.name(thing + "city/no/where", "bg") == Term("literal", "city/no/where")
