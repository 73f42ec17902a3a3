"""The parts that a census is made of: projects with their phases, cities, who takes part, who is a member."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phase:
    """A dated stretch of a project; `start` and `end` are as the source has them, the others are days, or nothing."""

    iri: str
    project: str
    number: int
    start: str
    end: str
    earliest: str
    latest: str


@dataclass(frozen=True)
class Project:
    """A project with what it belongs to, what pays for it, what it is about and which cities take part."""

    iri: str
    networks: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    funds: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    phases: tuple[Phase, ...] = ()

    @property
    def start(self) -> str:
        """The first day that the project can have run; nothing if no source gives a start."""
        return min((phase.earliest for phase in self.phases if phase.earliest), default="")

    @property
    def end(self) -> str:
        """The last day that the project can have run; nothing if no source gives an end."""
        return max((phase.latest for phase in self.phases if phase.latest), default="")

    def may_run(self, first: str, last: str) -> bool:
        """Whether a phase may overlap the days from `first` to `last`; either can be open, and so can a phase be."""
        if not first and not last:
            return True
        for number in {phase.number for phase in self.phases}:
            # Sources that disagree about a phase give nodes with one number: a start and an end of any of them will do.
            same = [phase for phase in self.phases if phase.number == number]
            starts = {phase.earliest for phase in same if phase.earliest} or {""}
            ends = {phase.latest for phase in same if phase.latest} or {""}
            if (not first or any(not end or end >= first for end in ends)) and (
                not last or any(not start or start <= last for start in starts)
            ):
                return True
        return False


@dataclass(frozen=True)
class City:
    """A city with its country, as IRI and by two letters, and its coordinates where they are known."""

    iri: str
    country: str
    code: str
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True)
class Participation:
    """One party in one project in one role; a party that stands for two cities is listed once for each."""

    iri: str
    project: str
    role: str
    city: str = ""
    partner: str = ""

    @property
    def party(self) -> str:
        """The city, else the organisation."""
        return self.city or self.partner


@dataclass(frozen=True)
class Membership:
    """One member of a network or of a part of it."""

    iri: str
    member: str
    part: str
    network: str
