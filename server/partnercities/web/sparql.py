"""`/sparql`: the SPARQL 1.1 Protocol, the description of the service, and a page for browsers."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from partnercities.desk.describing import description
from partnercities.protocol.formats import Format, Kind, named
from partnercities.protocol.negotiation import choose, prefers_html
from partnercities.protocol.operations import METHODS, Message, read
from partnercities.web.answers import complete, respond
from partnercities.web.context import accept, address, desk

blueprint = Blueprint("sparql", __name__)
# Methods that the protocol does not have reach the view too, which refuses them with what is allowed.
_EVERY = ("GET", "POST", "PUT", "DELETE", "PATCH")


@blueprint.route("/sparql", methods=_EVERY, provide_automatic_options=False)
def sparql() -> Response:
    """Answer a query, or say what this service is."""
    message = Message(
        request.method,
        ascii_only(request.query_string),
        request.headers.get("Content-Type", ""),
        request.get_data(),
    )
    query = read(message)
    if query is None:
        return _describe()
    return respond(desk().answer(replace(query, base_iri=address("/sparql")), chooser(query.options.get("format"))))


@blueprint.route("/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options() -> Response:
    """The methods that there are."""
    return Response(status=204, headers={"Allow": ", ".join(METHODS)})


def ascii_only(query_string: bytes) -> str:
    """The query string with what some clients leave unencoded percent-encoded."""
    return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in query_string)


def chooser(format: str | None) -> Callable[[Kind], Format]:
    """How the format is chosen: `format=` wins over Accept, because some clients cannot send the header."""
    return lambda kind: named(format, kind) if format else choose(accept(), kind)


def _describe() -> Response:
    format = request.args.get("format")
    if not format and prefers_html(accept()):
        page = Response(
            render_template("sparql.html", queries=desk().catalogue.values()), content_type="text/html; charset=utf-8"
        )
        page.vary.add("Accept")
        return page
    chosen = chooser(format)(Kind.GRAPH)
    return complete(description(desk(), address("/sparql"), chosen), chosen)
