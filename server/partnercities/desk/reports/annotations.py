"""A report as commands in the log of a workflow, which GitHub shows as notes at the lines of a change.

The form is that of https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from collections.abc import Iterator

from partnercities.desk.reports.naming import file, kind, message, rule, sentence, subject
from partnercities.desk.reports.words import word
from partnercities.problems import Place
from partnercities.validation.report import Finding, Report, rank

_COMMANDS = {"Violation": "error", "Warning": "warning", "Info": "notice"}
# What would end a text or a property of a command is written as in an address.
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotations(report: Report, language: str) -> Iterator[str]:
    """One command for each finding, the worst first, because only the first ten of a kind are shown."""
    findings = sorted(report.findings, key=lambda finding: rank(finding.severity))
    return (_command(finding, language) for finding in report.sources.complete(findings))


def _command(finding: Finding, language: str) -> str:
    properties = {**_place(finding.place), "title": f"{kind(finding, language)} {rule(finding.shape)}"}
    written = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in properties.items())
    text = "\n".join(_lines(finding, language)).translate(_IN_TEXT)
    return f"::{_COMMANDS.get(finding.severity, 'error')} {written}::{text}"


def _place(place: Place | None) -> dict[str, object]:
    if place is None:
        return {}
    start = {"file": file(place.source), "line": place.line}
    if place.end_line > place.line:  # columns are understood within one line only
        return {**start, "endLine": place.end_line}
    end = {"endColumn": place.end_column} if place.end_column else {}
    return {**start, "col": place.column, **end}


def _lines(finding: Finding, language: str) -> Iterator[str]:
    yield f"{subject(finding)}: {message(finding, language)}"
    if finding.hint(language):
        yield f"{word('hint', language)}: {sentence(finding.hint(language))}"
