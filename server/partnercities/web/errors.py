"""From a problem to a response: problem+json (RFC 9457), a page or plain text. The only place on the web that does so."""

import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from partnercities import problems
from partnercities.model.vocabulary import BASE
from partnercities.problems import Problem
from partnercities.protocol.negotiation import parse, prefers_html, quality
from partnercities.web.context import accept

_log = logging.getLogger(__name__)
_MEDIA_TYPE = "application/problem+json"
# What the framework refuses by itself, as problems of ours.
_BY_STATUS: dict[int | None, type[Problem]] = {
    404: problems.NotFound,
    413: problems.TooLarge,
    415: problems.UnsupportedMediaType,
}


def install(app: Flask) -> None:
    """Have every error answered here."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, _framework)
    app.register_error_handler(Exception, _fault)


def answer(problem: Problem) -> Response:
    """The response to a problem, in the form that the caller likes best."""
    response = _shape(problem)
    response.status_code = problem.status
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    if isinstance(problem, problems.MethodNotAllowed):
        response.headers["Allow"] = ", ".join(problem.allowed)
    return response


def as_json(problem: Problem) -> dict[str, object]:
    """The members of a problem: type, title, status and detail of the standard, and our slug, hint and place."""
    members: dict[str, object] = {
        "type": f"{BASE}problem/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "slug": problem.slug,
    }
    if problem.hint:
        members["hint"] = problem.hint
    if problem.place:
        members |= {"line": problem.place.line, "column": problem.place.column}
    return members


def _shape(problem: Problem) -> Response:
    wanted = accept()
    if prefers_html(wanted):
        return Response(render_template("problem.html", problem=problem), content_type="text/html; charset=utf-8")
    ranges = parse(wanted or "")
    if quality(ranges, "text/plain") > max(quality(ranges, _MEDIA_TYPE), quality(ranges, "application/json")):
        return Response(f"{problem.title}: {problem}\n", content_type="text/plain; charset=utf-8")
    response: Response = jsonify(as_json(problem))
    response.headers["Content-Type"] = _MEDIA_TYPE
    return response


def _framework(error: HTTPException) -> Response:
    if error.code == 405:
        return answer(
            problems.MethodNotAllowed(
                request.method, tuple(sorted(getattr(error, "valid_methods", None) or ("GET", "HEAD", "OPTIONS")))
            )
        )
    if error.code in _BY_STATUS:
        return answer(_BY_STATUS[error.code](_WORDS.get(error.code or 0, error.description or error.name)))
    if error.code is not None and error.code < 500:
        return answer(problems.BadRequest(error.description or error.name))
    return _fault(error)


_WORDS = {404: "There is nothing at this address.", 413: "The body is larger than the limit."}


def _fault(error: Exception) -> Response:
    # The one blanket handler: the client learns that it was our fault, the log learns why.
    _log.error("%s %s", request.method, request.path, exc_info=error)
    return answer(problems.Internal("The server could not answer; the fault is written to its log."))
