"""What views need of their surroundings: the desk, and the address under which they are reached."""

from flask import current_app, request

from partnercities.desk.describing import description
from partnercities.desk.desk import Desk
from partnercities.protocol.formats import Format
from partnercities.web.services import Services


def desk() -> Desk:
    """The desk that the application serves."""
    found: Desk = current_app.extensions["partnercities"]
    return found


def address(path: str) -> str:
    """The full address of a path, as the people outside see it."""
    public: str = current_app.config["PUBLIC_URL"]
    return (public or request.host_url.rstrip("/")) + path


def described(format: Format) -> bytes:
    """What this service says of itself."""
    return description(desk(), address("/sparql"), format, updates=current_app.config["UPDATES"])


def accept() -> str | None:
    """The Accept header; several lines are one list."""
    return ", ".join(request.headers.getlist("Accept")) or None


def services() -> Services | None:
    """What leads the calls of SERVICE through us; None where an application was made without it, and none are made."""
    found: Services | None = current_app.extensions["services"]
    return found


def time_limit() -> float:
    """How long a query may take at most, in seconds."""
    seconds: float = current_app.config["TIME_LIMIT"]
    return seconds
