"""How fast the pieces are, as one table: `make bench`.

Each stored query runs with its defaults on pyoxigraph and on rdflib, in turn within each round, over the same triples;
the figure is the median over the rounds in milliseconds, and the ratio that of the medians. Cold starts are whole
processes.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.request import urlopen

import rdflib

from partnercities import content
from partnercities.catalogue.stored import StoredQuery, load
from partnercities.dataset.build import Dataset, build
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query

ROUNDS = 5
STARTS = {
    "Python alone": ["-c", "pass"],
    "partnercities --help": ["-m", "partnercities", "--help"],
    "partnercities recur": ["-m", "partnercities", "recur"],
    "partnercities validate": ["-m", "partnercities", "validate"],
    "build the graph": ["-c", "from partnercities.dataset.build import build; build()"],
}


def main() -> None:
    """Print the table."""
    dataset = build()
    graph = rdflib.Dataset(default_union=False)
    graph.parse(data=dataset.store.dump(named("nquads", Kind.DATASET)), format="nquads")
    print(f"{dataset.triples} triples in the default graph; median of {ROUNDS} rounds, milliseconds\n")
    print(f"{'stored query':<28}{'pyoxigraph':>12}{'rdflib':>12}{'ratio':>9}")
    for query in load(content.folder("queries")).values():
        ours, theirs = paired(asked_of_oxigraph(dataset, query), asked_of_rdflib(graph, query))
        print(f"{query.id:<28}{ours:>12.2f}{theirs:>12.1f}{theirs / ours:>8.0f}×")
    print(f"\n{'cold start, whole process':<28}{'wall':>12}{'processor':>12}")
    for name, words in STARTS.items():
        spent = processor()
        print(f"{name:<28}{median(started(words)):>12.0f}{(processor() - spent) / ROUNDS:>12.0f}")
    print(f"{'serve, to the first answer':<28}{median(served):>12.0f}")


def asked_of_oxigraph(dataset: Dataset, query: StoredQuery) -> Callable[[], object]:
    """Ask and serialise as the endpoint does."""
    format = named("json" if query.kind is Kind.BINDINGS else "ntriples", query.kind)
    return lambda: b"".join(dataset.store.answer(Query(query.text), query.kind, format))


def asked_of_rdflib(graph: rdflib.Dataset, query: StoredQuery) -> Callable[[], object]:
    """Ask and serialise by rdflib alone."""
    format = "json" if query.kind is Kind.BINDINGS else "nt"
    return lambda: graph.query(query.text).serialize(format=format)


def served() -> None:
    """Start the server, get one answer, stop it."""
    command = [sys.executable, "-m", "partnercities", "serve", "--port", "8765"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while True:
            try:
                urlopen("http://127.0.0.1:8765/sparql?query=ASK%7B%7D", timeout=5).close()
                break
            except OSError:
                time.sleep(0.005)
        process.kill()


def started(words: list[str]) -> Callable[[], object]:
    """Run Python with these words to its end."""
    return lambda: subprocess.run(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


def paired(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The median times of two things done in turn, in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for run, kept in zip((one, other), times, strict=True):
            kept.append(timed(run))
    return statistics.median(times[0]), statistics.median(times[1])


def median(run: Callable[[], object]) -> float:
    """The median time of a thing, in milliseconds."""
    return statistics.median(timed(run) for _ in range(ROUNDS))


def processor() -> float:
    """The processor time of all children that have ended, in milliseconds."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (spent.ru_utime + spent.ru_stime) * 1000


def timed(run: Callable[[], object]) -> float:
    """The time of a thing, in milliseconds."""
    before = time.perf_counter()
    run()
    return (time.perf_counter() - before) * 1000


if __name__ == "__main__":
    main()
