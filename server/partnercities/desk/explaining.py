"""Findings explained when they are shown: where in the texts they are, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from partnercities.dataset.files import DataFile, bytes_of
from partnercities.dataset.given import Given
from partnercities.desk.texts import Texts
from partnercities.problems import CannotRead, Place
from partnercities.sources.positions import Spot, Statement, locate
from partnercities.validation.by_tables import Checked
from partnercities.validation.report import Finding


class Explained(Texts):
    """The texts of a check that is still at hand; each is read again when a place in it is wanted."""

    def __init__(self, given: Given, checked: Checked | None = None) -> None:
        super().__init__(given.files)
        self._given = given
        self._checked = checked

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings with their places, reasons and hints, as far as they can be known."""
        places = self._places(findings)
        return [self._completed(finding, places.get(_wanted(finding))) for finding in findings]

    def _completed(self, finding: Finding, place: Place | None) -> Finding:
        checked = self._checked
        if checked is None:
            return replace(finding, place=place)
        return replace(finding, place=place, reasons=checked.reasons(finding))

    def _places(self, findings: Iterable[Finding]) -> Mapping[Statement, Place]:
        """The nearest place to what each finding is about, in any of the files."""
        wanted = {_wanted(finding) for finding in findings if finding.statement[0]}
        nearest: dict[Statement, tuple[Spot, str]] = {}
        for name, file in self.files.items() if wanted else ():
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
