"""A list as a file: real values in JSON, every character in CSV, no place lost in GeoJSON, and what the graph says."""

import csv
import io
import json

import pytest

from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.desk.exporting import known, write
from partnercities.desk.listing import Listing, Network, Record, records
from partnercities.model.vocabulary import XSD, thing
from partnercities.problems import NotAcceptable
from partnercities.protocol.formats import Kind, named, of_kind
from partnercities.store import Table, Term

SOFIA, NOWHERE = thing("city/bg/sofia"), thing("city/xx/nowhere")
COLUMNS = ("city", "name", "latitude", "longitude", "projects", "lead", "since")
ROWS: tuple[Record, ...] = (
    dict(zip(COLUMNS, (SOFIA, 'София, "столица"\n', 42.69751, 23.32415, 11, True, "2008-12"), strict=True)),
    {"city": NOWHERE, "name": ("A", "B"), "projects": 0, "lead": False},
)
RECORDS = Listing("/cities", "Cities", COLUMNS, ROWS, places=True, things="city", network=Network({}, ()))


@pytest.fixture(scope="module")
def desk(dataset: Dataset) -> Desk:
    return Desk(dataset.store, dataset)


def written(desk: Desk, name: str, listing: Listing = RECORDS) -> str:
    return write(desk, listing, named(name, *listing.kinds), "/cities?country=BG").decode()


def test_numbers_and_booleans_are_such_in_json_and_what_is_not_known_is_null(desk):
    first, second = json.loads(written(desk, "json"))
    assert first == ROWS[0]
    assert second == {**dict.fromkeys(COLUMNS), **ROWS[1], "name": ["A", "B"]}


def test_csv_is_read_back_as_it_was(desk):
    text = written(desk, "csv")
    assert text.startswith(",".join(COLUMNS) + "\r\n")
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert (first["name"], first["lead"], first["latitude"]) == ('София, "столица"\n', "true", "42.69751")
    assert (second["name"], second["latitude"], second["lead"]) == ("A; B", "", "false")


def test_a_place_that_is_not_known_is_no_reason_to_leave_a_city_out(desk):
    collection = json.loads(written(desk, "geojson"))
    assert collection["type"] == "FeatureCollection"
    sofia, nowhere = collection["features"]
    assert sofia["geometry"] == {"type": "Point", "coordinates": [23.32415, 42.69751]}
    assert nowhere["geometry"] is None
    assert sofia["id"] == SOFIA
    assert set(sofia["properties"]) == {"city", "name", "projects", "lead", "since"}


def test_a_graph_of_a_list_says_what_is_listed_and_what_it_is(desk):
    turtle = written(desk, "ttl")
    for words in ("hydra:Collection", "hydra:totalItems 2", "cities?country=BG>", '"София"@bg', "geo:lat 42.69751"):
        assert words in turtle
    assert "licenses/by/4.0" in turtle


def test_a_graph_of_an_empty_list_says_that_it_is_empty(desk):
    assert "hydra:totalItems 0" in written(desk, "ttl", Listing("/cities", "Cities", COLUMNS, (), things="city"))


@pytest.mark.parametrize("format", of_kind(*RECORDS.kinds), ids=lambda format: format.name)
def test_every_format_of_a_list_is_written_and_always_the_same(desk, format):
    assert write(desk, RECORDS, format)
    assert write(desk, RECORDS, format) == write(desk, RECORDS, format)


def test_a_list_has_only_the_formats_that_fit_it(desk):
    plain = Listing("/pairs", "Pairs", COLUMNS, ROWS)
    assert plain.kinds == (Kind.LIST,)
    for name, kind in (("geojson", Kind.PLACES), ("gexf", Kind.NETWORK), ("turtle", Kind.GRAPH)):
        with pytest.raises(NotAcceptable, match="no format of this list") as caught:
            write(desk, plain, named(name, kind))
        assert "csv" in caught.value.hint


@pytest.mark.parametrize(
    ("value", "datatype", "expected"),
    [
        ("11", "integer", 11),
        ("0.231", "decimal", 0.231),
        ("1e3", "double", 1000.0),
        ("INF", "double", "INF"),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("2008-12", "gYearMonth", "2008-12"),
        ("007", "string", "007"),
        ("eleven", "integer", "eleven"),
    ],
)
def test_a_value_has_the_type_that_the_graph_says(value, datatype, expected):
    ((record,),) = (records(Table(("x",), ((Term("literal", value, datatype=XSD + datatype),),))),)
    assert record == {"x": expected}
    assert type(record["x"]) is type(expected)


def test_what_is_unbound_is_not_known_and_an_iri_is_a_text():
    assert records(Table(("x", "y"), ((None, Term("uri", SOFIA)),))) == ({"x": None, "y": SOFIA},)


def test_what_is_known_of_cities_for_a_network(desk):
    found = known(desk, (SOFIA, NOWHERE), "bg")
    assert found[SOFIA] == {"label": "София", "country": "BG", "latitude": 42.69751, "longitude": 23.32415}
    assert found[NOWHERE] == {"label": None, "country": None, "latitude": None, "longitude": None}
