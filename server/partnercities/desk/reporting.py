"""A report as others read it: plain JSON, or the words of SHACL in a format of graphs."""

from partnercities.protocol.formats import Format
from partnercities.store.convert import from_ntriples
from partnercities.validation.report import Report


def as_json(report: Report, language: str) -> dict[str, object]:
    """The report as plain JSON, with messages in a language."""
    return {
        "counts": {severity: report.count(severity) for severity in report.severities},
        "checked": dict(report.checked),
        "findings": [
            {
                "severity": item.severity,
                "about": item.about,
                "path": item.path,
                "value": item.value,
                "message": item.message(language),
                "shape": item.shape,
            }
            for item in report.findings
        ],
    }


def as_graph(report: Report, format: Format) -> bytes:
    """The report in the words of SHACL."""
    return from_ntriples(report.graph, format)
