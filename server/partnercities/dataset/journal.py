"""The journal: one record for each write, on the disk before the write is acknowledged."""

import logging
import os
import weakref
from collections.abc import Sequence
from pathlib import Path

from partnercities.dataset.durable import sync, sync_folder
from partnercities.dataset.patch import END, Record, read_record
from partnercities.problems import CannotRead, EndpointFailed, Place

_log = logging.getLogger(__name__)


class Journal:
    """A file of records that only grows; one process has it open. Raises OSError if it cannot be opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        new = not path.exists()
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        self.close = weakref.finalize(self, os.close, self._descriptor)
        if new:
            sync_folder(path.parent)
        self.size = os.fstat(self._descriptor).st_size
        self._broken = False

    def append(self, record: Record) -> None:
        """Keep a record. Raises EndpointFailed if it could not be kept; then the journal is as it was."""
        if self._broken:
            raise EndpointFailed(f"{self.path} failed earlier and takes no more writes.", hint="Restart the server.")
        text = record.text()
        try:
            _write(self._descriptor, text)
            # Should the disk fail from here on, what it holds is not known, so nothing is built on it in this run.
            self._broken = True
            sync(self._descriptor)
        except OSError as error:
            self._broken = not self._cut(self.size) or self._broken
            raise EndpointFailed(f"The write could not be kept in {self.path}: {error.strerror}.") from error
        self._broken = False
        self.size += len(text)

    def records(self) -> list[Record]:
        """The records, in order; a last one that was never finished is cut off.

        Raises CannotRead with file and line where a finished record is not as it was written.
        """
        found, whole = read(self.path)
        if whole < self.size:
            _log.warning(
                "%s: a write that was never finished has been cut off (%d bytes)", self.path, self.size - whole
            )
            self._cut(whole)
            self.size = whole
        return found

    def _cut(self, size: int) -> bool:
        """Make the file as short as it was; whether that worked."""
        try:
            os.ftruncate(self._descriptor, size)
            sync(self._descriptor)
        except OSError:
            return False
        return True


def read(path: Path) -> tuple[list[Record], int]:
    """The records of a journal and the bytes they take; what follows these was never finished.

    Raises CannotRead with file and line where a finished record is not as it was written.
    """
    text = path.read_bytes()
    *whole, rest = text.split(END)
    if not rest and whole and _is_hole(whole[-1]):
        whole.pop()
    records = []
    line = 1
    for body in whole:
        record = body + END
        try:
            records.append(read_record(record))
        except (ValueError, KeyError) as error:
            raise CannotRead(
                f"A write in the journal is damaged: {error}.",
                place=Place(line, 1, str(path)),
                hint="Restore the store from a backup.",
            ) from error
        line += record.count(b"\n")
    return records, sum(len(body) + len(END) for body in whole)


def _is_hole(body: bytes) -> bool:
    """Whether a last record was cut off by a power failure, which can leave zeros before its end."""
    return b"\0" in body


def _write(descriptor: int, text: bytes) -> None:
    view = memoryview(text)
    while view:
        view = view[os.write(descriptor, view) :]


def follow(start: str, journals: Sequence[list[Record]]) -> list[Record]:
    """The records of journals that follow each other from a version on. Raises CannotRead where one does not."""
    chain = [record for records in journals for record in records]
    for previous, record in zip([start, *(record.version for record in chain)], chain, strict=False):
        if record.previous != previous:
            raise CannotRead(
                f"A journal continues version {record.previous}, but the store is at {previous}.",
                hint="Restore the store from a backup.",
            )
    return chain
