"""A list as the bytes of a format: records in JSON, CSV, places in GeoJSON, networks, or what the graph says of its things."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from partnercities.desk.desk import Desk
from partnercities.desk.listing import Listing, Record, records
from partnercities.desk.networks import gexf, graphml, joined
from partnercities.model.vocabulary import BASE, LICENCE, PREFIXES, expand
from partnercities.problems import NotAcceptable
from partnercities.protocol.formats import Format, names, of_kind
from partnercities.store import Row, Term, terms
from partnercities.store.convert import from_rows

_LATITUDE, _LONGITUDE = "latitude", "longitude"
# What a thing is, how it is called, where it is, and what it is elsewhere.
_SAID = "rdf:type, skos:prefLabel, pc:country, geo:lat, geo:long, skos:exactMatch, skos:closeMatch"
_ABOUT = """{prefixes} SELECT DISTINCT ?thing ?property ?value WHERE {{
  VALUES ?thing {{ {iris} }}
  ?thing ?property ?value FILTER(?property IN ({said}))
}} ORDER BY ?thing ?property ?value"""

_KNOWN = """{prefixes} SELECT ?thing ?label ?country ?latitude ?longitude WHERE {{
  VALUES ?thing {{ {iris} }}
  OPTIONAL {{ ?thing skos:prefLabel ?local FILTER(LANG(?local) = {language}) }}
  OPTIONAL {{ ?thing skos:prefLabel ?english FILTER(LANG(?english) = "en") }}
  BIND(COALESCE(?local, ?english) AS ?label)
  OPTIONAL {{ ?thing pc:country/skos:notation ?country }}
  OPTIONAL {{ ?thing geo:lat ?latitude ; geo:long ?longitude }}
}} ORDER BY ?thing ?label ?country ?latitude ?longitude"""
_PREFIXES = "".join(f"PREFIX {name}: <{space}> " for name, space in PREFIXES.items())


def write(desk: Desk, listing: Listing, format: Format, view: str = "") -> bytes:
    """The list in a format; `view` is its address below the base, with what narrows it, for a graph of it to name.

    Raises NotAcceptable with the formats that there are, if the list cannot be given in this one.
    """
    existing = of_kind(*listing.kinds)
    if format not in existing:
        raise NotAcceptable(f"{format.name} is no format of this list.", hint="There are: " + names(existing) + ".")
    writer = _WRITERS.get(format.name)
    return writer(listing) if writer else _graph(desk, listing, format, view or listing.path)


def known(desk: Desk, iris: Iterable[str], language: str) -> dict[str, Record]:
    """What is known of things that become nodes of a network: `label` in a language, `country`, place, where there are."""
    values = " ".join(terms.iri(iri) for iri in iris)
    text = _KNOWN.format(prefixes=_PREFIXES, iris=values, language=terms.literal(language))
    return {
        str(row["thing"]): {name: value for name, value in row.items() if name != "thing"}
        for row in reversed(records(desk.select(text)))
    }


def _json(listing: Listing) -> bytes:
    rows = [{column: row.get(column) for column in listing.columns} for row in listing.rows]
    return _as_json(rows)


def _csv(listing: Listing) -> bytes:
    """As RFC 4180 has it, and as answers of SPARQL are written: UTF-8, a head, lines that end with CR LF."""
    lines: list[str] = []
    writer = csv.writer(_Lines(lines))
    writer.writerow(listing.columns)
    writer.writerows([joined(row.get(column)) for column in listing.columns] for row in listing.rows)
    return "".join(lines).encode()


class _Lines:
    """What the writer of CSV writes to."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _geojson(listing: Listing) -> bytes:
    """A collection of points as RFC 7946 has it; what has no place known is there without one."""
    features = [_feature(listing, row) for row in listing.rows]
    return _as_json({"type": "FeatureCollection", "title": listing.title, "license": LICENCE, "features": features})


def _feature(listing: Listing, row: Record) -> dict[str, object]:
    properties = {name: row.get(name) for name in listing.columns if name not in (_LATITUDE, _LONGITUDE)}
    thing = row.get(listing.things)
    point = [row.get(_LONGITUDE), row.get(_LATITUDE)]
    geometry = None if None in point else {"type": "Point", "coordinates": point}
    return {"type": "Feature", **({"id": thing} if thing else {}), "geometry": geometry, "properties": properties}


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _graph(desk: Desk, listing: Listing, format: Format, view: str) -> bytes:
    """What the graph says of the things listed. What was counted for the list is not in it: no source states that."""
    return from_rows([*_about(desk, listing), *_collection(listing, BASE + view.lstrip("/"))], format)


def _about(desk: Desk, listing: Listing) -> Iterator[Row]:
    if not listing.iris:
        return
    values = " ".join(terms.iri(iri) for iri in listing.iris)
    for row in desk.select(_ABOUT.format(prefixes=_PREFIXES, iris=values, said=_SAID)).rows:
        yield (*row, None)


def _collection(listing: Listing, view: str) -> Iterator[Row]:
    """What the document says of itself: that it is a collection, of what, how many, and its licence."""
    said = [
        (expand("rdf:type"), Term("uri", expand("hydra:Collection"))),
        (expand("dcterms:license"), Term("uri", LICENCE)),
        (expand("hydra:totalItems"), Term("literal", str(len(listing.iris)), datatype=expand("xsd:integer"))),
        *((expand("hydra:member"), Term("uri", iri)) for iri in listing.iris),
    ]
    for predicate, object in said:
        yield Term("uri", view), Term("uri", predicate), object, None


_WRITERS: Mapping[str, Callable[[Listing], bytes]] = {
    "records": _json,
    "csv": _csv,
    "geojson": _geojson,
    "gexf": lambda listing: gexf(listing.network, listing.title) if listing.network else b"",
    "graphml": lambda listing: graphml(listing.network, listing.title) if listing.network else b"",
}
