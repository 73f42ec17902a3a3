"""`/timeline`: projects over the years, in groups of their networks or programmes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, Response

from partnercities.desk import choosing
from partnercities.desk.census import census
from partnercities.desk.choosing import Choice
from partnercities.desk.listing import Listing
from partnercities.desk.naming import naming
from partnercities.desk.parts import Phase, Project
from partnercities.drawing import Bar, draw_timeline
from partnercities.model.vocabulary import path
from partnercities.protocol.formats import PAGE, Kind
from partnercities.web.context import desk
from partnercities.web.listing import send_listing, suffixes
from partnercities.web.negotiated import form
from partnercities.web.site import wanted
from partnercities.web.site.addresses import url
from partnercities.web.site.facets import facets
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import language
from partnercities.web.site.texts import text

blueprint = Blueprint("timelines", __name__)
TRAITS = ("network", "programme", "country")
_COLUMNS = ("project", "name", "phase", "number", "start", "end", "earliest", "latest")
"""The columns of the stored query `periods-of-projects`."""


@blueprint.get("/timeline")
@blueprint.get("/timeline.<suffix>")
def timeline(suffix: str = "") -> Response:
    """The projects that are asked for, on a line of years, or their phases as a file."""
    chosen = form(suffix, Kind.LIST)
    wanted.require_only(*TRAITS)
    asked = wanted.choice(*TRAITS)
    projects = choosing.projects(census(desk()), asked)
    listing = Listing("/timeline", text("frame.timeline"), _COLUMNS, _rows(projects))
    return _page(asked, projects, listing) if chosen is PAGE else send_listing(listing, chosen)


def _rows(projects: list[Project]) -> list[dict[str, Any]]:
    names = naming(desk())
    rows = [
        {
            "project": project.iri,
            "name": names.name(project.iri, language()).value,
            "phase": phase.iri,
            "number": phase.number,
            **{name: getattr(phase, name) or None for name in ("start", "end", "earliest", "latest")},
        }
        for project in projects
        for phase in project.phases
    ]
    return sorted(rows, key=lambda row: (row["earliest"] or "9999", row["latest"] or "9999", row["name"], row["phase"]))


def _page(asked: Choice, projects: list[Project], listing: Listing) -> Response:
    names, known = naming(desk()), census(desk())
    by = "programme" if "network" in asked.wanted else "network"
    lines = [bar for project in projects for bar in bars(project, by)]
    return show(
        "timeline.html",
        "/timeline",
        behind=(Behind("periods-of-projects", wanted.values(asked)),),
        suffixes=suffixes(listing),
        drawn=draw_timeline(sorted(lines, key=_place)),
        projects=projects,
        facets=facets(choosing.project_facets(known, asked, TRAITS), asked, names, known),
        asked=asked,
    )


def _place(bar: Bar) -> tuple[bool, str]:
    """Groups by their names, those without one last."""
    return bar.group == text("timelines.without"), bar.group


def bars(project: Project, by: str = "") -> Iterator[Bar]:
    """A bar for each phase, in the group of its network or programme; a project without any is a bar without dates."""
    name = naming(desk()).name(project.iri, language())
    group = _group(project, by) if by else ""
    for number in sorted({phase.number for phase in project.phases}) or [0]:
        same = [phase for phase in project.phases if phase.number == number]
        yield Bar(
            name.value,
            url(path(project.iri)),
            _day(min((phase.earliest for phase in same if phase.earliest), default="")),
            _day(max((phase.latest for phase in same if phase.latest), default="")),
            _label(same),
            group,
            name.language if name.language != language() else "",
        )


def _group(project: Project, by: str) -> str:
    groups = naming(desk()).sorted(project.networks if by == "network" else project.programmes, language())
    return naming(desk()).name(groups[0], language()).value if groups else str(text("timelines.without"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _label(phases: list[Phase]) -> str:
    """The time of a phase as the sources have it; each source that says something else stands beside the first."""
    said = dict.fromkeys(f"{phase.start}–{phase.end}".rstrip("–") for phase in phases)
    return " / ".join(filter(None, said))
