"""`partnercities validate`: data against shapes, told to a person or a program."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from partnercities.cli.output import write
from partnercities.desk.checking import check
from partnercities.desk.reporting import as_graph, as_json
from partnercities.model.vocabulary import ID, SHAPES, key
from partnercities.protocol.formats import Kind, named
from partnercities.validation.report import Finding, Report


def run(options: argparse.Namespace) -> int:
    """Show the report; 1 if it has a finding of the severity to fail on."""
    started = time.perf_counter()
    report = check([Path(file) for file in options.files], [Path(file) for file in options.shapes], alone=options.alone)
    if options.format == "text":
        print("\n".join(text(report, options.lang)))
        print("\n".join(_summary(report, time.perf_counter() - started)), file=sys.stderr)
    elif options.format == "json":
        json.dump(as_json(report, options.lang), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        write(as_graph(report, named(options.format, Kind.GRAPH)))
    return 1 if report.worst(options.fail_on.capitalize()) else 0


def text(report: Report, language: str) -> Iterator[str]:
    """The findings, one block each, and how many nodes each shape checked."""
    for finding in report.findings:
        yield from _block(finding, language)
    yield "checked:"
    for shape, count in report.checked.items():
        if count:
            yield f"  {count:5}  {_short(shape)}"


def _block(finding: Finding, language: str) -> Iterator[str]:
    yield f"{finding.severity}: {key(finding.about)}"
    yield f"  {finding.message(language).replace(ID, '')}"
    if finding.value:
        yield f"  found: {key(finding.value)}"
    yield f"  shape: {_short(finding.shape)}"
    yield ""


def _summary(report: Report, seconds: float) -> Iterator[str]:
    counts = ", ".join(f"{report.count(severity)} {severity}" for severity in report.severities)
    yield f"{counts}; {sum(report.checked.values())} checks of focus nodes by {sum(map(bool, report.checked.values()))} shapes in {seconds:.1f} s"


def _short(shape: str) -> str:
    return shape.removeprefix(SHAPES)
