"""Many who write and read at once: nothing acknowledged is lost or seen late, and no answer is of two versions."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Event

import pytest

from running import Client, Server, graph

WRITERS, WRITES, READERS = 6, 20, 4
PAIR = "http://w.example/pair/"


def number(version: str) -> int:
    return int(version.removesuffix("-plain").rpartition("-")[2])


def each(server: Server, many: int, work: Callable[[Client, int], object]) -> list[object]:
    """Work done by so many clients at once; raises what any of them raises."""
    clients = [server.client() for _ in range(many)]
    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(work, clients, range(many)))


@pytest.mark.parametrize("kind", ["merged", "plain"])
def test_every_write_of_many_is_there_and_makes_one_version(request: pytest.FixtureRequest, own: str, kind: str):
    server: Server = request.getfixturevalue(kind)
    reader = server.client()
    reader.update(f"INSERT DATA {{ GRAPH <{own}> {{ <a:s> <a:p> 0 }} }}")
    before = number(reader.ask("GET", "/health").json()["data"])

    def write(client: Client, writer: int) -> None:
        for n in range(WRITES):
            insert = f"INSERT DATA {{ GRAPH <{own}> {{ <a:w{writer}> <a:n> {n} }} }}"
            if n % 2:
                insert = f"INSERT {{ GRAPH <{own}> {{ <a:w{writer}> <a:n> {n} }} }} WHERE {{}}"
            assert client.update(insert).status == 204
            # What was acknowledged is seen at once, by others too.
            assert client.holds(f"GRAPH <{own}> {{ <a:w{writer}> <a:n> {n} }}")

    each(server, WRITERS, write)
    assert len(reader.rows(f"SELECT * {{ GRAPH <{own}> {{ ?w <a:n> ?n }} }}")) == WRITERS * WRITES
    assert number(reader.ask("GET", "/health").json()["data"]) == before + WRITERS * WRITES


def test_changes_of_one_counter_do_not_overtake_each_other(merged: Server, client: Client, own: str):
    client.update(f"INSERT DATA {{ GRAPH <{own}> {{ <a:s> <a:n> 0 }} }}")
    step = f"WITH <{own}> DELETE {{ <a:s> <a:n> ?n }} INSERT {{ <a:s> <a:n> ?m }} WHERE {{ <a:s> <a:n> ?n BIND(?n + 1 AS ?m) }}"

    def count(client: Client, _: int) -> None:
        for _ in range(WRITES):
            assert client.update(step).status == 204

    each(merged, WRITERS, count)
    assert client.rows(f"SELECT ?n {{ GRAPH <{own}> {{ <a:s> <a:n> ?n }} }}") == [{"n": str(WRITERS * WRITES)}]


def test_of_many_who_replace_what_they_have_read_one_wins_each_time(merged: Server, client: Client, own: str):
    client.ask("PUT", graph(own), "<a:s> <a:n> 0 .", Content_Type="text/turtle")

    def replace(client: Client, writer: int) -> int:
        won = 0
        for n in range(10):
            tag = client.ask("GET", graph(own), Accept="text/turtle").headers["ETag"]
            body = f"<a:s> <a:n> {n}, {1000 + writer} ."
            answer = client.ask("PUT", graph(own), body, Content_Type="text/turtle", If_Match=tag)
            assert answer.status in (204, 412)
            won += answer.status == 204
        return won

    before = number(client.ask("GET", "/health").json()["data"])
    won = each(merged, WRITERS, replace)
    after = number(client.ask("GET", "/health").json()["data"])
    assert 0 < after - before <= sum(map(int, map(str, won)))


def readings(client: Client, own: str, done: Event) -> Iterator[list[int]]:
    """What a reader sees again and again until there is nothing new to see."""
    query = f"SELECT ?n {{ GRAPH <{own}> {{ {{ <a:one> <a:n> ?n }} UNION {{ <a:two> <a:n> ?n }} }} }}"
    last = False
    while not last:
        last = done.is_set()
        yield [int(row["n"]) for row in client.rows(query)]


def test_readers_see_whole_versions_in_their_order(merged: Server, client: Client, own: str):
    def put(n: int) -> str:
        return (
            f"WITH <{own}> DELETE {{ ?s <a:n> ?n }} INSERT {{ <a:one> <a:n> {n} . <a:two> <a:n> {n} }} "
            "WHERE { OPTIONAL { ?s <a:n> ?n } }"
        )

    client.update(put(0))
    done = Event()

    def work(client: Client, who: int) -> list[list[int]]:
        if who < READERS:
            return list(readings(client, own, done))
        try:
            for n in range(1, 60):
                assert client.update(put(n)).status == 204
                assert next(readings(client, own, done)) == [n, n]
        finally:
            done.set()
        return []

    seen = each(merged, READERS + 1, work)[:READERS]
    for reading in seen:
        assert isinstance(reading, list)
        assert {len(pair) for pair in reading} == {2}
        assert [pair for pair in reading if pair[0] != pair[1]] == []
        assert all(earlier <= later for earlier, later in pairwise(reading))
        assert reading[-1] == [59, 59]


def test_equal_tags_are_equal_bytes_while_a_graph_changes(merged: Server, own: str):
    done = Event()
    merged.client().ask("PUT", graph(own), "<a:s> <a:n> 0 .", Content_Type="text/turtle")

    def work(client: Client, who: int) -> dict[str, bytes]:
        seen: dict[str, bytes] = {}
        if who == 0:
            for n in range(40):
                body = f"<a:s> <a:n> {n % 7} ; <a:m> {n % 7} ."
                assert client.ask("PUT", graph(own), body, Content_Type="text/turtle").status == 204
            done.set()
        while not done.is_set():
            for accept in ("text/turtle", "application/n-triples"):
                answer = client.ask("GET", graph(own), Accept=accept)
                assert seen.setdefault(answer.headers["ETag"], answer.body) == answer.body
        return seen

    try:
        both = each(merged, READERS, work)
    finally:
        done.set()
    whole: dict[str, bytes] = {}
    for seen in both:
        assert isinstance(seen, dict)
        for tag, body in seen.items():
            assert whole.setdefault(tag, body) == body
