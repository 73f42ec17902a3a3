"""From a problem to a response: problem+json (RFC 9457), a page or plain text. The only place on the web that does so."""

import json
import logging
from collections.abc import Mapping

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from partnercities import problems
from partnercities.model.vocabulary import BASE
from partnercities.problems import Problem
from partnercities.protocol.negotiation import parse, prefers_html, quality
from partnercities.web.context import accept

_log = logging.getLogger(__name__)
JSON = "application/problem+json"
TEXT, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
# What the framework refuses by itself, as problems of ours.
_BY_STATUS: dict[int | None, type[Problem]] = {
    404: problems.NotFound,
    413: problems.TooLarge,
    415: problems.UnsupportedMediaType,
}
# When a client may try again, in seconds.
_AGAIN = {429: "60", 503: "5"}
_WORDS = {404: "There is nothing at this address.", 413: "The body is larger than the limit."}


def install(app: Flask) -> None:
    """Have every error of Flask's views answered here."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, _framework)
    app.register_error_handler(Exception, _fault)


def headers(problem: Problem) -> list[tuple[str, str]]:
    """The headers of the response to a problem, but for its type."""
    found = [("Vary", "Accept, Accept-Language"), ("Cache-Control", "no-store")]
    if isinstance(problem, problems.MethodNotAllowed):
        found.append(("Allow", ", ".join(problem.allowed)))
    if isinstance(problem, problems.Unauthorized):
        found.append(("WWW-Authenticate", 'Bearer realm="writing"'))
    if problem.status in _AGAIN:
        found.append(("Retry-After", _AGAIN[problem.status]))
    return found


def body(problem: Problem, accept: str | None, more: Mapping[str, object] | None = None) -> tuple[str, bytes]:
    """The type and the bytes of the response to a problem, in the form that the caller likes best."""
    ranges = parse(accept or "")
    if prefers_html(accept):
        return HTML, render_template("problem.html", problem=problem).encode()
    if quality(ranges, "text/plain") > max(quality(ranges, JSON), quality(ranges, "application/json")):
        return TEXT, f"{problem.title}: {problem}\n".encode()
    return JSON, json.dumps({**as_json(problem), **(more or {})}, ensure_ascii=False).encode()


def as_json(problem: Problem) -> dict[str, object]:
    """The members of a problem: type, title, status and detail of the standard, and our slug, hint, place and flaws."""
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
    if problem.flaws:
        members |= {"flaws": list(problem.flaws), "more": problem.more}
    return members


def answer(problem: Problem, more: Mapping[str, object] | None = None) -> Response:
    """The response of Flask to a problem; as JSON with some members more."""
    content_type, text = body(problem, accept(), more)
    response = Response(text, status=problem.status, content_type=content_type)
    response.headers.extend(headers(problem))
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


def _fault(error: Exception) -> Response:
    # The one blanket handler: the client learns that it was our fault, the log learns why.
    _log.error("%s %s", request.method, request.path, exc_info=error)
    return answer(FAULT)


FAULT = problems.Internal("The server could not answer; the fault is written to its log.")
