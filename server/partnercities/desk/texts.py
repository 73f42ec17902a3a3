"""The texts that were checked, for a report to show lines of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from partnercities.dataset.files import DataFile, bytes_of
from partnercities.problems import CannotRead
from partnercities.validation.report import Finding


class Texts:
    """The files of a check by their names; each is read when a line of it is wanted."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self.files: Mapping[str, DataFile] = {str(file.path): file for file in files}
        self._read = cache(self._split)

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings as they are: they were completed where they were made."""
        return findings

    def lines(self, source: str, first: int, last: int) -> Sequence[str]:
        """Some lines of a file; none if it is not among those that were checked, or cannot be read any more."""
        return self._read(source)[first - 1 : last]

    def _split(self, source: str) -> list[str]:
        file = self.files.get(source)
        if file is None:
            return []
        try:
            # Other signs that Python takes for ends of lines are none in RDF.
            return bytes_of(file).decode("utf-8-sig", "replace").split("\n")
        except CannotRead:
            return []
