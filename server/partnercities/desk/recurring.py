"""Which cities recur, and across what: cities against networks, programmes, funds or projects, counted from the census.

The stored queries `cities-across-…` and `cities-by-…` answer the same in SPARQL; tests hold that both say the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from partnercities.desk.census import LEADING, Census
from partnercities.desk.parts import Project

KINDS: Mapping[str, Callable[[Project], Collection[str]]] = {
    "network": lambda project: project.networks,
    "programme": lambda project: project.programmes,
    "fund": lambda project: project.funds,
    "project": lambda project: (project.iri,),
}
"""What cities recur across, each with how a project leads to it."""


@dataclass(frozen=True)
class Wanted:
    """What is counted: across what, at least how many of it, which projects and cities, and what each city has to meet.

    `first` and `last` are days as text, `country` two letters; what is `excluded` and what stands in `together` are IRIs
    of the kind that is counted by. Each is open where it is empty.
    """

    by: str = "network"
    least: int = 2
    first: str = ""
    last: str = ""
    country: str = ""
    excluded: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    projects_only: bool = False

    @property
    def takes_members(self) -> bool:
        """Whether memberships count: only networks have members, and memberships have no comparable dates."""
        return self.by == "network" and not (self.projects_only or self.first or self.last)


@dataclass
class Cell:
    """A city in one column: the projects that it takes part in there, the memberships, and whether it leads a project."""

    projects: set[str] = field(default_factory=set)
    memberships: set[str] = field(default_factory=set)
    leads: bool = False


@dataclass(frozen=True)
class Line:
    """A city with its cells by column."""

    city: str
    cells: Mapping[str, Cell]

    @property
    def by_projects(self) -> int:
        """How many columns it meets by projects."""
        return sum(bool(cell.projects) for cell in self.cells.values())

    @property
    def by_memberships(self) -> int:
        """How many columns it meets by memberships."""
        return sum(bool(cell.memberships) for cell in self.cells.values())

    @cached_property
    def projects(self) -> int:
        """In how many different projects it takes part in all of its cells."""
        return len(set().union(*(cell.projects for cell in self.cells.values())))


@dataclass(frozen=True)
class Grid:
    """The cities that recur, those that meet most first; `cities` counts those of each column."""

    lines: tuple[Line, ...]

    @cached_property
    def cities(self) -> Mapping[str, int]:
        """How many of the cities meet each column."""
        return Counter(column for line in self.lines for column in line.cells)

    @cached_property
    def most(self) -> int:
        """The greatest number of projects in one cell."""
        return max((len(cell.projects) for line in self.lines for cell in line.cells.values()), default=0)

    def columns(self, name: Callable[[str], str]) -> tuple[str, ...]:
        """The columns, those of most cities first, then by name."""
        return tuple(sorted(self.cities, key=lambda column: (-self.cities[column], name(column), column)))


def recurring(census: Census, wanted: Wanted, name: Callable[[str], str]) -> Grid:
    """The grid of what is wanted, its cities in the order of the stored queries; `name` gives the name of a thing."""
    lines = [
        Line(city, cells)
        for city, cells in _cells(census, wanted).items()
        if len(cells) >= wanted.least and wanted.together <= cells.keys() and _lies_in(census, city, wanted.country)
    ]
    return Grid(tuple(sorted(lines, key=lambda line: (-len(line.cells), -line.projects, name(line.city), line.city))))


def _lies_in(census: Census, city: str, country: str) -> bool:
    return city in census.cities and country in ("", census.cities[city].code)


def _cells(census: Census, wanted: Wanted) -> dict[str, dict[str, Cell]]:
    found: dict[str, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
    for project in census.projects.values():
        if project.may_run(wanted.first, wanted.last):
            _add(census, project, set(KINDS[wanted.by](project)) - wanted.excluded, found)
    for item in census.memberships if wanted.takes_members else ():
        if item.member in census.cities and item.network not in wanted.excluded:
            found[item.member][item.network].memberships.add(item.iri)
    return found


def _add(census: Census, project: Project, columns: Collection[str], found: Mapping[str, dict[str, Cell]]) -> None:
    for city in project.cities if columns else ():
        leads = not census.roles(project.iri, city).isdisjoint(LEADING)
        for column in columns:
            cell = found[city][column]
            cell.projects.add(project.iri)
            cell.leads = cell.leads or leads
