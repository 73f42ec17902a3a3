"""Submissions of strangers, each checked in a process that is killed at its time limit, few at once."""

import json
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Any

from partnercities.desk.confined import NO_MEMORY
from partnercities.desk.submission import Submission, Text
from partnercities.problems import BY_SLUG, Busy, Internal, OutOfMemory, Place, Problem, TimedOut
from partnercities.validation.report import Finding, Report

# -P: the folder that the server was started in is none of its business.
_COMMAND = (sys.executable, "-P", "-m", "partnercities.desk.confined")
# How a process ends that wanted more memory than it may have: by its own word, by an abort of the engine, or killed.
_NO_MEMORY = {NO_MEMORY, -6, -9}


class Inspector:
    """Checks submissions: each in at most so many seconds and bytes, at most so many at the same time."""

    def __init__(self, seconds: float, memory: int, most: int = 2) -> None:
        self._seconds = seconds
        self._memory = memory
        self._most = most
        self._places = BoundedSemaphore(most)

    def inspect(self, submission: Submission, *, graph: bool = False) -> Report:
        """The report on a submission; with `graph`, in the words of SHACL too.

        Raises Busy where as many are checked already, TimedOut and OutOfMemory at the limits, Refused for what would
        have to be fetched, and what `check` raises.
        """
        if not self._places.acquire(blocking=False):
            raise Busy(f"{self._most} checks are running, which is as many as may.", hint="Try again in a few seconds.")
        try:
            return confined(submission, self._seconds, self._memory, graph=graph)
        finally:
            self._places.release()


def confined(submission: Submission, seconds: float, memory: int, *, graph: bool = False) -> Report:
    """Check a submission in a process of its own; see `Inspector.inspect` for what it raises."""
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own words
        try:
            told, _ = process.communicate(_packed(submission, memory, graph=graph), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise TimedOut(
                f"The check was stopped after {seconds:g} s, its limit.",
                hint="Check less at once, or use partnercities validate on your own machine.",
            ) from error
        finally:
            process.kill()
    return _unpacked(process.returncode, told)


def _packed(submission: Submission, memory: int, *, graph: bool) -> bytes:
    data, shapes = submission.data, submission.shapes
    head = {"data": _size(data), "shapes": _size(shapes), "alone": submission.alone, "memory": memory, "graph": graph}
    return json.dumps(head).encode() + b"\n" + data.content + (shapes.content if shapes else b"")


def _size(text: Text | None) -> dict[str, Any] | None:
    return {"size": len(text.content), "suffix": text.suffix} if text else None


def _unpacked(code: int, told: bytes) -> Report:
    if code in _NO_MEMORY:
        raise OutOfMemory(
            "The check took more memory than it may.",
            hint="Check less at once, or use partnercities validate on your own machine.",
        )
    if code:
        raise Internal(f"The check ended with {code} and said nothing.")
    values = json.loads(told)
    if "slug" in values:
        raise _problem(values)
    findings = tuple(Finding(**finding) for finding in values["findings"])
    return Report(findings, values["checked"], values["graph"].encode())


def _problem(values: dict[str, Any]) -> Problem:
    problem = BY_SLUG.get(values["slug"], Internal)(values["detail"], hint=values["hint"])
    problem.place = Place(*values["place"]) if values["place"] else None
    return problem
