"""The first thing a request meets: what needs speed and streams is answered here, the others by the pages of Flask."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, nullcontext
from typing import Any

from flask import Flask
from flask.ctx import RequestContext

from partnercities.engine.blocking import ASKER, Asker
from partnercities.engine.run import SLOW
from partnercities.problems import AddressTooLong, Problem, TooManyRequests
from partnercities.protocol.negotiation import prefers_html
from partnercities.web import errors
from partnercities.web.compression import Compression
from partnercities.web.connection import HEAD
from partnercities.web.exchange import Exchange, Receive, Scope, Send
from partnercities.web.headers import App, Headers
from partnercities.web.leaving import Watch
from partnercities.web.rates import Rates
from partnercities.web.repeats import Repeats

_MOST_GATHERED = 4 << 20
_log = logging.getLogger(__name__)

View = Callable[[Exchange], Awaitable[bool]]
"""Answers a request, or says that it is not for it."""


class Front:
    """ASGI: a repeated request is answered at once; any other by the view of its path, or by Flask."""

    def __init__(self, pages: Flask, views: Mapping[str, View], rates: Rates, repeats: Repeats, kept: int) -> None:
        from a2wsgi import WSGIMiddleware

        self._pages = pages
        self._flask: App = WSGIMiddleware(_of_any_length(pages.wsgi_app), workers=16)  # type: ignore[assignment]
        self._views = views
        self._rates = rates
        self._repeats = repeats
        self._layers = Headers(Compression(self._route, kept))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever it is."""
        client = scope.get("client")
        scope["admitted"] = self._rates.admit(client[0] if client else "")
        if not scope["admitted"] or not await self._repeats.answer(scope, send):
            await self._layers(scope, receive, self._repeats.watching(scope, send))

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange(scope, receive, send)
        try:
            await self._answer(exchange, send)
        except (asyncio.CancelledError, TimeoutError):
            # The client left, or takes nothing: what was begun is broken off.
            if exchange.notes.get("outcome") != "left":
                raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer, and the log learns why
            await self._refuse(exchange, error)

    async def _answer(self, exchange: Exchange, send: Send) -> None:
        self._check(exchange)
        view = self._view(exchange.path)
        if view is None or not await view(exchange):
            # A page is made from what is held now; should that change meanwhile, it is not kept for the next.
            exchange.notes["version"] = self._repeats.version()
            with _watched(exchange) as (read, made):
                await self._flask(exchange.scope, read, _in_one_piece(send, made))

    def _view(self, path: str) -> View | None:
        """The view of a path: its own, or that of the folder it is in."""
        return self._views.get(path) or self._views.get(path[: path.find("/", 1) + 1])

    def _check(self, exchange: Exchange) -> None:
        """Raise AddressTooLong and TooManyRequests."""
        if not exchange.scope["admitted"]:
            raise TooManyRequests(f"More than {self._rates.most:,} requests in a minute.", hint="Wait a little.")
        if len(exchange.scope["query_string"]) > HEAD:
            raise AddressTooLong(f"The address is longer than {HEAD:,} bytes.", hint="Send long queries by POST.")

    async def _refuse(self, exchange: Exchange, error: Exception) -> None:
        """Answer with a problem; if an answer has begun, leave it without an end, so that Uvicorn cuts the connection.

        What is no problem is a fault of ours, of which the log learns more than the client.
        """
        if not isinstance(error, Problem):
            _log.error("%s %s", exchange.method, exchange.path, exc_info=error)
        problem = error if isinstance(error, Problem) else errors.FAULT
        exchange.notes["outcome"] = problem.slug
        if exchange.started:
            return
        accept = exchange.header(b"accept")
        with self._page_of(exchange) if prefers_html(accept) else nullcontext():
            content_type, body = errors.body(problem, accept)
        await exchange.respond(problem.status, [("content-type", content_type), *errors.headers(problem)], body)

    def _page_of(self, exchange: Exchange) -> RequestContext:
        """A request of Flask for what is asked: a page has links and a language, which depend on it."""
        environ = {
            "PATH_INFO": exchange.path.encode("utf-8", "surrogateescape").decode("latin-1"),
            "QUERY_STRING": exchange.query_string,
            "HTTP_ACCEPT_LANGUAGE": exchange.header(b"accept-language") or "",
        }
        return self._pages.test_request_context(environ_overrides=environ)


def _of_any_length(pages: Callable[..., Any]) -> Callable[..., Any]:
    """The pages, told that a body ends by itself: also where no length is said before, all of it is read."""
    return lambda environ, start: pages({**environ, "wsgi.input_terminated": True}, start)


@contextmanager
def _watched(exchange: Exchange) -> Iterator[tuple[Receive, Callable[[], None]]]:
    """While a view of Flask answers in its thread: what it asks is stopped when its client leaves.

    Gives the way in, as leaving is looked for when the body has been read, and what is to be called when the answer is
    made: who takes it and goes has not left.
    """
    asker = Asker()
    token = ASKER.set(asker)
    watch = Watch(exchange, asker.leave)
    timers: list[asyncio.TimerHandle] = []

    def begin() -> None:
        timers.append(asyncio.get_running_loop().call_later(SLOW, watch.begin))

    async def read() -> MutableMapping[str, Any]:
        message = await exchange.receive()
        if not message.get("more_body", False):
            begin()
        return message

    def end() -> None:
        for timer in timers:
            timer.cancel()
        watch.end()

    if exchange.method in ("GET", "HEAD"):
        begin()
    try:
        yield read, end
    finally:
        end()
        ASKER.reset(token)


def _in_one_piece(send: Send, made: Callable[[], None]) -> Send:
    """A way out for responses of Flask, which come in pieces though they are whole; those without a length pass as they come.

    Calls `made` before the last piece goes out.
    """
    pieces: list[bytes] | None = None

    async def gather(message: MutableMapping[str, Any]) -> None:
        nonlocal pieces
        if message["type"] == "http.response.start":
            # Uvicorn says the date of every response; Flask does of some.
            message["headers"] = [pair for pair in message["headers"] if pair[0] != b"date"]
            size = int(dict(message["headers"]).get(b"content-length", _MOST_GATHERED + 1))
            pieces = [] if size <= _MOST_GATHERED else None
        elif pieces is not None:
            pieces.append(message.get("body", b""))
            if message.get("more_body", False):
                return
            message = {"type": "http.response.body", "body": b"".join(pieces)}
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            made()
        await send(message)

    return gather
