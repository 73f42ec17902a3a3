"""What things are called in the language of the page that is being made."""

from collections.abc import Callable
from functools import cache

from partnercities.desk.naming import naming
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.site.language import language


def caller() -> Callable[[str], Term]:
    """What to call a thing by its IRI, while one page is made."""
    names, spoken = naming(desk()), language()
    return cache(lambda iri: names.name(iri, spoken))


def namer() -> Callable[[str], str]:
    """The same as a text."""
    names, spoken = naming(desk()), language()
    return cache(lambda iri: names.name(iri, spoken).value)
