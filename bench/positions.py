"""What it costs to find where statements stand in a text: `python bench/positions.py [MEGABYTES…]`.

The texts are made here: projects with names, dates and partners in the style of our data, a third of their partners
blank nodes. The figure is the least of some rounds, in seconds of the processor for each megabyte.
"""

import sys
import time
from collections.abc import Callable, Iterable
from random import Random

import pyoxigraph as ox

from partnercities.sources.positions import Statement, locate

ROUNDS = 5
WANTED = 20
BASE = "http://example.org/"
HEAD = "@prefix : <http://example.org/def#> .\n@prefix p: <http://example.org/project/> .\n@prefix c: <http://example.org/city/> .\n"
XSD = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"


def main() -> None:
    """Print the table."""
    print(f"{'text':<12}{'MB':>6}  " + "".join(f"{name:>16}" for name in ("named", "blank", "elsewhere", "parser")))
    for size in [float(word) for word in sys.argv[1:]] or [3.0, 10.0]:
        turtle = made(size).encode()
        for suffix, text in (("ttl", turtle), ("nt", converted(turtle)), ("jsonld", as_jsonld(turtle))):
            figures = [cost(ask) / len(text) * 1e6 for ask in asked(text, suffix)]
            print(f"{suffix:<12}{len(text) / 1e6:>6.1f}  " + "".join(f"{figure:>11.3f} s/MB" for figure in figures))


def made(megabytes: float) -> str:
    """A text of Turtle of a size."""
    random = Random(7)
    parts = [HEAD, XSD]
    size, number = 0, 0
    while size < megabytes * 1e6:
        number += 1
        parts.append(project(number, random))
        size += len(parts[-1])
    return "".join(parts)


def project(number: int, random: Random) -> str:
    """One project; its partners are cities, some of them by a node that says more."""
    partners = ", ".join(
        f'[ :city c:{random.randint(1, 9999)} ; :role "partner # {k}" ]'
        if random.random() < 1 / 3
        else f"c:{random.randint(1, 9999)}"
        for k in range(random.randint(2, 12))
    )
    return (
        f'p:{number} a :Project ;\n    :title "Project \\"{number}\\" of cities; with. signs"@en, "Проект {number}"@bg ;\n'
        f'    :start "20{random.randint(10, 25)}-01-01"^^xsd:date ;\n    :budget {random.randint(1, 9**9)}.50 ;\n'
        f"    :homepage <https://example.org/site/{number}#about> ;\n    :partner {partners} .\n\n"
    )


def converted(text: bytes) -> bytes:
    """The same in N-Triples."""
    triples = (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def as_jsonld(text: bytes) -> bytes:
    """The same in JSON-LD."""
    return ox.serialize(ox.parse(text, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.JSON_LD) or b""


def asked(text: bytes, suffix: str) -> Iterable[Callable[[], object]]:
    """Find statements with names, those with blank nodes, and those of nodes that the text does not have; parse."""
    formats = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
    quads = list(ox.parse(text, format=formats[suffix], rename_blank_nodes=True))
    triples = [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]
    named = chosen([triple for triple in triples if not triple[0].startswith("_:")])
    blank = chosen([triple for triple in triples if triple[0].startswith("_:")])
    elsewhere = {Statement(f"<http://example.org/elsewhere/{number}>") for number in range(WANTED)}
    yield lambda: locate(text, suffix, named, BASE)
    yield lambda: locate(text, suffix, blank, BASE, triples)
    yield lambda: locate(text, suffix, elsewhere, BASE)
    yield lambda: sum(1 for _ in ox.parse(text, format=formats[suffix]))


def chosen(triples: list[tuple[str, str, str]]) -> set[Statement]:
    """Some of many, the same each time."""
    return {Statement(*triple) for triple in Random(7).sample(triples, WANTED)}


def cost(ask: Callable[[], object]) -> float:
    """The least seconds of the processor of some rounds."""
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        ask()
        times.append(time.process_time() - begin)
    return min(times)


if __name__ == "__main__":
    main()
