"""`/cities`: all cities, narrowed by country, network, programme, fund, role, time and name."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response

from partnercities.desk import choosing
from partnercities.desk.census import census
from partnercities.desk.choosing import Choice
from partnercities.desk.finding import index
from partnercities.desk.listing import Listing
from partnercities.desk.naming import naming
from partnercities.protocol.formats import PAGE, Kind
from partnercities.web.context import desk
from partnercities.web.listing import send_listing, suffixes
from partnercities.web.negotiated import form
from partnercities.web.site import wanted
from partnercities.web.site.called import caller
from partnercities.web.site.facets import facets
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import language
from partnercities.web.site.paging import part
from partnercities.web.site.texts import text

blueprint = Blueprint("cities", __name__)
TRAITS = ("country", "network", "programme", "fund", "role")
"""What the list is narrowed by in one step; `topic` narrows it too, for links from elsewhere."""
_PARAMETERS = ("q", *TRAITS, "topic", "from", "to", "min", "sort")
COLUMNS = ("city", "name", "country", "projects", "networks", "memberships", "met", "latitude", "longitude")
"""The columns of the list, those of the stored query `cities`."""
Row = dict[str, Any]
_ORDERS: Mapping[str, Callable[[Row], tuple[Any, ...]]] = {
    "projects": lambda row: (-row["projects"], -row["networks"]),
    "networks": lambda row: (-row["networks"], -row["projects"]),
    "memberships": lambda row: (-row["memberships"], -row["projects"]),
    "met": lambda row: (-row["met"], -row["projects"]),
    "country": lambda row: (row["country"],),
    "name": lambda _: (),
}


@blueprint.get("/cities")
@blueprint.get("/cities.<suffix>")
def cities(suffix: str = "") -> Response:
    """The cities that are asked for, as a page or a file."""
    chosen = form(suffix, Kind.LIST, Kind.PLACES, Kind.GRAPH)
    wanted.require_only(*_PARAMETERS)
    asked = wanted.choice(*TRAITS, "topic")
    found = _named(wanted.words())
    rows = sorted_rows(asked, found, wanted.order(_ORDERS))
    listing = Listing("/cities", text("frame.cities"), COLUMNS, rows, places=True, things="city")
    return _page(asked, found, rows, listing) if chosen is PAGE else send_listing(listing, chosen)


def sorted_rows(asked: Choice, found: frozenset[str] | None, sort: str) -> list[Row]:
    """A row for each city that is chosen (of those that were found by name), with its columns as values."""
    names, known = naming(desk()), census(desk())
    rows: list[Row] = []
    for presence in choosing.cities(known, asked, found):
        city = known.cities[presence.city]
        rows.append({
            "city": city.iri,
            "name": names.name(city.iri, language()).value,
            "country": city.code,
            "projects": len(presence.projects),
            "networks": len(presence.networks),
            "memberships": len(presence.memberships),
            "met": len(presence.met),
            "latitude": float(city.latitude) if city.latitude else None,
            "longitude": float(city.longitude) if city.longitude else None,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (*_ORDERS[sort](row), row["name"].casefold(), row["city"]))


def _named(words: str) -> frozenset[str] | None:
    """The cities whose names fit what is looked for; None where nothing is."""
    return frozenset(hit.thing for hit in index(desk()).find(words, "city")) if words else None


def _page(asked: Choice, found: frozenset[str] | None, rows: list[Row], listing: Listing) -> Response:
    names, known = naming(desk()), census(desk())
    behind = [Behind("cities", wanted.values(asked))]
    return show(
        "cities.html",
        "/cities",
        behind=behind,
        suffixes=suffixes(listing),
        rows=part(rows),
        most=max((row["projects"] for row in rows), default=0),
        all=len(known.cities),
        facets=facets(choosing.city_facets(known, asked, found), asked, names, known),
        asked=asked,
        besides={trait: names.name(asked.wanted[trait], language()) for trait in ("topic",) if trait in asked.wanted},
        sort=wanted.order(_ORDERS),
        near=index(desk()).near(wanted.words()) if not rows else [],
        called=caller(),
        lands={city.code: names.name(city.country, language()) for city in known.cities.values()},
    )
