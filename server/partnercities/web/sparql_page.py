"""What `/sparql` is when nothing is asked of it: a page for browsers, the description of the service for others."""

from flask import Blueprint, Response, render_template, request

from partnercities.protocol.formats import Kind
from partnercities.protocol.negotiation import prefers_html
from partnercities.web.answers import complete
from partnercities.web.context import accept, described, desk
from partnercities.web.sparql import chooser

blueprint = Blueprint("sparql", __name__)


@blueprint.get("/sparql")
def sparql() -> Response:
    """Say what this service is."""
    format = request.args.get("format")
    if not format and prefers_html(accept()):
        page = Response(
            render_template("sparql.html", queries=desk().catalogue.values()), content_type="text/html; charset=utf-8"
        )
        page.vary.add("Accept")
        return page
    chosen = chooser(format, accept())(Kind.GRAPH)
    return complete(described(chosen), chosen)
