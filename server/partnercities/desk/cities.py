"""One city as its page tells it: its projects, whom it meets in them, its networks, names, identifiers and places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from partnercities.desk.desk import Desk
from partnercities.desk.named import Named, Place, Record, ask, day, first, grouped, named, once, place, said
from partnercities.store import Term

QUERIES = (
    "projects-of-city",
    "partners-of-city",
    "networks-of-city",
    "memberships-of-city",
    "places-of-city",
    "identifiers-of-city",
)
"""The stored queries that a profile of a city shows the answers of, all with the parameter `city`."""


@dataclass(frozen=True)
class Engagement:
    """A city in one project, in all its roles; `first` and `last` are days, None where no source gives one."""

    project: Named
    roles: tuple[Named, ...]
    parts: tuple[Named, ...]
    """Its participations, each named by its role."""
    takes_part: bool
    """Whether one of the roles counts as taking part."""
    programmes: tuple[Named, ...]
    network: Named | None
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Met:
    """Another city, and in how many projects both take part, with the names of these."""

    place: Place
    projects: int
    names: Term | None


@dataclass(frozen=True)
class Meeting:
    """A network that a city meets: by how many of its projects, by how many memberships."""

    network: Named
    projects: int
    memberships: int


@dataclass(frozen=True)
class Membership:
    """A membership in a network or in a part of it; dates as they are written."""

    iri: str
    part: Named
    network: Named
    role: Named
    start: Term | None
    observed: tuple[Term, ...]


@dataclass(frozen=True)
class Identifier:
    """A code of a city in a scheme of others; `address` is empty where the scheme has none for it."""

    iri: str
    scheme: Term | None
    code: str
    address: str
    confidence: Term | None


@dataclass(frozen=True)
class CityProfile:
    """All of it; the cities met most often come first."""

    engagements: tuple[Engagement, ...]
    met: tuple[Met, ...]
    networks: tuple[Meeting, ...]
    memberships: tuple[Membership, ...]
    identifiers: tuple[Identifier, ...]
    places: dict[str, tuple[Named, ...]]
    """By how they are related to the city, in the words of the query `places-of-city`."""

    @property
    def projects(self) -> tuple[Engagement, ...]:
        """Those in which it takes part."""
        return tuple(item for item in self.engagements if item.takes_part)

    @property
    def others(self) -> tuple[Engagement, ...]:
        """Those in which it is named in no role that counts as taking part."""
        return tuple(item for item in self.engagements if not item.takes_part)

    @property
    def again(self) -> tuple[Met, ...]:
        """The cities that it meets in more than one project."""
        return tuple(item for item in self.met if item.projects > 1)


def city_profile(desk: Desk, city: str, language: str) -> CityProfile:
    """What the graph knows of a city, by its IRI or key, with names in a language."""
    find = partial(ask, desk, city=city, lang=language)
    projects, met, networks, memberships, places, identifiers = (find(query) for query in QUERIES)
    return CityProfile(
        tuple(_engagement(rows) for rows in grouped(projects, "project").values()),
        tuple(_met(row) for row in met),
        tuple(_meeting(row) for row in networks),
        tuple(_membership(rows) for rows in grouped(memberships, "membership").values()),
        tuple(_identifier(rows) for rows in grouped(identifiers, "identifier").values()),
        {
            relation: once(named(row, "thing", "name") for row in rows)
            for relation, rows in grouped(places, "relation").items()
        },
    )


def _engagement(rows: Sequence[Record]) -> Engagement:
    network = once(named(row, "network", "networkName") for row in rows)
    return Engagement(
        first(rows, "project", "projectName"),
        once(named(row, "role", "roleName") for row in rows),
        once(named(row, "participation", "roleName") for row in rows),
        any(said(row, "takesPart") == "true" for row in rows),
        once(named(row, "programme", "programmeName") for row in rows),
        network[0] if network else None,
        min(once(day(row["firstDay"]) for row in rows), default=None),
        max(once(day(row["lastDay"]) for row in rows), default=None),
    )


def _met(row: Record) -> Met:
    other = place(row, "other", "name")
    if other is None:
        raise ValueError("A row of partners-of-city names no city.")
    return Met(other, int(said(row, "projects")), row["projectNames"])


def _meeting(row: Record) -> Meeting:
    return Meeting(first([row], "network", "name"), int(said(row, "projects")), int(said(row, "memberships")))


def _membership(rows: Sequence[Record]) -> Membership:
    part, network, role = (first(rows, column, f"{column}Name") for column in ("part", "network", "role"))
    return Membership(
        said(rows[0], "membership"), part, network, role, rows[0]["start"], once(row["observedOn"] for row in rows)
    )


def _identifier(rows: Sequence[Record]) -> Identifier:
    row = rows[0]
    return Identifier(
        said(row, "identifier"), row["schemeName"], said(row, "code"), said(row, "address"), row["confidence"]
    )
