"""How the text of a value node is written: its length, and the pattern it fits (SHACL, section 4.4)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl import patterns
from partnercities.shacl.components.standard import OfEachValue
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.run import Run
from partnercities.shacl.terms import sh


@dataclass(frozen=True)
class MinLength(OfEachValue):
    """Texts have at least so many characters."""

    length: int

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Shorter texts, and blank nodes."""
        texts, least = _texts(run, values), self.length
        return {value for value in values if value not in texts or len(texts[value]) < least}


@dataclass(frozen=True)
class MaxLength(OfEachValue):
    """Texts have at most so many characters."""

    length: int

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Longer texts, and blank nodes."""
        texts, most = _texts(run, values), self.length
        return {value for value in values if value not in texts or len(texts[value]) > most}


@dataclass(frozen=True)
class Pattern(OfEachValue):
    """Texts fit a regular expression."""

    pattern: str
    flags: str = ""

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Texts that do not fit, and blank nodes."""
        texts = _texts(run, values)
        fitting = patterns.fitting(set(texts.values()), self.pattern, self.flags)
        return {value for value in values if texts.get(value) not in fitting}


def _texts(run: Run, values: set[int]) -> dict[int, str]:
    """The texts of literals and IRIs; blank nodes have none."""
    terms = ((value, run.tables.terms[value]) for value in values)
    return {value: term.value for value, term in terms if isinstance(term, ox.NamedNode | ox.Literal)}


def _min_length(declared: Declaration) -> Iterator[MinLength]:
    yield from map(MinLength, declared.count(sh("minLength")))


def _max_length(declared: Declaration) -> Iterator[MaxLength]:
    yield from map(MaxLength, declared.count(sh("maxLength")))


def _pattern(declared: Declaration) -> Iterator[Pattern]:
    flags = declared.text(sh("flags")) or ""
    for pattern in declared.texts(sh("pattern")):
        if not patterns.readable(pattern, flags):
            raise declared.bad(sh("pattern"), f"is no regular expression of SPARQL: {pattern!r} with flags {flags!r}")
        yield Pattern(pattern, flags)


READERS = {sh("minLength"): _min_length, sh("maxLength"): _max_length, sh("pattern"): _pattern}
