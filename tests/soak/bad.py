"""Clients that do as they should not: they ask for too much, send what nobody should, leave, or hardly take what they get."""

import gzip
import http.client
import json
import socket
import time
from urllib.parse import quote

from running import UPDATE, Client

from .world import World

_PAIRS = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(5))
RUNAWAYS = (
    f"SELECT (COUNT(*) AS ?n) {{ {_PAIRS} }}",
    f"SELECT * {{ {_PAIRS} }} ORDER BY ?o1 ?o2 ?o3",
    "SELECT (COUNT(*) AS ?n) { ?a (!<a:b>)* ?b . ?c (!<a:b>)* ?d }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?a), STR(?f)), '(a+)+b')) }",
    f"SELECT (GROUP_CONCAT(?o1) AS ?all) {{ {_PAIRS} }}",
)
STREAM = "SELECT ?a ?b ?c { ?a a ?x . ?b a ?y . ?c a ?z } LIMIT 100000"
BOMB = gzip.compress(b"x" * (80 << 20))
# Requests, and how they may be answered.
HOSTILE: tuple[tuple[str, str, bytes, dict[str, str], tuple[int, ...]], ...] = (
    ("POST", "/sparql", b"ASK " + b"{" * 9_000 + b"}" * 9_000, {"Content-Type": "application/sparql-query"}, (413,)),
    ("POST", "/sparql", b"ASK { FILTER(" + b"!" * 9_000 + b"true) }", {"Content-Type": "application/sparql-query"}, (413,)),
    ("POST", "/sparql", b"ASK { SERVICE <http://127.0.0.1:1/> {} }", {"Content-Type": "application/sparql-query"}, (403,)),
    ("POST", "/sparql", b"LOAD <http://169.254.169.254/> INTO GRAPH <a:g>", UPDATE, (403,)),
    ("POST", "/sparql", b"DROP ALL", UPDATE, (403,)),
    ("POST", "/sparql", b"DROP GRAPH <a:g>", {**UPDATE, "Authorization": "Bearer guess"}, (401,)),
    ("POST", "/sparql", BOMB, {**UPDATE, "Content-Encoding": "gzip"}, (413,)),
    ("POST", "/sparql", BOMB[:-20], {**UPDATE, "Content-Encoding": "gzip"}, (400, 413)),
    ("PUT", "/graphs?graph=a:g", b"<a:s> <a:p>", {"Content-Type": "text/turtle"}, (400,)),
    ("PUT", "/graphs?graph=a:g%0D%0AX:1", b"", {"Content-Type": "text/turtle"}, (400,)),
    ("GET", "/sparql?query=" + "x" * 70_000, b"", {}, (400, 414, 431)),
    ("GET", "/../../etc/passwd", b"", {}, (404,)),
    ("TRACE", "/sparql", b"", {}, (400, 405)),
)  # fmt: skip


def run_away(world: World, client: Client, who: str) -> None:
    """Ask what never ends, in many ways; it ends in time."""
    chance = world.chance(who)
    while not world.over.is_set():
        limit = chance.choice((1, 2))
        text = chance.choice(RUNAWAYS) + f" # {chance.random()}"
        began = time.monotonic()
        answer = client.ask("GET", f"/sparql?timeout={limit}&query={quote(text)}")
        seconds = time.monotonic() - began
        world.took(f"runaway {answer.status}", seconds)
        world.expect(answer.status in (503, 504, 507), f"a runaway: {answer.status} {answer.body[:200]!r}")
        # It may have waited for a place for two seconds; the machine is full.
        world.expect(seconds < limit + 10, f"a runaway ran {seconds:.1f} s, its limit was {limit}")
        time.sleep(chance.random())


def attack(world: World, client: Client, who: str) -> None:
    """Send what is made to hurt; it is refused in a proper way."""
    chance = world.chance(who)
    while not world.over.is_set():
        method, path, body, headers, statuses = chance.choice(HOSTILE)
        try:
            given = {name.replace("-", "_"): value for name, value in headers.items()}
            answer = client.ask(method, path, body or None, **given)
        except (OSError, http.client.HTTPException) as error:
            # A body that is refused before it is all sent ends the connection.
            world.expect(len(body) > 10_000, f"{method} {path[:40]}: {error!r}")
            client.close()
            continue
        world.seen[f"hostile {answer.status}"] += 1
        world.expect(answer.status in (*statuses, 503), f"{method} {path[:40]} {body[:30]!r}: {answer.status}")
        if answer.status >= 400 and method != "HEAD":
            world.expect("slug" in json.loads(answer.body), f"{method} {path[:40]}: no problem as it should be")
        time.sleep(chance.random() * 0.3)


def leave(world: World, client: Client, who: str) -> None:
    """Ask, and go away while it computes, while it streams, or before all is said."""
    chance = world.chance(who)
    while not world.over.is_set():
        text = chance.choice((*RUNAWAYS, STREAM)) + f" # {chance.random()}"
        request = f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", world.server.port), timeout=30) as connection:
            connection.sendall(request[: chance.choice((len(request), len(request), 40))])
            time.sleep(chance.random())
        world.seen["left"] += 1


def dawdle(world: World, client: Client, who: str) -> None:
    """Take a long answer slowly; it is whole all the same, or visibly broken."""
    chance = world.chance(who)
    while not world.over.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", world.server.port, timeout=60)
        try:
            text = STREAM + f" # {chance.random()}"
            connection.request("GET", "/sparql?query=" + quote(text), headers={"Accept": "text/csv"})
            response = connection.getresponse()
            rows = 0
            while data := response.read(1 << 16):
                rows += data.count(b"\n")
                time.sleep(0.01)
            world.expect(response.status != 200 or rows == 100_001, f"a stream of {rows} rows looked whole")
            world.seen[f"stream {response.status}"] += 1
        except (OSError, http.client.HTTPException):
            world.seen["stream broken"] += 1
        finally:
            connection.close()
        time.sleep(chance.random())
