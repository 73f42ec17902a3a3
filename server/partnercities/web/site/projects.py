"""`/projects`: all projects, narrowed by network, programme, fund, country, city, topic, lead, time and name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Blueprint, Response

from partnercities.desk import choosing
from partnercities.desk.census import Census, census
from partnercities.desk.choosing import Choice
from partnercities.desk.finding import index
from partnercities.desk.listing import Listing
from partnercities.desk.naming import Naming, naming
from partnercities.desk.parts import Project
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

blueprint = Blueprint("projects", __name__)
TRAITS = ("network", "programme", "fund", "country", "topic")
"""What the list is narrowed by in one step; `city` and `lead` narrow it too, for links from elsewhere."""
_ASKED = (*TRAITS, "city", "lead")
_PARAMETERS = ("q", *_ASKED, "from", "to", "sort")
COLUMNS = (
    "project", "name", "start", "end", "cities", "countries", "leadNames", "networkNames", "programmeNames", "fundNames",
)  # fmt: skip
"""The columns of the list: those of the stored query `projects`, with who leads and who pays."""
Row = dict[str, Any]
_LAST = "9999"
_ORDERS: Mapping[str, Callable[[Row], tuple[Any, ...]]] = {
    "name": lambda _: (),
    "start": lambda row: (row["start"] or _LAST, row["end"] or _LAST),
    "cities": lambda row: (-row["cities"],),
    "countries": lambda row: (-row["countries"], -row["cities"]),
}


@blueprint.get("/projects")
@blueprint.get("/projects.<suffix>")
def projects(suffix: str = "") -> Response:
    """The projects that are asked for, as a page or a file."""
    chosen = form(suffix, Kind.LIST, Kind.GRAPH)
    wanted.require_only(*_PARAMETERS)
    asked = wanted.choice(*_ASKED)
    found = _named(wanted.words())
    rows = _sorted(asked, found, wanted.order(_ORDERS))
    listing = Listing("/projects", text("frame.projects"), COLUMNS, rows, things="project")
    return _page(asked, found, rows, listing) if chosen is PAGE else send_listing(listing, chosen)


def _sorted(asked: Choice, found: frozenset[str] | None, sort: str) -> list[Row]:
    names, known = naming(desk()), census(desk())
    rows = [
        _row(project, known, names)
        for project in choosing.projects(known, asked)
        if found is None or project.iri in found
    ]
    return sorted(rows, key=lambda row: (*_ORDERS[sort](row), row["name"].casefold(), row["project"]))


def _row(project: Project, known: Census, names: Naming) -> Row:
    def together(iris: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.name(iri, language()).value for iri in names.sorted(iris, language()))

    return {
        "project": project.iri,
        "name": names.name(project.iri, language()).value,
        "start": project.start or None,
        "end": project.end or None,
        "cities": len(project.cities),
        "countries": len(choosing.PROJECT_TRAITS["country"](known, project)),
        "leadNames": together(known.leading(project.iri)),
        "networkNames": together(project.networks),
        "programmeNames": together(project.programmes),
        "fundNames": together(project.funds),
    }


def _named(words: str) -> frozenset[str] | None:
    return frozenset(hit.thing for hit in index(desk()).find(words, "project")) if words else None


def _page(asked: Choice, found: frozenset[str] | None, rows: list[Row], listing: Listing) -> Response:
    names, known = naming(desk()), census(desk())
    return show(
        "projects.html",
        "/projects",
        behind=(Behind("projects", wanted.values(asked)), Behind("leads-and-coordinators"), Behind("funding-chain")),
        suffixes=suffixes(listing),
        rows=part(rows),
        most=max((row["cities"] for row in rows), default=0),
        all=len(known.projects),
        facets=facets(choosing.project_facets(known, asked, TRAITS, found), asked, names, known),
        asked=asked,
        besides={
            trait: names.name(asked.wanted[trait], language()) for trait in ("city", "lead") if trait in asked.wanted
        },
        sort=wanted.order(_ORDERS),
        near=index(desk()).near(wanted.words()) if not rows else [],
        called=caller(),
        ordered=lambda iris: names.sorted(iris, language()),
        known=known,
    )
