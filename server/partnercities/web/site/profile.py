"""What a profile is: what the page of a thing shows above its statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from partnercities.web.site.frame import Behind


@dataclass(frozen=True)
class Profile:
    """A template that extends `thing.html`, what it shows, and the stored queries that it shows the answers of."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    behind: Sequence[Behind] = ()
