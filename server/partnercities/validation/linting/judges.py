"""What the rules of the lint ask others: which terms are known, whether a pattern compiles, whether a query parses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from partnercities.validation.vocabulary import Known

Compiles = Callable[[str, str], bool]
"""Whether a pattern is a regular expression of SPARQL, with flags."""


@dataclass(frozen=True)
class Asked:
    """A query in shapes, with what it may use."""

    text: str
    form: str
    """SELECT or ASK, whichever it must be."""
    prefixes: Mapping[str, str]
    """Namespaces by prefix."""
    on_path: bool = True
    """Whether $PATH means something where it stands."""
    variables: tuple[str, ...] = ()
    """The parameters of its component, which have values too."""


ParseQuery = Callable[[Asked], tuple[int, int, str] | None]
"""What is wrong with a query, by line, column and words; None if nothing is."""


@dataclass(frozen=True)
class Judges:
    """Who is asked; what nobody can answer is not asked."""

    known: Known = field(default_factory=Known)
    compiles: Compiles | None = None
    parse_query: ParseQuery | None = None
