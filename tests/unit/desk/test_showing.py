"""The part of an answer that a page shows, however long the answer is and however it ends."""

import json
from collections.abc import Iterator

import pytest

from partnercities.desk.desk import Desk
from partnercities.desk.showing import ROWS, Shown, show
from partnercities.problems import Broken, EndpointFailed, Problem, TimedOut
from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.operations import Query

SELECT, ASK, CONSTRUCT = "SELECT * {}", "ASK {}", "CONSTRUCT {} WHERE {}"


class Scripted:
    """A store that answers what it is told, in pieces, and knows whether it was closed before the end."""

    def __init__(self, pieces: list[bytes | Exception]) -> None:
        self.pieces = pieces
        self.given = 0
        self.closed = False

    def answer(self, query: Query, kind: Kind, format: Format, seconds: float | None = None) -> Iterator[bytes]:
        try:
            for piece in self.pieces:
                if isinstance(piece, Exception):
                    raise piece
                self.given += 1
                yield piece
        finally:
            self.closed = True

    def close(self) -> None:
        pass


def shown(text: str, *pieces: bytes | Exception) -> Shown:
    return show(Desk(Scripted(list(pieces))), Query(text), 1)


def rows(number: int, size: int = 1) -> bytes:
    bindings = [{"x": {"type": "literal", "value": f"{place} {'x' * size}"}} for place in range(number)]
    return json.dumps({"head": {"vars": ["x", "y"]}, "results": {"bindings": bindings}}).encode()


def test_a_short_answer_is_shown_whole():
    answer = shown(SELECT, rows(3))
    assert (answer.total, len(answer.table.rows), answer.whole, answer.cut) == (3, 3, True, False)
    assert answer.table.columns == ("x", "y")


def test_of_many_rows_the_first_are_shown_and_all_are_counted():
    answer = shown(SELECT, rows(ROWS + 5))
    assert (answer.total, len(answer.table.rows), answer.whole, answer.cut) == (ROWS + 5, ROWS, True, True)


def test_of_an_answer_without_end_the_beginning_is_read_and_the_rest_is_stopped():
    store = Scripted([rows(30_000, 100)[:-1_000], *[b"x" * 1_000_000] * 5])
    answer = show(Desk(store), Query(SELECT), 1)
    assert (store.given, store.closed) == (1, True)
    assert ROWS < answer.total < 30_000
    assert (len(answer.table.rows), answer.whole, answer.cut) == (ROWS, False, True)
    first = answer.table.rows[0]
    assert first[0] is not None
    assert first[0].value.startswith("0 x")
    assert first[1] is None


def test_long_bytes_that_are_no_rows_are_a_failure_of_the_endpoint():
    with pytest.raises(EndpointFailed):
        shown(SELECT, b"x" * 3_000_000)


@pytest.mark.parametrize(("word", "yes"), [(b"true", True), (b"false", False)])
def test_a_yes_or_no_is_one(word: bytes, yes: bool):
    assert shown(ASK, b'{"head": {}, "boolean": %s}' % word).yes is yes


def test_what_is_neither_yes_nor_no_is_a_failure_of_the_endpoint():
    with pytest.raises(EndpointFailed):
        shown(ASK, b"perhaps")


def test_a_graph_is_a_text():
    answer = shown(CONSTRUCT, b"<a:a> <b:b> 1 .\n")
    assert (answer.kind, answer.text, answer.cut) == (Kind.GRAPH, "<a:a> <b:b> 1 .\n", False)


def test_a_long_graph_ends_with_a_whole_line():
    answer = shown(CONSTRUCT, b"<a:a> <b:b> 1 .\n" * 10_000)
    assert answer.cut
    assert answer.text.endswith("1 .\n")
    assert len(answer.text) < 100_000


def test_what_broke_an_answer_off_is_the_problem():
    broken = Broken("The answer breaks off.")
    broken.__cause__ = TimedOut("Stopped.")
    with pytest.raises(TimedOut):
        shown(SELECT, rows(3)[:20], broken)


def test_an_answer_that_breaks_off_for_no_known_reason_is_broken():
    with pytest.raises(Broken):
        shown(SELECT, Broken("The client has left."))


def test_a_problem_at_once_is_that_problem():
    with pytest.raises(Problem):
        shown(SELECT, TimedOut("Stopped."))
