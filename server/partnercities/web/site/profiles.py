"""What the page of a thing shows above its statements, by the type of the thing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from partnercities.web.site.frame import Behind


@dataclass(frozen=True)
class Profile:
    """A template that extends `thing.html`, what it shows, and the stored queries that it shows the answers of."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    behind: Sequence[Behind] = ()


PROFILES: Mapping[str, Callable[[str], Profile]] = {}
"""How the profile of a thing is made from its IRI, by its type (the first part of its key)."""


def profile(type: str, iri: str) -> Profile:
    """The profile of a thing; for types without one of their own, its statements alone."""
    return PROFILES[type](iri) if type in PROFILES else Profile("thing.html")
