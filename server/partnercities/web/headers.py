"""The headers that every response carries, errors too."""

from flask import Flask, Response, request

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "*",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_A_DAY = "86400"


def install(app: Flask) -> None:
    """Add the headers to whatever leaves the application."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    response.headers.update(_ALWAYS)
    # Answers may be kept, but are asked about each time: the data changes with each version of the graph.
    response.headers.setdefault("Cache-Control", "no-cache")
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = _POLICY
    if request.method == "OPTIONS":
        _allow_preflight(response)
    return response


def _allow_preflight(response: Response) -> None:
    response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
    response.headers["Access-Control-Allow-Headers"] = request.headers.get(
        "Access-Control-Request-Headers", "Accept, Content-Type"
    )
    response.headers["Access-Control-Max-Age"] = _A_DAY
