"""The front page, and what operators ask."""

from flask import Blueprint, Response, jsonify, render_template

from partnercities import __version__
from partnercities.desk import RECURRENCE
from partnercities.desk.describing import overview
from partnercities.model.vocabulary import key
from partnercities.protocol.formats import PAGE
from partnercities.web.answers import complete
from partnercities.web.context import desk

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> Response:
    """What this is, in one screen, with live counts and the cities that recur."""
    found = desk()
    table = found.table(found.stored(RECURRENCE["network"]), {})
    page = render_template("home.html", counts=overview(found).counts, cities=list(table)[:10], short=key)
    return complete(page.encode(), PAGE)


@blueprint.get("/health")
def health() -> Response:
    """That the server lives, and what it holds."""
    dataset = desk().dataset
    held = {"data": dataset.version, "triples": dataset.triples} if dataset else {}
    return jsonify({"status": "ok", "version": __version__, **held})
