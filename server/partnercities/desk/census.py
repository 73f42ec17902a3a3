"""Who takes part in what, as plain values: projects, cities, participations, memberships, read once for each version.

Lists, facets, maps and profiles are made of this. The stored queries `cities`, `projects`, `networks` and the like answer
the same questions in SPARQL; tests hold that both say the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from partnercities.desk.desk import Desk
from partnercities.desk.parts import City, Membership, Participation, Phase, Project
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import PREFIXES, expand, thing

TAKING_PART = thing("role/taking-part")
"""The role that all roles of taking part are narrower than."""
LEADING = (thing("role/lead"), thing("role/coordinator"))
"""The roles of those who lead a project."""

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("geo", "org", "pc", "skos"))
_QUERIES = {
    name: _PREFIXES + text
    for name, text in {
        "projects": "SELECT ?project WHERE { ?project a pc:Project } ORDER BY ?project",
        "traits": """SELECT ?project ?property ?value WHERE {
            VALUES ?property { pc:network pc:topic pc:targetGroup pc:participatingCity }
            ?project a pc:Project ; ?property ?value
        } ORDER BY ?project ?property ?value""",
        "fundings": """SELECT DISTINCT ?project ?programme ?fund WHERE {
            ?funding a pc:Funding ; pc:project ?project
            OPTIONAL { ?funding pc:programme ?programme }
            OPTIONAL { ?funding pc:fund|(pc:programme/pc:fund) ?fund }
        } ORDER BY ?project ?programme ?fund""",
        "phases": """SELECT ?phase ?project ?number ?start ?end ?earliest ?latest WHERE {
            ?phase a pc:Phase ; pc:project ?project ; pc:phaseNumber ?number
            OPTIONAL { ?phase pc:start ?start } OPTIONAL { ?phase pc:end ?end }
            OPTIONAL { ?phase pc:earliestStart ?earliest } OPTIONAL { ?phase pc:latestEnd ?latest }
        } ORDER BY ?project ?number ?earliest ?latest ?phase""",
        "cities": """SELECT ?city ?country ?code ?latitude ?longitude WHERE {
            ?city a pc:City ; pc:country ?country . ?country skos:notation ?code
            OPTIONAL { ?city geo:lat ?latitude ; geo:long ?longitude }
        } ORDER BY ?city""",
        "participations": """SELECT ?participation ?project ?role ?city ?partner WHERE {
            ?participation a pc:Participation ; pc:project ?project ; pc:role ?role
            OPTIONAL { ?participation pc:city ?city } OPTIONAL { ?participation pc:partner ?partner }
        } ORDER BY ?project ?participation ?city""",
        "memberships": """SELECT ?membership ?member ?part ?network WHERE {
            ?membership a org:Membership ; org:member ?member ; org:organization ?part .
            ?part org:subOrganizationOf* ?network . ?network a pc:Network
        } ORDER BY ?network ?part ?member ?membership""",
        "networks": "SELECT ?network WHERE { ?network a pc:Network } ORDER BY ?network",
        "paying": """SELECT DISTINCT ?programme ?fund WHERE {
            { ?programme a pc:Programme ; pc:fund ?fund } UNION { ?funding pc:programme ?programme ; pc:fund ?fund }
        } ORDER BY ?programme ?fund""",
        "roles": "SELECT ?role ?broader WHERE { ?role skos:broader+ ?broader } ORDER BY ?role ?broader",
    }.items()
}

_TRAITS = {"network": "networks", "programme": "programmes", "fund": "funds", "topic": "topics", "city": "cities"}
# A group that a project is for is taken as one of its topics.
_PROPERTIES = {
    expand(property): trait
    for property, trait in {
        "pc:network": "network", "pc:topic": "topic", "pc:targetGroup": "topic", "pc:participatingCity": "city",
    }.items()
}  # fmt: skip


@dataclass(frozen=True)
class Census:
    """All of it.

    `broader` gives each role with those that it is narrower than; `paying` has each programme with a fund that pays for
    it, as a source says of the programme or of one funding by it.
    """

    projects: Mapping[str, Project]
    cities: Mapping[str, City]
    participations: tuple[Participation, ...] = ()
    memberships: tuple[Membership, ...] = ()
    networks: tuple[str, ...] = ()
    paying: frozenset[tuple[str, str]] = frozenset()
    broader: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_role(self, role: str, wanted: str) -> bool:
        """Whether a role is the wanted one or a narrower one."""
        return role == wanted or wanted in self.broader.get(role, frozenset())

    @cached_property
    def _roles(self) -> Mapping[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for item in self.participations:
            found[item.project, item.city] |= {item.role, *self.broader.get(item.role, ())} - {TAKING_PART}
        return {pair: frozenset(roles) for pair, roles in found.items()}

    def roles(self, project: str, city: str) -> frozenset[str]:
        """The roles of a city in a project, with all that they are narrower than."""
        return self._roles.get((project, city), frozenset())

    @cached_property
    def _leading(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item in self.participations:
            if any(self.is_role(item.role, role) for role in LEADING):
                found[item.project].append(item.party)
        return {project: tuple(dict.fromkeys(parties)) for project, parties in found.items()}

    def meeting(self, network: str) -> frozenset[str]:
        """The cities that meet a network: by taking part in a project of it, or as a member of it or of a part."""
        found = {city for project in self.projects.values() if network in project.networks for city in project.cities}
        return frozenset(
            found | {item.member for item in self.memberships if item.network == network} & set(self.cities)
        )

    def funds_of(self, programme: str) -> tuple[str, ...]:
        """The funds that pay for a programme."""
        return tuple(sorted({fund for of, fund in self.paying if of == programme}))

    def programmes_of(self, fund: str) -> tuple[str, ...]:
        """The programmes that a fund pays for."""
        return tuple(sorted({programme for programme, by in self.paying if by == fund}))

    def leading(self, project: str) -> tuple[str, ...]:
        """Who leads or coordinates a project: cities, or organisations where no city is named."""
        return self._leading.get(project, ())


def census(desk: Desk) -> Census:
    """What the data that the desk holds now says of who takes part in what."""
    return _censuses.of(desk)


def _read(desk: Desk) -> Census:
    return Census(
        _projects(desk),
        {row["city"]: City(*row.values()) for row in _rows(desk, "cities")},
        tuple(Participation(*row.values()) for row in _rows(desk, "participations")),
        tuple(Membership(*row.values()) for row in _rows(desk, "memberships")),
        tuple(row["network"] for row in _rows(desk, "networks")),
        frozenset((row["programme"], row["fund"]) for row in _rows(desk, "paying")),
        _broader(desk),
    )


def _projects(desk: Desk) -> dict[str, Project]:
    traits: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _rows(desk, "traits"):
        traits[row["project"], _PROPERTIES[row["property"]]].add(row["value"])
    for row in _rows(desk, "fundings"):
        traits[row["project"], "programme"].add(row["programme"])
        traits[row["project"], "fund"].add(row["fund"])
    phases: dict[str, list[Phase]] = defaultdict(list)
    for row in _rows(desk, "phases"):
        phases[row["project"]].append(_phase(row))
    return {
        row["project"]: Project(
            row["project"],
            **{field: frozenset(traits[row["project"], trait] - {""}) for trait, field in _TRAITS.items()},
            phases=tuple(phases[row["project"]]),
        )
        for row in _rows(desk, "projects")
    }


def _phase(row: Mapping[str, str]) -> Phase:
    days = (row[name] for name in ("start", "end", "earliest", "latest"))
    return Phase(row["phase"], row["project"], int(row["number"]), *days)


def _broader(desk: Desk) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(desk, "roles"):
        found[row["role"]].add(row["broader"])
    return {role: frozenset(broader) for role, broader in found.items()}


def _rows(desk: Desk, name: str) -> Iterator[dict[str, str]]:
    return iter(desk.select(_QUERIES[name]))


_censuses = Versioned(_read)
