"""Everything that can go wrong, in one tree: the web answers with `status`, the command ends with `exit_code`.

Problem
├── BadRequest              400 · 2   the call itself is wrong
│   ├── BadParameter        400 · 2   a parameter of a stored query has the wrong type
│   └── UnknownFormat       400 · 2   `format=`, `-f` or a suffix names no format
├── BadQuery                400 · 4   a query does not parse
│   └── Unsupported         422 · 4   a query is valid, but asks for what the engine does not have
├── BadShapes               422 · 4   shapes are ill-formed
│   └── UnreadableShapes    400 · 4   shapes do not parse
├── BadData                 400 · 3   data does not parse
├── CannotRead              404 · 3   a file is not there or cannot be read
├── Refused                 403 · 2   asked for something that is closed here
├── NotFound                404 · 2   no such query, thing or page
├── MethodNotAllowed        405 · 2
├── NotAcceptable           406 · 2   none of the formats that exist is acceptable
├── PreconditionFailed      412 · 2   a condition of the call (If-Match, If-None-Match) does not hold
├── TooLarge                413 · 6   longer or deeper than the limits
│   └── AddressTooLong      414 · 6
├── UnsupportedMediaType    415 · 2
├── NotConforming           422 · 1   a change would add what the rules call wrong
├── NothingChecked          422 · 5   a validation found nothing to check
├── Unauthorized            401 · 2   writing without the token
├── TooManyRequests         429 · 6   more requests than one client may send
├── Busy                    503 · 6   no worker became free in time
├── TimedOut                504 · 6   stopped at the time limit
├── OutOfMemory             507 · 6   stopped at the memory limit
├── Broken                  500 · 7   an answer that breaks off after it began
├── EndpointFailed          502 · 7   the store or endpoint behind cannot be reached or failed
└── Internal                500 · 70  a fault of ours
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Place:
    """Where in a text: line and column, both counted from 1; `source` names the file or parameter."""

    line: int
    column: int
    source: str = ""
    end_line: int = 0
    """Where it ends, up to but without `end_column`; both 0 where only the beginning is known."""
    end_column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.source, self.line, self.column) if part != "")


class Problem(Exception):  # noqa: N818 - the field says problem (RFC 9457)
    """Something went wrong in a way we can name: `detail` says what, `hint` how to mend it, `place` where.

    `line` is the line of the text that the place is in, where it is at hand. `flaws` lists what is wrong where that is more than one thing: of each its line, its message and what else is known;
    `more` counts those that the list leaves out.
    """

    slug: ClassVar[str] = "problem"
    title: ClassVar[str] = "Something went wrong"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        detail: str,
        *,
        hint: str = "",
        place: Place | None = None,
        flaws: tuple[Mapping[str, object], ...] = (),
        more: int = 0,
        line: str = "",
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.hint = hint
        self.place = place
        self.flaws = flaws
        self.more = more
        self.line = line

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return where + self.detail + (f"\n  {self.hint}" if self.hint else "")


class BadRequest(Problem):
    """The call itself is wrong."""

    slug, title, status, exit_code = "bad-request", "The request is wrong", 400, 2


class BadParameter(BadRequest):
    """A parameter is unknown or its value is not of its type."""

    slug, title = "bad-parameter", "A parameter is wrong"


class UnknownFormat(BadRequest):
    """A format was asked for by a name that we do not know."""

    slug, title = "unknown-format", "There is no such format"


class BadQuery(Problem):
    """A query does not parse."""

    slug, title, status, exit_code = "bad-query", "The query is not valid SPARQL", 400, 4


class Unsupported(BadQuery):
    """A query is valid, but asks for what the engine does not have, such as an unknown function."""

    slug, title, status = "unsupported", "The engine does not have this", 422


class BadShapes(Problem):
    """Shapes are ill-formed."""

    slug, title, status, exit_code = "bad-shapes", "The shapes are ill-formed", 422, 4


class UnreadableShapes(BadShapes):
    """Shapes do not parse."""

    slug, title, status = "unreadable-shapes", "The shapes cannot be parsed", 400


class BadData(Problem):
    """Data does not parse."""

    slug, title, status, exit_code = "bad-data", "The data cannot be parsed", 400, 3


class CannotRead(Problem):
    """A file is not there or cannot be read."""

    slug, title, status, exit_code = "cannot-read", "The file cannot be read", 404, 3


class Refused(Problem):
    """What is asked for is closed here."""

    slug, title, status, exit_code = "refused", "This is not allowed here", 403, 2


class NotFound(Problem):
    """There is no such query, thing or page."""

    slug, title, status, exit_code = "not-found", "There is no such thing", 404, 2


class MethodNotAllowed(Problem):
    """The address exists but not for this method; `allowed` lists those that work."""

    slug, title, status, exit_code = "method-not-allowed", "This method does not work here", 405, 2

    def __init__(self, method: str, allowed: tuple[str, ...]) -> None:
        super().__init__(f"{method} does not work here.", hint="Use " + " or ".join(allowed) + ".")
        self.allowed = allowed


class NotAcceptable(Problem):
    """None of the formats that exist is acceptable to the caller."""

    slug, title, status, exit_code = "not-acceptable", "No acceptable format", 406, 2


class PreconditionFailed(Problem):
    """A condition that the call makes (If-Match, If-None-Match) does not hold."""

    slug, title, status, exit_code = "precondition-failed", "The graph is another one by now", 412, 2


class TooLarge(Problem):
    """A text is longer or more deeply nested than the limits allow."""

    slug, title, status, exit_code = "too-large", "Too large", 413, 6


class AddressTooLong(TooLarge):
    """An address is longer than the limit."""

    slug, title, status = "address-too-long", "The address is too long", 414


class UnsupportedMediaType(Problem):
    """The body is of a type that is not read here."""

    slug, title, status, exit_code = "unsupported-media-type", "The type of the body is not supported", 415, 2


class NotConforming(Problem):
    """A change would add violations of the shapes, so nothing of it is kept."""

    slug, title, status, exit_code = "not-conforming", "The change breaks the rules", 422, 1


class NothingChecked(Problem):
    """A validation found no node to check, so its verdict would mean nothing."""

    slug, title, status, exit_code = "nothing-checked", "Nothing was checked", 422, 5


class Unauthorized(Problem):
    """Writing is asked for without the token that allows it."""

    slug, title, status, exit_code = "unauthorized", "This needs the token", 401, 2


class TooManyRequests(Problem):
    """One client sends more requests than the limit."""

    slug, title, status, exit_code = "too-many-requests", "Too many requests", 429, 6


class Busy(Problem):
    """No worker became free in time."""

    slug, title, status, exit_code = "busy", "The server is busy", 503, 6


class TimedOut(Problem):
    """Stopped at the time limit."""

    slug, title, status, exit_code = "timed-out", "The time limit was reached", 504, 6


class OutOfMemory(Problem):
    """Stopped at the memory limit."""

    slug, title, status, exit_code = "out-of-memory", "The memory limit was reached", 507, 6


class Broken(Problem):
    """An answer breaks off after its beginning was sent: the connection is cut, so that nobody takes it for whole."""

    slug, title, exit_code = "broken", "The answer breaks off", 7


class EndpointFailed(Problem):
    """The store or endpoint behind cannot be reached, or answered with an error."""

    slug, title, status, exit_code = "endpoint-failed", "The endpoint cannot be reached", 502, 7


class Internal(Problem):
    """A fault of ours that no other problem names."""

    slug, title, exit_code = "internal", "An error of the server", 70


def _tree(problem: type[Problem]) -> Iterator[type[Problem]]:
    for child in problem.__subclasses__():
        yield child
        yield from _tree(child)


BY_SLUG = {problem.slug: problem for problem in _tree(Problem)}
"""Every problem by its slug."""


def told(problem: Problem) -> dict[str, Any]:
    """A problem as plain values, for another process."""
    return {
        "slug": problem.slug,
        "detail": problem.detail,
        "hint": problem.hint,
        "place": asdict(problem.place) if problem.place else None,
        "flaws": [dict(flaw) for flaw in problem.flaws],
        "more": problem.more,
    }


def heard(values: Mapping[str, Any]) -> Problem:
    """The problem of plain values; one of an unknown slug is a fault of ours."""
    problem = BY_SLUG.get(values["slug"], Internal)(values["detail"], hint=values["hint"])
    problem.place = Place(**values["place"]) if values["place"] else None
    problem.flaws = tuple(values["flaws"])
    problem.more = values["more"]
    return problem
