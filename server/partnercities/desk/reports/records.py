"""A report as plain JSON for programs, in a form that is written down in docs/validation.md and has a version."""

from collections.abc import Mapping

from partnercities import __version__
from partnercities.desk.baseline import fingerprint
from partnercities.desk.reports.naming import file
from partnercities.problems import Place
from partnercities.validation.report import Finding, Report

VERSION = 1
"""Goes up when a field changes its meaning or goes away; new fields may come any time."""


def as_json(report: Report, language: str) -> dict[str, object]:
    """The report as plain JSON, with messages in a language beside all there are."""
    return {
        "version": VERSION,
        "generator": f"partnercities {__version__}",
        "language": language,
        "conforms": not any(map(report.count, report.severities)),
        "counts": {severity: report.count(severity) for severity in report.severities},
        "files": [file(name) for name in report.files],
        "triples": report.triples,
        "seconds": round(report.seconds, 3),
        "checked": dict(report.checked),
        "unmatched": list(report.unmatched),
        "unfinished": list(report.unfinished),
        "notes": [dict(note) for note in report.notes],
        "baseline": {"known": report.known, "mended": list(report.mended)},
        "findings": [_finding(finding, language) for finding in report.sources.complete(report.findings)],
    }


def _finding(finding: Finding, language: str) -> dict[str, object]:
    return {**_fields(finding, language), "fingerprint": fingerprint(finding)}


def _fields(finding: Finding, language: str) -> dict[str, object]:
    return {
        "severity": finding.severity,
        "component": finding.component,
        "about": finding.about,
        "path": finding.path,
        "value": finding.value,
        "message": finding.message(language),
        "messages": dict(finding.messages),
        "hint": finding.hint(language),
        "hints": dict(finding.hints),
        "shape": finding.shape,
        "graph": finding.graph,
        "statement": list(finding.statement),
        "place": _place(finding.place),
        "reasons": [_fields(reason, language) for reason in finding.reasons],
    }


def _place(place: Place | None) -> Mapping[str, object] | None:
    if place is None:
        return None
    return {
        "file": file(place.source),
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line or place.line,
        "endColumn": place.end_column or place.column,
    }
