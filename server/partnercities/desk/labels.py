"""The names of all things that a table mentions, in all their languages, by one question."""

from collections.abc import Iterable, Mapping

from partnercities.desk.desk import Desk
from partnercities.problems import Problem
from partnercities.store import Table, terms

_MOST = 3_000
"""So many things of a table are named; a page has few more."""
_LABELS = """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?label WHERE {{
  VALUES ?thing {{ {iris} }}
  ?thing ?property ?label FILTER(?property IN (skos:prefLabel, rdfs:label, dcterms:title))
}} ORDER BY ?thing ?label"""


class Labels:
    """The labels of things by language."""

    def __init__(self, known: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._known = known or {}

    def find(self, iri: str, language: str) -> tuple[str, str]:
        """The label of a thing and its language: the wanted one, else English, else any; two empty texts for none."""
        known = self._known.get(iri, {})
        found = next((code for code in (language, "en", *known) if code in known), "")
        return known.get(found, ""), found


def labels(desk: Desk, table: Table) -> Labels:
    """The labels of what a table mentions. A table is right without them, so what fails here leaves them out."""
    known: dict[str, dict[str, str]] = {}
    iris = " ".join(_iris(table))
    if not iris:
        return Labels()
    try:
        rows = desk.select(_LABELS.format(iris=iris)).rows
    except Problem:
        return Labels()
    for thing, label in rows:
        if thing and label and label.kind == "literal":
            known.setdefault(thing.value, {}).setdefault(label.language, label.value)
    return Labels(known)


def _iris(table: Table) -> Iterable[str]:
    found = {term.value: None for row in table.rows for term in row if term and term.kind == "uri"}
    for iri in list(found)[:_MOST]:
        try:
            yield terms.iri(iri)
        except ValueError:  # an engine of others may let through what is none
            continue
