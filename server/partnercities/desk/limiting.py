"""Work with a time limit of its own: done in a copy of this process, which is killed when the time is over."""

import os
import pickle
import select
import signal
import time
from collections.abc import Callable
from typing import Any, NoReturn

from partnercities import problems
from partnercities.engine.worker import die_with_parent
from partnercities.problems import Internal, Problem
from partnercities.shacl.patience import Unfinished, Within

_CHUNK = 1 << 20


def within(seconds: float) -> Within:
    """What does work in at most so many seconds each time; see `limited`."""
    return lambda work: limited(seconds, work)


def limited(seconds: float, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work gives
    """What some work comes to, which must be picklable; what it changes is changed in the copy only.

    Raises Unfinished after so many seconds, MemoryError, and the problem that the work raised. Only a process of one
    thread may call this, on a system that can copy processes.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, writing)
    os.close(writing)
    try:
        content = _content(reading, seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if not content:
        raise MemoryError
    found, problem = pickle.loads(content)  # noqa: S301 - our own words
    if problem:
        raise problems.heard(problem)
    return found


def _work(work: Callable[[], Any], writing: int) -> NoReturn:
    """Do the work and tell what it comes to; a process that tells nothing had not enough memory."""
    try:
        die_with_parent()
        content = memoryview(pickle.dumps(_told(work)))
        while content:
            content = content[os.write(writing, content) :]
    finally:
        os._exit(0)


def _told(work: Callable[[], Any]) -> tuple[Any, dict[str, Any] | None]:
    try:
        return work(), None
    except MemoryError:
        raise
    except Problem as problem:
        return None, problems.told(problem)
    except Exception as error:  # noqa: BLE001 - it is raised in the process that asked
        return None, problems.told(Internal(f"A query of the shapes failed: {error!r}"))


def _content(reading: int, seconds: float) -> bytes:
    chunks: list[bytes] = []
    end = time.monotonic() + seconds
    while select.select([reading], [], [], max(0, end - time.monotonic()))[0]:
        chunk = os.read(reading, _CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
    raise Unfinished
