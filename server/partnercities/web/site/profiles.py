"""What the page of a thing shows above its statements, by the type of the thing."""

from collections.abc import Callable, Mapping

from partnercities.desk.things import Thing
from partnercities.web.site.city import city
from partnercities.web.site.claim import CLAIMS, claim
from partnercities.web.site.funding import fund, programme
from partnercities.web.site.network import network
from partnercities.web.site.organisation import organisation
from partnercities.web.site.profile import Profile
from partnercities.web.site.project import project
from partnercities.web.site.source import source

__all__ = ["PROFILES", "Profile", "profile"]


def _by_iri(make: Callable[[str], Profile]) -> Callable[[Thing], Profile]:
    return lambda found: make(found.iri)


PROFILES: Mapping[str, Callable[[Thing], Profile]] = {
    "city": city,
    "project": _by_iri(project),
    "network": _by_iri(network),
    "programme": _by_iri(programme),
    "fund": _by_iri(fund),
    "organisation": _by_iri(organisation),
    "source": _by_iri(source),
    **dict.fromkeys(CLAIMS, claim),
}
"""How the profile of a thing is made, by its type (the first part of its key)."""


def profile(type: str, found: Thing) -> Profile:
    """The profile of a thing; for types without one of their own, and where nothing is said of it, its statements alone."""
    return PROFILES[type](found) if type in PROFILES and found.own else Profile("thing.html")
