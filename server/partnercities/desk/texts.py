"""The texts that were checked, for a report to show where findings stand and the lines of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from partnercities.dataset.files import DataFile, bytes_of
from partnercities.problems import Place, Problem
from partnercities.sources.positions import READERS, Statement, locate
from partnercities.sources.positions.keys import key
from partnercities.sources.positions.spots import Lines, decode
from partnercities.sources.positions.stated import Wish, first_places
from partnercities.validation.report import Finding

Triple = tuple[str, str, str]
_WORD, _END = re.compile(rb"[A-Za-z0-9_-]+"), re.compile(rb"([A-Za-z0-9_-]+)>?$")


class Texts:
    """The files of a check by their names; each is read when something of it is wanted.

    `blank` has the statements with blank nodes that a file was read as, in order and as terms of N-Triples: a parser
    gives blank nodes names of its own, which findings have and the text has not.
    """

    def __init__(self, files: Iterable[DataFile], blank: Mapping[str, Sequence[Triple]] | None = None) -> None:
        self._files = {str(file.path): file for file in files}
        self._blank = blank or {}
        self._content = cache(self._load)
        self._lines = cache(lambda source: Lines(decode(self._content(source))))

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings with the places of their statements."""
        wanted = {
            Statement(*finding.statement) for finding in findings if finding.place is None and finding.statement[0]
        }
        places = self._places(wanted)
        return [
            finding if finding.place else replace(finding, place=places.get(Statement(*finding.statement)))
            for finding in findings
        ]

    def lines(self, source: str, first: int, last: int) -> Sequence[str]:
        """Some lines of a file; none if it is not among those that were checked, or cannot be read any more."""
        return [line for _, line in self._lines(source).texts(first, last)] if self._content(source) else []

    def _places(self, wanted: set[Statement]) -> dict[Statement, Place]:
        found: dict[Statement, Place] = {}
        for source, here in self._holding(self._findable(wanted)).items():
            file = self._files[source]
            spots = locate(self._content(source), file.path.suffix, here, file.base, self._blank.get(source, ()))
            found |= {
                statement: Place(spot.line, spot.column, source, spot.end_line, spot.end_column)
                for statement, spot in spots.items()
            }
        return found

    def _findable(self, wanted: set[Statement]) -> set[Statement]:
        """Without what was read of blank nodes, those that a parser named cannot be found."""
        lost = bool(self._blank) and not any(self._blank.values())
        return {statement for statement in wanted if not statement.subject.startswith("_:")} if lost else wanted

    def _holding(self, wanted: set[Statement]) -> Mapping[str, set[Statement]]:
        """Which file to look for a statement in: the one that says it, else more of it than any other."""
        if len(self._files) == 1:
            return dict.fromkeys(self._files, wanted)
        words = {statement: _last_word(statement.subject) for statement in wanted}
        best: dict[Statement, tuple[int, str]] = {}
        for source in self._files:
            there = set(_WORD.findall(self._content(source)))
            near = {statement for statement, word in words.items() if not word or word in there}
            for statement, amount in self._said(source, near):
                best[statement] = max(best.get(statement, (0, "")), (amount, source), key=lambda item: item[0])
        return _by_source(best)

    def _said(self, source: str, wanted: set[Statement]) -> Iterator[tuple[Statement, int]]:
        """How much of each statement a file says: all of it, with another object, or only its subject."""
        keys = {statement: tuple(map(key, statement)) for statement in wanted}
        said = _parts(self._blank.get(source, ()))
        named = frozenset(terms[0] for terms in keys.values() if not terms[0].startswith("_:"))
        file = self._files[source]
        reader = READERS.get(file.path.suffix[1:].lower())
        if named and reader:
            said |= first_places(reader(decode(self._content(source)), file.base, Wish(named))).keys()
        for statement, terms in keys.items():
            yield statement, sum(terms[:length] in said for length in (1, 2, 3))

    def _load(self, source: str) -> bytes:
        try:
            return bytes_of(self._files[source])
        except (KeyError, Problem):
            return b""


def _parts(triples: Iterable[Triple]) -> set[tuple[str, ...]]:
    """Each statement, with its beginnings."""
    terms = (tuple(map(key, triple)) for triple in triples)
    return {triple[:length] for triple in terms for length in (1, 2, 3)}


def _by_source(best: Mapping[Statement, tuple[int, str]]) -> Mapping[str, set[Statement]]:
    found: dict[str, set[Statement]] = {}
    for statement, (amount, source) in best.items():
        if amount:
            found.setdefault(source, set()).add(statement)
    return found


def _last_word(term: str) -> bytes:
    """The end of a name, which stands in a text however the name is shortened there; nothing where it has no plain end."""
    found = _END.search(term.encode())
    return found[1] if found and not term.startswith("_:") else b""
