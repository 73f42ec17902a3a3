"""`/validate`: the state of the stored data, and a form to have one's own checked."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from partnercities.desk.checking import not_finished, nothing_checked
from partnercities.desk.reports.excerpts import excerpt
from partnercities.desk.reports.naming import path, says_whom, value
from partnercities.desk.standing import State
from partnercities.desk.submission import FORMATS, Submission, Text
from partnercities.desk.texts import Texts
from partnercities.desk.things import names
from partnercities.desk.versioned import Versioned
from partnercities.problems import Busy, NotFound, Problem
from partnercities.protocol.formats import PAGE, Format
from partnercities.validation.report import Report
from partnercities.web import errors, reporting
from partnercities.web.context import desk
from partnercities.web.naming import Names
from partnercities.web.negotiated import page
from partnercities.web.reporting import MOST, MOST_ON_PAGE, REPORTS
from partnercities.web.site import checks
from partnercities.web.site.frame import show
from partnercities.web.site.language import language
from partnercities.web.submitting import Filled, filled, strict, submitted

blueprint = Blueprint("validation", __name__)
SHOWN = 12
"""How many findings of a rule are shown at once; the others unfold."""
_AROUND, _WIDEST = 2, 200


@blueprint.get("/validate")
@blueprint.get("/validate.<suffix>")
def state(suffix: str = "") -> Response:
    """The state of the stored data; it is checked aside, so the first answer may be that it is being checked."""
    chosen = reporting.form(suffix)
    found = checks.standing().look()
    if chosen is not PAGE:
        return _of_version(found, chosen)
    named = Names(_abouts.of(desk())) if _is_of_now(found) else Names(())
    response = _page(found.report, Filled(), {"state": found, "current": _is_of_now(found), "names": named})
    return response if _is_of_now(found) else _unkept(response)


@blueprint.post("/validate")
def check() -> Response:
    """The report on what is submitted."""
    chosen = reporting.form()
    if chosen is not PAGE:
        return _for_programs(chosen, submitted())
    given = filled()
    sent = Submission(Text(b""))
    try:
        sent = submitted()
        report = _inspected(sent, chosen, MOST_ON_PAGE)
    except Problem as problem:
        return _refused(problem, given, sent)
    return _unkept(_page(report, given, {"rest": reporting.rest(report)}))


def _for_programs(chosen: Format, given: Submission) -> Response:
    try:
        return reporting.sent(_inspected(given, chosen, MOST), chosen)
    except Problem as problem:
        return reporting.refused(problem, given)


def _inspected(given: Submission, chosen: Format, most: int) -> Report:
    """The report on a submission. Raises NothingChecked and TimedOut too, for who is strict."""
    first = (page() - 1) * most
    report = checks.inspector().inspect(given, graph=reporting.in_words(chosen), first=first, most=most)
    if strict() and report.nothing_checked:
        raise nothing_checked(report)
    if strict() and report.unfinished:
        raise not_finished(report)
    return report


def _refused(problem: Problem, given: Filled, sent: Submission) -> Response:
    """The page once more, with what was filled in, and why it was not checked."""
    context = {"problem": problem, "excerpt": _around(problem, sent), "source": reporting.source(problem)}
    response = _page(None, given, context)
    response.status_code = problem.status
    response.headers.extend(errors.headers(problem))
    return _unkept(response)


def _page(report: Report | None, given: Filled, more: Mapping[str, Any]) -> Response:
    context: dict[str, Any] = {"state": None, "problem": None, "names": Names(()), "current": True, "rest": ""}
    context |= {"report": report, "broken": checks.broken(report) if report else (), "given": given, "shown": SHOWN}
    context |= {"formats": FORMATS, "shared": checks.shared, "sentences": checks.sentences, **more}
    context |= {"written": checks.abouts(context["names"]), "path_in": path, "value_in": value, "says_whom": says_whom}
    context["said_of"] = checks.flaw
    context["line_of"] = lambda place: excerpt(place, report.sources) if report else None
    own = context["state"] is not None
    return show("validate.html", "/validate", suffixes=[form.suffix for form in REPORTS] if own else (), **context)


def _unkept(response: Response) -> Response:
    """A page that will be another one soon, or is nobody else's business."""
    response.headers.remove("ETag")
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_of_now(found: State) -> bool:
    held = desk().dataset
    return found.report is not None and held is not None and found.version == held.version


def _of_version(found: State, chosen: Format) -> Response:
    """The report on the data that is held now, which is the same as long as its version is."""
    report = _known(found)
    tag = f"{found.version}-{chosen.name}-{language()}"
    response = Response(status=304) if request.if_none_match.contains(tag) else reporting.sent(report, chosen)
    response.set_etag(tag)
    return response


def _known(found: State) -> Report:
    """The report on the data that is held now. Raises Busy while it is made, and why there is none."""
    if found.problem:
        raise found.problem
    if found.report is None and not found.checking:
        raise NotFound(
            "The data of another endpoint is not checked here.", hint="Send data by POST to have it checked."
        )
    if found.checking or found.report is None:
        raise Busy("The stored data is being checked.", hint="Ask again in some seconds.")
    return found.report


def _around(problem: Problem, sent: Submission) -> list[tuple[int, str]]:
    """The lines around the place of a problem, with their numbers."""
    place = problem.place
    if place is None:
        return []
    first = max(1, place.line - _AROUND)
    lines = Texts(sent.every()).lines(place.source, first, place.line + _AROUND)
    return [(first + number, line[:_WIDEST]) for number, line in enumerate(lines)]


_abouts = Versioned(lambda desk: names(desk, _mentioned()))


def _mentioned() -> set[str]:
    report = checks.standing().last.report
    return checks.mentioned(report) if report else set()
