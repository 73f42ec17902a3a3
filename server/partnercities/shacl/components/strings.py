"""How the text of a value node is written: its length, and the pattern it fits (SHACL, section 4.4)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl import patterns
from partnercities.shacl.components.standard import Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Rows
from partnercities.shacl.terms import Term, sh


@dataclass(frozen=True)
class MinLength(Standard):
    """Texts have at least so many characters."""

    length: int

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Shorter texts, and blank nodes."""
        least = self.length
        for focus, values in rows:
            for value in values:
                text = _text(value)
                if text is None or len(text) < least:
                    yield focus, value


@dataclass(frozen=True)
class MaxLength(Standard):
    """Texts have at most so many characters."""

    length: int

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Longer texts, and blank nodes."""
        most = self.length
        for focus, values in rows:
            for value in values:
                text = _text(value)
                if text is None or len(text) > most:
                    yield focus, value


@dataclass(frozen=True)
class Pattern(Standard):
    """Texts fit a regular expression."""

    pattern: str
    flags: str = ""

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Texts that do not fit, and blank nodes."""
        texts = {text for _, values in rows for value in values if (text := _text(value)) is not None}
        fitting = patterns.fitting(texts, self.pattern, self.flags)
        return [(focus, value) for focus, values in rows for value in values if _text(value) not in fitting]


def _text(value: Term) -> str | None:
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else None


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
