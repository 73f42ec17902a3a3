"""The profile of a city: whom it meets, when and in which networks, what it is called elsewhere."""

from collections.abc import Sequence
from itertools import chain

from partnercities.desk.cities import QUERIES, CityProfile, Engagement, Met, city_profile
from partnercities.desk.named import ask
from partnercities.drawing import Bar, Link, Map, Spot, Timeline, draw_map, draw_timeline
from partnercities.model.vocabulary import key, path
from partnercities.web.context import desk
from partnercities.web.site.addresses import url
from partnercities.web.site.days import written, years
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.profile import Profile
from partnercities.web.site.texts import text

_NAMES = "names-of-thing"
_LABELS = 18
"""How many of the cities met are named on the map, those met most often first."""


def city(iri: str) -> Profile:
    """The profile of a city by its IRI."""
    found = city_profile(desk(), iri, language())
    context = {
        "city": found,
        "names_of": ask(desk(), _NAMES, thing=iri),
        "met_map": _map(found) if found.met else None,
        "when": _timeline(found.projects) if found.projects else None,
        "written": written,
        "years": years,
    }
    values = {"city": [key(iri)], "lang": [language()]}
    behind = (*(Behind(query, values) for query in QUERIES), Behind(_NAMES, {"thing": [key(iri)]}))
    return Profile("city.html", context, behind)
