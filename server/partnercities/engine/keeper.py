"""The keeper: the process that holds the graph, forks workers from it, and lets one change at a time become a version.

It has one thread and hears one socket: each byte asks for a process and brings the socket on which that process will
talk. `Q` is a worker for queries, `W` one for a change. A change is tried in a forked process, on that process's own
copy of the graph; what differs afterwards comes back, is made durable and only then becomes the version that is forked
from.
"""

import contextlib
import gc
import json
import os
import pickle
import selectors
import signal
import socket
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from partnercities.dataset.holding import Holding, open_holding
from partnercities.engine import changes, worker
from partnercities.engine.admission import Admission
from partnercities.engine.base import Facts
from partnercities.engine.frames import Frame, Frames, frame, told, told_problem
from partnercities.problems import OutOfMemory, Problem

QUERY, WRITE = b"Q", b"W"
_MEGABYTE = 1 << 20
_AMPLE = 1 << 40  # a snapshot is our own work: only the machine bounds it


class Keeper:
    """Serves one front over a control socket until that socket ends."""

    def __init__(
        self, control: socket.socket, holding: Holding, memory: int, admission: Admission | None = None
    ) -> None:
        self._control = control
        self._holding = holding
        self._admission = admission
        self._memory = memory
        self._children: set[int] = set()
        self._commits = 0
        self._selector = selectors.DefaultSelector()
        self._waiting: deque[socket.socket] = deque()
        self._trial: _Trial | None = None

    def serve(self) -> None:
        """Fork what is asked for, until the front is gone; then nothing of ours is left."""
        # What is here now stays: workers need not look at it, and by that copy it, to know.
        gc.freeze()
        self._control.sendall(told(Frame.HELLO, asdict(facts(self._holding))))
        self._selector.register(self._control, selectors.EVENT_READ, self._hear)
        wake = _wake_on_children()
        self._selector.register(wake, selectors.EVENT_READ, lambda: self._bury(wake))
        with contextlib.suppress(_FrontIsGone, ConnectionError):
            while True:
                for key, _ in self._selector.select():
                    key.data()
        for child in self._children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def _hear(self) -> None:
        asked, handed, _, _ = socket.recv_fds(self._control, 1, 1)
        if not asked:
            raise _FrontIsGone
        link = socket.socket(fileno=handed[0])
        if asked == WRITE:
            self._waiting.append(link)
            self._try_next()
        else:
            holding = self._holding
            self._fork(lambda: worker.answer_jobs(link, holding))
            link.close()

    def _fork(self, work: Callable[[], None], memory: int | None = None) -> None:
        """Fork a process for some work, within so much memory more than the keeper has; None is what a query may take."""
        child = os.fork()
        if child:
            self._children.add(child)
            return
        self._selector.close()
        self._control.close()
        worker.run(work, self._memory if memory is None else memory)

    def _try_next(self) -> None:
        """Begin the next change that waits, unless one is under way: there is one writer."""
        if self._trial or not self._waiting:
            return
        link = self._waiting.popleft()
        ours, theirs = socket.socketpair()
        self._fork(lambda: changes.attempt(link, theirs, self._holding, self._admission))
        theirs.close()
        self._trial = _Trial(link, ours)
        self._selector.register(ours, selectors.EVENT_READ, self._heed)

    def _heed(self) -> None:
        """Take what the trial says, a patch or a problem, or that it ended without a word; then it is the next one's turn."""
        trial = self._trial
        if trial is None:
            return
        data = trial.result.recv(_MEGABYTE)
        said = next(iter(trial.frames.feed(data)), None)
        if data and said is None:
            return
        self._selector.unregister(trial.result)
        with contextlib.suppress(OSError):  # the client may be gone; what was committed stays
            trial.link.sendall(self._outcome(said))
        trial.result.close()
        trial.link.close()
        self._trial = None
        self._try_next()

    def _outcome(self, said: tuple[int, bytes] | None) -> bytes:
        if said is None:
            return told_problem(OutOfMemory("The change was stopped; nothing of it was kept."))
        kind, payload = said
        return self._commit(payload) if kind == Frame.DATA else frame(Frame.PROBLEM, payload)

    def _commit(self, packed: bytes) -> bytes:
        patch, doubts = pickle.loads(packed)  # noqa: S301 - a process of ours packed it
        try:
            changed = self._holding.commit(patch)
        except Problem as problem:
            return told_problem(problem)
        if self._admission:
            self._admission.follow(changed)
        self._commits += 1
        if self._holding.overgrown:
            self._holding.rotate()
            self._fork(self._holding.compact, _AMPLE)
        created = [graph.decode()[1:-1] for graph in patch.created]
        known = {"facts": asdict(facts(self._holding)), "created": created, "commits": self._commits, "doubts": doubts}
        return told(Frame.END, known)

    def _bury(self, wake: socket.socket) -> None:
        """Tell the front how its workers ended."""
        wake.recv(4096)
        while self._children:
            child, status = os.waitpid(-1, os.WNOHANG)
            if not child:
                return
            self._children.discard(child)
            ended = os.waitstatus_to_exitcode(status)
            self._control.sendall(told(Frame.GONE, {"pid": child, "status": ended}))


@dataclass
class _Trial:
    """A change under way: the link to who asked for it, and what its process says."""

    link: socket.socket
    result: socket.socket
    frames: Frames = field(default_factory=Frames)


class _FrontIsGone(Exception):  # noqa: N818 - no error
    """Nobody is left to keep anything for."""


def facts(holding: Holding) -> Facts:
    """What is held, for the front."""
    return Facts(holding.version, holding.graphs, holding.triples, holding.modified.isoformat())


def _wake_on_children() -> socket.socket:
    """A socket that can be read when a child has ended."""
    wake, woken = socket.socketpair()
    woken.setblocking(False)
    signal.set_wakeup_fd(woken.detach())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return wake


def main(descriptor: int, settings: str) -> None:
    """Open what is to be held and keep it, for the front at the other end of a socket.

    `settings` is JSON: `folder` or null, `default_graph`, `writable`, and `memory` in bytes for each worker.
    """
    control = socket.socket(fileno=descriptor)
    # Stopping is the front's matter: the keeper ends when its socket does.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    asked = json.loads(settings)
    try:
        folder = Path(asked["folder"]) if asked["folder"] else None
        holding = open_holding(default_graph=asked["default_graph"], folder=folder, writable=asked["writable"])
        # Made once, before anything is forked: each trial begins with a copy.
        admission = Admission(holding) if asked["writable"] else None
    except Problem as problem:
        control.sendall(told_problem(problem))
        return
    Keeper(control, holding, asked["memory"], admission).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
