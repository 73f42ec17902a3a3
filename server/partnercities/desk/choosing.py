"""What a list is narrowed to: which projects and cities are chosen, and how many each further step would leave."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from partnercities.desk.census import Census
from partnercities.desk.parts import Project

Trait = Callable[[Census, Project], Collection[str]]
PROJECT_TRAITS: Mapping[str, Trait] = {
    "network": lambda _, project: project.networks,
    "programme": lambda _, project: project.programmes,
    "fund": lambda _, project: project.funds,
    "topic": lambda _, project: project.topics,
    "city": lambda _, project: project.cities,
    "country": lambda census, project: {census.cities[city].code for city in project.cities if city in census.cities},
    "lead": lambda census, project: census.leading(project.iri),
}
"""What a project can be chosen by, each with its values for one project."""
CITY_TRAITS = ("country", "network", "programme", "fund", "role")
"""What a city can be chosen by: its country, and what holds of the projects that it takes part in and of its roles there."""


@dataclass(frozen=True)
class Choice:
    """What is wanted of each trait, the days between which a project may run, and how many projects at least."""

    wanted: Mapping[str, str] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    least: int = 0

    def without(self, trait: str) -> "Choice":
        """The choice that leaves a trait open."""
        return replace(self, wanted={name: value for name, value in self.wanted.items() if name != trait})

    @property
    def only_places(self) -> bool:
        """Whether nothing is asked of projects, so that a city without any is among the chosen."""
        return not (self.first or self.last or set(self.wanted) - {"country"})

    @property
    def takes_members(self) -> bool:
        """Whether a membership fits the choice: it has neither programme nor role in a project nor a comparable date."""
        return not (self.first or self.last or set(self.wanted) - {"country", "network"})


@dataclass
class Presence:
    """A city among the chosen: its projects, the networks that it meets, those that it is a member of, and whom it meets."""

    city: str
    projects: set[str] = field(default_factory=set)
    networks: set[str] = field(default_factory=set)
    memberships: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)


def projects(census: Census, choice: Choice) -> list[Project]:
    """The projects that are chosen."""
    return [
        project
        for project in census.projects.values()
        if project.may_run(choice.first, choice.last)
        and all(value in PROJECT_TRAITS[trait](census, project) for trait, value in choice.wanted.items())
    ]


def project_facets(
    census: Census, choice: Choice, traits: Collection[str], only: Collection[str] | None = None
) -> dict[str, dict[str, int]]:
    """For each trait and value of it, how many projects (of those of `only`) there are with it and the rest of the choice."""
    found: dict[str, dict[str, int]] = {}
    for trait in traits:
        tally: dict[str, int] = defaultdict(int)
        for project in projects(census, choice.without(trait)):
            if only is None or project.iri in only:
                for value in PROJECT_TRAITS[trait](census, project):
                    tally[value] += 1
        found[trait] = dict(tally)
    return found


def cities(census: Census, choice: Choice, only: Collection[str] | None = None) -> list[Presence]:
    """The cities that are chosen (of those of `only`), in no order that matters."""
    found: dict[str, Presence] = {}
    if choice.only_places:
        found = {city: Presence(city) for city in census.cities}
    for project, city in _takings(census, choice):
        presence = found.setdefault(city, Presence(city))
        presence.projects.add(project.iri)
        presence.networks |= _fitting(project.networks, choice)
        presence.met |= project.cities - {city}
    for city, network in _joinings(census, choice):
        presence = found.setdefault(city, Presence(city))
        presence.networks.add(network)
        presence.memberships.add(network)
    country = choice.wanted.get("country", "")
    return [
        presence
        for presence in found.values()
        if len(presence.projects) >= choice.least
        and (not country or census.cities[presence.city].code == country)
        and (only is None or presence.city in only)
    ]


def city_facets(census: Census, choice: Choice, only: Collection[str] | None = None) -> dict[str, dict[str, int]]:
    """For each trait and value of it, how many cities (of those of `only`) there are with it and the rest of the choice."""
    return {trait: _city_facet(census, choice, trait, only) for trait in CITY_TRAITS}


def _city_facet(census: Census, choice: Choice, trait: str, only: Collection[str] | None) -> dict[str, int]:
    rest = choice.without(trait)
    if trait == "country":
        tally: dict[str, int] = defaultdict(int)
        for presence in cities(census, rest, only):
            tally[census.cities[presence.city].code] += 1
        return dict(tally)
    country = choice.wanted.get("country", "")
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for project, city in _takings(census, rest):
        for value in _values(census, trait, project, city):
            held[value][city].add(project.iri)
    if trait == "network":
        for city, network in _joinings(census, rest):
            held[network][city] |= set()
    return {
        value: number
        for value, by_city in held.items()
        if (
            number := sum(
                len(projects) >= choice.least
                and (not country or census.cities[city].code == country)
                and (only is None or city in only)
                for city, projects in by_city.items()
            )
        )
    }


def _values(census: Census, trait: str, project: Project, city: str) -> Collection[str]:
    return census.roles(project.iri, city) if trait == "role" else PROJECT_TRAITS[trait](census, project)


def _takings(census: Census, choice: Choice) -> Iterator[tuple[Project, str]]:
    """Each chosen project with each city that takes part in it, in the role that is wanted."""
    role = choice.wanted.get("role", "")
    of_projects = replace(
        choice, wanted={trait: value for trait, value in choice.wanted.items() if trait not in ("country", "role")}
    )
    for project in projects(census, of_projects):
        for city in project.cities & census.cities.keys():
            if not role or role in census.roles(project.iri, city):
                yield project, city


def _joinings(census: Census, choice: Choice) -> Iterator[tuple[str, str]]:
    """Each city with each network that it is a member of, where the choice takes members."""
    if choice.takes_members:
        for item in census.memberships:
            if item.member in census.cities and item.network in _fitting({item.network}, choice):
                yield item.member, item.network


def _fitting(networks: Collection[str], choice: Choice) -> set[str]:
    wanted = choice.wanted.get("network", "")
    return {network for network in networks if not wanted or network == wanted}
