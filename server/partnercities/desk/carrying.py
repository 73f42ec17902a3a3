"""A report on its way from the process that made it to the one that shows it: plain values, as JSON has them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from partnercities.desk.reports.words import phrases
from partnercities.problems import Place
from partnercities.validation.report import Finding, Report

# What is carried in a way of its own, or stays where it is.
_APART = ("findings", "graph", "sources")


def told(report: Report) -> dict[str, Any]:
    """A report as plain values, with its findings and all that they hold; the texts behind it stay behind."""
    return {
        **{field.name: getattr(report, field.name) for field in fields(report) if field.name not in _APART},
        "findings": [asdict(finding) for finding in report.findings],
        "graph": report.graph.decode(),
    }


def heard(values: Mapping[str, Any]) -> Report:
    """The report of plain values."""
    plain = {name: _fixed(value) for name, value in values.items() if name not in _APART}
    return Report(tuple(map(_finding, values["findings"])), graph=values["graph"].encode(), **plain)


def part(report: Report, first: int, most: int) -> Report:
    """A report with at most so many of its findings, from one on; the others are only counted, which a note says."""
    shown = report.findings[first : first + most]
    left = Counter({severity: report.count(severity) for severity in report.severities})
    left.subtract(finding.severity for finding in shown)
    beyond = {severity: count for severity, count in left.items() if count}
    if not beyond:
        return report
    return replace(report, findings=shown, beyond=beyond, notes=(*report.notes, phrases("part", len(shown))))


def noted(report: Report) -> Report:
    """A report that says of itself that nothing was checked, where that is so."""
    return replace(report, notes=(*report.notes, phrases("nobody"))) if report.nothing_checked else report


def _finding(values: Mapping[str, Any]) -> Finding:
    place, reasons = values["place"], values["reasons"]
    return Finding(
        **{
            **values,
            "statement": tuple(values["statement"]),
            "place": Place(**place) if place else None,
            "reasons": tuple(map(_finding, reasons)),
        }
    )


def _fixed(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    return tuple(value) if isinstance(value, list) else value
