"""The server killed at any moment while clients write: what was acknowledged is there afterwards, and nothing is half there.

Some of the writes break the rules: they are refused whatever happens meanwhile, and nothing of them is ever there.
"""

import http.client
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from living import kill, none_lives
from partnercities.cli import main
from running import Client, Server, started, wait

WRITES, WRITERS = 500, 4
MODES = ("merge", "plain")
LOOKED_UP = """
SELECT ?g ?n (COUNT(?p) AS ?both) { GRAPH ?g { ?s ?p ?n . FILTER(?p IN (<a:one>, <a:two>)) } } GROUP BY ?g ?n
"""
CITY = "https://w3id.org/partnercities/def#City"
WRONG_EACH = 5
"""Of so many writes one adds a city that nothing is known of."""
NOTHING = 502  # what is said when the keeper ended before it told what came of a write
AGAIN = 503
REFUSED = 422


@dataclass
class Writer:
    """A client that writes pairs of triples one after the other, and remembers which were acknowledged or refused."""

    name: str
    acknowledged: set[int] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)
    refused: int = 0
    next: int = 0

    def write(self, client: Client, most: int) -> None:
        """Write until the server is gone, or as many as are wanted."""
        for _ in range(most):
            n, self.next = self.next, self.next + 1
            wrong = n % WRONG_EACH == 0
            if not wrong:
                self.unknown.add(n)
            try:
                status = client.update(self._text(n, wrong=wrong)).status
            except (OSError, http.client.HTTPException):
                return
            self._take(n, status, wrong=wrong)

    def _text(self, n: int, *, wrong: bool) -> str:
        more = f"<a:city{n}> a <{CITY}>" if wrong else ""
        text = f"INSERT DATA {{ GRAPH <{self.name}> {{ <a:s> <a:one> {n} ; <a:two> {n} . {more} }} }} ;"
        text += f"WITH <{self.name}> DELETE {{ <a:s> <a:last> ?n }} INSERT {{ <a:s> <a:last> {n} }}"
        return text + " WHERE { OPTIONAL { <a:s> <a:last> ?n } }"

    def _take(self, n: int, status: int, *, wrong: bool) -> None:
        assert status in (REFUSED if wrong else 204, NOTHING, AGAIN)
        self.refused += status == REFUSED
        if status == 204:
            self.acknowledged.add(n)
        if status != NOTHING:
            self.unknown.discard(n)
        if status == AGAIN:
            time.sleep(0.05)


def all_at_once(server: Server) -> None:
    for pid in server.family():
        kill(pid)


def the_front(server: Server) -> None:
    kill(server.process.pid)


def the_keeper(server: Server) -> None:
    kill(server.keeper())


def the_keeper_and_then_the_front(server: Server) -> None:
    kill(server.keeper())
    time.sleep(random.random() / 5)
    kill(server.process.pid)


KILLS: tuple[Callable[[Server], None], ...] = (all_at_once, the_front, the_keeper, the_keeper_and_then_the_front)


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    return 50 if request.config.getoption("--hypothesis-profile") in ("long", "soak") else 4


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one triple, so that a start takes no time."""
    (tmp_path / "one.nt").write_text("<a:s> <a:p> <a:o> .\n")
    folder = tmp_path / "store"
    assert main(["restore", str(tmp_path / "one.nt"), "--store", str(folder), "--graph", "a:begin"]) == 0
    return folder


def test_what_was_acknowledged_outlives_every_crash(tmp_path: Path, store: Path, rounds: int):
    writers = [Writer(f"a:w{n}") for n in range(WRITERS)]
    seed = random.randrange(sys.maxsize)
    chance = random.Random(seed)
    server = start(tmp_path, store, chance.choice(MODES))
    try:
        for number in range(rounds):
            crash(server, writers, KILLS[number % len(KILLS)], chance.random())
            if server.process.poll() is not None:
                server = start(tmp_path, store, chance.choice(MODES))
            wait(server)
            check(server.client(), writers, f"round {number} of seed {seed}")
            server.leave()
    finally:
        server.leave()
        all_at_once(server)
        server.process.wait()
    assert sum(len(writer.acknowledged) for writer in writers) > 5 * rounds
    assert sum(writer.refused for writer in writers) > rounds


def start(folder: Path, store: Path, mode: str) -> Server:
    return started(folder, "--store", str(store), default_graph=mode)


def crash(server: Server, writers: list[Writer], end: Callable[[Server], None], seconds: float) -> None:
    """Have the writers write, and end what is to be ended in the midst of it."""
    clients = [server.client() for _ in writers]
    threads = [
        threading.Thread(target=writer.write, args=(client, WRITES // WRITERS))
        for writer, client in zip(writers, clients, strict=True)
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    family = server.family()
    end(server)
    if end is not the_keeper:
        server.process.wait()
        assert none_lives(family)
    for thread in threads:
        thread.join(60)
    server.leave()


def check(client: Client, writers: list[Writer], when: str) -> None:
    """Compare what is there with what was acknowledged, and take what is there as known from now on."""
    assert not client.holds(f"GRAPH ?g {{ ?s a <{CITY}> }}"), when
    rows = client.rows(LOOKED_UP)
    assert [row for row in rows if row["both"] != "2"] == [], when
    last = {row["g"]: int(row["n"]) for row in client.rows("SELECT ?g ?n { GRAPH ?g { <a:s> <a:last> ?n } }")}
    for writer in writers:
        there = {int(row["n"]) for row in rows if row["g"] == writer.name}
        assert writer.acknowledged <= there, when
        assert there <= writer.acknowledged | writer.unknown, when
        assert last.get(writer.name) == max(there, default=None), when
        writer.acknowledged, writer.unknown = there, set()
