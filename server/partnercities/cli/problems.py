"""Problems as a terminal tells them: where and what, the line with what is meant in it, and how to mend it."""

from collections.abc import Iterator, Mapping

from partnercities.problems import Place, Problem

_OTHERS = 20
"""Of more flaws beside the first, so many are told."""


def told(problem: Problem) -> str:
    """A problem in lines; those of its flaws that are not the first stand below, each with its place."""
    return "\n".join(_lines(problem))


def _lines(problem: Problem) -> Iterator[str]:
    where = f"{_named(problem.place)}: " if problem.place else ""
    yield where + problem.detail
    if problem.place and problem.line:
        yield from _source(problem.place, problem.line)
    if problem.hint:
        yield f"  {problem.hint}"
    yield from (f"  {_flaw(flaw)}" for flaw in problem.flaws[1 : _OTHERS + 1])


def _named(place: Place) -> str:
    """A place with the name of its file from where the command was called."""
    from partnercities.desk.reports.naming import file

    return ":".join(str(part) for part in (file(place.source), place.line, place.column) if part != "")


def _source(place: Place, line: str) -> Iterator[str]:
    """The line that a place is in, and carets under what is meant."""
    from partnercities.sources.positions.excerpts import pointed
    from partnercities.sources.positions.spots import Spot

    end = place.end_column if place.end_line == place.line else len(line) + 1 if place.end_line else place.column + 1
    start = min(place.column, len(line) + 1)
    shown, carets = pointed(line.encode(), Spot(1, start, 1, max(end, start + 1)))
    gutter = " " * len(str(place.line))
    yield f"{gutter} |"
    yield f"{place.line} | {shown}"
    yield f"{gutter} | {carets}"


def _flaw(flaw: Mapping[str, object]) -> str:
    message = flaw.get("message")
    said = message.get("en", "") if isinstance(message, Mapping) else message
    where = _named(Place(int(str(flaw["line"])), int(str(flaw["column"])), str(flaw["source"]))) if flaw["line"] else ""
    return f"{where}: {said}" if where else str(said)
