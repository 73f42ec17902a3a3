"""Statements in the making: from keys, prefixed names and plain values to triples."""

import pyoxigraph as ox

from partnercities.model.vocabulary import RDF_TYPE, XSD, expand, thing

# How precise a date is, by the length of its text.
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}


class Statements:
    """The triples of one file; subjects and things are given by their keys, properties by prefixed names."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def type(self, subject: str, cls: str) -> None:
        """Say what a thing is."""
        self._add(subject, RDF_TYPE, ox.NamedNode(expand(cls)))

    def link(self, subject: str, predicate: str, key: str) -> None:
        """Link a thing to another of ours."""
        self._add(subject, expand(predicate), ox.NamedNode(thing(key)))

    def property(self, subject: str, predicate: str, name: str) -> None:
        """Link a thing to a property or class by its prefixed name."""
        self._add(subject, expand(predicate), ox.NamedNode(expand(name)))

    def address(self, subject: str, predicate: str, iri: str) -> None:
        """Link a thing to an address outside. Raises ValueError if it is no IRI."""
        self._add(subject, expand(predicate), ox.NamedNode(iri))

    def text(self, subject: str, predicate: str, text: str, language: str = "") -> None:
        """Say something in words."""
        self._add(subject, expand(predicate), ox.Literal(text, language=language) if language else ox.Literal(text))

    def date(self, subject: str, predicate: str, date: str) -> None:
        """Say when, as precisely as the text is: a year, a month or a day. Raises ValueError for another form."""
        if len(date) not in _DATES:
            raise ValueError(f"{date!r} is no year, month or day")
        self._add(subject, expand(predicate), ox.Literal(date, datatype=ox.NamedNode(XSD + _DATES[len(date)])))

    def number(self, subject: str, predicate: str, number: int) -> None:
        """Say how many."""
        self._add(subject, expand(predicate), ox.Literal(number))

    def _add(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        self.triples.append(ox.Triple(ox.NamedNode(thing(subject)), ox.NamedNode(predicate), value))
