"""`/map`: all cities that take part, by the number of their projects."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, Response, request

from partnercities.desk import choosing
from partnercities.desk.census import census
from partnercities.desk.choosing import Choice
from partnercities.desk.listing import Listing
from partnercities.desk.naming import naming
from partnercities.drawing import Spot, draw_map
from partnercities.model.vocabulary import path
from partnercities.protocol.formats import PAGE, Kind
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.listing import send_listing, suffixes
from partnercities.web.negotiated import form
from partnercities.web.site import wanted
from partnercities.web.site.addresses import url
from partnercities.web.site.called import caller
from partnercities.web.site.cities import COLUMNS, Row, sorted_rows
from partnercities.web.site.facets import facets
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import language
from partnercities.web.site.texts import text

blueprint = Blueprint("maps", __name__)
TRAITS = ("network", "programme", "country")
_BESIDE = 20
"""How many cities are listed beside the map."""


@blueprint.get("/map")
@blueprint.get("/map.<suffix>")
def map(suffix: str = "") -> Response:
    """The cities that are asked for, drawn, or as a file."""
    chosen = form(suffix, Kind.LIST, Kind.PLACES)
    wanted.require_only(*TRAITS, "from", "to", "min")
    asked = wanted.choice(*TRAITS)
    if not request.args.get("min"):
        # Who takes part in nothing would be most of what is drawn.
        asked = replace(asked, least=1)
    rows = sorted_rows(asked, None, "projects")
    listing = Listing("/map", text("frame.map"), COLUMNS, rows, places=True)
    return _page(asked, rows, listing) if chosen is PAGE else send_listing(listing, chosen)


def _page(asked: Choice, rows: list[Row], listing: Listing) -> Response:
    names, known = naming(desk()), census(desk())
    counted = {trait: tally for trait, tally in choosing.city_facets(known, asked).items() if trait in TRAITS}
    return show(
        "map.html",
        "/map",
        behind=(Behind("cities", wanted.values(asked)),),
        suffixes=suffixes(listing),
        drawn=draw_map(spots(rows)),
        rows=rows,
        beside=_BESIDE,
        most=max((row["projects"] for row in rows), default=0),
        facets=facets(counted, asked, names, known),
        asked=asked,
        called=caller(),
        values=wanted.values(asked),
    )


def spots(rows: Iterable[Row]) -> list[Spot]:
    """The cities of a list, for a map."""
    names = naming(desk())
    return [_spot(row, names.name(row["city"], language())) for row in rows]


def _spot(row: Row, name: Term) -> Spot:
    return Spot(
        name.value,
        url(path(row["city"])),
        row["latitude"],
        row["longitude"],
        row["projects"],
        note=text("maps.projects", number=row["projects"]),
        lang=name.language if name.language != language() else "",
    )
