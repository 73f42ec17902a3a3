"""The line between the front and its keeper: starts it, has processes forked, hears how they ended."""

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from partnercities.engine.base import Facts
from partnercities.engine.frames import Frame, Frames, heard, heard_problem
from partnercities.problems import EndpointFailed

_STOPPING = 5.0
_INQUEST = 10.0
"""For so many seconds a keeper that lives may be busy, as with a large change, before it tells how a process ended."""


@dataclass(frozen=True)
class Plan:
    """What is kept, and how: `memory` is what each worker may take, in bytes."""

    folder: str | None = None
    default_graph: str = "merge"
    writable: bool = False
    memory: int = 1 << 30


class Lifeline(asyncio.Protocol):
    """One keeper, from its start to its end."""

    def __init__(self, process: subprocess.Popen[bytes], asking: socket.socket, on_lost: Callable[[], None]) -> None:
        self._process = process
        self._asking = asking
        self._on_lost = on_lost
        self._frames = Frames()
        self._opened: asyncio.Future[Facts] = asyncio.get_running_loop().create_future()
        self._endings: dict[int, int] = {}
        self._awaited: dict[int, asyncio.Future[int | None]] = {}
        self._ended = False
        self._transport: asyncio.BaseTransport | None = None

    @classmethod
    async def open(cls, plan: Plan, on_lost: Callable[[], None]) -> tuple["Lifeline", Facts]:
        """Start a keeper and wait until it holds the graph. Raises what opening raises."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = _start(plan, theirs.fileno())
        asking = ours.dup()
        asking.setblocking(True)
        line = cls(process, asking, on_lost)
        await asyncio.get_running_loop().create_unix_connection(lambda: line, sock=ours)
        try:
            return line, await line._opened
        except BaseException:
            await line.close()
            raise

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line stands."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """The keeper says what it holds, or how a process ended."""
        for kind, payload in self._frames.feed(data):
            if kind == Frame.HELLO:
                self._opened.set_result(Facts(**heard(payload)))
            elif kind == Frame.PROBLEM:
                self._opened.set_exception(heard_problem(payload))
            else:
                self._bury(**heard(payload))

    def connection_lost(self, exc: Exception | None) -> None:
        """The keeper is gone, and will tell no more."""
        self._ended = True
        for awaited in self._awaited.values():
            if not awaited.done():
                awaited.set_result(None)
        if not self._opened.done():
            self._opened.set_exception(EndpointFailed("The keeper of the graph could not be started; see the log."))
        self._on_lost()

    def fork(self, what: bytes) -> socket.socket:
        """Our end of a socket whose other end a new process has. Raises OSError when the keeper is gone."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._asking, [what], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours

    async def ending(self, pid: int) -> int | None:
        """The exit status of a process that ended, negative for a signal; None if the keeper ended before it told it."""
        if pid not in self._endings and not self._ended:
            awaited = self._awaited[pid] = asyncio.get_running_loop().create_future()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_INQUEST):
                    await awaited
            self._awaited.pop(pid, None)
        return self._endings.pop(pid, None)

    def _bury(self, pid: int, status: int) -> None:
        if status >= 0 and pid not in self._awaited:
            return
        if len(self._endings) > 1000:  # endings of workers that we stopped ourselves are never asked for
            self._endings.clear()
        self._endings[pid] = status
        if pid in self._awaited and not self._awaited[pid].done():
            self._awaited[pid].set_result(status)

    async def close(self) -> None:
        """End the keeper; with it ends whatever it forked."""
        self._asking.close()
        if self._transport:
            self._transport.close()
        try:
            await asyncio.to_thread(self._process.wait, _STOPPING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)


def _start(plan: Plan, descriptor: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "partnercities.engine.keeper", str(descriptor), json.dumps(vars(plan))]
    return subprocess.Popen(words, pass_fds=[descriptor], stdin=subprocess.DEVNULL)  # noqa: S603 - our own words
