"""`partnercities serve`: the graph over HTTP."""

import argparse
from dataclasses import replace

from partnercities.settings import from_environment


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from partnercities.web.serving import serve

    given = {
        name: value
        for name in ("host", "port", "store", "default_graph", "token_file")
        if (value := getattr(options, name)) is not None
    }
    serve(replace(from_environment(), **given), open_browser=options.open)
    return 0
