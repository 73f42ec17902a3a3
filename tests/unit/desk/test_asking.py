"""What a person needs to ask: names beside IRIs, and values to choose from."""

import pytest

from partnercities.dataset.build import Dataset
from partnercities.desk.asking import columns, countries, things
from partnercities.desk.desk import Desk
from partnercities.store import Table, Term

IRI, NAME = Term("uri", "https://w3id.org/partnercities/id/city/bg/sofia"), Term("literal", "Sofia", "en")


@pytest.mark.parametrize(
    ("names", "row", "joined"),
    [
        (("city", "name"), (IRI, NAME), [("city", "name")]),
        (("cityA", "nameA", "cityB", "nameB"), (IRI, NAME, IRI, NAME), [("cityA", "nameA"), ("cityB", "nameB")]),
        (("role", "roleName", "n"), (IRI, NAME, NAME), [("role", "roleName"), ("n", "")]),
        (("section", "name"), (NAME, NAME), [("section", ""), ("name", "")]),
        (("city", "country", "name"), (IRI, NAME, NAME), [("city", ""), ("country", ""), ("name", "")]),
        (("city", "name"), (None, None), [("city", "name")]),
    ],
)
def test_a_name_is_joined_to_the_iri_before_it(names, row, joined):
    found = columns(Table(names, (row,)), slice(0, 10))
    assert [(column.iri, column.name) for column in found] == joined


def test_a_page_has_its_own_rows():
    table = Table(("n",), tuple((Term("literal", str(number)),) for number in range(5)))
    (column,) = columns(table, slice(2, 4))
    assert [term.value for term, _ in column.terms if term] == ["2", "3"]


def test_choices_come_from_the_data(dataset: Dataset):
    desk = Desk(dataset.store, dataset)
    assert countries(desk)["BG"] == {"bg": "България", "en": "Bulgaria"}
    assert things(desk, "network")["network/urbact"]["en"] == "URBACT"
    assert "role/lead" in things(desk, "role")
    assert things(desk, "anything") == {}
