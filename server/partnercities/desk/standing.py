"""Whether the stored data is right: checked aside once for each version, with the last report at hand meanwhile."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread

from partnercities.desk.desk import Desk
from partnercities.desk.inspecting import Bounds, confined
from partnercities.desk.submission import Submission, Text
from partnercities.problems import Problem
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query
from partnercities.validation.report import Report

_log = logging.getLogger(__name__)
# Whatever its size: what cannot be checked within these is told to be too much.
_BOUNDS = Bounds(seconds=300, memory=2_000 << 20, graph=True)
_ALL = "{ ?subject ?predicate ?object }"
_NAMED = "{ GRAPH ?graph { ?subject ?predicate ?object } }"


@dataclass(frozen=True)
class State:
    """What is known: the last report and the version it is of, whether a newer one is on its way, or why there is none."""

    version: str = ""
    report: Report | None = None
    checking: bool = False
    problem: Problem | None = None


class Standing:
    """The state of the data of a desk; whoever asks first after a change has it checked, and waits for nothing."""

    def __init__(self, desk: Desk, check: Callable[[Desk], Report] | None = None) -> None:
        self._desk = desk
        self._check = check or check_held
        self._lock = Lock()
        self._state = State()

    @property
    def last(self) -> State:
        """What is known so far, without having anything checked."""
        return self._state

    def look(self) -> State:
        """What is known, and begin a check where the data has changed since; over a foreign engine nothing is known."""
        held = self._desk.dataset
        if held is None:
            return State()
        with self._lock:
            if self._state.version != held.version and not self._state.checking:
                self._state = replace(self._state, checking=True)
                Thread(target=self._find_out, args=(held.version,), name="checking", daemon=True).start()
            return self._state

    def _find_out(self, version: str) -> None:
        try:
            found = State(version, self._check(self._desk))
        except Problem as problem:
            found = State(version, self._state.report, problem=problem)
        except Exception:  # noqa: BLE001 - nobody waits here for an error
            # The log learns of it, and who looks next has it tried again.
            _log.exception("The stored data could not be checked.")
            found = replace(self._state, checking=False)
        self._state = found


def check_held(desk: Desk) -> Report:
    """The report on all that a desk holds, which is read while it is checked. Raises what a confined check raises."""
    where = _ALL if desk.merged else f"{{ {_ALL} UNION {_NAMED} }}"
    answer = desk.answer(Query(f"CONSTRUCT {_ALL} WHERE {where}"), lambda _kind: named("ntriples", Kind.GRAPH))
    return confined(Submission(Text(b"", "nt"), alone=True), _BOUNDS, answer.body)
