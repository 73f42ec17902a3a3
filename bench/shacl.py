"""Our engine of shapes beside others, over the same data and shapes, in one run: `make compare-shapes`.

Each measurement is a process of its own; the cost is its processor time (user and system) from the reading of the files
to the results, and its peak of memory. The start of Python and imports are left out, while TopBraid, a program for Java,
counts whole, because its start cannot be told from its work. Engines take turns within each round, in the reverse order
every other round; what stands in the table is the median.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from shacl_data import write

from agreement.peers import PYTHON, topbraid_command

HERE = Path(__file__).parent
SHAPES = {"core": ["core.ttl"], "with SPARQL": ["core.ttl", "sparql.ttl"]}
"""What is validated against, by name: files in bench/shacl."""


@dataclass(frozen=True)
class Engine:
    """An engine to be measured: how one run is started, and how much it can bear in a reasonable time."""

    command: Callable[[Path, list[Path], Path], list[str | Path]]
    most_triples: int = 10_000_000
    rounds: int = 100


def _python(python: str | Path, name: str) -> Callable[[Path, list[Path], Path], list[str | Path]]:
    return lambda data, shapes, _: [python, HERE / "shacl_engine.py", name, data, *shapes]


def _topbraid(data: Path, shapes: list[Path], folder: Path) -> list[str | Path]:
    joined = folder / "joined.ttl"
    joined.write_bytes(b"\n".join(path.read_bytes() for path in shapes))
    command: list[str | Path] = topbraid_command(data, joined)
    return command


ENGINES = {
    "ours": Engine(_python(sys.executable, "ours")),
    "pySHACL": Engine(_python(sys.executable, "pyshacl"), most_triples=200_000, rounds=1),
    "pyshifty": Engine(_python(PYTHON, "pyshifty")),
    "TopBraid": Engine(_topbraid),
}
"""By the name in the table."""


@dataclass
class Cell:
    """What one engine did with one world: a figure for each round."""

    engine: str
    triples: int
    broken: int
    shapes: str
    seconds: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)
    results: int = -1


def main() -> None:
    """Measure, write the results as JSON and Markdown after each world, and print the latter."""
    options = _options()
    cells: list[Cell] = []
    with tempfile.TemporaryDirectory() as name:
        for size in options.triples:
            for broken in options.broken:
                cells += world(options, size, broken, Path(name))
                if options.out:
                    save(cells, options.out, options.date)
    print(table(cells))


def world(options: argparse.Namespace, size: int, broken: int, folder: Path) -> list[Cell]:
    """All engines over one world."""
    data = folder / "data.ttl"
    triples = write(size, data, broken / 100)
    cells: dict[tuple[str, str], Cell] = {}
    for shapes in SHAPES:
        for engine in _turns(options, size):
            measure(cells.setdefault((engine, shapes), Cell(engine, triples, broken, shapes)), data, folder)
    return list(cells.values())


def save(cells: list[Cell], folder: Path, date: str) -> None:
    """Write what is known by now."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / f"{date or 'undated'}-shapes"
    stem.with_suffix(".json").write_text(json.dumps([asdict(cell) for cell in cells], indent=1), encoding="utf-8")
    stem.with_suffix(".md").write_text(table(cells), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--broken", type=int, nargs="+", default=[0, 5], help="of a hundred records")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=None, help="the folder of results, such as bench/results")
    parser.add_argument("--date", default="", help="how the results are dated")
    return parser.parse_args()


def _turns(options: argparse.Namespace, size: int) -> Iterator[str]:
    """The engines that can bear the size, round by round."""
    able = [name for name in options.engines if ENGINES[name].most_triples >= size]
    for number in range(options.rounds):
        yield from (name for name in (able if number % 2 == 0 else reversed(able)) if number < ENGINES[name].rounds)


def measure(cell: Cell, data: Path, folder: Path) -> None:
    """Run an engine once and note what it cost; one that fails is told and has no figures."""
    shapes = [HERE / "shacl" / name for name in SHAPES[cell.shapes]]
    command = ENGINES[cell.engine].command(data, shapes, folder)
    output, errors = folder / "output", folder / "errors"
    with output.open("wb") as out, errors.open("wb") as problems:
        process = subprocess.Popen(command, stdout=out, stderr=problems)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    text = output.read_text(encoding="utf-8", errors="replace")
    if text.startswith("{"):
        told = json.loads(text)
        seconds, results = told["seconds"], told["results"]
    elif "ValidationReport" in text:
        seconds, results = usage.ru_utime + usage.ru_stime, text.count("sh:ValidationResult")
    else:
        print(f"{cell.engine} failed: {errors.read_text(errors='replace')[-500:]}", file=sys.stderr)
        return
    cell.seconds.append(seconds)
    cell.peak_mb.append(usage.ru_maxrss / 1024)
    cell.results = results
    print(f"{cell.engine} {cell.triples:,} {cell.broken} % {cell.shapes}: {seconds:.2f} s", file=sys.stderr, flush=True)


def table(cells: list[Cell]) -> str:
    """The figures as Markdown: seconds, peak of memory and results, and how many times the seconds of ours."""
    engines = list(dict.fromkeys(cell.engine for cell in cells))
    found = {(cell.engine, cell.triples, cell.broken, cell.shapes): cell for cell in cells if cell.seconds}
    lines = [["triples", "broken", "shapes", *engines], ["---"] * (3 + len(engines))]
    for triples, broken, shapes in dict.fromkeys((cell.triples, cell.broken, cell.shapes) for cell in cells):
        row = [found.get((engine, triples, broken, shapes)) for engine in engines]
        lines.append([f"{triples:,}", f"{broken} %", shapes, *(_figure(cell, row[0]) for cell in row)])
    grid = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"# Validation: processor seconds (times ours), peak of memory, results\n\n{grid}\n"


def _figure(cell: Cell | None, ours: Cell | None) -> str:
    if cell is None:
        return "–"
    seconds, peak = statistics.median(cell.seconds), max(cell.peak_mb)
    times = "" if ours is None or cell is ours else f" ({seconds / statistics.median(ours.seconds):.1f} ×)"
    return f"{seconds:.2f} s{times}, {peak:.0f} MB, {cell.results:,}"


if __name__ == "__main__":
    main()
