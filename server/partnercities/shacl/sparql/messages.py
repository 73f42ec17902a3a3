"""Messages of constraints, whose `{?name}` and `{$name}` give way to what the query found."""

import re
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from partnercities.shacl.terms import Term

_PLACE = re.compile(r"\{[?$](\w+)\}")


def filled(templates: Iterable[ox.Literal], value: Callable[[str], Term | None]) -> tuple[ox.Literal, ...]:
    """The messages with the values of their variables; a variable without a value stays as it is written."""
    return tuple(_filled(template, value) for template in templates)


def _filled(template: ox.Literal, value: Callable[[str], Term | None]) -> ox.Literal:
    if "{" not in template.value:
        return template

    def words(place: re.Match[str]) -> str:
        term = value(place[1])
        return place[0] if term is None else _words(term)

    text = _PLACE.sub(words, template.value)
    return ox.Literal(text, language=template.language) if template.language else ox.Literal(text)


def _words(term: Term) -> str:
    return str(term) if isinstance(term, (ox.BlankNode, ox.Triple)) else term.value
