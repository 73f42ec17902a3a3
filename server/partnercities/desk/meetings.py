"""Which cities meet in projects, and how often: pairs of cities with what they share, counted from the census.

The stored query `pairs-of-cities` answers the same in SPARQL; tests hold that both say the same.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from partnercities.desk.census import Census


@dataclass(frozen=True)
class Pair:
    """Two cities and the projects that they share; the city whose IRI comes first stands first."""

    a: str
    b: str
    projects: tuple[str, ...]

    def other(self, city: str) -> str:
        """The other one of the two."""
        return self.b if city == self.a else self.a


@dataclass(frozen=True)
class Sought:
    """Which pairs are wanted: of at least so many projects, with a city, with a country, in projects of a network."""

    least: int = 2
    city: str = ""
    country: str = ""
    network: str = ""


def pairs(census: Census, sought: Sought, name: Callable[[str], str]) -> list[Pair]:
    """The pairs that are wanted, those that share most first; `name` gives the name of a thing."""
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for project in census.projects.values():
        if not sought.network or sought.network in project.networks:
            for two in combinations(sorted(project.cities & census.cities.keys()), 2):
                shared[two].append(project.iri)
    found = [
        Pair(*two, tuple(sorted(projects, key=lambda iri: (name(iri), iri))))
        for two, projects in shared.items()
        if len(projects) >= sought.least and _fits(census, two, sought)
    ]
    return sorted(found, key=lambda pair: (-len(pair.projects), name(pair.a), name(pair.b), pair.a, pair.b))


def _fits(census: Census, two: tuple[str, str], sought: Sought) -> bool:
    return sought.city in ("", *two) and sought.country in ("", *(census.cities[city].code for city in two))


def around(census: Census, sought: Sought, name: Callable[[str], str]) -> list[Pair]:
    """The pairs of one city, and those of the cities that it meets among each other, all of at least so many projects."""
    own = pairs(census, sought, name)
    met = {pair.other(sought.city) for pair in own}
    others = pairs(census, replace(sought, city=""), name)
    return own + [pair for pair in others if pair.a in met and pair.b in met]


def cities_of(found: Iterable[Pair]) -> tuple[str, ...]:
    """The cities of some pairs, each once, in the order of their appearance."""
    return tuple(dict.fromkeys(city for pair in found for city in (pair.a, pair.b)))
