"""From an answer of the desk to a response of HTTP."""

from collections.abc import Iterator
from itertools import chain

from flask import Response, request

from partnercities.desk.desk import Answer
from partnercities.protocol.formats import PAGE, Format
from partnercities.web.site.language import language

WHOLE = 1 << 20
"""Answers up to this size, in bytes, are complete before anything of them is sent."""


def respond(answer: Answer, *, lasting: bool = True) -> Response:
    """The response: with length and validator where the answer is complete at once, else as a stream.

    An answer that is not `lasting` is another one each time it is asked for, so nobody keeps it.
    """
    begun, more = _begin(answer.body)
    if more:
        return _typed(Response(chain((begun,), answer.body)), answer.format)
    if lasting:
        return complete(begun, answer.format)
    response = _typed(Response(begun), answer.format)
    response.headers["Cache-Control"] = "no-store"
    return response


def _begin(parts: Iterator[bytes]) -> tuple[bytes, bool]:
    """The first parts of a body up to some size, and whether there may be more."""
    begun = bytearray()
    for part in parts:
        begun += part
        if len(begun) > WHOLE:
            return bytes(begun), True
    return bytes(begun), False


def complete(body: bytes, format: Format) -> Response:
    """A response whose bytes are all there; 304 if the client has them already."""
    response = _typed(Response(body), format)
    response.add_etag()
    response.make_conditional(request)
    return response


def _typed(response: Response, format: Format) -> Response:
    response.headers["Content-Type"] = format.content_type
    response.vary.add("Accept")
    if format is PAGE:
        response.headers["Content-Language"] = language()
        response.vary.add("Accept-Language")
    return response
