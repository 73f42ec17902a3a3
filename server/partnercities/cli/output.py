"""Results on standard output: a table for people, a format for programs."""

import sys
from collections.abc import Callable, Iterator

from partnercities.cli.standard_output import write
from partnercities.desk.desk import Answer
from partnercities.model.vocabulary import key
from partnercities.problems import UnknownFormat
from partnercities.protocol.formats import Format, Kind, named
from partnercities.store import Table, parse

_TABLE = "table"
_WIDEST = 60


def chooser(wanted: str | None) -> Callable[[Kind], Format]:
    """The format that `-f` means for each kind of answer; a table is made from JSON."""

    def choose(kind: Kind) -> Format:
        if kind is Kind.BINDINGS and is_table(wanted):
            return named("json", kind)
        if wanted == _TABLE or wanted is None:
            return named(_DEFAULTS[kind], kind)
        return named(wanted, kind)

    return choose


_DEFAULTS = {Kind.BINDINGS: "csv", Kind.BOOLEAN: "csv", Kind.GRAPH: "turtle"}


def is_table(wanted: str | None) -> bool:
    """Whether the result is shown as a table: when asked for, or by default on a terminal."""
    return wanted == _TABLE or (wanted is None and sys.stdout.isatty())


def show(answer: Answer, wanted: str | None) -> None:
    """Write an answer to standard output."""
    if answer.kind is Kind.BINDINGS and is_table(wanted):
        show_table(parse(answer.read()))
        return
    last = b"\n"
    for chunk in answer.body:
        write(chunk)
        last = chunk or last
    if not last.endswith(b"\n"):
        write(b"\n")


def show_table(table: Table) -> None:
    """Rows in columns; things by their keys. Talk about them goes to standard error."""
    for line in lines([table.columns, *([_cell(row[name]) for name in table.columns] for row in table)]):
        print(line)
    print(f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}", file=sys.stderr)


def lines(rows: list[tuple[str, ...] | list[str]]) -> Iterator[str]:
    """Rows of text in columns of equal width, with a rule under the first."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for index, row in enumerate(rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if index == 0:
            yield "  ".join("─" * width for width in widths)


def _cell(text: str) -> str:
    short = key(text)
    return short if len(short) <= _WIDEST or "://" in short else short[: _WIDEST - 1] + "…"


def require(wanted: str | None, *allowed: str) -> None:
    """Raise UnknownFormat unless the format is one of those allowed here."""
    if wanted is not None and wanted not in allowed:
        raise UnknownFormat(f"{wanted!r} is no format here.", hint="There are: " + ", ".join(allowed) + ".")
