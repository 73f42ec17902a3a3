"""The texts that were checked, for a report to show where findings stand and the lines of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from partnercities.dataset.files import DataFile, bytes_of
from partnercities.dataset.given import Given
from partnercities.problems import Place, Problem
from partnercities.sources.positions import ITSELF, Statement, locate
from partnercities.sources.positions.spots import Lines, decode
from partnercities.validation.report import Finding


class Texts:
    """The files of a check by their names; each is read when lines of it are wanted. Findings have their places already."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self._files = {str(file.path): file for file in files}
        self._content = cache(self._load)
        self._lines = cache(lambda source: Lines(decode(self._content(source))))

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings as they are."""
        return findings

    def cause(self, alike: Sequence[Finding], amount: int) -> Finding | None:
        """Nothing, as texts say nothing about reasons."""

    def lines(self, source: str, first: int, last: int) -> Sequence[str]:
        """Some lines of a file; none if it is not among those that were checked, or cannot be read any more."""
        return [line for _, line in self._lines(source).texts(first, last)] if self._content(source) else []

    def _load(self, source: str) -> bytes:
        try:
            return bytes_of(self._files[source])
        except (KeyError, Problem):
            return b""


class Located(Texts):
    """The files of a check with what was read from them, to find the places of findings."""

    def __init__(self, given: Given) -> None:
        super().__init__(given.files)
        self._given = given

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings with the places of their statements."""
        sought = [self._sought(finding) if finding.statement[0] else None for finding in findings]
        wanted = {each for each, finding in zip(sought, findings, strict=True) if each and finding.place is None}
        places = self._places(wanted)
        return [
            replace(finding, place=places.get(each)) if each and finding.place is None else finding
            for each, finding in zip(sought, findings, strict=True)
        ]

    def _sought(self, finding: Finding) -> Statement:
        """What is looked for in the texts: a property itself where it is the one that is wrong."""
        subject, predicate, value = finding.statement
        return Statement(
            subject, predicate, ITSELF if finding.component == "UnknownTerm" and not finding.value else value
        )

    def _places(self, wanted: set[Statement]) -> dict[Statement, Place]:
        found: dict[Statement, Place] = {}
        for source, here in self._holding(self._findable(wanted)).items():
            file = self._files[source]
            spots = locate(self._content(source), file.path.suffix, here, file.base, self._given.blank(source))
            found |= {
                statement: Place(spot.line, spot.column, source, spot.end_line, spot.end_column)
                for statement, spot in spots.items()
            }
        return found

    def _findable(self, wanted: set[Statement]) -> set[Statement]:
        """Without what was read of blank nodes, those that a parser named cannot be found."""
        named = {statement for statement in wanted if not statement.subject.startswith("_:")}
        return wanted if len(named) < len(wanted) and any(map(self._given.blank, self._files)) else named

    def _holding(self, wanted: set[Statement]) -> Mapping[str, set[Statement]]:
        """Which file to look for a statement in; where there is but one, it may also mention what it says nothing of."""
        if len(self._files) == 1:
            return dict.fromkeys(self._files, wanted)
        found: dict[str, set[Statement]] = {}
        for statement, source in self._given.sources(wanted).items():
            found.setdefault(source, set()).add(Statement(*statement))
        return found
