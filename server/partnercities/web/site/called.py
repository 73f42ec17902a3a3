"""What things are called in the language of the page that is being made."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from partnercities.desk.naming import naming
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.site.language import language

_MORE = re.compile(r" \(| – ")


def caller() -> Callable[[str], Term]:
    """What to call a thing by its IRI, while one page is made."""
    names, spoken = naming(desk()), language()
    return cache(lambda iri: names.name(iri, spoken))


def brief(name: Term) -> Term:
    """A name without what stands in brackets or behind a dash, for the head of a column."""
    return replace(name, value=_MORE.split(name.value, maxsplit=1)[0] or name.value)


def namer() -> Callable[[str], str]:
    """The same as a text."""
    names, spoken = naming(desk()), language()
    return cache(lambda iri: names.name(iri, spoken).value)
