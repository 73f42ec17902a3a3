"""Forms of a report: for people at a terminal or in a browser, for programs, and in the words of SHACL."""

import json
from collections.abc import Callable, Iterable, Mapping

from partnercities.desk.reports.footer import footer
from partnercities.desk.reports.manner import Manner
from partnercities.protocol.formats import ANNOTATIONS, CSV, PAGE, RECORDS, SARIF, TEXT, Format, Kind, of_kind
from partnercities.validation.report import Report

__all__ = ["FORMS", "NAMES", "Manner", "footer", "write"]


def write(report: Report, format: Format, manner: Manner) -> bytes:
    """The report in one of FORMS."""
    return _WRITERS.get(format.name, _graph)(report, format, manner)


# Each form is imported when it is wanted: a report is written in one of them.
def _text(report: Report, _format: Format, manner: Manner) -> bytes:
    from partnercities.desk.reports.text import text

    return _lines(text(report, manner))


def _page(report: Report, _format: Format, manner: Manner) -> bytes:
    from partnercities.desk.reports.page import page

    return "".join(page(report, manner)).encode()


def _records(report: Report, _format: Format, manner: Manner) -> bytes:
    from partnercities.desk.reports.records import as_json

    return _json(as_json(report, manner.language))


def _sarif(report: Report, _format: Format, manner: Manner) -> bytes:
    from partnercities.desk.reports.sarif import as_sarif

    return _json(as_sarif(report, manner.language))


def _annotations(report: Report, _format: Format, manner: Manner) -> bytes:
    from partnercities.desk.reports.annotations import annotations

    return _lines(annotations(report, manner.language))


def _rows(report: Report, _format: Format, manner: Manner) -> bytes:
    from partnercities.desk.reports.rows import as_rows

    return as_rows(report, manner.language).encode()


def _graph(report: Report, format: Format, _manner: Manner) -> bytes:
    from partnercities.desk.reports.standard import as_graph

    return as_graph(report, format)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode()


def _json(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


_WRITERS: Mapping[str, Callable[[Report, Format, Manner], bytes]] = {
    TEXT.name: _text,
    RECORDS.name: _records,
    SARIF.name: _sarif,
    PAGE.name: _page,
    ANNOTATIONS.name: _annotations,
    CSV.name: _rows,
}
FORMS: tuple[Format, ...] = (TEXT, RECORDS, SARIF, PAGE, ANNOTATIONS, CSV, *of_kind(Kind.GRAPH))
"""The forms that a report can be had in, the first one where nothing else is asked for."""
NAMES: Mapping[str, Format] = {"json" if form is RECORDS else form.name: form for form in FORMS}
"""The forms by the names that a person gives them."""
