"""Which things have a profile of their own, by their type."""

from collections.abc import Callable, Mapping

from partnercities.desk.things import Thing
from partnercities.web.site.city import city
from partnercities.web.site.claim import CLAIMS, claim
from partnercities.web.site.profile import Profile
from partnercities.web.site.project import project

__all__ = ["PROFILES", "Profile", "profile"]

PROFILES: Mapping[str, Callable[[str], Profile]] = {"city": city, "project": project}
"""How the profile of a thing is made from its IRI, by its type (the first part of its key)."""


def profile(type: str, found: Thing) -> Profile:
    """The profile of a thing; for types without one of their own, its statements alone."""
    if type in CLAIMS:
        return claim(type, found)
    return PROFILES[type](found.iri) if type in PROFILES else Profile("thing.html")
