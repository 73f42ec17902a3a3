"""What views need of their surroundings: the desk, and the address under which they are reached."""

from flask import current_app, request

from partnercities.desk import Desk


def desk() -> Desk:
    """The desk that the application serves."""
    found: Desk = current_app.extensions["partnercities"]
    return found


def address(path: str) -> str:
    """The full address of a path, as the people outside see it."""
    public: str = current_app.config["PUBLIC_URL"]
    return (public or request.host_url.rstrip("/")) + path


def accept() -> str | None:
    """The Accept header; several lines are one list."""
    return ", ".join(request.headers.getlist("Accept")) or None
