"""`partnercities backup`: all that a folder holds in one file."""

import argparse
import sys
from pathlib import Path

from partnercities.dataset.backup import backup


def run(options: argparse.Namespace) -> int:
    """Write the file and its digest; the folder's server may be running."""
    state, sha256 = backup(Path(options.store), Path(options.file))
    print(f"{sha256}  {options.file}")
    print(f"version {state.version}, written {state.modified:%Y-%m-%d %H:%M:%S} UTC", file=sys.stderr)
    return 0
