"""What an editor of queries can complete: prefixes, and the classes, properties and things that occur, with their names."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from partnercities.desk.desk import Desk
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import ID, PREFIXES, RDF_TYPE, compact, key
from partnercities.store import Term

LANGUAGES = ("en", "bg")
"""The languages of the names, in their order in the entries."""
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class"
_PROPERTIES = "SELECT ?property (COUNT(*) AS ?triples) WHERE { ?thing ?property ?value } GROUP BY ?property"
_OF = """SELECT ?class ?property (COUNT(DISTINCT ?thing) AS ?things) WHERE { ?thing a ?class ; ?property ?value }
GROUP BY ?class ?property"""
_TERMS = """SELECT DISTINCT ?thing ?name WHERE {{
  ?thing <{rdfs}label> ?name FILTER(LANG(?name) IN ("en", "bg"))
}} ORDER BY ?thing ?name"""
# Of claims, evidence and identifiers there are thousands; a query finds them by the things that it names.
_THINGS = """SELECT DISTINCT ?thing ?name WHERE {{
  VALUES ?class {{ <{pc}City> <{pc}Project> <{pc}Network> <{pc}Programme> <{pc}Fund> <{pc}LocalAuthority>
    <{org}Organization> <{skos}Concept> }}
  ?thing a ?class ; <{skos}prefLabel> ?name FILTER(LANG(?name) IN ("en", "bg"))
}} ORDER BY ?thing ?name LIMIT 5000"""
# What can stand behind a prefix without an escape; any other IRI is written in full.
_LOCAL = re.compile(r"[\w.-]*\w")
_Entry = list[Any]


def completions(desk: Desk) -> Mapping[str, Any]:
    """All that can be completed, in entries of a few values, as an editor reads them.

    `classes` and `properties`: name, count, names by language; `things`: key, names by language; `of`: for each class
    the places of its properties in `properties`, the most frequent first. What is used most comes first.
    """
    return _completions.of(desk)


def _make(desk: Desk) -> Mapping[str, Any]:
    names = _named(desk, _TERMS)
    classes = _counted(desk, _CLASSES, names)
    properties = _counted(desk, _PROPERTIES, names)
    return {
        "prefixes": PREFIXES,
        "base": ID,
        "languages": LANGUAGES,
        "classes": classes,
        "properties": properties,
        "of": _of(desk, [entry[0] for entry in properties]),
        "things": [[key(iri), *texts] for iri, texts in _named(desk, _THINGS).items() if iri.startswith(ID)],
    }


def _counted(desk: Desk, text: str, names: Mapping[str, Iterable[str]]) -> list[_Entry]:
    """Terms with how often each occurs, and its names; the most frequent first."""
    rows = [(term, int(str(count))) for term, count in desk.select(text).rows if term and term.kind == "uri"]
    rows.sort(key=lambda row: (-row[1], row[0].value))
    return [[_written(term), count, *names.get(term.value, ("", ""))] for term, count in rows]


def _of(desk: Desk, properties: list[str]) -> dict[str, list[int]]:
    """The properties of each class by their places in a list; RDF's own `type` is written `a` and needs no help."""
    places = {name: place for place, name in enumerate(properties)}
    found: dict[str, list[tuple[int, int]]] = {}
    for cls, property, count in desk.select(_OF).rows:
        if cls and property and count and cls.kind == "uri" and property.value != RDF_TYPE:
            found.setdefault(_written(cls), []).append((-int(count.value), places[_written(property)]))
    return {name: [place for _, place in sorted(ranked)] for name, ranked in sorted(found.items())}


def _named(desk: Desk, text: str) -> dict[str, tuple[str, ...]]:
    """The first name of each thing in each language."""
    found: dict[str, dict[str, str]] = {}
    for thing, name in desk.select(text.format(**PREFIXES)).rows:
        if thing and name and thing.kind == "uri":
            found.setdefault(thing.value, {}).setdefault(name.language, name.value)
    return {iri: tuple(texts.get(language, "") for language in LANGUAGES) for iri, texts in found.items()}


def _written(term: Term) -> str:
    """A term as a query has it: with a prefix where that is possible."""
    short = compact(term.value)
    prefix, _, local = short.partition(":")
    return short if prefix in PREFIXES and _LOCAL.fullmatch(local) else f"<{term.value}>"


_completions = Versioned(_make)
