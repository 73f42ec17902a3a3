"""Whether runaway queries disturb the others: `python bench/undisturbed.py [rounds] [seconds]`, as a table in Markdown.

61 clients ask good questions, each one new to the server, as fast as they are answered. Three more send nothing but
queries that never end, in every second round. The figures are what the 61 saw, with the rounds alternating.
"""

import asyncio
import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.request import urlopen

GOOD, RUNAWAYS = 61, 3
PREFIXES = (
    "PREFIX pc: <https://w3id.org/partnercities/def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX dcterms: <http://purl.org/dc/terms/> "
)
QUESTIONS = (
    "SELECT ?p ?o { <https://w3id.org/partnercities/id/city/bg/sofia> ?p ?o }",
    "ASK { ?s a pc:Project }",
    "SELECT ?city (COUNT(DISTINCT ?project) AS ?n) { ?project a pc:Project ; pc:participatingCity ?city } GROUP BY ?city",
    "SELECT ?s ?name { ?s a pc:City ; skos:prefLabel ?name FILTER(LANG(?name) = 'en') } ORDER BY ?name LIMIT 50",
    "SELECT ?s { ?s skos:prefLabel ?name FILTER(CONTAINS(LCASE(STR(?name)), 'sofia')) }",
    "CONSTRUCT { ?s ?p ?o } { ?s a pc:Network ; ?p ?o }",
)
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>|!^<x:x>)+ ?b }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(a+)+b')) }",
)
FORM = "POST /sparql HTTP/1.1\r\nHost: bench\r\nContent-Type: application/sparql-query\r\nContent-Length: "


@dataclass
class Seen:
    """What the clients of one kind saw: seconds of good answers, and the statuses of others."""

    seconds: list[float] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)

    def centile(self, part: float) -> float:
        """The milliseconds within which a part of the answers came."""
        return sorted(self.seconds)[int(len(self.seconds) * part)] * 1000


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 6.0
    print(f"{rounds} rounds of {seconds:g} s each way, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| round | runaways | answers | errors | p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|")
    alone, among = asyncio.run(measured(rounds, seconds))
    ratio = statistics.median(seen.centile(0.99) for seen in among) / statistics.median(
        seen.centile(0.99) for seen in alone
    )
    print(f"\nmedian p99 with runaways / without: {ratio:.2f}; errors: {sum(len(seen.errors) for seen in among)}")


async def measured(rounds: int, seconds: float) -> tuple[list[Seen], list[Seen]]:
    """What the good clients saw in each round, alone and among runaways."""
    alone, among = list[Seen](), list[Seen]()
    async with served() as port:
        await good_ones(port, 2.0)  # to warm up
        for number in range(rounds):
            for runaways, found in ((0, alone), (RUNAWAYS, among)) if number % 2 else ((RUNAWAYS, among), (0, alone)):
                seen = await one_round(port, seconds, runaways)
                found.append(seen)
                figures = f"{seen.centile(0.5):.1f} | {seen.centile(0.99):.1f}"
                print(
                    f"| {number + 1} | {runaways} | {len(seen.seconds)} | {len(seen.errors)} | {figures} |", flush=True
                )
    return alone, among


async def one_round(port: int, seconds: float, runaways: int) -> Seen:
    """What the good ones see while so many runaways are at it."""
    stop = time.monotonic() + seconds + 1
    bad = [asyncio.ensure_future(client(port, runaway(number), stop, Seen())) for number in range(runaways)]
    await asyncio.sleep(1)
    seen = await good_ones(port, seconds)
    for task in bad:
        task.cancel()
    await asyncio.gather(*bad, return_exceptions=True)
    await asyncio.sleep(0.3)
    return seen


async def good_ones(port: int, seconds: float) -> Seen:
    """What 61 clients see that ask good questions."""
    stop, seen = time.monotonic() + seconds, Seen()
    await asyncio.gather(*(client(port, questions(number), stop, seen) for number in range(GOOD)))
    return seen


_numbers = itertools.count()


def questions(start: int) -> Iterator[str]:
    """Good questions, each of them new."""
    for number in itertools.count(start):
        yield f"{PREFIXES}{QUESTIONS[number % len(QUESTIONS)]} # {next(_numbers)}"


def runaway(start: int) -> Iterator[str]:
    """Queries that never end, each of them new."""
    for number in itertools.count(start):
        yield f"{ENDLESS[number % len(ENDLESS)]} # {next(_numbers)}"


async def client(port: int, texts: Iterator[str], stop: float, seen: Seen) -> None:
    """Ask one after another on one connection until it is time to stop."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for text in texts:
            began = time.monotonic()
            if began > stop:
                return
            body = text.encode()
            writer.write(f"{FORM}{len(body)}\r\n\r\n".encode() + body)
            status = await answered(reader)
            if status == 200:
                seen.seconds.append(time.monotonic() - began)
            else:
                seen.errors.append(status)
    finally:
        writer.close()


async def answered(reader: asyncio.StreamReader) -> int:
    """Read one response to its end; its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"transfer-encoding" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
    return int(head.split()[1])


@asynccontextmanager
async def served() -> AsyncIterator[int]:
    """The port of a server of our own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "partnercities", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            await asyncio.to_thread(ready, port)
            yield port
        finally:
            process.terminate()


def ready(port: int) -> None:
    """Wait until the server answers."""
    for _ in range(200):
        try:
            with urlopen(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D") as answer:
                json.loads(answer.read())
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    main()
