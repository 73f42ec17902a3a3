"""`/search`: things by their names, in whatever language, script or spelling."""

from itertools import groupby
from typing import Any

from flask import Blueprint, Response

from partnercities.desk.census import census
from partnercities.desk.finding import TYPES, Hit, index
from partnercities.desk.listing import Listing
from partnercities.desk.naming import naming
from partnercities.model.folding import fold
from partnercities.model.vocabulary import key
from partnercities.protocol.formats import PAGE, Kind
from partnercities.web.context import desk
from partnercities.web.listing import send_listing, suffixes
from partnercities.web.negotiated import form
from partnercities.web.site import wanted
from partnercities.web.site.called import caller
from partnercities.web.site.frame import show
from partnercities.web.site.language import language
from partnercities.web.site.texts import text

blueprint = Blueprint("search", __name__)
_COLUMNS = ("thing", "type", "name", "matched", "fit")
_FITS = ("exact", "prefix", "words", "inside")
_SHOWN = 20
"""How many things of one type a page shows; the file has all."""


@blueprint.get("/search")
@blueprint.get("/search.<suffix>")
def search(suffix: str = "") -> Response:
    """What has a name that fits, by type; the best fit first."""
    chosen = form(suffix, Kind.LIST)
    wanted.require_only("q")
    words = wanted.words()
    hits = index(desk()).find(words)
    listing = Listing("/search", text("search.title"), _COLUMNS, [_row(hit) for hit in hits])
    return _page(words, hits, listing) if chosen is PAGE else send_listing(listing, chosen)


def _row(hit: Hit) -> dict[str, Any]:
    name = naming(desk()).name(hit.thing, language()).value
    return {"thing": hit.thing, "type": hit.type, "name": name, "matched": hit.name.value, "fit": _FITS[hit.fit]}


def _page(words: str, hits: list[Hit], listing: Listing) -> Response:
    found, names, known = index(desk()), naming(desk()), census(desk())
    countries = {city.country: city.code for city in known.cities.values()}
    ordered = sorted(hits, key=lambda hit: TYPES.index(hit.type))
    return show(
        "search.html",
        "/search",
        suffixes=suffixes(listing) if words else (),
        words=words,
        number=len(hits),
        groups=[(type, list(group)) for type, group in groupby(ordered, key=lambda hit: hit.type)],
        shown=_SHOWN,
        near=[] if not words or (hits and hits[0].fit < len(_FITS) - 1) else found.near(words),
        called=caller(),
        other_name=lambda hit: (
            hit.name if fold(hit.name.value) != fold(names.name(hit.thing, language()).value) else None
        ),
        address=lambda hit: _address(hit, countries),
        cities=known.cities,
    )


def _address(hit: Hit, countries: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Where a thing is looked at: a country and a topic by what they narrow, all else by its own page."""
    if hit.type == "country":
        return "/cities", {"country": countries[hit.thing]}
    if hit.type in ("topic", "target-group"):
        return "/projects", {"topic": key(hit.thing)}
    return f"/{key(hit.thing)}", {}
