"""A report as a response: in which form, where the rest of a long one is, and what became of a submission without one."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from flask import Response, request

from partnercities.desk.reports import Manner, footer, write
from partnercities.desk.reports.excerpts import excerpt
from partnercities.desk.submission import Submission
from partnercities.desk.texts import Texts
from partnercities.problems import BadData, BadShapes, Problem, TooLarge
from partnercities.protocol.formats import CSV, PAGE, RECORDS, SARIF, TEXT, Format, Kind, among, of_kind
from partnercities.protocol.negotiation import choose_among, prefers_html
from partnercities.validation.report import Report
from partnercities.web import errors
from partnercities.web.answers import complete
from partnercities.web.context import accept
from partnercities.web.negotiated import page
from partnercities.web.site.language import language
from partnercities.web.submitting import FORMS

# Only by its own name: what is called XML or JSON, and no more, says nothing of triples.
_GRAPHS = tuple(replace(format, media_types=format.media_types[:1]) for format in of_kind(Kind.GRAPH))
REPORTS: tuple[Format, ...] = (RECORDS, TEXT, CSV, SARIF, *_GRAPHS)
"""The forms of a report beside the page, the first one where nothing else is asked for."""
MOST, MOST_ON_PAGE = 10_000, 1_000
"""How many findings come at once, and on a page."""


def form(suffix: str = "") -> Format:
    """The form that is asked for. Raises UnknownFormat and NotAcceptable with those that there are."""
    wanted = suffix or request.args.get("format", "")
    if wanted:
        return among(wanted, (PAGE, *REPORTS), "a report")
    if prefers_html(accept()) or (request.mimetype in FORMS and not accept()):
        return PAGE
    return choose_among(accept(), REPORTS, "a report")


def in_words(format: Format) -> bool:
    """Whether a form is a graph, in the words of SHACL."""
    return Kind.GRAPH in format.kinds


def sent(report: Report, format: Format) -> Response:
    """The report in a form other than the page; a link leads to what is left out. Raises TooLarge for a graph."""
    if in_words(format) and not report.graph:
        raise TooLarge(
            "There are too many findings for a report in RDF.",
            hint=f"Ask for {RECORDS.media_type}, which comes in parts.",
        )
    manner = Manner(language(), most=0)
    body = write(report, format, manner)
    if format is TEXT:
        body += "".join(f"{line}\n" for line in footer(report, manner)).encode()
    response = complete(body, format)
    response.vary.add("Accept-Language")
    if following := rest(report):
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def rest(report: Report) -> str:
    """The address to send the same to again for the findings that follow; nothing where none do."""
    every = sum(map(report.count, report.severities))
    before = (page() - 1) * (MOST_ON_PAGE if form() is PAGE else MOST)
    if request.method != "POST" or not report.findings or before + len(report.findings) >= every:
        return ""
    return f"{request.path}?{urlencode({**request.args, 'page': page() + 1})}"


def refused(problem: Problem, given: Submission) -> Response:
    """The problem with a submission, with the text that it is in and the line of it."""
    return errors.answer(problem, dict(_where(problem, given)))


def source(problem: Problem) -> str:
    """The text that a problem is in: `data` or `shapes`; nothing where that is not known."""
    if problem.place:
        return problem.place.source.partition(".")[0]
    return "shapes" if isinstance(problem, BadShapes) else "data" if isinstance(problem, BadData) else ""


def _where(problem: Problem, given: Submission) -> Mapping[str, str]:
    named = source(problem)
    line = excerpt(problem.place, Texts(given.every()))
    return {**({"source": named} if named else {}), **({"excerpt": line.line} if line else {})}
