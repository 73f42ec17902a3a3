"""`partnercities restore`: a folder filled from a backup, or from any file of RDF."""

import argparse
import sys
from pathlib import Path

from partnercities.dataset.backup import restore
from partnercities.problems import CannotRead

_STDIN = "-"


def run(options: argparse.Namespace) -> int:
    """Fill the folder; what it held is dropped only with --replace."""
    name = "standard input.nq" if options.file == _STDIN else options.file
    state = restore(name, _content(options.file), Path(options.store), graph=options.graph, replace=options.replace)
    print(f"{options.store} holds version {state.version}", file=sys.stderr)
    return 0


def _content(file: str) -> bytes:
    if file == _STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CannotRead(f"{file} cannot be read: {error.strerror}.") from error
