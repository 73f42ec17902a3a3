"""How far networks overlap, as a square table: the cities that meet both of two, and their part of all that meet either."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnercities.desk.census import census
from partnercities.desk.desk import Desk
from partnercities.desk.naming import naming
from partnercities.drawing import step
from partnercities.web.site.language import language


@dataclass(frozen=True)
class Overlap:
    """Two networks: how many cities meet both, how many meet either, and the step of colour for their part."""

    shared: int
    either: int
    heat: int

    @property
    def jaccard(self) -> float:
        """The part of those that meet both among those that meet either, from 0 to 1."""
        return self.shared / self.either if self.either else 0.0


@dataclass(frozen=True)
class Overlaps:
    """Networks in the order of their names, how many cities meet each, and each two of them in both orders."""

    networks: tuple[str, ...]
    cities: Mapping[str, int]
    pairs: Mapping[tuple[str, str], Overlap]


def overlaps(desk: Desk) -> Overlaps:
    """All networks against all, by the cities that meet them through projects or as members."""
    known = census(desk)
    networks = naming(desk).sorted(known.networks, language())
    meeting = {network: known.meeting(network) for network in networks}
    shared = {(a, b): len(meeting[a] & meeting[b]) for a in networks for b in networks if a != b}
    most = max(shared.values(), default=0)
    pairs = {
        (a, b): Overlap(number, len(meeting[a] | meeting[b]), step(number, most)) for (a, b), number in shared.items()
    }
    return Overlaps(networks, {network: len(cities) for network, cities in meeting.items()}, pairs)
