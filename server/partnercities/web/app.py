"""The pages: wires addresses to views of Flask, and nothing else."""

from flask import Flask

from partnercities.desk.desk import Desk
from partnercities.settings import Settings, is_foreign
from partnercities.web import (
    completing,
    describing,
    documents,
    dump,
    errors,
    openapi,
    pages,
    sparql_page,
    stored,
    things,
)
from partnercities.web.services import Services
from partnercities.web.site import (
    about,
    checks,
    cities,
    frame,
    maps,
    pairs,
    problems,
    projects,
    proof,
    recurrence,
    search,
    tables,
    timelines,
    validation,
)

_DOORS = (
    sparql_page,
    completing,
    stored,
    pages,
    describing,
    openapi,
    dump,
    documents,
    cities,
    projects,
    tables,
    maps,
    timelines,
    search,
    recurrence,
    proof,
    pairs,
    validation,
    problems,
    about,
    things,  # the last: it takes whatever has a type and a key
)


def create_app(desk: Desk, settings: Settings | None = None, services: Services | None = None) -> Flask:
    """The WSGI application over a desk."""
    settings = settings or Settings()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body << 20
    app.url_map.merge_slashes = False
    app.extensions["partnercities"] = desk
    app.extensions["services"] = services
    app.config["TIME_LIMIT"] = settings.time_limit
    app.config["PUBLIC_URL"] = settings.public_url.rstrip("/")
    app.config["UPDATES"] = bool(settings.token_file) and not is_foreign(settings)
    for door in _DOORS:
        app.register_blueprint(door.blueprint)
    checks.install(app, desk, settings)
    errors.install(app)
    frame.install(app)
    return app
