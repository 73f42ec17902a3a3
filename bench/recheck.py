"""How long it takes to check one changed thing again, in data that stays in memory.

`python bench/recheck.py data.ttl shapes.ttl --class IRI` takes all statements about one instance of the class away and
gives them back, a hundred times with others, and tells milliseconds of CPU for each change with its checks.
"""

import argparse
import random
import statistics
import time
from pathlib import Path

import pyoxigraph as ox

from partnercities.shacl.resident import Resident
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables


def main() -> None:
    options = _options()
    triples = [quad for file in options.shapes for quad in ox.parse(path=file, rename_blank_nodes=True)]
    tables = Tables(ox.parse(path=options.data))
    count = sum(len(values) for predicate in tables.predicates for values in tables.table(predicate).values())
    store = ox.Store()
    resident = Resident(compile_shapes(triples), tables, lambda: store)
    if options.store:
        store.bulk_extend(tables.quads())
    times = Times(resident, store)
    things = sorted(tables.instances(ox.NamedNode(options.kind)))
    for thing in random.Random(1).choices(things, k=options.rounds):
        about = _about(tables, thing)
        times.change([], about)
        times.change(about, [])
    print(f"{count:,} statements, {len(things):,} things, {options.rounds} of them taken away and given back")
    times.tell()


class Times:
    """Milliseconds of CPU for each change."""

    def __init__(self, resident: Resident, store: ox.Store) -> None:
        self._resident = resident
        self._store = store
        self._spent: list[float] = []
        self._checked = 0

    def change(self, added: list[ox.Triple], removed: list[ox.Triple]) -> None:
        """Carry out one change; that a store follows it is not counted."""
        if len(self._store):
            for triple in removed:
                self._store.remove(ox.Quad(*triple))
            self._store.extend(ox.Quad(*triple) for triple in added)
        start = time.process_time()
        outcome = self._resident.recheck(added, removed)
        self._spent.append(1_000 * (time.process_time() - start))
        self._checked += sum(outcome.checked.values())

    def tell(self) -> None:
        """Tell the figures; the first change warms up and does not count."""
        spent = sorted(self._spent[1:])
        print(f"{self._checked / len(self._spent):.0f} focus nodes checked for a change")
        print(f"median {statistics.median(spent):.2f} ms, 95 of 100 within {spent[int(len(spent) * 0.95)]:.2f} ms")


def _about(tables: Tables, thing: int) -> list[ox.Triple]:
    terms = tables.terms
    return [
        ox.Triple(terms[thing], predicate, terms[value])  # type: ignore[arg-type]  # things are subjects
        for predicate in tables.predicates
        for value in tables.table(predicate).get(thing, ())
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("shapes", type=Path, nargs="+")
    parser.add_argument("--class", dest="kind", required=True)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--store", action="store_true", help="keep a store too, for shapes with constraints in SPARQL")
    return parser.parse_args()


if __name__ == "__main__":
    main()
