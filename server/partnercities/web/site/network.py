"""The profile of a network or of a part of one: its cities and projects, its members, and how far it meets the others."""

from collections.abc import Mapping

from partnercities.desk.census import Census, census
from partnercities.model.vocabulary import key
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.site.called import caller
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.overlaps import Overlap, overlaps
from partnercities.web.site.profile import Profile
from partnercities.web.site.scope import FIRST, scope

Member = Mapping[str, Term | None]


def network(iri: str) -> Profile:
    """The profile of a network; of a forum or another part, its members alone."""
    known = census(desk())
    members = _members(iri)
    context: dict[str, object] = {
        "parts": _parts(members, iri),
        "whole": _whole(known, iri),
        "members": len({row["member"] for row in members}),
        "called": caller(),
    }
    asked = {"network": [key(iri)], "lang": [language()]}
    behind = [Behind("members-of-network", asked)]
    if iri in known.networks:
        found = scope("network", iri)
        context |= {"scope": found, "first": FIRST, "overlapping": _overlapping(iri)}
        behind = [*found.behind, *behind, Behind("network-overlap", {"lang": [language()]})]
    return Profile("network.html", context, behind)


def _members(iri: str) -> list[Member]:
    """The members that sources name, of the network and of its parts."""
    table = desk().table(desk().stored("members-of-network"), {"network": [key(iri)], "lang": [language()]})
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _parts(members: list[Member], iri: str) -> list[tuple[str, Term | None, dict[str, list[Member]]]]:
    """The network itself and its parts that have members, each with these; several rows of one member stay together."""
    found: dict[str, tuple[Term | None, dict[str, list[Member]]]] = {}
    for row in members:
        _, named = found.setdefault(str(row["part"]), (row["partName"], {}))
        named.setdefault(str(row["member"]), []).append(row)
    ordered = sorted(found, key=lambda part: (part != iri, str(found[part][0])))
    return [(part, *found[part]) for part in ordered]


def _whole(known: Census, iri: str) -> str:
    """The network that a part is a part of; nothing for a network."""
    if iri in known.networks:
        return ""
    return next((item.network for item in known.memberships if item.part == iri), "")


def _overlapping(iri: str) -> list[tuple[str, Overlap]]:
    """The other networks that cities of this one meet too, those with most of them first."""
    square = overlaps(desk())
    pairs = [(other, square.pairs[iri, other]) for other in square.networks if other != iri]
    return sorted(pairs, key=lambda pair: -pair[1].shared)
