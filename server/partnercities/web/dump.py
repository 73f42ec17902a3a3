"""`/dump.nq.gz`: everything as one file, with its checksum."""

from flask import Blueprint, Response, request

from partnercities.desk.dumping import NAME, Dump, dump
from partnercities.web.context import desk

blueprint = Blueprint("dump", __name__)
GZIP = "application/gzip"
TEXT = "text/plain; charset=utf-8"


@blueprint.get(f"/{NAME}")
def file() -> Response:
    """All named graphs as N-Quads in gzip."""
    found = dump(desk())
    response = _attached(Response(found.read(), content_type=GZIP), NAME, found)
    response.content_length = found.size
    response.set_etag(found.digest)
    response.make_conditional(request, accept_ranges=True, complete_length=found.size)
    return response


@blueprint.get(f"/{NAME}.sha256")
def checksum() -> Response:
    """The checksum of the file, in the form that sha256sum reads."""
    found = dump(desk())
    response = _attached(Response(f"{found.digest}  {NAME}\n", content_type=TEXT), f"{NAME}.sha256", found)
    response.add_etag()
    response.make_conditional(request)
    return response


def _attached(response: Response, name: str, found: Dump) -> Response:
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.last_modified = found.modified
    return response
