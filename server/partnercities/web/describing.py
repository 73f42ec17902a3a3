"""`/.well-known/void`: the description of the data where crawlers look for it."""

from flask import Blueprint, Response, request

from partnercities.protocol.formats import Kind, named
from partnercities.protocol.negotiation import choose
from partnercities.web.answers import complete
from partnercities.web.context import accept, described

blueprint = Blueprint("description", __name__)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """The description that the endpoint gives, with its data first of all."""
    wanted = request.args.get("format")
    chosen = named(wanted, Kind.GRAPH) if wanted else choose(accept(), Kind.GRAPH)
    return complete(described(chosen), chosen)
