"""A report as rows, one for each finding (CSV as RFC 4180 has it)."""

import csv
import io

from partnercities.desk.reports.naming import file
from partnercities.validation.report import Finding, Report

COLUMNS = (
    "severity", "component", "file", "line", "column", "about", "path", "value", "message", "hint", "shape"
)  # fmt: skip


def as_rows(report: Report, language: str) -> str:
    """The findings as CSV, with a head and lines that end with CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_row(finding, language) for finding in report.sources.complete(report.findings))
    return text.getvalue()


def _row(finding: Finding, language: str) -> tuple[object, ...]:
    place = finding.place
    where = (file(place.source), place.line, place.column) if place else ("", "", "")
    what = (finding.about, finding.path, finding.value, finding.message(language), finding.hint(language))
    return finding.severity, finding.component, *where, *what, finding.shape
