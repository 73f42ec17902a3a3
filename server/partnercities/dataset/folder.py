"""The folder of a store: a snapshot, and the journals of what was written since.

FORMAT          says that the folder is ours, and in which form
lock            held by the one server that uses the folder
snapshot-N.nq   all that the store held when journal N began
journal-N.rdfp  what was written since; where N + 1 has begun before its snapshot was finished, both count
"""

import fcntl
import os
import re
import time
import weakref
from pathlib import Path

import pyoxigraph as ox

from partnercities.dataset.difference import apply
from partnercities.dataset.durable import write_whole
from partnercities.dataset.journal import Journal, follow, read
from partnercities.dataset.patch import Record
from partnercities.dataset.snapshot import State, read_snapshot
from partnercities.problems import CannotRead, EndpointFailed, Refused

FORMAT = b"partnercities store 1\n"
_LEAST_GROWTH = 4_000_000
_PATIENCE = 1.0
_ATTEMPTS = 3
_NUMBERED = re.compile(r"(snapshot|journal)-(\d+)\.(?:nq|rdfp)")


class Folder:
    """A folder of ours, locked for this process until it ends.

    Raises EndpointFailed if another server uses it or it cannot be used, Refused if it holds something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
            check(path)
            descriptor = _lock(path)
            self.close = weakref.finalize(self, os.close, descriptor)
            if not (path / "FORMAT").exists():
                write_whole(path / "FORMAT", [FORMAT])
            for unfinished in path.glob("*.tmp"):
                unfinished.unlink()
        except OSError as error:
            raise EndpointFailed(f"The store in {path} cannot be opened: {error}") from error
        self._number = 0
        self._journal: Journal | None = None

    @property
    def filled(self) -> bool:
        """Whether the folder has content."""
        return bool(_numbers(self.path, "snapshot"))

    @property
    def overgrown(self) -> bool:
        """Whether the journal has become longer than it is worth to read at a start."""
        snapshot = max(_numbers(self.path, "snapshot"))
        return self._current.size > max(_LEAST_GROWTH, _size(_snapshot(self.path, snapshot)))

    @property
    def interrupted(self) -> bool:
        """Whether a journal has begun whose snapshot is not there."""
        return self._number not in _numbers(self.path, "snapshot")

    def load(self) -> tuple[State, ox.Store] | None:
        """What the folder holds; None if it was never filled. Raises CannotRead if a file of it is damaged."""
        snapshots, journals = _numbers(self.path, "snapshot"), _numbers(self.path, "journal")
        if not snapshots:
            if any(_size(_journal(self.path, number)) for number in journals):
                raise CannotRead(f"{self.path} has a journal without its snapshot.", hint="Restore it from a backup.")
            return None
        self._begin(max(*snapshots, *journals))
        # Cuts off what was never finished, which can only be at the end of the last.
        self._current.records()
        held = load(self.path)
        self._sweep(max(snapshots))
        return held

    @property
    def _current(self) -> Journal:
        if self._journal is None:
            raise EndpointFailed(f"{self.path} was never filled.")
        return self._journal

    def append(self, record: Record) -> None:
        """Keep a record. Raises EndpointFailed if it could not be kept."""
        self._current.append(record)

    def rotate(self) -> None:
        """Begin the next journal: what is written from now on is not in the snapshot that comes now."""
        self._begin(self._next())

    def fill(self, text: bytes) -> None:
        """Put a snapshot in place of all that the folder holds, with an empty journal."""
        self._number = self._next()
        self.keep(text)
        self._begin(self._number)

    def keep(self, text: bytes) -> None:
        """Write the snapshot that the journal of this process begins with, and remove what came before it."""
        try:
            write_whole(_snapshot(self.path, self._number), [text])
        except OSError as error:
            raise EndpointFailed(f"A snapshot could not be kept in {self.path}: {error.strerror}.") from error
        self._sweep(self._number)

    def _sweep(self, number: int) -> None:
        """Remove what a snapshot has made needless."""
        for kind, name in (("snapshot", _snapshot), ("journal", _journal)):
            for earlier in _numbers(self.path, kind):
                if earlier < number:
                    name(self.path, earlier).unlink(missing_ok=True)

    def _begin(self, number: int) -> None:
        # Kept, as the server may have gone on to further journals before a process it has forked is done.
        self._number = number
        self._journal = Journal(_journal(self.path, number))

    def _next(self) -> int:
        return 1 + max([*_numbers(self.path, "snapshot"), *_numbers(self.path, "journal")], default=0)


def load(path: Path) -> tuple[State, ox.Store]:
    """What a folder of ours holds, without touching it, so beside a running server too.

    Raises CannotRead if it is no store of ours, or a file of it is missing or damaged.
    """
    for _ in range(_ATTEMPTS):
        try:
            return _load(path)
        except FileNotFoundError:
            # A new snapshot has just taken the place of what was listed.
            continue
        except OSError as error:
            raise CannotRead(f"The store in {path} cannot be read: {error.strerror}.") from error
    raise CannotRead(f"{path} holds no store, or one without its files.")


def _load(path: Path) -> tuple[State, ox.Store]:
    number = max(_numbers(path, "snapshot"), default=0)
    source = _snapshot(path, number)
    state, store = read_snapshot(source.read_bytes(), source)
    later = [read(_journal(path, n))[0] for n in _numbers(path, "journal") if n >= number]
    for record in follow(state.version, later):
        apply(store, record.patch)
        state = State(record.version, record.time, state.shipped)
    return state, store


def check(path: Path) -> None:
    """Raise Refused if a folder holds something that is not a store of ours in this form."""
    held = {entry.name for entry in path.iterdir()} - {"lock"}
    if "FORMAT" in held and (path / "FORMAT").read_bytes() == FORMAT:
        return
    if "VERSION" in held and "FORMAT" not in held:
        raise Refused(
            f"{path} holds a store of an earlier version of this program, which stays as it is.",
            hint="It had no writes, so it can be removed; or name a folder that is empty or new.",
        )
    if held:
        raise Refused(f"{path} holds something else, which stays as it is.", hint="Name a folder that is empty or new.")


def _lock(path: Path) -> int:
    """Hold the folder until this process and those that it has forked have closed the descriptor, or have ended."""
    descriptor = os.open(path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    # The children of a server that was killed a moment ago may still be ending.
    patience = time.monotonic() + _PATIENCE
    while not _locked(descriptor):
        if time.monotonic() > patience:
            os.close(descriptor)
            raise EndpointFailed(
                f"The store in {path} is in use.",
                hint="Another server has it open: stop that one, or take another folder.",
            )
        time.sleep(0.02)
    return descriptor


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _numbers(path: Path, kind: str) -> list[int]:
    matches = (_NUMBERED.fullmatch(entry.name) for entry in path.iterdir())
    return sorted(int(match[2]) for match in matches if match and match[1] == kind)


def _snapshot(path: Path, number: int) -> Path:
    return path / f"snapshot-{number}.nq"


def _journal(path: Path, number: int) -> Path:
    return path / f"journal-{number}.rdfp"


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
