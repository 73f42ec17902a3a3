"""The command `partnercities`: what can be said to it, and what becomes of a problem."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from partnercities import __version__
from partnercities.problems import Problem

# Set apart from 1, which says that data does not conform.
_FAULT = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; the exit code says how it went: see the table in docs/command.md."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = import_module(f"partnercities.cli.{options.module}").run
        return run(options)
    except Problem as problem:
        return _report(problem, debug=options.debug)
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if options.debug:
            raise
        print(
            f"partnercities: an error of ours: {error!r}\n  Run it again with --debug and report what it prints.",
            file=sys.stderr,
        )
        return _FAULT


def _report(problem: Problem, *, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exception(problem)
    from partnercities.cli.problems import told

    print(f"partnercities: {told(problem)}", file=sys.stderr)
    return problem.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="partnercities",
        description="Which cities keep meeting each other in Europe's networks and projects, and what proves it.",
    )
    parser.add_argument("--version", action="version", version=f"partnercities {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, words, fill in _COMMANDS:
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("--debug", action="store_true", help="show the whole trace of an error")
        command.set_defaults(module=_MODULES.get(name, name))
        fill(command)
    return parser


def _serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", help="address to listen on (127.0.0.1)")
    command.add_argument("--port", type=int, help="port to listen on (8000)")
    command.add_argument("--store", metavar="memory|DIR|URL", help="where the triples live (memory)")
    command.add_argument(
        "--default-graph",
        choices=("merge", "plain"),
        help="merge: all graphs, each triple once; plain: as the standard has it (merge)",
    )
    command.add_argument(
        "--token-file", metavar="FILE", help="allow writing to who sends the token that stands in FILE"
    )
    command.add_argument("--open", action="store_true", help="open a browser")


def _query(command: argparse.ArgumentParser) -> None:
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("query", nargs="?", metavar="NAME|FILE", help="a stored query, a file, or - for standard input")
    what.add_argument("-e", dest="text", metavar="TEXT", help="the text of a query")
    command.add_argument(
        "--param", action="append", default=[], metavar="K=V", help="a parameter of a stored query; again for more"
    )
    command.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the shipped graph")
    _format(command)


def _queries(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", default="en", choices=("en", "bg"), help="language of the titles (en)")
    _format(command, "table|csv|json")


def _recur(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--by",
        default="network",
        choices=("network", "programme", "fund", "project"),
        help="what cities recur across (network)",
    )
    command.add_argument("--min", type=int, metavar="N", help="at least so many (2)")
    command.add_argument("--country", metavar="CC", help="only cities of this country, two letters")
    command.add_argument("--from", dest="since", metavar="DAY", help="only projects that may run on or after this day")
    command.add_argument("--to", dest="until", metavar="DAY", help="only projects that may run on or before this day")
    command.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="KEY",
        help="leave this one out, such as network/urbact; again for more",
    )
    command.add_argument("--projects-only", action="store_true", help="do not count memberships")
    command.add_argument("--lang", default="en", choices=("en", "bg"), help="language of the names (en)")
    _format(command, "table|csv|tsv|json|xml")


def _validate(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="data to check: a file, a folder for all below it, - for Turtle on standard input, or the address of a SPARQL "
        "endpoint; without any, the shipped data",
    )
    command.add_argument(
        "--shapes", action="append", default=[], metavar="FILE", help="check against these shapes instead of ours"
    )
    command.add_argument("--alone", action="store_true", help="do not look things up in the shipped data")
    command.add_argument("--allow-empty", action="store_true", help="do not end with 5 where nothing was checked")
    command.add_argument("--engine", default="own", choices=("own", "pyshacl"), help="what checks (own)")
    command.add_argument(
        "--timeout",
        type=_seconds,
        metavar="SECONDS",
        help="stop a query of the shapes after so long, and end with 6; only our own engine can",
    )
    _severity(command)
    _report_form(command)


def _severity(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--fail-on",
        default="violation",
        choices=("violation", "warning", "info"),
        help="end with 1 from this severity on (violation)",
    )
    command.add_argument("--baseline", metavar="FILE", help="leave out the findings that this file knows")
    command.add_argument(
        "--write-baseline", metavar="FILE", help="write a file that knows all findings, and end with 0"
    )


def _report_form(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-f",
        "--format",
        default="text",
        choices=("text", "json", "sarif", "html", "github", "csv", "turtle", "ntriples", "rdfxml", "jsonld"),
        help="format of the report (text)",
    )
    command.add_argument("-o", "--output", metavar="FILE", help="write the report to this file")
    command.add_argument("--lang", default="en", choices=("en", "bg"), help="language of the report (en)")
    command.add_argument(
        "--max",
        type=_amount,
        metavar="N",
        help="show at most so many findings in full; 0 for all (100 as text, 1,000 as html, 100,000 for programs)",
    )
    command.add_argument("-v", "--verbose", action="store_true", help="tell of every shape how many nodes it checked")


def _amount(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return seconds


def _evidence(command: argparse.ArgumentParser) -> None:
    command.add_argument("key", nargs="?", metavar="KEY", help="a thing or claim, such as city/bg/sofia")
    command.add_argument(
        "--documents", metavar="DIR", help="the folder with the documents: show the passages, or verify all claims"
    )


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", metavar="TABLE", help="the table, a CSV")
    command.add_argument("--names", required=True, metavar="CSV", help="what each name in the table becomes")
    command.add_argument("--roles", required=True, metavar="CSV", help="what each role in the table is")
    command.add_argument("--to", required=True, metavar="DIR", help="the folder to write the files of Turtle to")


def _dump(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-f",
        "--format",
        default="nquads",
        choices=("nquads", "trig", "turtle"),
        help="nquads and trig have the graphs, turtle their merge (nquads)",
    )


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="the file to write, N-Quads; compressed if it ends in .gz")
    command.add_argument("--store", required=True, metavar="DIR", help="the folder of the store")


def _restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a backup or any file of RDF, or - for N-Quads on standard input")
    command.add_argument("--store", required=True, metavar="DIR", help="the folder to fill")
    command.add_argument("--graph", default="", metavar="IRI", help="the graph for triples that stand in none")
    command.add_argument("--replace", action="store_true", help="drop what the folder holds")


def _format(
    command: argparse.ArgumentParser, names: str = "table|csv|tsv|json|xml|turtle|ntriples|rdfxml|jsonld"
) -> None:
    command.add_argument(
        "-f",
        "--format",
        metavar=names,
        help="format of the answer (a table on a terminal, else CSV; Turtle for graphs)",
    )


# A module cannot bear the name of a keyword.
_MODULES = {"import": "importing"}
# The commands in the order of the help: name (and module), what it does, its flags.
_COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("serve", "serve the graph over HTTP: SPARQL, stored queries, a page", _serve),
    ("recur", "which cities recur across networks, programmes, funds or projects", _recur),
    ("query", "run a stored query, a file or a text", _query),
    ("queries", "list the stored queries", _queries),
    ("validate", "check data against the shapes", _validate),
    ("evidence", "show what a statement rests on, or verify everything against the documents", _evidence),
    ("import", "make Turtle of a table of participations and memberships", _import),
    ("dump", "write out all that the graph holds", _dump),
    ("backup", "write all that a store in a folder holds into one file; its server may be running", _backup),
    ("restore", "fill the folder of a store from a backup or a file of RDF", _restore),
)
