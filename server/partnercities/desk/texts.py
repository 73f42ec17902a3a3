"""The texts that were checked, for a report to say where in them a finding is, why, and to show lines of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from partnercities.dataset.files import DataFile, bytes_of
from partnercities.dataset.given import Given
from partnercities.problems import CannotRead, Place
from partnercities.sources.positions import Spot, Statement, locate
from partnercities.validation.by_tables import Checked
from partnercities.validation.report import Finding


class Texts:
    """The files of a check by their names; each is read again when a line or a place of it is wanted."""

    def __init__(self, given: Given, checked: Checked | None = None) -> None:
        self._given = given
        self._checked = checked
        self._files = {str(file.path): file for file in given.files}
        self._read = cache(self._split)

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings with their places, reasons and hints, as far as they can be known."""
        places = self._places(findings)
        return [self._completed(finding, places.get(_wanted(finding))) for finding in findings]

    def lines(self, source: str, first: int, last: int) -> Sequence[str]:
        """Some lines of a file; none if it is not among those that were checked, or cannot be read any more."""
        return self._read(source)[first - 1 : last]

    def _completed(self, finding: Finding, place: Place | None) -> Finding:
        checked = self._checked
        if checked is None:
            return replace(finding, place=place)
        return replace(finding, place=place, reasons=checked.reasons(finding))

    def _places(self, findings: Iterable[Finding]) -> Mapping[Statement, Place]:
        """The nearest place to what each finding is about, in any of the files."""
        wanted = {_wanted(finding) for finding in findings if finding.statement[0]}
        nearest: dict[Statement, tuple[Spot, str]] = {}
        for name, file in self._files.items() if wanted else ():
            for statement, spot in self._spots(name, file, wanted).items():
                if statement not in nearest or spot.distance < nearest[statement][0].distance:
                    nearest[statement] = spot, name
        return {statement: _place(*found) for statement, found in nearest.items()}

    def _spots(self, name: str, file: DataFile, wanted: Iterable[Statement]) -> Mapping[Statement, Spot]:
        try:
            text = bytes_of(file)
        except CannotRead:
            return {}
        # Most files say nothing of most things, which is seen at once.
        here = [statement for statement in wanted if _end(statement.subject) in text]
        return locate(text, file.path.suffix, here, file.base, self._given.blank(name)) if here else {}

    def _split(self, source: str) -> list[str]:
        file = self._files.get(source)
        if file is None:
            return []
        try:
            # Other signs that Python takes for ends of lines are none in RDF.
            return bytes_of(file).decode("utf-8-sig", "replace").split("\n")
        except CannotRead:
            return []


def _wanted(finding: Finding) -> Statement:
    return Statement(*finding.statement)


def _place(spot: Spot, name: str) -> Place:
    return Place(spot.line, spot.column, name, spot.end_line, spot.end_column)


def _end(subject: str) -> bytes:
    """What a text that names a thing holds, however it writes the rest: letters and digits at its end; of a blank node nothing."""
    if subject.startswith("_:"):
        return b""
    name = subject.rstrip(">")
    start = len(name)
    while start and name[start - 1].isascii() and name[start - 1].isalnum():
        start -= 1
    return name[start:].encode()
