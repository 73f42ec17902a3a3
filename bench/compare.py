"""Our server beside others, over the same data and the same twelve queries, in one run: `make compare`.

Peers take turns within each round, in the reverse order every other round. First answers: each request has a text that
no server has seen, because all its variables are renamed with a number that is used once; the work stays the same, and
no cache can help. Repeated answers: one text again and again. Cost is the processor time of all processes of a server,
with those of its children that have ended.
"""

import argparse
import itertools
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from generator import write
from load import Sent, send
from peers import PEERS, Peer
from processes import cpu_seconds, memory_bytes
from report import table

from engines import Engine, NotInstalled

HERE = Path(__file__).parent
ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_VARIABLE = re.compile(r"\?(?=[a-z])(\w+)")
_fresh = itertools.count(1)


@dataclass(frozen=True)
class Effort:
    """How much is asked: rounds, seconds and requests of a cell at the most, and over how many connections."""

    rounds: int = 3
    seconds: float = 1.0
    most: int = 5_000
    connections: tuple[int, ...] = (1, 8, 64)


QUICK = Effort(rounds=1, seconds=0.4, most=500, connections=(1, 8))


@dataclass
class Cell:
    """What one peer did with one query in one manner; a list has one figure for each round."""

    peer: str
    query: str
    manner: str
    connections: int
    cpu_ms: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    failures: int = 0


Cells = dict[tuple[str, str, str, int], Cell]


def main() -> None:
    """Measure, write the results as JSON and Markdown, and print the latter."""
    options = _options()
    effort = QUICK if options.quick else Effort(options.rounds, options.seconds, 5_000, tuple(options.connections))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data = Path(folder) / "data.nq"
        triples = write(options.triples, data)
        running = _started(stack, [PEERS[name] for name in options.peers], data, triples)
        memory = {name: [memory_bytes(engine.pid)] for name, engine in running.items()}
        rows = {name: counted(engine) for name, engine in running.items()}
        cells = measured(running, effort)
        for name, engine in running.items():
            memory[name].append(memory_bytes(engine.pid))
    results = {
        "triples": triples, "effort": asdict(effort), "rows": rows, "memory": memory,
        "cells": [asdict(cell) for cell in cells.values()],
    }  # fmt: skip
    report = table(results)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        stem = options.out / f"{options.date or 'undated'}-{options.triples}"
        stem.with_suffix(".json").write_text(json.dumps(results, indent=1), encoding="utf-8")
        stem.with_suffix(".md").write_text(report, encoding="utf-8")
    print(report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=10_000, help="about how many the default graph has")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="at most for one cell of the table, in one round")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--quick", action="store_true", help="one round with few requests")
    parser.add_argument("--out", type=Path, default=None, help="the folder of results, such as bench/results")
    parser.add_argument("--date", default="", help="how the results are dated")
    return parser.parse_args()


def _started(stack: ExitStack, peers: list[Peer], data: Path, triples: int) -> dict[str, Engine]:
    """The peers that can be started, running; of the others it is said why not."""
    running = {}
    for peer in peers:
        if triples > peer.most_triples:
            print(f"{peer.name}: left out, the data is too large for it")
            continue
        try:
            running[peer.name] = stack.enter_context(peer.start(data))
        except NotInstalled as missing:
            print(f"{peer.name}: left out, {missing}")
    return running


def queries() -> dict[str, str]:
    """The twelve by their names."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((HERE / "queries").glob("*.rq"))}


def fresh(text: str) -> str:
    """The same query in words that nobody has used."""
    number = next(_fresh)
    return _VARIABLE.sub(rf"?\1_{number}", text)


def counted(engine: Engine) -> dict[str, int | str]:
    """How many rows or triples each query finds; what fails says so."""
    found: dict[str, int | str] = {}
    for name, text in queries().items():
        sent = send(engine.url, ACCEPT, lambda text=text: text, connections=1, seconds=0, most=1)
        found[name] = "failed" if sent.failures or not sent.times else rows_of(sent.body)
    return found


def rows_of(body: bytes) -> int:
    """The rows of an answer in JSON, or the triples of one in N-Triples; a yes is one and a no is none."""
    if not body.lstrip().startswith(b"{"):
        return len({line for line in body.splitlines() if line.strip() and not line.startswith(b"#")})
    answer = json.loads(body)
    return int(answer["boolean"]) if "boolean" in answer else len(answer["results"]["bindings"])


def measured(running: dict[str, Engine], effort: Effort) -> Cells:
    """All cells, filled round by round."""
    cells: Cells = {}
    for number in range(effort.rounds):
        names = list(running) if number % 2 == 0 else list(reversed(running))
        for query, text in queries().items():
            for name in names:
                for manner, texts in _manners(text):
                    for connections in effort.connections:
                        key = (name, query, manner, connections)
                        cell = cells.setdefault(key, Cell(*key))
                        _measure(cell, running[name], texts, effort)
    return cells


def _manners(text: str) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "first", lambda: fresh(text)
    yield "repeated", lambda: text


def _measure(cell: Cell, engine: Engine, texts: Callable[[], str], effort: Effort) -> None:
    """One round of one cell. The clock of the processor ticks in hundredths, so few cheap requests say little."""
    before = cpu_seconds(engine.pid)
    sent: Sent = send(
        engine.url,
        ACCEPT,
        texts,
        connections=cell.connections,
        seconds=effort.seconds,
        most=effort.most * cell.connections,
    )
    spent = cpu_seconds(engine.pid) - before
    cell.failures += sent.failures
    if sent.times:
        cell.cpu_ms.append(1000 * spent / len(sent.times))
        cell.per_second.append(sent.per_second)
        cell.p50.append(sent.percentile(0.5))
        cell.p99.append(sent.percentile(0.99))


if __name__ == "__main__":
    main()
