"""The workers as the front sees them: has them forked, gives jobs out, lets them go when their version is old."""

import asyncio
import contextlib
import logging
import signal
from typing import Any

from partnercities.dataset.changes import Change
from partnercities.engine.base import Alarm, Facts, Job, Reply
from partnercities.engine.changes import packed
from partnercities.engine.frames import Frame, heard, heard_problem, told
from partnercities.engine.keeper import QUERY, WRITE
from partnercities.engine.lanes import PATIENCE, Lanes
from partnercities.engine.lifeline import Lifeline, Plan
from partnercities.engine.link import Link
from partnercities.engine.run import Run
from partnercities.problems import Busy, EndpointFailed, Internal, OutOfMemory, Problem, TimedOut, TooLarge

_log = logging.getLogger(__name__)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0


class Pool:
    """Workers over one keeper, which is started again should it ever end by itself."""

    def __init__(self, plan: Plan, workers: int) -> None:
        self.lanes = Lanes(workers)
        self._plan = plan
        self._facts: Facts | None = None
        self._commits = 0
        self._idle: list[Link] = []
        self._line: Lifeline | None = None
        self._ready = asyncio.Event()
        self._closing = False
        self._reopening: asyncio.Task[None] | None = None

    @property
    def facts(self) -> Facts | None:
        """What is held now."""
        return self._facts

    @property
    def ready(self) -> bool:
        """Whether jobs can be taken."""
        return self._ready.is_set()

    async def open(self) -> None:
        """Start the keeper and wait until it holds the graph. Raises what opening raises."""
        self._line, self._facts = await Lifeline.open(self._plan, self._lost)
        self._commits = 0
        self._ready.set()

    async def answer(self, job: Job, on_slow: Alarm | None = None) -> Reply:
        """See Engine.answer."""
        return await self.ask(job.message(), on_slow)

    async def ask(self, message: dict[str, Any], on_slow: Alarm | None = None) -> Reply:
        """The answer to any job that workers know, as plain values with `do` and `seconds`."""
        await self.lanes.enter()
        try:
            link = await self._worker()
        except BaseException:
            self.lanes.leave()
            raise
        run = Run(link, self.lanes, self._release, self._inquest)
        return await run.answer(told(Frame.JOB, message), message["seconds"], on_slow)

    async def change(self, change: Change, seconds: float, *, lenient: bool = False) -> dict[str, Any]:
        """Make a change a new version, which is durable when this returns. Raises why it was refused.

        Returns what is known of it: `created`, and in `doubts` the violations that it adds, where a `lenient` change was
        kept with them. Changes wait for each other; `seconds` bounds each one's own work.
        """
        link = await self._fork(WRITE, packed(change, lenient=lenient))
        line, until = self._line, asyncio.get_running_loop().time() + seconds
        timer = asyncio.get_running_loop().call_at(until, link.kill)
        try:
            kind, payload = await link.next()
        finally:
            timer.cancel()
            link.close()
        if kind == Frame.PROBLEM:
            raise _refusal(heard_problem(payload), seconds, late=link.killed)
        if kind != Frame.END:
            raise EndpointFailed("The keeper ended before it said whether the change was kept.")
        outcome = heard(payload)
        if line is self._line:
            self._publish(Facts(**outcome.pop("facts")), outcome.pop("commits"))
        return outcome

    async def close(self) -> None:
        """Stop the keeper and every worker."""
        self._closing = True
        self._let_go()
        if self._reopening:
            self._reopening.cancel()
        if self._line:
            await self._line.close()

    async def _worker(self) -> Link:
        """A worker with the current version."""
        while self._idle:
            link = self._idle.pop()
            if self._is_current(link):
                return link
            link.close()
        return await self._fork(QUERY)

    async def _fork(self, what: bytes, first: bytes = b"") -> Link:
        """A link to a new process. Raises Busy while there is no keeper."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._ready.wait()
        if not self._line or not self.ready:
            raise Busy("The graph is being opened.")
        try:
            link = await Link.over(self._line.fork(what))
        except OSError as error:
            raise Busy("The graph is being opened again.") from error
        try:
            link.send(first)
            lives = await link.greet()
        except BaseException:
            link.close()
            raise
        if not lives:
            link.close()
            raise Busy("A worker could not be started.")
        return link

    def _is_current(self, link: Link) -> bool:
        return not link.ended and self._facts is not None and link.version == self._facts.version

    def _release(self, link: Link, usable: bool) -> None:  # noqa: FBT001 - the answer to one question
        if usable and self._is_current(link) and not self._closing:
            self._idle.append(link)
        else:
            link.close()

    def _publish(self, facts: Facts, commits: int) -> None:
        """From now on the new version is asked; workers of the old one go when they are done.

        Each change is told on a line of its own, so a later one may be heard first: it is not taken back.
        """
        if commits > self._commits:
            self._facts, self._commits = facts, commits
            self._let_go()

    def _let_go(self) -> None:
        while self._idle:
            self._idle.pop().close()

    async def _inquest(self, link: Link) -> Problem:
        """Why a worker ended that nobody stopped."""
        status = await self._line.ending(link.pid) if self._line else None
        if status is None:
            return Busy("The keeper of the graph ended, and its workers with it; it is started again.")
        if status == -signal.SIGALRM:
            return TimedOut("The query was stopped at its time limit.")
        if status in (-signal.SIGABRT, -signal.SIGKILL):
            return OutOfMemory(f"The query needed more memory than {self._plan.memory >> 20:,} MB.", hint=_SMALLER)
        if status in (-signal.SIGSEGV, -signal.SIGBUS):
            return TooLarge("The query is too complex: the engine came to the end of its stack.", hint=_SMALLER)
        return Internal(f"The worker ended with status {status}.")

    def _lost(self) -> None:
        """The keeper ended by itself: open it again, as often as it takes."""
        if self._closing or not self.ready:
            return
        _log.error("The keeper of the graph ended; it is started again.")
        self._ready.clear()
        self._let_go()
        self._reopening = asyncio.ensure_future(self._reopen())

    async def _reopen(self) -> None:
        if self._line:
            await self._line.close()
        pause = _FIRST_PAUSE
        while not self.ready:
            # Its workers die with it, and hold its folder until they have.
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            try:
                await self.open()
            except (Problem, OSError) as problem:
                _log.error("The keeper of the graph cannot be started: %s", problem)


def _refusal(problem: Problem, seconds: float, *, late: bool) -> Problem:
    """Why a change was not kept: one that ended without a word when its time was over was stopped by us."""
    if late and isinstance(problem, OutOfMemory):
        return TimedOut(f"The change was stopped at its limit of {seconds:g} s; nothing of it was kept.")
    return problem


_SMALLER = "Ask for less: a LIMIT, no ORDER BY or DISTINCT over everything, fewer patterns without a common variable."
