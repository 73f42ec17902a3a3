"""What the pages of a network, a programme and a fund have in common: its projects over the years, its cities on a map."""

from dataclasses import dataclass

from partnercities.desk import choosing
from partnercities.desk.census import census
from partnercities.desk.choosing import Choice
from partnercities.desk.naming import naming
from partnercities.desk.parts import Project
from partnercities.drawing import Map, Timeline, draw_map, draw_timeline
from partnercities.web.context import desk
from partnercities.web.site import wanted
from partnercities.web.site.cities import Row, sorted_rows
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.maps import spots
from partnercities.web.site.timelines import bars

FIRST = 12
"""How many cities are listed beside the map."""


@dataclass(frozen=True)
class Scope:
    """The projects and cities of a choice, drawn; `asked` is what leads to all of them in the lists."""

    asked: dict[str, list[str]]
    projects: list[Project]
    cities: list[Row]
    map: Map
    timeline: Timeline

    @property
    def countries(self) -> int:
        """How many countries the cities are in."""
        return len({row["country"] for row in self.cities})

    @property
    def most(self) -> int:
        """The most projects that one city takes part in."""
        return max((row["projects"] for row in self.cities), default=0)

    @property
    def behind(self) -> tuple[Behind, ...]:
        """The queries that give its projects and cities."""
        return tuple(Behind(query, self.asked) for query in ("cities", "projects"))


def scope(trait: str, iri: str) -> Scope:
    """All that is of one network, programme or fund, by the trait that it is."""
    asked = Choice({trait: iri})
    by_iri = {project.iri: project for project in choosing.projects(census(desk()), asked)}
    projects = [by_iri[iri] for iri in naming(desk()).sorted(by_iri, language())]
    cities = sorted_rows(asked, None, "projects")
    drawn = draw_timeline([bar for project in projects for bar in bars(project)])
    return Scope(wanted.values(asked), projects, cities, draw_map(spots(cities)), drawn)
