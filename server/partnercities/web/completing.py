"""`/terms.json`: what the editor of queries completes, fetched when somebody begins to write."""

import json

from flask import Blueprint, Response

from partnercities.desk.completing import completions
from partnercities.protocol.formats import RECORDS
from partnercities.web.answers import complete
from partnercities.web.context import desk

blueprint = Blueprint("completing", __name__)


@blueprint.get("/terms.json")
def terms() -> Response:
    """Prefixes, classes, properties and things, with names in both languages."""
    body = json.dumps(completions(desk()), ensure_ascii=False, separators=(",", ":"))
    return complete(body.encode(), RECORDS)
