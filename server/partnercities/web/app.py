"""The door of HTTP: wires addresses to views, and nothing else."""

from flask import Flask

from partnercities.desk import Desk
from partnercities.settings import Settings
from partnercities.web import describing, documents, dump, errors, headers, pages, sparql, stored, things

# A body in a form is percent-encoded: up to three bytes for one, and some room for other parameters.
_ENCODED = 3
_ROOM = 64_000


def create_app(desk: Desk, settings: Settings | None = None) -> Flask:
    """The WSGI application over a desk."""
    settings = settings or Settings()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_query_bytes * _ENCODED + _ROOM
    app.url_map.merge_slashes = False
    app.extensions["partnercities"] = desk
    app.config["PUBLIC_URL"] = settings.public_url.rstrip("/")
    for door in (sparql, stored, pages, describing, dump, documents, things):
        app.register_blueprint(door.blueprint)
    errors.install(app)
    headers.install(app)
    return app
