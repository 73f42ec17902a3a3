"""What the page of a thing shows above its statements, by the type of the thing."""

from collections.abc import Callable, Mapping

from partnercities.web.site.funding import fund, programme
from partnercities.web.site.network import network
from partnercities.web.site.organisation import organisation
from partnercities.web.site.profile import Profile
from partnercities.web.site.source import source

__all__ = ["PROFILES", "Profile", "profile"]

PROFILES: Mapping[str, Callable[[str], Profile]] = {
    "network": network,
    "programme": programme,
    "fund": fund,
    "organisation": organisation,
    "source": source,
}
"""How the profile of a thing is made from its IRI, by its type (the first part of its key)."""


def profile(type: str, iri: str) -> Profile:
    """The profile of a thing; for types without one of their own, its statements alone."""
    return PROFILES[type](iri) if type in PROFILES else Profile("thing.html")
