"""What `/sparql` is when nothing is asked of it: a page for browsers, the description of the service for others."""

from flask import Blueprint, Response, request

from partnercities.protocol.formats import Kind
from partnercities.protocol.negotiation import prefers_html
from partnercities.web.answers import complete
from partnercities.web.context import accept, described, desk
from partnercities.web.site.frame import show
from partnercities.web.sparql import chooser

blueprint = Blueprint("sparql", __name__)


@blueprint.get("/sparql")
def sparql() -> Response:
    """Say what this service is."""
    format = request.args.get("format")
    if not format and prefers_html(accept()):
        return show("sparql.html", "/sparql", queries=desk().catalogue.values())
    chosen = chooser(format, accept())(Kind.GRAPH)
    return complete(described(chosen), chosen)
