"""One worker as the front sees it: a process at the other end of a socket that answers in frames."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections import deque
from typing import cast

from partnercities.engine.frames import Frame, Frames, heard

_MOST_HELD = 1 << 18
_LOWEST_PRIORITY = 19
_CPU_OF_PROCESS = 2  # CPUCLOCK_SCHED: the clock of a process is named by its id


class Link(asyncio.Protocol):
    """Frames from a worker, in order; reading pauses while more than 256 kB of them wait to be taken."""

    def __init__(self) -> None:
        self.pid = 0
        self.version = ""
        self.ended = False
        self.killed = False
        """Whether it was we who ended the worker."""
        self.paused = 0.0
        """Seconds of earlier waits, see `waited`."""
        self._frames = Frames()
        self._arrived: deque[tuple[int, bytes]] = deque()
        self._held = 0
        self._waiter: asyncio.Future[None] | None = None
        self._paused_at: float | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def over(cls, ours: socket.socket) -> "Link":
        """A link over our end of a pair of sockets."""
        _, link = await asyncio.get_running_loop().create_unix_connection(cls, sock=ours)
        return link

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The link stands."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Frames come in."""
        for found in self._frames.feed(data):
            self._arrived.append(found)
            self._held += len(found[1])
        if self._held > _MOST_HELD and self._paused_at is None and self._transport:
            self._transport.pause_reading()
            self._paused_at = asyncio.get_running_loop().time()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker is gone."""
        self.ended = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def send(self, message: bytes) -> None:
        """Give the worker a message."""
        if self._transport:
            self._transport.write(message)

    async def next(self) -> tuple[int, bytes]:
        """The next frame; GONE when the worker has ended."""
        while not self._arrived:
            if self.ended:
                return Frame.GONE, b""
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        found = self._arrived.popleft()
        self._held -= len(found[1])
        if self._paused_at is not None and self._held < _MOST_HELD // 2 and self._transport:
            self.paused += asyncio.get_running_loop().time() - self._paused_at
            self._paused_at = None
            self._transport.resume_reading()
        return found

    async def greet(self) -> bool:
        """Wait until the worker says who it is; False if it does not live that long."""
        kind, payload = await self.next()
        if kind != Frame.HELLO:
            return False
        hello = heard(payload)
        self.pid, self.version = hello["pid"], hello.get("version", "")
        return True

    def waited(self) -> float:
        """For how many seconds of its job the worker had to wait until we took what it has."""
        since = self._paused_at
        return self.paused + (asyncio.get_running_loop().time() - since if since is not None else 0.0)

    def computed(self) -> float | None:
        """The seconds that the worker has computed in its life; None where the system does not tell."""
        try:
            return time.clock_gettime(~self.pid << 3 | _CPU_OF_PROCESS)
        except OSError:
            return None

    def step_back(self) -> None:
        """Let all others compute first: where the system can, a process that waits for a turn gets it at once."""
        with contextlib.suppress(OSError):
            if sys.platform == "linux":
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.pid, _LOWEST_PRIORITY)

    def step_forward(self) -> bool:
        """Take part like the others again; False where the system does not allow it."""
        try:
            if sys.platform == "linux":
                os.sched_setscheduler(self.pid, os.SCHED_OTHER, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.pid, 0)
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """End the worker at once, whatever it computes."""
        if not self.ended and self.pid:
            self.killed = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the link; a worker without a job ends with it."""
        if self._transport:
            self._transport.close()
