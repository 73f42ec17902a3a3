"""The one table of formats: each format is found by every name that it has, and by nothing else."""

import pytest

from partnercities.problems import UnknownFormat
from partnercities.protocol.formats import TABLE, Format, Kind, by_media_type, named, names, of_kind

PLACES = [(format, kind) for format in TABLE for kind in Kind if kind in format.kinds]
each_place = pytest.mark.parametrize(("format", "kind"), PLACES, ids=lambda part: getattr(part, "name", ""))


@pytest.mark.parametrize("kind", Kind)
def test_a_media_type_means_one_format_of_a_kind(kind: Kind):
    media_types = [media_type for format in of_kind(kind) for media_type in format.media_types]
    assert len(set(media_types)) == len(media_types)


@pytest.mark.parametrize("kind", Kind)
def test_a_name_means_one_format_of_a_kind(kind: Kind):
    every = [name for format in of_kind(kind) for name in {format.name, format.suffix, *format.aliases}]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.BINDINGS, ["json", "xml", "csv", "tsv"]),
        (Kind.BOOLEAN, ["json", "xml", "csv", "tsv"]),
        (Kind.GRAPH, ["turtle", "ntriples", "rdfxml", "jsonld"]),
        (Kind.DATASET, ["nquads", "trig"]),
        (Kind.LIST, ["records", "csv"]),
        (Kind.PLACES, ["geojson"]),
        (Kind.NETWORK, ["gexf", "graphml"]),
    ],
)
def test_each_kind_has_its_formats_with_the_preferred_one_first(kind: Kind, expected: list[str]):
    assert [format.name for format in of_kind(kind)] == expected


@each_place
def test_a_format_is_found_by_each_of_its_names(format: Format, kind: Kind):
    for name in (format.name, format.suffix, *format.aliases, *format.media_types):
        assert named(name, kind) is format
        assert named(f" {name.upper()} ", kind) is format


@each_place
def test_a_plus_that_a_form_turned_into_a_space_is_still_a_plus(format: Format, kind: Kind):
    assert named(format.media_type.replace("+", " "), kind) is format


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("json", Kind.BINDINGS, "json"),
        ("json", Kind.GRAPH, "jsonld"),
        ("xml", Kind.BOOLEAN, "xml"),
        ("xml", Kind.GRAPH, "rdfxml"),
        ("srj", Kind.BINDINGS, "json"),
        ("srx", Kind.BINDINGS, "xml"),
        ("ttl", Kind.GRAPH, "turtle"),
        ("nt", Kind.GRAPH, "ntriples"),
        ("n-triples", Kind.GRAPH, "ntriples"),
        ("rdf", Kind.GRAPH, "rdfxml"),
        ("rdf+xml", Kind.GRAPH, "rdfxml"),
        ("json-ld", Kind.GRAPH, "jsonld"),
        ("nq", Kind.DATASET, "nquads"),
        ("n-quads", Kind.DATASET, "nquads"),
        ("application/x-turtle", Kind.GRAPH, "turtle"),
        ("text/plain", Kind.GRAPH, "ntriples"),
        ("application/json", Kind.BOOLEAN, "json"),
        ("application/json", Kind.GRAPH, "jsonld"),
        ("text/xml", Kind.BINDINGS, "xml"),
        ("json", Kind.LIST, "records"),
        ("application/json", Kind.LIST, "records"),
    ],
)
def test_names_that_people_use_mean_what_they_expect(name: str, kind: Kind, expected: str):
    assert named(name, kind).name == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("turtle", Kind.BINDINGS),
        ("csv", Kind.GRAPH),
        ("nquads", Kind.GRAPH),
        ("turtle", Kind.DATASET),
        ("parquet", Kind.BINDINGS),
        ("", Kind.BINDINGS),
        (".csv", Kind.BINDINGS),
        ("text/csv; charset=utf-8", Kind.BINDINGS),
    ],
)
def test_an_unknown_name_is_answered_with_those_that_exist(name: str, kind: Kind):
    with pytest.raises(UnknownFormat) as caught:
        named(name, kind)
    assert repr(name) in caught.value.detail
    assert all(f"{format.name} ({format.media_type})" in caught.value.hint for format in of_kind(kind))


@each_place
def test_the_type_of_a_body_finds_its_format(format: Format, kind: Kind):
    assert by_media_type(format.media_type, kind) is format
    assert by_media_type(f"{format.media_type.upper()} ; charset=UTF-8", kind) is format


@pytest.mark.parametrize("media_type", ["", "text/html", "application/octet-stream", "turtle"])
def test_a_foreign_type_of_a_body_has_no_format(media_type: str):
    assert by_media_type(media_type) is None


@pytest.mark.parametrize("format", TABLE, ids=lambda format: format.name)
def test_texts_say_their_charset_and_others_do_not(format: Format):
    # JSON and XML say their encoding themselves; a charset there would be noise (RFC 8259, 7303).
    ours = format.name in ("csv", "tsv", "turtle", "ntriples", "nquads", "trig")
    assert format.content_type == format.media_type + ("; charset=utf-8" if ours else "")


def test_each_format_of_rdf_and_its_queries_has_its_address_in_the_list_of_w3c():
    lists = {Kind.LIST, Kind.PLACES, Kind.NETWORK}
    addresses = [format.iri for format in TABLE if not format.kinds <= lists]
    assert all(address.startswith("http://www.w3.org/ns/formats/") for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_formats_are_listed_for_people():
    assert names(of_kind(Kind.DATASET)) == "nquads (application/n-quads), trig (application/trig)"
