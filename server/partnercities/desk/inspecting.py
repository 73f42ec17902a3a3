"""Submissions of strangers, each checked in a process that is killed at its time limit, few at once."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import chain
from threading import BoundedSemaphore, Event, Thread, Timer

from partnercities import problems
from partnercities.desk import carrying
from partnercities.desk.confined import NO_MEMORY
from partnercities.desk.submission import Submission
from partnercities.desk.texts import Texts
from partnercities.engine.blocking import ASKER
from partnercities.problems import Busy, Internal, OutOfMemory, TimedOut
from partnercities.validation.report import Report

# -P: the folder that the server was started in is none of its business.
_COMMAND = (sys.executable, "-P", "-m", "partnercities.desk.confined")
# How a process ends that wanted more memory than it may have: by its own word, by an abort of the engine, or killed.
_NO_MEMORY = {NO_MEMORY, -6, -9}
_NO_TIME = -24  # SIGXCPU
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bounds:
    """What one check may take, in seconds and bytes, and what of its report is wanted.

    `first` and `most` say which findings, the others are counted; `graph`, whether in the words of SHACL too.
    """

    seconds: float
    memory: int
    first: int = 0
    most: int = 10_000
    graph: bool = False


class Inspector:
    """Checks submissions: each in at most so many seconds and bytes, at most so many at the same time."""

    def __init__(self, seconds: float, memory: int, most: int = 2) -> None:
        self._bounds = Bounds(seconds, memory)
        self._most = most
        self._places = BoundedSemaphore(most)

    def inspect(self, submission: Submission, *, graph: bool = False, first: int = 0, most: int = 10_000) -> Report:
        """The report on a submission, of which `Bounds` says what is wanted.

        Raises Busy where as many are checked already, TimedOut and OutOfMemory at the limits, Broken when who asked has
        left, and what `examine` raises.
        """
        if not self._places.acquire(blocking=False):
            raise Busy(f"{self._most} checks are running, which is as many as may.", hint="Try again in a few seconds.")
        try:
            return confined(submission, replace(self._bounds, graph=graph, first=first, most=most))
        finally:
            self._places.release()


def confined(submission: Submission, bounds: Bounds, following: Iterable[bytes] = ()) -> Report:
    """Check a submission, and data that follows its own, in a process of its own; see `Inspector.inspect`."""
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own words
        late = Event()
        with _killed(process, bounds.seconds, late):
            feeding = _Feeding(process, chain(_packed(submission, bounds), following))
            feeding.start()
            told = process.stdout.read() if process.stdout else b""
            process.wait()
    if feeding.failure:
        raise feeding.failure
    if late.is_set() or process.returncode == _NO_TIME:
        raise TimedOut(
            f"The check was stopped after {bounds.seconds:g} s, its limit.",
            hint="Check less at once, or use partnercities validate on your own machine.",
        )
    return replace(_unpacked(process.returncode, told), sources=Texts(submission.files()[0]))


@contextmanager
def _killed(process: "subprocess.Popen[bytes]", seconds: float, late: Event) -> Iterator[None]:
    """Kill a process at its time limit, when who asked for its work leaves, and at the end."""

    def stop() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    asker = ASKER.get()
    try:
        if asker is None:
            yield
        else:
            with asker.unless_left(process.kill):
                yield
    finally:
        timer.cancel()
        process.kill()


class _Feeding(Thread):
    """Writes what a process reads; `failure` says why not all of it could be written."""

    def __init__(self, process: "subprocess.Popen[bytes]", parts: Iterable[bytes]) -> None:
        super().__init__(name="feeding", daemon=True)
        self.failure: Exception | None = None
        self._process = process
        self._parts = parts

    def run(self) -> None:
        """Write all; a half is not taken for the whole, so the process ends with what cannot be read."""
        try:
            with self._process.stdin or BytesIO() as output:
                output.writelines(self._parts)
        except BrokenPipeError:
            pass  # it has ended before it has read all, and says itself why
        except Exception as error:  # noqa: BLE001 - raised where the answer is waited for
            self.failure = error
            self._process.kill()


def _packed(submission: Submission, bounds: Bounds) -> tuple[bytes, ...]:
    shapes = submission.shapes
    head = {
        "suffix": submission.data.suffix,
        "shapes": {"size": len(shapes.content), "suffix": shapes.suffix} if shapes else None,
        "alone": submission.alone,
        "memory": bounds.memory,
        "seconds": bounds.seconds,
        "first": bounds.first,
        "most": bounds.most,
        "graph": bounds.graph,
    }
    return json.dumps(head).encode() + b"\n", shapes.content if shapes else b"", submission.data.content


def _unpacked(code: int, told: bytes) -> Report:
    if code in _NO_MEMORY:
        raise OutOfMemory(
            "The check took more memory than it may.",
            hint="Check less at once, or use partnercities validate on your own machine.",
        )
    if code:
        raise Internal(f"The check ended with {code} and said nothing.")
    values = json.loads(told)
    if not values.pop("apart"):
        _warn()
    if "slug" in values:
        raise problems.heard(values)
    return carrying.heard(values)


@cache
def _warn() -> None:
    """Say once that the system lets no process leave its network."""
    _log.warning("Checks of strangers' data run in the network of the server: the system gives them none of their own.")
