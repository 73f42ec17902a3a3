"""`partnercities import`: a table becomes Turtle, one file for each page its rows come from."""

import argparse
import sys
from pathlib import Path

from partnercities.dataset.build import build
from partnercities.intake import import_table, write


def run(options: argparse.Namespace) -> int:
    """Import, and tell what found no place; 1 if there is such a row."""
    done = import_table(Path(options.table), Path(options.names), Path(options.roles), build())
    paths = write(done.sources, Path(options.to))
    for row in done.unplaced:
        print(f"{options.table}: {row}", file=sys.stderr)
    print(
        f"{done.claims} rows in {len(paths)} files, {done.held} rows that documents at hand prove, {len(done.unplaced)} without a place"
    )
    return 1 if done.unplaced else 0
