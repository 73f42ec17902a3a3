"""Clients that do as they should: they ask what has a known answer, write, and watch what others write."""

import time
from urllib.parse import quote, urlencode

from running import Answer, Client, graph

from .world import World

SOFIA = "https://w3id.org/partnercities/id/city/bg/sofia"
# Over graphs that nobody writes to here, so the answers never change.
QUESTIONS = (
    "/queries/cities-across-networks.csv",
    "/queries/cities-across-projects.json?min=5",
    "/queries/pairs-of-cities.csv",
    "/sparql?" + urlencode({"query": f"SELECT * {{ <{SOFIA}> ?p ?o }} ORDER BY ?p ?o"}),
    "/sparql?" + urlencode({"query": "SELECT ?s { ?s a <https://w3id.org/partnercities/def#City> } ORDER BY ?s"}),
    graph("https://w3id.org/partnercities/graph/conet-page"),
)
PAGES = (
    "/",
    "/sparql",
    "/city/bg/sofia",
    "/queries",
    "/health",
    "/ready",
    "/metrics",
    "/.well-known/void",
    "/graph/ref",
)
FORMATS = ("application/sparql-results+json", "text/csv", "application/sparql-results+xml")


def asked(world: World, client: Client, what: str, path: str, **headers: str) -> Answer | None:
    """An answer; None for one that is to come again, as there is nothing to learn from it."""
    began = time.monotonic()
    answer = client.ask("GET", path, **headers)
    world.took(what, time.monotonic() - began)
    if answer.status == 503:
        world.seen[what + " 503"] += 1
        time.sleep(0.2)
        return None
    return answer


def ask(world: World, client: Client, who: str) -> None:
    """Ask questions whose answers are known since the first time."""
    chance = world.chance(who)
    known: dict[tuple[str, str], bytes] = {}
    while not world.over.is_set():
        path, encoding = chance.choice(QUESTIONS), chance.choice(("identity", "gzip"))
        answer = asked(world, client, "ask", path, Accept_Encoding=encoding)
        if answer is None:
            continue
        world.expect(answer.status == 200, f"{path}: {answer.status} {answer.body[:200]!r}")
        if answer.status == 200:
            first = known.setdefault((path, encoding), answer.body)
            world.expect(_same(first, answer.body, path), f"{path}: another answer than before")
        time.sleep(chance.random() * 0.1)


def _same(one: bytes, other: bytes, path: str) -> bool:
    # A graph is given out in any order.
    return one == other if not path.startswith("/graphs") else len(one) == len(other)


def browse(world: World, client: Client, who: str) -> None:
    """Look at the pages."""
    chance = world.chance(who)
    while not world.over.is_set():
        path = chance.choice(PAGES)
        answer = asked(world, client, "page", path, Accept="text/html, */*;q=0.1")
        world.expect(answer is None or answer.status == 200, f"{path}: {answer and answer.status}")
        time.sleep(chance.random())


def write(world: World, client: Client, who: str) -> None:
    """Count up, two triples at a time, and see each step at once."""
    chance = world.chance(who)
    name = f"http://soak.example/{who}"
    number = 0
    while not world.over.is_set():
        began, number = time.monotonic(), number + 1
        answer = _put(client, name, number) if chance.random() < 0.3 else client.update(_step(name, number))
        world.took("write", time.monotonic() - began)
        world.expect(answer.status in (201, 204, 503), f"a write: {answer.status} {answer.body[:200]!r}")
        if answer.status < 300:
            world.written[name] = number
            seen = look(world, client, name, chance.choice(FORMATS))
            world.expect(seen in (None, [number, number]), f"{name} was {number} when it was read as {seen}")
        time.sleep(chance.random() * 0.4)


def _put(client: Client, name: str, number: int) -> Answer:
    body = f"<{name}> <a:one> {number} ; <a:two> {number} ."
    return client.ask("PUT", graph(name), body, Content_Type="text/turtle")


def _step(name: str, number: int) -> str:
    return (
        f"WITH <{name}> DELETE {{ ?s ?p ?o }} INSERT {{ <{name}> <a:one> {number} ; <a:two> {number} }} "
        "WHERE { OPTIONAL { ?s ?p ?o } }"
    )


def look(world: World, client: Client, name: str, accept: str) -> list[int] | None:
    """The two numbers of a writer; None if they cannot be had now."""
    query = f"SELECT ?n {{ VALUES ?p {{ <a:one> <a:two> }} <{name}> ?p ?n }}"
    answer = asked(world, client, "look", "/sparql?query=" + quote(query), Accept=accept)
    if answer is None:
        return None
    world.expect(answer.status == 200, f"a look: {answer.status} {answer.body[:200]!r}")
    return _numbers(answer, accept)


def _numbers(answer: Answer, accept: str) -> list[int]:
    if accept == FORMATS[0]:
        return [int(row["n"]["value"]) for row in answer.json()["results"]["bindings"]]
    if accept == FORMATS[1]:
        return [int(line) for line in answer.body.split()[1:]]
    return [int(part.partition(b"<")[0]) for part in answer.body.split(b'integer">')[1:]]


def watch(world: World, client: Client, who: str) -> None:
    """See what writers do: both numbers are always equal, and never go back."""
    chance = world.chance(who)
    last: dict[str, int] = {}
    while not world.over.is_set():
        if world.written:
            name = chance.choice(sorted(world.written))
            least = max(last.get(name, 0), world.written[name])
            seen = look(world, client, name, chance.choice(FORMATS))
            if seen is not None:
                world.expect(len(seen) == 2 and seen[0] == seen[1], f"{name} is of two versions: {seen}")
                world.expect(seen[0] >= least, f"{name} was {least} already, and is {seen} now")
                last[name] = seen[0]
        time.sleep(chance.random() * 0.2)
