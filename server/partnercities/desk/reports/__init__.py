"""Forms of a report: for people at a terminal or in a browser, for programs, and in the words of SHACL."""

import json
from collections.abc import Callable, Iterable, Mapping

from partnercities.desk.reports.annotations import annotations
from partnercities.desk.reports.footer import footer
from partnercities.desk.reports.manner import Manner
from partnercities.desk.reports.page import page
from partnercities.desk.reports.records import as_json
from partnercities.desk.reports.rows import as_rows
from partnercities.desk.reports.sarif import as_sarif
from partnercities.desk.reports.standard import as_graph
from partnercities.desk.reports.text import text
from partnercities.protocol.formats import ANNOTATIONS, CSV, PAGE, RECORDS, SARIF, TEXT, Format, Kind, of_kind
from partnercities.validation.report import Report

__all__ = ["FORMS", "NAMES", "Manner", "as_graph", "as_json", "footer", "write"]


def write(report: Report, format: Format, manner: Manner) -> bytes:
    """The report in one of FORMS."""
    writer = _WRITERS.get(format.name)
    return writer(report, manner) if writer else as_graph(report, format)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode()


def _json(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


_WRITERS: Mapping[str, Callable[[Report, Manner], bytes]] = {
    TEXT.name: lambda report, manner: _lines(text(report, manner)),
    RECORDS.name: lambda report, manner: _json(as_json(report, manner.language)),
    SARIF.name: lambda report, manner: _json(as_sarif(report, manner.language)),
    PAGE.name: lambda report, manner: "".join(page(report, manner)).encode(),
    ANNOTATIONS.name: lambda report, manner: _lines(annotations(report, manner.language)),
    CSV.name: lambda report, manner: as_rows(report, manner.language).encode(),
}
FORMS: tuple[Format, ...] = (TEXT, RECORDS, SARIF, PAGE, ANNOTATIONS, CSV, *of_kind(Kind.GRAPH))
"""The forms that a report can be had in, the first one where nothing else is asked for."""
NAMES: Mapping[str, Format] = {"json" if form is RECORDS else form.name: form for form in FORMS}
"""The forms by the names that a person gives them."""
