"""`/validate`: the state of the stored data, and a form to have one's own checked."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from partnercities.desk.reports import as_graph, as_json
from partnercities.desk.standing import State
from partnercities.desk.submission import FORMATS
from partnercities.desk.things import names
from partnercities.desk.versioned import Versioned
from partnercities.problems import Busy, NotFound, Problem
from partnercities.protocol.formats import PAGE, RECORDS, Format, Kind, among, of_kind
from partnercities.protocol.negotiation import choose_among, prefers_html
from partnercities.validation.report import Report
from partnercities.web import errors
from partnercities.web.answers import complete
from partnercities.web.context import accept, desk
from partnercities.web.naming import Names
from partnercities.web.site import checks
from partnercities.web.site.frame import show
from partnercities.web.site.language import language
from partnercities.web.submitting import FORMS, Filled, filled, submitted

blueprint = Blueprint("validation", __name__)
_REPORTS = (RECORDS, *of_kind(Kind.GRAPH))
SHOWN = 12
"""How many findings of a rule are shown at once; the others unfold."""
_AROUND = 2


@blueprint.get("/validate")
@blueprint.get("/validate.<suffix>")
def state(suffix: str = "") -> Response:
    """The state of the stored data; it is checked aside, so the first answer may be that it is being checked."""
    chosen = _form(suffix or request.args.get("format", ""))
    found = checks.standing().look()
    if chosen is not PAGE:
        return _sent(_known(found), chosen)
    named = Names(_abouts.of(desk())) if _is_of_now(found) else Names(())
    response = _page(found.report, Filled(), {"state": found, "current": _is_of_now(found), "names": named})
    return response if _is_of_now(found) else _unkept(response)


@blueprint.post("/validate")
def check() -> Response:
    """The report on what is submitted."""
    chosen = _form(request.args.get("format", ""))
    if chosen is not PAGE:
        return _sent(checks.inspector().inspect(submitted(), graph=chosen is not RECORDS), chosen)
    given = filled()
    try:
        report = checks.inspector().inspect(submitted())
    except Problem as problem:
        return _refused(problem, given)
    return _unkept(_page(report, given, {}))


def _refused(problem: Problem, given: Filled) -> Response:
    """The page once more, with what was filled in, and why it was not checked."""
    response = _page(None, given, {"problem": problem, "excerpt": _excerpt(problem, given)})
    response.status_code = problem.status
    response.headers.extend(errors.headers(problem))
    return _unkept(response)


def _page(report: Report | None, given: Filled, more: Mapping[str, Any]) -> Response:
    context: dict[str, Any] = {"state": None, "problem": None, "names": Names(()), "lines": {}, "current": True}
    context |= {"report": report, "broken": checks.broken(report) if report else (), "given": given, "shown": SHOWN}
    context |= {"formats": FORMATS, "shared": checks.shared, "sentences": checks.sentences, **more}
    context["written"] = checks.abouts(context["names"])
    own = context["state"] is not None
    return show("validate.html", "/validate", suffixes=[form.suffix for form in _REPORTS] if own else (), **context)


def _unkept(response: Response) -> Response:
    """A page that will be another one soon, or is nobody else's business."""
    response.headers.remove("ETag")
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_of_now(found: State) -> bool:
    held = desk().dataset
    return found.report is not None and held is not None and found.version == held.version


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


def _form(wanted: str) -> Format:
    if wanted:
        return among(wanted, (PAGE, *_REPORTS), "a report")
    if prefers_html(accept()) or (request.mimetype in FORMS and not accept()):
        return PAGE
    return choose_among(accept(), _REPORTS, "a report")


def _sent(report: Report, format: Format) -> Response:
    if format is RECORDS:
        return complete(json.dumps(as_json(report, language()), ensure_ascii=False).encode(), format)
    return complete(as_graph(report, format), format)


def _excerpt(problem: Problem, given: Filled) -> list[tuple[int, str]]:
    """The lines around the place of a problem, with their numbers."""
    place = problem.place
    if place is None:
        return []
    lines = (given.shapes if place.source.startswith("shapes") else given.data).splitlines()
    first = max(1, place.line - _AROUND)
    return [(first + number, line[:200]) for number, line in enumerate(lines[first - 1 : place.line + _AROUND])]


_abouts = Versioned(lambda desk: names(desk, _mentioned()))


def _mentioned() -> set[str]:
    report = checks.standing().last.report
    return checks.mentioned(report) if report else set()
