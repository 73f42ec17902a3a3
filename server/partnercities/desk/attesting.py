"""What proves that cities take part in projects and are members of networks: claims with their wording and evidence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from partnercities.desk.desk import Desk
from partnercities.desk.named import Named, Record, grouped, named, once, records, said
from partnercities.desk.parts import Project
from partnercities.desk.proofs import Proof, proofs
from partnercities.model.vocabulary import key
from partnercities.store import Term


@dataclass(frozen=True)
class Part:
    """One participation of a city in a project; `counts` if its role counts as taking part."""

    iri: str
    project: str
    city: Named
    role: Term | None
    counts: bool
    written: tuple[Term, ...]
    """The city as sources write it."""
    seen: str
    """When sources show it, where they show a state of a certain time."""
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Membership:
    """One membership of a city in a network or in a part of one."""

    iri: str
    part: Named
    role: Term | None
    written: tuple[Term, ...]
    since: Term | None
    seen: tuple[Term, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Section:
    """One thing that was asked for (nothing where none was) with the projects and memberships of the cities there."""

    thing: str
    projects: tuple[Project, ...]
    memberships: tuple[Membership, ...]


@dataclass(frozen=True)
class Attested:
    """Claims, and the outside addresses of the sources that make them."""

    parts: tuple[Part, ...] = ()
    memberships: tuple[Membership, ...] = ()
    addresses: Mapping[str, str] | None = None

    def of(self, project: str) -> tuple[Part, ...]:
        """The participations in one project: those that count before the others."""
        return tuple(sorted((part for part in self.parts if part.project == project), key=lambda part: not part.counts))

    def address(self, source: str) -> str:
        """The address of a source outside; nothing where it has none."""
        return (self.addresses or {}).get(source, "")


def parts(desk: Desk, cities: Sequence[str], projects: Collection[str], language: str) -> Attested:
    """The participations of some cities in some projects, in every role."""
    if not projects:
        return Attested()
    asked = {"city": [key(city) for city in cities], "project": sorted(map(key, projects)), "lang": [language]}
    rows = list(records(desk.table(desk.stored("proof-of-participation"), asked)))
    claims = grouped(rows, "participation").values()
    # A party that stands for two cities is one participation of both.
    apart = [found for claim in claims for found in grouped(claim, "city").values()]
    return Attested(tuple(map(_part, apart)), addresses=_addresses(rows))


def memberships(desk: Desk, city: str, network: str, language: str) -> Attested:
    """The memberships of a city in a network and in its parts; in any network if none is given."""
    asked = {"city": [key(city)], "network": [key(network)], "lang": [language]}
    rows = list(records(desk.table(desk.stored("proof-of-membership"), asked)))
    found = tuple(map(_membership, grouped(rows, "membership").values()))
    return Attested(memberships=found, addresses=_addresses(rows))


def _part(rows: Sequence[Record]) -> Part:
    row = rows[0]
    (city,) = once([named(row, "city", "cityName")])
    return Part(
        said(row, "participation"),
        said(row, "project"),
        city,
        row["roleName"],
        bool(row["counts"]),
        once(row["namedAs"] for row in rows),
        said(row, "observedOn"),
        _proofs(rows, "roleWritten"),
    )


def _membership(rows: Sequence[Record]) -> Membership:
    row = rows[0]
    (part,) = once([named(row, "part", "partName")])
    return Membership(
        said(row, "membership"),
        part,
        row["roleName"],
        once(row["namedAs"] for row in rows),
        row["start"],
        once(row["observedOn"] for row in rows),
        _proofs(rows, ""),
    )


def _proofs(rows: Sequence[Record], written: str) -> tuple[Proof, ...]:
    """The evidence in some rows, with what stands in the column of its wording."""
    absent: dict[str, Term | None] = dict.fromkeys(("start", "end", "erratum", "property", "value"))
    # The dates of a membership have the names of the bounds of a passage.
    own = {"property": None, "value": None} | ({} if written else {"start": None, "end": None})
    found: list[Record] = [
        absent
        | dict(row)
        | own
        | {"basis": row["basisConcept"], "sourceName": row["document"], "namedAs": row[written] if written else None}
        for row in rows
    ]
    return proofs(found)


def _addresses(rows: Sequence[Record]) -> dict[str, str]:
    return {said(row, "source"): said(row, "address") for row in rows if row["address"]}
