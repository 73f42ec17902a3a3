"""A report as the standard has it: the words of SHACL in a format of graphs."""

from partnercities.protocol.formats import Format
from partnercities.store.convert import from_ntriples
from partnercities.validation.report import Report


def as_graph(report: Report, format: Format) -> bytes:
    """The report in the words of SHACL; it tells all findings, those that a baseline knows too."""
    return from_ntriples(report.graph, format)
