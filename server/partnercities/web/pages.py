"""The front page."""

from flask import Blueprint, Response, url_for

from partnercities.desk.census import Census, census
from partnercities.desk.desk import Desk
from partnercities.desk.meetings import Sought, pairs
from partnercities.desk.parts import City
from partnercities.desk.recurring import Wanted, recurring
from partnercities.desk.versioned import Versioned
from partnercities.drawing import Map, Spot, draw_map, step
from partnercities.model.vocabulary import path
from partnercities.protocol.formats import DESCRIPTION
from partnercities.web.context import desk
from partnercities.web.site.addresses import url
from partnercities.web.site.called import brief, caller, namer
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.overlaps import Overlaps, overlaps
from partnercities.web.site.recurrence import alone, behind, proven
from partnercities.web.site.texts import text

blueprint = Blueprint("pages", __name__)
_TOP, _PAIRS, _NAMES = 10, 5, 12
"""How many cities are listed, how many pairs, and how many cities are named on the map."""
_ROOM = 8
"""How many networks there is room for; more stand on the pages of recurrence and of networks."""


@blueprint.get("/")
def home() -> Response:
    """What this is, how much there is of it, and the answer to the main question at one glance."""
    people, asked, name, called = census(desk()), Wanted(), namer(), caller()
    grid = recurring(people, asked, name)
    between = overlaps(desk())
    response = show(
        "home.html",
        "/",
        behind=[*behind(asked), Behind("network-overlap"), Behind("what-there-is"), Behind("cities", {"min": ["1"]})],
        counts=_counts.of(desk()),
        asked=asked,
        grid=grid,
        columns=grid.columns(name)[:_ROOM],
        top=grid.lines[:_TOP],
        alone=alone(people, Wanted(projects_only=True)),
        pairs=pairs(people, Sought(), name)[:_PAIRS],
        overlap=between,
        square=len(between.networks) <= _ROOM,
        closest=_closest(between),
        drawn=_map(people),
        cities=people.cities,
        called=lambda iri: brief(called(iri)),
        brief=brief,
        step=step,
        proof=lambda city, columns: url("/proof", proven(asked, city, columns)),
    )
    # Where programs find what there is (RFC 8631).
    response.headers.add("Link", f'<{url_for("openapi.openapi")}>; rel="service-desc"; type="{DESCRIPTION.media_type}"')
    return response


def _count(desk: Desk) -> dict[str, int]:
    return {row["kind"]: int(row["number"]) for row in desk.table(desk.stored("what-there-is"), {})}


_counts = Versioned(_count)


def _closest(between: Overlaps) -> tuple[str, str] | None:
    """The two networks that share the most cities; None where no two share any."""
    shared = {two: found.shared for two, found in between.pairs.items() if found.shared}
    return max(shared, key=lambda two: (shared[two], two[::-1]), default=None)


def _map(people: Census) -> Map:
    """All cities that take part in a project."""
    tally: dict[str, int] = {}
    for project in people.projects.values():
        for city in project.cities:
            tally[city] = tally.get(city, 0) + 1
    name = namer()
    return draw_map(
        [_spot(people.cities[iri], name(iri), number) for iri, number in sorted(tally.items())], labels=_NAMES
    )


def _spot(city: City, name: str, number: int) -> Spot:
    return Spot(
        name,
        url(path(city.iri)),
        float(city.latitude) if city.latitude else None,
        float(city.longitude) if city.longitude else None,
        number,
        note=text("recurrence.project", number=number),
    )
