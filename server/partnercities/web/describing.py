"""`/.well-known/void`: the description of the data where crawlers look for it."""

from flask import Blueprint, Response, request

from partnercities.desk.describing import description
from partnercities.protocol.formats import Kind
from partnercities.web.answers import complete
from partnercities.web.context import address, desk
from partnercities.web.sparql import chooser

blueprint = Blueprint("description", __name__)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """The description that the endpoint gives, with its data first of all."""
    chosen = chooser(request.args.get("format"))(Kind.GRAPH)
    return complete(description(desk(), address("/sparql"), chosen), chosen)
