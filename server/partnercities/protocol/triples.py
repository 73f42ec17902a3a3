"""Triples in the making for descriptions: prefixed names and plain values become N-Triples."""

from collections.abc import Iterable, Mapping

from partnercities.model.vocabulary import expand

Triple = tuple[str, str, str]
"""Subject and predicate as bare IRIs, and the object as it stands in N-Triples."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def link(subject: str, predicate: str, object: str) -> Triple:
    """A triple whose object is given by a prefixed name."""
    return to(subject, predicate, expand(object))


def to(subject: str, predicate: str, iri: str) -> Triple:
    """A triple whose object is an IRI."""
    return subject, expand(predicate), f"<{iri}>"


def number(subject: str, predicate: str, value: int) -> Triple:
    """A triple that counts."""
    return typed(subject, predicate, str(value), "xsd:integer")


def typed(subject: str, predicate: str, value: str, datatype: str) -> Triple:
    """A triple with a value of a datatype, given by its prefixed name."""
    return subject, expand(predicate), f'"{value.translate(_ESCAPES)}"^^<{expand(datatype)}>'


def text(subject: str, predicate: str, words: str, language: str = "") -> Triple:
    """A triple that says something in words."""
    return subject, expand(predicate), f'"{words.translate(_ESCAPES)}"' + (f"@{language}" if language else "")


def texts(subject: str, predicate: str, words: Mapping[str, str]) -> Iterable[Triple]:
    """Triples that say the same in several languages."""
    return [text(subject, predicate, said, language) for language, said in words.items()]


def ntriples(triples: Iterable[Triple]) -> str:
    """The triples as N-Triples."""
    return "".join(f"<{subject}> <{predicate}> {object} .\n" for subject, predicate, object in triples)
