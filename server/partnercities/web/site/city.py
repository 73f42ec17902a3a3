"""The profile of a city: whom it meets, when and in which networks, what it is called elsewhere."""

from collections.abc import Sequence

from partnercities.desk.cities import QUERIES, Engagement, Met, city_profile
from partnercities.desk.named import Named, ask, grouped
from partnercities.desk.things import Thing
from partnercities.drawing import Bar, Link, Map, Spot, Timeline, draw_map, draw_timeline
from partnercities.model.vocabulary import key, path
from partnercities.web.context import desk
from partnercities.web.naming import Names
from partnercities.web.site.addresses import url
from partnercities.web.site.days import written, years
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.profile import Profile
from partnercities.web.site.texts import text

_NAMES = "names-of-thing"
_LABELS = 20
"""How many of the cities met are named on the map, those met most often first."""


def city(found: Thing) -> Profile:
    """The profile of a city."""
    told = city_profile(desk(), found.iri, language())
    called = grouped(ask(desk(), _NAMES, thing=found.iri), "kind")
    context = {
        "city": told,
        "called": called,
        "map": _map(found, told.met) if told.met else None,
        "timeline": _timeline(told.projects) if told.projects else None,
        "written": written,
        "years": years,
    }
    values = {"city": [key(found.iri)], "lang": [language()]}
    behind = (*(Behind(query, values) for query in QUERIES), Behind(_NAMES, {"thing": [key(found.iri)]}))
    return Profile("city.html", context, behind)


def _map(found: Thing, met: Sequence[Met]) -> Map:
    """The city in the middle of those that it meets, joined to each."""
    name = Names(found.names)
    latitude, longitude = (
        next((float(term.value) for term in found.values(bound)), None) for bound in ("geo:lat", "geo:long")
    )
    centre = Spot(name(found.iri), "", latitude, longitude, lang=_foreign(name.language(found.iri)))
    others = [
        Spot(
            _said(item.place.city),
            url(path(item.place.city.iri)),
            item.place.latitude,
            item.place.longitude,
            item.projects,
            note=text("city.shared", number=item.projects),
            lang=_tongue(item.place.city),
        )
        for item in met
    ]
    links = [Link(0, number, item.projects) for number, item in enumerate(met, start=1)]
    return draw_map([centre, *others], links, centre=0, labels=_LABELS + 1)


def _timeline(projects: Sequence[Engagement]) -> Timeline:
    """Its projects by network; those of no network last."""
    ordered = sorted(projects, key=lambda item: (item.network is None, _said(item.network) if item.network else ""))
    return draw_timeline([_bar(item) for item in ordered])


def _bar(item: Engagement) -> Bar:
    return Bar(
        _said(item.project),
        url(path(item.project.iri)),
        item.first,
        item.last,
        " · ".join(filter(None, (years(item.first, item.last), *map(_said, item.roles), *map(_said, item.programmes)))),
        group=_said(item.network) if item.network else text("city.no_network"),
        lang=_tongue(item.project),
    )


def _said(thing: Named) -> str:
    return thing.name.value if thing.name else key(thing.iri)


def _tongue(thing: Named) -> str:
    return _foreign(thing.name.language if thing.name else "")


def _foreign(tongue: str) -> str:
    """The language of a name where it is not that of the page."""
    return "" if tongue == language() else tongue
