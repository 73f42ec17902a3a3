"""From an answer of the desk to a response of HTTP."""

from itertools import chain

from flask import Response, request

from partnercities.desk import Answer
from partnercities.protocol.formats import Format


def respond(answer: Answer, *, lasting: bool = True) -> Response:
    """The response: with length and validator where the answer is complete at once, else as a stream.

    An answer that is not `lasting` is another one each time it is asked for, so nobody keeps it.
    """
    first, second = next(answer.body, b""), next(answer.body, None)
    if second is not None:
        return _typed(Response(chain((first, second), answer.body)), answer.format)
    if lasting:
        return complete(first, answer.format)
    response = _typed(Response(first), answer.format)
    response.headers["Cache-Control"] = "no-store"
    return response


def complete(body: bytes, format: Format) -> Response:
    """A response whose bytes are all there; 304 if the client has them already."""
    response = _typed(Response(body), format)
    response.add_etag()
    response.make_conditional(request)
    return response


def _typed(response: Response, format: Format) -> Response:
    response.headers["Content-Type"] = format.content_type
    response.vary.add("Accept")
    return response
