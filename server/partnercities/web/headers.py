"""The headers that every response carries, errors too."""

from base64 import b64encode
from collections.abc import Awaitable, Callable, MutableMapping
from hashlib import sha256
from typing import Any

from partnercities.web.exchange import Receive, Scope, Send

# A browser that looks for forms lays out all of a page when its end has come, even before its stylesheet has: a quarter
# of a second of a slow phone for nothing. With this it leaves out what nobody sees yet; the stylesheet takes it back.
UNSTYLED = "main,main>*{content-visibility:auto}"
"""The style of a page until its stylesheet is there; the only one that stands in pages."""
POLICY = (
    f"default-src 'none'; style-src 'self' 'sha256-{b64encode(sha256(UNSTYLED.encode()).digest()).decode()}'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SCRIPTED = POLICY + "; script-src 'self'; connect-src 'self'"
"""The policy of a page that has a script of ours, which a view sets itself."""
ALWAYS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"*"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
_PREFLIGHT = [
    (b"access-control-allow-headers", b"Accept, Authorization, Content-Type, If-Match, If-None-Match"),
    (b"access-control-max-age", b"86400"),
]
# Answers may be kept, but are asked about each time: the data changes with each version of the graph.
_NO_CACHE = (b"cache-control", b"no-cache")

App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Headers:
    """ASGI: adds the headers to whatever leaves the application behind it."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        preflight = scope["method"] == "OPTIONS"

        async def add(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(message["headers"], preflight=preflight)
            await send(message)

        await self._app(scope, receive, add)


def _completed(given: list[tuple[bytes, bytes]], *, preflight: bool) -> list[tuple[bytes, bytes]]:
    names = {name for name, _ in given}
    headers = [*given, *ALWAYS]
    if b"cache-control" not in names:
        headers.append(_NO_CACHE)
    if (b"content-type", b"text/html; charset=utf-8") in given and b"content-security-policy" not in names:
        headers.append((b"content-security-policy", POLICY.encode()))
    if preflight:
        allowed = next((value for name, value in given if name == b"allow"), b"GET, HEAD, OPTIONS")
        headers += [(b"access-control-allow-methods", allowed), *_PREFLIGHT]
    return headers
