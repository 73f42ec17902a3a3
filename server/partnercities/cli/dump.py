"""`partnercities dump`: all that the graph holds."""

import argparse

from partnercities.cli.standard_output import write
from partnercities.dataset.build import build
from partnercities.protocol.formats import Kind, named


def run(options: argparse.Namespace) -> int:
    """Write the named graphs as quads, or their merge as triples."""
    if options.format == "turtle":
        write(build().dump_merged(named("turtle", Kind.GRAPH)))
    else:
        # The merged default graph would only say everything twice.
        write(build(default_graph="plain").store.dump(named(options.format, Kind.DATASET)))
    return 0
