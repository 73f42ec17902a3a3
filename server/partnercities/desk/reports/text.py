"""A report as text for people at a terminal: one block for each finding, like those of a good compiler."""

from collections.abc import Iterator

from partnercities.desk.reports.colours import Paint
from partnercities.desk.reports.excerpts import excerpt
from partnercities.desk.reports.grouping import Group, select
from partnercities.desk.reports.manner import Manner
from partnercities.desk.reports.naming import kind, message, rule, says_whom, sentence, spot, subject, value
from partnercities.desk.reports.words import told, word
from partnercities.validation.report import Finding, Report

MOST = 100
"""So many findings are shown in full where nothing else is asked for."""


def text(report: Report, manner: Manner) -> Iterator[str]:
    """The findings, each in a block of lines, and how many are not shown."""
    selection = select(report, MOST if manner.most is None else manner.most)
    for group in selection.groups:
        yield from _group(group, report, manner)
    if hidden := selection.hidden + sum(report.beyond.values()):
        yield told("hidden", hidden, manner.language)


def _group(group: Group, report: Report, manner: Manner) -> Iterator[str]:
    for finding in (*([group.lead] if group.lead else []), *group.shown):
        yield from block(finding, report, manner)
    if group.others:
        places = [spot(finding.place, column=False) or subject(finding) for finding in group.named]
        dots = ["…"] if group.others > len(group.named) else []
        yield f"{told('more', group.others, manner.language)}: {', '.join([*places, *dots])}"
        yield ""


def block(finding: Finding, report: Report, manner: Manner) -> Iterator[str]:
    """One finding: where and what, why, how to mend it, and by which rule."""
    paint, language = Paint(on=manner.colour), manner.language
    yield _head(finding, manner)
    yield f"  {message(finding, language)}"
    source = list(_source(finding, report, paint))
    yield from source
    if not source and value(finding):
        yield f"  {word('found', language)}: {value(finding)}"
    yield from _reasons(finding, language, "  ")
    if finding.hint(language):
        yield f"  {paint('hint', word('hint', language) + ':')} {sentence(finding.hint(language))}"
    if finding.graph:
        yield f"  {word('graph', language)}: {finding.graph}"
    if finding.shape:
        yield paint("faint", f"  {word('rule', language)}: {rule(finding.shape)}")
    yield ""


def _head(finding: Finding, manner: Manner) -> str:
    paint = Paint(on=manner.colour)
    where = f"{spot(finding.place)}: " if finding.place else ""
    said = paint(finding.severity, kind(finding, manner.language))
    return f"{paint('strong', where) if where else ''}{said} {subject(finding)}"


def _source(finding: Finding, report: Report, paint: Paint) -> Iterator[str]:
    found = excerpt(finding.place, report.sources)
    if found is None:
        return
    gutter = " " * len(str(found.number))
    yield paint("gutter", f"{gutter} |")
    yield f"{paint('gutter', f'{found.number} |')} {found.line}"
    yield f"{paint('gutter', f'{gutter} |')} {paint(finding.severity, found.caret)}"


def _reasons(finding: Finding, language: str, indent: str) -> Iterator[str]:
    """Why the shapes that a constraint refers to do not hold, each deeper one further in."""
    if finding.reasons:
        yield f"{indent}{word('because', language)}:"
    for reason in finding.reasons:
        found = f" ({word('found', language)}: {value(reason)})" if value(reason) else ""
        # What the value itself is, the message says.
        of = "" if says_whom(reason, language) else f"{subject(reason)}: "
        yield f"{indent}  - {of}{message(reason, language)}{found}"
        yield from _reasons(reason, language, indent + "    ")
