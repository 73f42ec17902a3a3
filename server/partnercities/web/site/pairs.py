"""`/pairs` and `/meetings`: cities that meet again, as a list, and as a picture of those that meet most."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, request

from partnercities.desk.census import Census, census
from partnercities.desk.exporting import known
from partnercities.desk.listing import Listing, Record, network_of
from partnercities.desk.meetings import Pair, Sought, around, cities_of, pairs
from partnercities.desk.naming import naming
from partnercities.drawing import MOST, Edge, Node, Ring, draw_ring, step
from partnercities.model.vocabulary import key, path
from partnercities.protocol.formats import PAGE, Kind
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.listing import send_listing, suffixes
from partnercities.web.negotiated import form
from partnercities.web.site import wanted
from partnercities.web.site.addresses import url
from partnercities.web.site.called import brief, caller, namer
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import language
from partnercities.web.site.paging import part
from partnercities.web.site.recurrence import countries
from partnercities.web.site.texts import text

blueprint = Blueprint("pairs", __name__)
_COLUMNS = ("cityA", "nameA", "countryA", "cityB", "nameB", "countryB", "projects", "projectNames", "networkNames")
_LEAST = 2
"""To meet again is to meet twice."""
_LEAST_DRAWN = 3
"""How often two cities meet that are in the picture of all; of fewer meetings it would show nothing but lines."""


@blueprint.get("/pairs")
@blueprint.get("/pairs.<suffix>")
def meeting_again(suffix: str = "") -> Response:
    """The pairs that are asked for, as a page or a file."""
    chosen = form(suffix, Kind.LIST, Kind.NETWORK)
    sought = _sought(_LEAST)
    found = pairs(census(desk()), sought, namer())
    if chosen is not PAGE:
        return send_listing(_listing("/pairs", text("pairs.title"), found), chosen)
    return show(
        "pairs.html",
        "/pairs",
        behind=[Behind("pairs-of-cities", values(sought))],
        suffixes=suffixes(_listing("/pairs", "", found[:1])),
        pairs=part(found),
        peak=_peak(found),
        **_context(sought),
    )


@blueprint.get("/meetings")
@blueprint.get("/meetings.<suffix>")
def meetings(suffix: str = "") -> Response:
    """Who meets whom around one city, or among those that meet most, drawn as a ring and listed."""
    chosen = form(suffix, Kind.LIST, Kind.NETWORK)
    sought = _sought(_LEAST if wanted.one("city") else _LEAST_DRAWN)
    found = (around if sought.city else pairs)(census(desk()), sought, namer())
    if chosen is not PAGE:
        return send_listing(_listing("/meetings", text("meetings.title"), found), chosen)
    cities = cities_of(found)
    return show(
        "meetings.html",
        "/meetings",
        behind=[Behind("pairs-of-cities", values(sought))],
        suffixes=suffixes(_listing("/meetings", "", found[:1])),
        pairs=found,
        peak=_peak(found),
        number=len(cities),
        ring=_ring(found, cities, sought.city) if 0 < len(cities) <= MOST else None,
        **_context(sought),
    )


def _sought(least: int) -> Sought:
    """What the address asks for. Raises BadParameter."""
    wanted.require_only("min", "city", "country", "network")
    choice = wanted.choice("country")
    return Sought(
        choice.least if wanted.one("min") else least,
        wanted.city("city"),
        choice.wanted.get("country", ""),
        wanted.thing_of("network", "network"),
    )


def values(sought: Sought) -> dict[str, list[str]]:
    """What is sought as the parameters of the stored query of pairs."""
    given = {
        "min": str(sought.least), "city": key(sought.city), "country": sought.country, "network": key(sought.network),
    }  # fmt: skip
    return {name: [value] for name, value in given.items() if value}


def _peak(found: Sequence[Pair]) -> int:
    """The most projects that two of the cities share."""
    return max((len(pair.projects) for pair in found), default=0)


def _context(sought: Sought) -> dict[str, Any]:
    """What both pages show around what they found."""
    people, name = census(desk()), namer()
    return {
        "sought": sought,
        "called": caller(),
        "census": people,
        "most": MOST,
        "brief": brief,
        "two": lambda pair: (
            (sought.city, pair.other(sought.city)) if sought.city in (pair.a, pair.b) else (pair.a, pair.b)
        ),
        "step": step,
        "asked": request.args,
        "countries": countries(people),
        "networks": naming(desk()).sorted(people.networks, language()),
        "networks_of": networks_of(people),
        "meeting_cities": sorted({name(city) for project in people.projects.values() for city in project.cities}),
    }


def networks_of(people: Census) -> Callable[[Pair], Sequence[str]]:
    """How to find the networks of the projects that two cities share, each once."""

    def found(pair: Pair) -> Sequence[str]:
        return sorted({network for project in pair.projects for network in people.projects[project].networks})

    return found


def _listing(path: str, title: str, found: Sequence[Pair]) -> Listing:
    """All pairs as rows of a file, and as a network of cities."""
    name = namer()
    rows = [_row(pair, name) for pair in found]
    about = known(desk(), cities_of(found), language()) if found else {}
    keep = ("projectNames", "networkNames")
    return Listing(path, title, _COLUMNS, rows, network=network_of(rows, ("cityA", "cityB"), "projects", keep, about))


def _row(pair: Pair, name: Callable[[str], str]) -> Record:
    people = census(desk())
    return {
        "cityA": pair.a,
        "nameA": name(pair.a),
        "countryA": people.cities[pair.a].code,
        "cityB": pair.b,
        "nameB": name(pair.b),
        "countryB": people.cities[pair.b].code,
        "projects": len(pair.projects),
        "projectNames": tuple(map(name, pair.projects)),
        "networkNames": tuple(map(name, networks_of(people)(pair))),
    }


def _ring(found: Sequence[Pair], cities: Sequence[str], centre: str) -> Ring:
    """The cities by their countries around a ring, one of them perhaps in its middle."""
    places = {city: place for place, city in enumerate(cities)}
    edges = [Edge(places[pair.a], places[pair.b], len(pair.projects)) for pair in found]
    name = caller()
    return draw_ring([_node(city, name(city), found, centre) for city in cities], edges, places.get(centre))


def _node(city: str, name: Term, found: Sequence[Pair], centre: str) -> Node:
    """A city of the ring, which leads to the picture around it; its weight is how many of the others it meets."""
    met = sum(city in (pair.a, pair.b) for pair in found)
    return Node(
        name.value,
        url(path(city)) if city == centre else url("/meetings", city=key(city)),
        census(desk()).cities[city].code,
        met,
        text("meetings.meets", number=met),
        name.language if name.language != language() else "",
    )
