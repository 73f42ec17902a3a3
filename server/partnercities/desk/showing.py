"""What a page shows of the answer to any query: the first rows, a yes or no, or the beginning of a graph."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from partnercities.desk.desk import Desk
from partnercities.problems import Broken, EndpointFailed, Problem
from partnercities.protocol.formats import Format, Kind, named
from partnercities.protocol.operations import Query
from partnercities.store import Row, Table, parse
from partnercities.store.table import term_of

ROWS = 1_000
"""The most rows that a page shows."""
_READ = 2 << 20
"""So many bytes of an answer are read for a page; what comes after them is left, and its making stopped."""
_TEXT = 60_000
"""The most characters of a graph that a page shows."""
_COLUMNS = re.compile(r'"vars"\s*:\s*(\[[^\]]*\])')
_BINDINGS = re.compile(r'"bindings"\s*:\s*\[\s*')
_EMPTY = Table((), ())
_BETWEEN = re.compile(r"\s*,\s*")


@dataclass(frozen=True)
class Shown:
    """The part of an answer that is shown: a table, a yes or no, or a text in Turtle, by its kind."""

    kind: Kind
    table: Table = _EMPTY
    total: int = 0
    """How many rows were counted."""
    whole: bool = True
    """Whether the answer was read to its end; if not, there are more rows than were counted."""
    yes: bool = False
    text: str = ""
    cut: bool = False
    """Whether less is shown than there is."""


def show(desk: Desk, query: Query, seconds: float) -> Shown:
    """Answer a query for a page, in at most `seconds`. Raises what `Desk.answer` raises."""
    answer = desk.answer(query, _readable, seconds=seconds)
    return _READERS[answer.kind](_begin(answer.body))


def _readable(kind: Kind) -> Format:
    return named("turtle" if kind is Kind.GRAPH else "json", kind)


@dataclass(frozen=True)
class _Begun:
    """The beginning of an answer, and whether that is all of it."""

    body: bytes
    whole: bool


def _begin(parts: Iterator[bytes]) -> _Begun:
    """The beginning of an answer. Raises what went wrong while it was made."""
    begun = bytearray()
    try:
        for part in parts:
            begun += part
            if len(begun) > _READ:
                return _Begun(bytes(begun), whole=False)
    except Broken as broken:
        # Nothing was sent yet: what broke the answer off is the problem to be told.
        raise (broken.__cause__ if isinstance(broken.__cause__, Problem) else broken) from None
    finally:
        close: Callable[[], None] = getattr(parts, "close", lambda: None)
        close()
    return _Begun(bytes(begun), whole=True)


def _rows(begun: _Begun) -> Shown:
    if not begun.whole:
        return _first_rows(begun.body.decode(errors="ignore"))
    table = parse(begun.body)
    total = len(table.rows)
    return Shown(Kind.BINDINGS, replace(table, rows=table.rows[:ROWS]), total, cut=total > ROWS)


def _first_rows(text: str) -> Shown:
    """The rows in the beginning of an answer in the JSON format, which breaks off somewhere."""
    columns, bindings = _COLUMNS.search(text), _BINDINGS.search(text)
    if not columns or not bindings:
        raise EndpointFailed("The endpoint did not answer with SPARQL results in JSON.")
    names: list[str] = json.loads(columns[1])
    total, rows = 0, list[Row]()
    for binding in _objects(text, bindings.end()):
        total += 1
        if total <= ROWS:
            rows.append(tuple(term_of(binding[name]) if name in binding else None for name in names))
    return Shown(Kind.BINDINGS, Table(tuple(names), tuple(rows)), total, whole=False, cut=True)


def _objects(text: str, position: int) -> Iterator[Mapping[str, dict[str, str]]]:
    decode = json.JSONDecoder().raw_decode
    while True:
        try:
            found, position = decode(text, position)
        except ValueError:
            return
        yield found
        between = _BETWEEN.match(text, position)
        if not between:
            return
        position = between.end()


def _yes(begun: _Begun) -> Shown:
    try:
        return Shown(Kind.BOOLEAN, yes=json.loads(begun.body)["boolean"] is True)
    except (ValueError, KeyError, TypeError) as error:
        raise EndpointFailed("The endpoint did not answer with SPARQL results in JSON.") from error


def _graph(begun: _Begun) -> Shown:
    text = begun.body.decode(errors="ignore")
    if begun.whole and len(text) <= _TEXT:
        return Shown(Kind.GRAPH, text=text)
    first = text[:_TEXT]
    return Shown(Kind.GRAPH, text=first[: first.rfind("\n") + 1] or first, whole=begun.whole, cut=True)


_READERS: Mapping[Kind, Callable[[_Begun], Shown]] = {
    Kind.BINDINGS: _rows,
    Kind.BOOLEAN: _yes,
    Kind.GRAPH: _graph,
}
