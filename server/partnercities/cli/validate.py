"""`partnercities validate`: data against shapes, told to a person or a program."""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from partnercities.cli.standard_output import write
from partnercities.desk import baseline, reports
from partnercities.desk.checking import Way, check, not_finished, nothing_checked
from partnercities.desk.reports.words import phrases, word
from partnercities.problems import CannotRead
from partnercities.protocol.formats import PAGE, TEXT, Format, Kind, of_kind
from partnercities.settings import wants_colour
from partnercities.shacl.patience import Within, at_leisure
from partnercities.validation.report import Report

MOST = 20_000
"""Of more findings no person reads all: those beyond are only counted."""
MOST_RECORDS = 100_000
"""So many findings programs get where nobody says otherwise: each takes some kilobytes of memory."""


def run(options: argparse.Namespace) -> int:
    """Show the report; 1 if it has a finding of the severity to fail on.

    Raises NothingChecked where no shape was about anything, TimedOut where rules took too long, and what a check raises.
    """
    known = baseline.read(Path(options.baseline)) if options.baseline else Counter[str]()
    report = _check(options)
    if report.nothing_checked and not options.allow_empty:
        _talk(report, options)
        raise nothing_checked(report)
    if options.write_baseline:
        return _write_baseline(report, options)
    report = baseline.without(report, known)
    _tell(report, options)
    if report.unfinished:
        raise not_finished(report)
    return 1 if report.worst(options.fail_on.capitalize()) else 0


def _check(options: argparse.Namespace) -> Report:
    form = reports.NAMES[options.format]
    way = Way(
        options.engine,
        graph=sys.maxsize if form in of_kind(Kind.GRAPH) else 0,
        most=None if options.baseline or options.write_baseline else _most(form, options.max),
        within=_patience(options.timeout),
    )
    report = check(options.files, [*map(Path, options.shapes)], alone=options.alone, way=way)
    # Who reads a text or a page is told there how many more there are.
    notes = (phrases("part", len(report.findings)),) if report.beyond and form not in (TEXT, PAGE) else ()
    return replace(report, notes=(*report.notes, *notes))


def _most(form: Format, wanted: int | None) -> int | None:
    """How many findings a report in some form holds; None for all."""
    if form in (TEXT, PAGE):
        return MOST
    if form in of_kind(Kind.GRAPH):
        return None
    return MOST_RECORDS if wanted is None else wanted or None


def _patience(seconds: float | None) -> Within:
    if seconds is None:
        return at_leisure
    from partnercities.desk.limiting import within

    return within(seconds)


def _tell(report: Report, options: argparse.Namespace) -> None:
    """The report to standard output or a file, and the talk about it to standard error."""
    form = reports.NAMES[options.format]
    colour = form is TEXT and not options.output and sys.stdout.isatty() and wants_colour()
    content = reports.write(report, form, _manner(options, colour=colour))
    if options.output:
        _write(Path(options.output), content)
    else:
        write(content)
    # Who gets the report on standard output in the form of a program asks for nothing else, but for what is left out.
    if form is TEXT or options.output or report.beyond:
        _talk(report, options)


def _talk(report: Report, options: argparse.Namespace) -> None:
    manner = _manner(options, colour=sys.stderr.isatty() and wants_colour())
    print("\n".join(reports.footer(report, manner)), file=sys.stderr)


def _manner(options: argparse.Namespace, *, colour: bool) -> reports.Manner:
    return reports.Manner(options.lang, options.max, colour, options.verbose)


def _write_baseline(report: Report, options: argparse.Namespace) -> int:
    path = Path(options.write_baseline)
    _write(path, baseline.written(report).encode())
    _talk(report, options)
    print(f"{word('written', options.lang)}: {path} ({len(report.findings)})", file=sys.stderr)
    return 0


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CannotRead(f"{path} cannot be written: {error.strerror}.") from error
