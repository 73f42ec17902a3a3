r"""What it costs that each write is looked at by our rules: at the start of a server, and of each write.

`python bench/admission.py` takes the shipped data, `python bench/admission.py data.nt` more beside it. A million come from
bench/generator.py, which says all twice: `grep -v 'graph/[^ ]*> \.$' data.nq > data.nt` leaves the graphs out. Each write
is tried in a forked process, kept on the disk and followed, as the keeper does it, once with the rules and once without.
"""

import argparse
import gc
import os
import pickle
import random
import resource
import socket
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from partnercities.dataset.changes import UpdateChange
from partnercities.dataset.files import GIVEN, DataFile
from partnercities.dataset.holding import Holding, open_holding
from partnercities.engine.admission import Admission
from partnercities.engine.changes import attempt, packed
from partnercities.engine.frames import Frame, receive
from partnercities.model.vocabulary import DEF, RDF_TYPE

NOTE = "http://www.w3.org/2004/02/skos/core#altLabel"


def main() -> None:
    options = _options()
    files = tuple(DataFile(path, GIVEN) for path in options.data)
    with tempfile.TemporaryDirectory() as folder:
        holding = open_holding(folder=Path(folder) / "store", writable=True, files=files)
        before, began = _resident(), time.process_time()
        admission = Admission(holding)
        print(
            f"{holding.triples:,} triples; the rules take {time.process_time() - began:.2f} s of CPU at the start",
            end="",
        )
        print(f" and {(_resident() - before) >> 20} MB")
        gc.freeze()
        cities = [
            quad.subject for quad in holding.store.quads_for_pattern(None, _node(RDF_TYPE), _node(DEF + "City"), None)
        ]
        chosen = [str(city) for city in random.Random(1).choices(cities, k=options.rounds)]
        for name, make in WRITES.items():
            changes = [UpdateChange(make(n, city)) for n, city in enumerate(chosen)]
            _tell(name, *_both(holding, admission, changes))


WRITES: dict[str, Callable[[int, str], str]] = {
    "a statement that no rule is about": lambda n, _: f"INSERT DATA {{ GRAPH <a:g> {{ <a:s{n}> <a:p> {n} }} }}",
    "a name of a city": lambda n, city: f'INSERT DATA {{ GRAPH <a:g> {{ {city} <{NOTE}> "Name {n}"@en }} }}',
}


@dataclass
class Spent:
    """Seconds that writes took: of the processor, in all processes, and by the clock."""

    computed: float = 0.0
    clock: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one write."""
        computed, began = _computed(), time.perf_counter()
        yield
        self.computed += _computed() - computed
        self.clock.append(time.perf_counter() - began)

    def __str__(self) -> str:
        many, clock = len(self.clock), statistics.median(self.clock)
        return f"{1000 * self.computed / many:.1f} ms of CPU, {1000 * clock:.1f} ms by the clock, {1 / clock:.0f} in a second"


def _computed() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _both(holding: Holding, admission: Admission, changes: Sequence[UpdateChange]) -> tuple[Spent, Spent]:
    """What each write takes without and with rules; the two take turns, and each write is undone in between."""
    both = Spent(), Spent()
    for change in changes:
        undo = UpdateChange(change.text.replace("INSERT", "DELETE", 1))
        for rules, spent in zip((None, admission), both, strict=True):
            for each in (change, undo):
                with spent.one():
                    _write(holding, rules, each)
    return both


def _write(holding: Holding, admission: Admission | None, change: UpdateChange) -> None:
    asking, link = socket.socketpair()
    hearing, result = socket.socketpair()
    with asking, link, hearing, result:
        asking.sendall(packed(change))
        child = os.fork()
        if not child:
            attempt(link, result, holding, admission)
            os._exit(0)
        said = receive(hearing)
        os.waitpid(child, 0)
    assert said is not None
    assert said[0] == Frame.DATA, said
    changed = holding.commit(pickle.loads(said[1])[0])
    if admission is not None:
        admission.follow(changed)


def _tell(name: str, without: Spent, with_rules: Spent) -> None:
    print(f"{name}\n  without rules: {without}\n  with rules:    {with_rules}")


def _node(text: str) -> ox.NamedNode:
    return ox.NamedNode(text)


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="*", help="files of RDF beside the shipped data")
    parser.add_argument("--rounds", type=int, default=100)
    return parser.parse_args()


if __name__ == "__main__":
    main()
