"""`/def`: the ontology as a page, with what the data makes of each term."""

from flask import Response

from partnercities.desk import ontology as made
from partnercities.desk.ontology import Ontology, Use
from partnercities.model.vocabulary import BASE, DEF, compact, expand
from partnercities.protocol.formats import Kind, of_kind
from partnercities.web.context import desk
from partnercities.web.naming import Names, link
from partnercities.web.site import figure
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import LANGUAGES, language

_SUFFIXES = tuple(format.suffix for format in of_kind(Kind.GRAPH))
# How people shorten the vocabularies that ours is only close to.
_SHORT = {
    "http://data.europa.eu/m8g/": "cv",
    "http://data.europa.eu/s66#": "eurio",
    "http://purl.org/cerif/frapo/": "frapo",
    "http://www.w3.org/2006/time#": "time",
    "http://www.w3.org/ns/locn#": "locn",
    "https://w3id.org/dingo#": "dingo",
}
_BEHIND = (Behind("classes-in-use"), Behind("properties-in-use"))


def page(path: str) -> Response:
    """The page at a path, which may be that of an edition."""
    found = made.ontology(desk())
    return show(
        "ontology.html",
        path,
        behind=_BEHIND,
        suffixes=_SUFFIXES,
        ontology=found,
        iri=BASE + path[1:],
        classes=_grouped(found, made.CLASSES),
        properties=_grouped(found, made.PROPERTIES),
        foreign=_foreign(found),
        figure=figure,
        names=Names(found.names),
        link=link,
        compact=brief,
        other=next(code for code in LANGUAGES if code != language()),
    )


def brief(iri: str) -> str:
    """An IRI with the prefix that people know, also where the data itself does not use it."""
    space = next((space for space in _SHORT if iri.startswith(space)), "")
    return f"{_SHORT[space]}:{iri.removeprefix(space)}" if space else compact(iri)


def _grouped(found: Ontology, groups: dict[str, tuple[str, ...]]) -> dict[str, list[made.Definition]]:
    return {
        group: [found.terms[DEF + name] for name in names if DEF + name in found.terms]
        for group, names in groups.items()
    }


def _foreign(found: Ontology) -> dict[str, list[tuple[str, Use]]]:
    """The terms of others that the data uses, the most used first."""
    return {
        "class": [
            (iri, use) for iri, use in found.classes.items() if not iri.startswith(DEF) and not _is_language(iri)
        ],
        "property": [(iri, use) for iri, use in found.properties.items() if not iri.startswith(DEF)],
    }


def _is_language(iri: str) -> bool:
    """Whether a class belongs to the language that the ontology itself is written in."""
    return iri.startswith((expand("owl:"), expand("rdf:")))
