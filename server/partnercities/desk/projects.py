"""One project as its page tells it: its parties, phases, money, counts, results, and where its sources disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from partnercities.desk.desk import Desk
from partnercities.desk.named import Named, Place, Record, ask, day, first, grouped, named, once, place, said
from partnercities.desk.proofs import Proof, Proven, proven, sources
from partnercities.model.vocabulary import thing
from partnercities.store import Term

LEADS = frozenset(map(thing, ("role/lead", "role/main-urban-authority", "role/coordinator")))
"""The roles of those who lead a project."""
COMPARED = {thing("count-of/cities"): "cities", thing("count-of/member-states"): "countries"}
"""What a number of these is compared with; others are compared with the parties."""
WORDED = (
    "parties-of-project",
    "proof-of-project",
    "funding-of-project",
    "results-of-project",
    "counts-of-project",
    "counts-against-listed",
    "disagreements",
)
"""The stored queries that a profile of a project shows the answers of, with the parameters `project` and `lang`."""
PHASES = "phases-of-project"
"""The one of them that needs no language."""


@dataclass(frozen=True)
class Party:
    """Who takes part or is named, in one role: a city or two, an organisation, or both."""

    participation: str
    role: Named
    takes_part: bool
    places: tuple[Place, ...]
    partner: Named | None
    written: tuple[Term, ...]
    """Its names as sources write them."""
    phases: tuple[str, ...]
    observed: tuple[Term, ...]
    proofs: tuple[Proof, ...]

    @property
    def leads(self) -> bool:
        """Whether it leads or coordinates the project."""
        return self.role.iri in LEADS

    @property
    def roles_written(self) -> tuple[Term, ...]:
        """Its role as sources write it."""
        return once(term for proof in self.proofs for term in proof.written)


@dataclass(frozen=True)
class Phase:
    """A phase as one source dates it: its bounds as written, and as days."""

    iri: str
    number: int
    start: Term | None
    end: Term | None
    first: date | None
    last: date | None
    duration: Term | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Award:
    """One funding: for the whole project, or for one party of it."""

    iri: str
    programme: Named | None
    funds: tuple[Named, ...]
    amount: Term | None
    currency: str
    kind: Term | None
    party: Term | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Listed:
    """What is listed in the role that a stated number is compared with."""

    parties: int
    cities: int
    countries: int


@dataclass(frozen=True)
class Count:
    """A number that a source states; `listed` is None where what it counts is not listed anywhere."""

    iri: str
    counted: Named
    stated: int
    approximate: bool
    listed: Listed | None
    proofs: tuple[Proof, ...]

    @property
    def found(self) -> int | None:
        """The number that the stated one is compared with: of cities, of their countries, else of parties."""
        return getattr(self.listed, COMPARED.get(self.counted.iri, "parties"), None)


@dataclass(frozen=True)
class Result:
    """An output or an event."""

    thing: Named
    kind: str
    type: Term | None
    start: Term | None
    end: Term | None
    places: tuple[Named, ...]
    status: Term | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Disagreement:
    """Two values that two sources give for one thing."""

    about: Term | None
    sides: tuple[tuple[Term | None, Named], tuple[Term | None, Named]]
    """Each value with its source."""


@dataclass(frozen=True)
class ProjectProfile:
    """All of it; who leads comes first."""

    parties: tuple[Party, ...]
    phases: tuple[Phase, ...]
    awards: tuple[Award, ...]
    counts: tuple[Count, ...]
    results: tuple[Result, ...]
    disagreements: tuple[Disagreement, ...]
    proven: Proven

    @property
    def leads(self) -> tuple[Party, ...]:
        """Who leads or coordinates."""
        return tuple(party for party in self.parties if party.leads)

    @property
    def cities(self) -> frozenset[str]:
        """The cities that take part."""
        return frozenset(place.city.iri for party in self.parties if party.takes_part for place in party.places)

    @property
    def countries(self) -> frozenset[str]:
        """The countries of these."""
        return frozenset(place.country for party in self.parties if party.takes_part for place in party.places)

    @property
    def spans(self) -> tuple[tuple[Term | None, Term | None], ...]:
        """The times of its phases as sources write them, each once."""
        return once((phase.start, phase.end) for phase in self.phases if phase.start or phase.end)

    @property
    def chain(self) -> tuple[tuple[Named | None, tuple[Named, ...]], ...]:
        """The programmes with their funds, each once, without those that only some amount names again."""
        paid = once((award.programme, award.funds) for award in self.awards)
        through = {programme for programme, funds in paid if funds}
        return tuple(item for item in paid if item[1] or item[0] not in through)

    @property
    def sources(self) -> tuple[Named, ...]:
        """The documents that say anything of the project or of its parts."""
        return sources(proof for proofs in self.proven.claims.values() for proof in proofs)


def project_profile(desk: Desk, project: str, language: str) -> ProjectProfile:
    """What the graph knows of a project, by its IRI or key, with names in a language."""
    find = partial(ask, desk, project=project, lang=language)
    parties, proof, awards, results, counts, *compared = WORDED
    counted, phases = find(counts), ask(desk, PHASES, project=project)
    # Nothing is compared where nothing is counted, and one source alone does not contradict itself.
    against, apart = (find(query) if counted or len(phases) > 1 else [] for query in compared)
    found = proven(find(proof))
    listed = {(said(row, "counted"), said(row, "stated"), said(row, "source")): _listed(row) for row in against}
    return ProjectProfile(
        tuple(sorted((_party(rows, found) for rows in grouped(find(parties), "participation").values()), key=_rank)),
        tuple(_phase(row, found) for row in phases),
        tuple(_award(rows, found) for rows in grouped(find(awards), "funding").values()),
        tuple(_count(row, listed, found) for row in counted),
        tuple(_result(rows, found) for rows in grouped(find(results), "thing").values()),
        tuple(_disagreement(row, found) for row in apart),
        found,
    )


def disagreements(desk: Desk, project: str, language: str) -> tuple[Disagreement, ...]:
    """Where the sources of a project give different values, by its IRI or key, with names in a language."""
    rows = ask(desk, "disagreements", project=project, lang=language)
    found = proven(ask(desk, "proof-of-project", project=project, lang=language)) if rows else Proven({}, {})
    return tuple(_disagreement(row, found) for row in rows)


def _rank(party: Party) -> tuple[bool, bool]:
    return not party.takes_part, not party.leads


def _party(rows: Sequence[Record], found: Proven) -> Party:
    row = rows[0]
    return Party(
        said(row, "participation"),
        first(rows, "role", "roleName"),
        said(row, "takesPart") == "true",
        once(place(row, "city", "cityName") for row in rows),
        named(row, "partner", "partnerName"),
        once(row["namedAs"] for row in rows),
        once(said(row, "phase") or None for row in rows),
        once(row["observedOn"] for row in rows),
        found.of(said(row, "participation")),
    )


def _phase(row: Record, found: Proven) -> Phase:
    return Phase(
        said(row, "phase"),
        int(said(row, "number")),
        row["start"],
        row["end"],
        day(row["firstDay"]),
        day(row["lastDay"]),
        row["duration"],
        found.of(said(row, "phase")),
    )


def _award(rows: Sequence[Record], found: Proven) -> Award:
    row = rows[0]
    return Award(
        said(row, "funding"),
        named(row, "programme", "programmeName"),
        once(named(row, "fund", "fundName") for row in rows),
        row["amount"],
        said(row, "currency"),
        row["amountKind"],
        row["partyName"],
        found.of(said(row, "funding")),
    )


def _listed(row: Record) -> Listed:
    return Listed(*(int(said(row, column)) for column in ("parties", "cities", "countries")))


def _count(row: Record, listed: dict[tuple[str, str, str], Listed], found: Proven) -> Count:
    of = said(row, "counted"), said(row, "stated"), said(row, "source")
    return Count(
        said(row, "count"),
        first([row], "what", "counted"),
        int(said(row, "stated")),
        said(row, "approximate") == "true",
        listed.get(of),
        found.of(said(row, "count")),
    )


def _result(rows: Sequence[Record], found: Proven) -> Result:
    row = rows[0]
    return Result(
        first(rows, "thing", "name"),
        said(row, "kind"),
        row["typeName"],
        row["start"],
        row["end"],
        once(named(row, "place", "placeName") for row in rows),
        row["statusName"],
        found.of(said(row, "thing")),
    )


def _disagreement(row: Record, found: Proven) -> Disagreement:
    known = {proof.source.iri: proof.source for proofs in found.claims.values() for proof in proofs}
    one, other = ((row[f"value{side}"], known[said(row, f"source{side}")]) for side in "AB")
    return Disagreement(row["about"], (one, other))
