"""The front page."""

from flask import Blueprint, Response, render_template, url_for

from partnercities.desk import RECURRENCE
from partnercities.desk.describing import overview
from partnercities.model.vocabulary import key
from partnercities.protocol.formats import DESCRIPTION, PAGE
from partnercities.web.answers import complete
from partnercities.web.context import desk

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> Response:
    """What this is, in one screen, with live counts and the cities that recur."""
    found = desk()
    table = found.table(found.stored(RECURRENCE["network"]), {})
    page = render_template("home.html", counts=overview(found).counts, cities=list(table)[:10], short=key)
    response = complete(page.encode(), PAGE)
    # Where programs find what there is (RFC 8631).
    response.headers.add("Link", f'<{url_for("openapi.openapi")}>; rel="service-desc"; type="{DESCRIPTION.media_type}"')
    return response
