"""One engine of shapes, once: `python shacl_engine.py ENGINE DATA SHAPES…` prints its cost and how many results it has.

It runs in the environment of the engine, so it imports nothing of ours unless ours is the engine. The time is that of the
processor from the reading of the files to the results, without the start of Python and the imports.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[[Path, list[Path]], int]
"""What validates a file of data against files of shapes and counts the results."""


def ours() -> Run:
    """The engine of this project."""
    import pyoxigraph as ox

    from partnercities.shacl.reading import needed
    from partnercities.shacl.shapes import compile_shapes
    from partnercities.shacl.tables import Tables
    from partnercities.shacl.validate import validate

    def run(data: Path, shapes: list[Path]) -> int:
        rules = (triple for path in shapes for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE))
        compiled = compile_shapes(rules)
        tables = Tables(ox.parse(path=data, format=ox.RdfFormat.TURTLE), needed(compiled))
        return len(validate(compiled, tables).results)

    return run


def pyshacl() -> Run:
    """PySHACL over rdflib's graph in memory."""
    from pyshacl import validate
    from rdflib import SH, Graph

    def run(data: Path, shapes: list[Path]) -> int:
        rules, graph = Graph(), Graph().parse(data, format="turtle")
        for path in shapes:
            rules.parse(path, format="turtle")
        _, report, _ = validate(graph, shacl_graph=rules, inference="none")
        assert isinstance(report, Graph)
        return sum(1 for _ in report.objects(None, SH.result))

    return run


def pyshifty() -> Run:
    """pyshifty, which gives the report of the standard as text."""
    from shifty._shifty import PreparedValidator

    def run(data: Path, shapes: list[Path]) -> int:
        text = b"\n".join(path.read_bytes() for path in shapes)
        validator = PreparedValidator(shapes=text, shapes_format="turtle")
        words: dict[str, Any] = {"graph_mode": "data", "run_infer": False, "sort_results": False}
        result = validator.validate_w3c(data_path=str(data), data_format="turtle", **words)
        return int(result._report_ntriples.count("<http://www.w3.org/ns/shacl#result>"))  # noqa: SLF001 - the text itself

    return run


ENGINES: dict[str, Callable[[], Run]] = {"ours": ours, "pyshacl": pyshacl, "pyshifty": pyshifty}


def main() -> None:
    """Run once and print the figures as JSON."""
    run = ENGINES[sys.argv[1]]()
    before = time.process_time()
    results = run(Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "results": results, "peak_kb": peak}))


if __name__ == "__main__":
    main()
